"""Whatever is typed is an answer or an error with a way out; pages hold still."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Document
from onrecord.errors import QueryError
from onrecord.store import open_book
from onrecord.store.base import Query, Store
from tests.store.small import CAFE, FERRY, read


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ferry", 1),
        ("FERRY sail", 1),
        ('"ferry will"', 1),
        ('"will ferry"', 0),
        ("sai*", 1),
        ("sai", 0),
        ("cafe", 1),
        ("orla never", 1),
        ('"not now', 1),
        ("content:ferry", 0),
        ("ferry OR orla", 0),
        ("ferry)", 1),
        ("-ferry", 1),
        ("“ferry will”", 1),
        ("“will ferry”", 0),
        ("cafe\u0301", 1),
        ("O\u0301rl*", 1),
        ("_ ferry", 1),
        ("ferry\0", 1),
        ("ferry\ud800", 1),
        ("fer\0ry", 0),
        ("ferry " * 3000, 1),
    ],
)
def test_a_search_finds_what_was_typed(book: Store, typed: str, found: int) -> None:
    book.write(read(Document("a", FERRY), Document("b", CAFE)))
    assert book.find(Query(text=typed)).total == found


@pytest.mark.parametrize("typed", ['"', "*", "…", "😀", '""', "()", "_", "\u0301", "\0"])
def test_a_search_without_a_word_says_so(book: Store, typed: str) -> None:
    with pytest.raises(QueryError, match="no word to search for"):
        book.find(Query(text=typed))


@settings(max_examples=150, deadline=None)
@given(typed=st.text(st.characters() | st.sampled_from('"*()+^:-“\0'), max_size=40))
def test_whatever_is_typed_is_an_answer_or_a_query_error(typed: str) -> None:
    try:
        assert _shared().find(Query(text=typed)).total >= 0
    except QueryError as error:
        assert error.remedy


_BOOKS: list[Store] = []


def _shared() -> Store:
    """One book for all of hypothesis's examples."""
    if not _BOOKS:
        _BOOKS.append(open_book(":memory:", create=True))
        _BOOKS[0].write(read(Document("a", FERRY), Document("b", CAFE)))
    return _BOOKS[0]


def test_pages_follow_one_another_newest_first_and_lead_back(book: Store) -> None:
    days = ["2031-03-01", "2031-03-02T08:00:00+02:00", None, "2031-03-02", "2031-02"]
    documents = [
        Document(f"d{i:02}", FERRY, published=days[i % len(days)], outlet=f"o{i % 2}")
        for i in range(23)
    ]
    book.write(read(*documents))
    whole = book.find(Query(limit=100))
    assert (whole.total, len(whole.statements), whole.next, whole.previous) == (23, 23, "", None)
    instants = [statement.document.published for statement in whole.statements]
    assert instants[0] == "2031-03-02T08:00:00+02:00"
    assert instants[-1] is None

    for size in (1, 4, 22, 23):
        cursors, pages = [""], []
        while True:
            page = book.find(Query(limit=size, cursor=cursors[-1]))
            pages.append(page)
            if not page.next:
                break
            cursors.append(page.next)
        assert tuple(s for page in pages for s in page.statements) == whole.statements
        assert [page.previous for page in pages] == [None, *cursors[:-1]]


def test_a_page_stays_where_it_is_while_the_book_grows(book: Store) -> None:
    book.write(read(*(Document(f"d{i}", FERRY, published="2031-03-01") for i in range(6))))
    first = book.find(Query(limit=3))
    second = book.find(Query(limit=3, cursor=first.next)).statements

    book.write(read(Document("new", FERRY, published="2031-03-02")))

    assert book.find(Query(limit=3, cursor=first.next)).statements == second


def cursor_of(data: str) -> str:
    return base64.urlsafe_b64encode(data.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        *("x", "!!", "W10", "é", "bnVsbA"),
        cursor_of('"abcd"'),
        cursor_of('["2031", "a", 1e999, "b"]'),
        cursor_of('["2031", "a", true, "b"]'),
        cursor_of(f'["2031", "a", {2**63}, "b"]'),
        cursor_of('["2031", "\\ud800", 1, "b"]'),
        cursor_of("[" * 50_000),
    ],
)
def test_a_damaged_cursor_is_a_query_error(book: Store, cursor: str) -> None:
    with pytest.raises(QueryError, match="cursor"):
        book.find(Query(cursor=cursor))


def test_what_is_no_date_comes_last_with_what_has_none(book: Store) -> None:
    given = ["soon", "0001-01-01T00:00:00+02:00", "0900-01-01", None, "2031", "2031-02"]
    book.write(read(*(Document(f"d{i}", FERRY, published=day) for i, day in enumerate(given))))
    found = [statement.document.published for statement in book.find(Query()).statements]
    assert found == ["2031-02", "2031", "0900-01-01", "soon", "0001-01-01T00:00:00+02:00", None]


@pytest.mark.parametrize("limit", [0, -1, 10**30])
def test_a_page_of_an_impossible_size_is_a_query_error(book: Store, limit: int) -> None:
    with pytest.raises(QueryError, match="a page cannot hold"):
        book.find(Query(limit=limit))


def test_filters_narrow_what_is_found(book: Store) -> None:
    book.write(read(Document("a", FERRY, outlet="Post"), Document("b", CAFE)))
    sure = max(statement.confidence for statement in book.statements())

    def found(query: Query) -> list[str]:
        return [str(statement.document.id) for statement in book.find(query).statements]

    assert found(Query(outlets=("Post",))) == ["a"]
    assert found(Query(outlets=("",))) == ["b"]
    assert found(Query(manners=("direct",))) == ["b"]
    assert found(Query(manners=("direct", "indirect"))) == ["a", "b"]
    assert found(Query(document="b")) == ["b"]
    assert found(Query(minimum_confidence=sure)) != []
    assert found(Query(minimum_confidence=min(1.0, sure + 1e-9))) == []


def test_each_filter_is_left_out_of_its_own_counts(book: Store) -> None:
    book.write(
        read(
            Document("a", FERRY, outlet="Post"),
            Document("b", CAFE, outlet="Post"),
            Document("c", CAFE),
        )
    )
    counts = book.counts(Query(outlets=("Post",), manners=("direct",)))

    assert counts.statements == 1
    assert dict(counts.outlets) == {"": 1, "Post": 1}
    assert dict(counts.manners) == {"direct": 1, "indirect": 1}
    assert book.counts().documents == 3
