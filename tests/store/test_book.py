"""What a record book promises, tried on real files."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Document, Origin, Reading, Skipped, pipeline
from onrecord.engine.stub import StubEngine
from onrecord.errors import (
    BookNotFoundError,
    BookUnreadableError,
    BookVersionError,
    NotInBookError,
    QueryError,
)
from onrecord.store import open_book, schema
from onrecord.store.base import Query, Store

ENGINE = StubEngine(
    [
        ("The envoy", "said", "the ferry will sail"),
        ("Café Órla", "warns", ("“Never,”", "“not now”")),
    ]
)
FERRY = "The envoy said the ferry will sail."
CAFE = "Café Órla warns: “Never,” 😀 and “not now”."


def read(*documents: Document, engine: StubEngine = ENGINE) -> list[Reading]:
    return pipeline.read(documents, engine)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.book"


@pytest.fixture
def book(path: Path) -> Iterator[Store]:
    store = open_book(path, create=True)
    yield store
    store.close()


def dump(path: Path) -> list[str]:
    """Everything in the book but the times at which it was written."""
    with sqlite3.connect(path) as connection:
        return [line for line in connection.iterdump() if "read_at" not in line]


def test_a_statement_comes_back_as_it_was_written(book: Store) -> None:
    document = Document(
        "d/1 ü",
        CAFE,
        "A title",
        "The Post",
        "By Someone",
        "2031-03-11T19:40:00+02:00",
        "https://post.example/1",
        Origin("a.jsonl", "line 3", "jsonl", "utf-16"),
    )
    (reading,) = read(document)

    assert book.write([reading]) == ("new",)

    found = book.reading("d/1 ü")
    assert found.document == document
    assert found.statements == reading.statements
    assert tuple(book.statements()) == reading.statements
    assert [span.text for span in found.statements[0].content] == ["“Never,”", "“not now”"]


def test_writing_the_same_reading_again_changes_nothing(book: Store, path: Path) -> None:
    readings = read(Document("a", FERRY), Document("b", CAFE))
    book.write(readings)
    before = dump(path)

    assert book.write(readings) == ("same", "same")
    assert dump(path) == before


def test_a_changed_text_becomes_a_new_version_and_the_old_one_is_no_longer_found(
    book: Store,
) -> None:
    book.write(read(Document("a", FERRY)))

    assert book.write(read(Document("a", CAFE))) == ("changed",)

    assert [version.number for version in book.versions("a")] == [1, 2]
    assert book.find(Query(text="ferry")).total == 0
    assert book.find(Query(text="ferry", in_reports=True)).total == 0
    assert book.find(Query(text="orla")).total == 1
    assert book.reading("a").document.text == CAFE


def test_a_changed_title_is_a_new_version_too(book: Store) -> None:
    book.write(read(Document("a", FERRY, title="One")))
    assert not book.holds(Document("a", FERRY, title="Two"), "stub")
    assert book.write(read(Document("a", FERRY, title="Two"))) == ("changed",)


def test_another_engine_replaces_the_statements(book: Store) -> None:
    book.write(read(Document("a", FERRY)))
    other = StubEngine([("The envoy", "said", "ferry")], name="other")
    document = Document("a", FERRY)
    assert book.holds(document, "stub")
    assert not book.holds(document, "other")

    assert book.write(read(document, engine=other)) == ("changed",)

    assert [s.content[0].text for s in book.reading("a").statements] == ["ferry"]
    assert book.find(Query(text='"will sail"')).total == 0
    assert len(book.versions("a")) == 1


def test_a_batch_is_written_whole_or_not_at_all(book: Store, path: Path) -> None:
    good = read(Document("a", FERRY))[0]
    statement = good.statements[0]
    broken = replace(good, document=Document("b", CAFE), statements=(statement, statement))
    before = dump(path)

    with pytest.raises(BookUnreadableError):
        book.write([good, broken])

    assert dump(path) == before


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
    ],
)
def test_a_search_finds_what_was_typed(book: Store, typed: str, found: int) -> None:
    book.write(read(Document("a", FERRY), Document("b", CAFE)))
    assert book.find(Query(text=typed)).total == found


@pytest.mark.parametrize("typed", ['"', "*", "…", "😀", '""', "()"])
def test_a_search_without_a_word_says_so(book: Store, typed: str) -> None:
    with pytest.raises(QueryError, match="no word to search for"):
        book.find(Query(text=typed))


@settings(max_examples=150, deadline=None)
@given(typed=st.text(max_size=40))
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


@pytest.mark.parametrize("cursor", ["x", "!!", "W10", "é", "bnVsbA"])
def test_a_damaged_cursor_is_a_query_error(book: Store, cursor: str) -> None:
    with pytest.raises(QueryError, match="cursor"):
        book.find(Query(cursor=cursor))


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


def test_a_skip_is_noted_once_and_forgotten_when_the_input_can_be_read(book: Store) -> None:
    skipped = Skipped(Origin("a.txt"), "E102", "empty")
    book.skip([skipped, skipped])
    book.skip([skipped])
    assert list(book.skips()) == [skipped]
    assert book.counts().skipped == 1

    book.write(read(Document("a", FERRY, origin=Origin("a.txt"))))

    assert list(book.skips()) == []


def test_a_report_that_is_not_there_is_an_error_that_names_it(book: Store) -> None:
    with pytest.raises(NotInBookError, match="nowhere"):
        book.reading("nowhere")
    with pytest.raises(NotInBookError, match="nowhere"):
        book.versions("nowhere")


def test_a_book_is_only_made_where_it_is_to_be_made(path: Path) -> None:
    with pytest.raises(BookNotFoundError, match="onrecord read"):
        open_book(path, create=False)
    assert not path.exists()


def test_a_file_that_is_no_book_is_refused_and_left_alone(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"This is no database, it is a letter." * 50)
    with pytest.raises(BookUnreadableError, match="no record book"):
        open_book(path, create=True)
    assert path.read_bytes().startswith(b"This is no database")

    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (x)")
    with pytest.raises(BookUnreadableError, match="but no record book"):
        open_book(other, create=True)


def test_a_folder_that_is_not_there_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(BookUnreadableError, match="folder exists"):
        open_book(tmp_path / "no" / "such.book", create=True)


def test_a_book_of_a_newer_layout_asks_for_an_update(book: Store, path: Path) -> None:
    book.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BookVersionError, match="pip install --upgrade"):
        open_book(path, create=False)


def test_the_migrations_make_the_tables_that_the_code_knows(book: Store, path: Path) -> None:
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (
            schema.REVISION,
        )
        for table in schema.metadata.sorted_tables:
            there = {
                (name, kind, bool(required), bool(key))
                for _, name, kind, required, _, key in connection.execute(
                    f"PRAGMA table_info({table.name})"
                )
            }
            known = {(c.name, str(c.type), not c.nullable, c.primary_key) for c in table.columns}
            assert {(n, k) for n, k, *_ in there} == {(n, k) for n, k, *_ in known}
            indices = {row[1] for row in connection.execute(f"PRAGMA index_list({table.name})")}
            assert {str(index.name) for index in table.indexes} <= indices


@settings(max_examples=40, deadline=None)
@given(
    before=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    after=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
def test_spans_of_any_unicode_come_back_verbatim(before: str, after: str) -> None:
    text = f"{before}\n{CAFE}\r\n{after}"
    (reading,) = read(Document("any", text))
    store = open_book(":memory:", create=True)
    try:
        store.write([reading])
        found = store.reading("any")
        assert found.document.text == text
        assert found.statements == reading.statements
    finally:
        store.close()
