"""A person's list of actors goes into a book, and a book's actors into a list."""

import io
from collections.abc import Iterator

import pytest

from onrecord.desk.actor_lists import Imported, export_list, import_list
from onrecord.desk.actors import ask, every, portrait, said
from onrecord.document import Document, Span
from onrecord.errors import MalformedRecordError, NotInBookError, QueryError
from onrecord.export import actors as formats
from onrecord.registry import Held, Membership
from onrecord.statement import Actor, Mention, Party, Post, Reading, Statement
from onrecord.store import open_book
from onrecord.store.base import ActorQuery, Store
from onrecord.values import Value

TEXT = "Harbour master Elena Vasko said the ferry will sail. “Never,” Vasko said."
LIST = """id,name,kind,country,aliases,roles,part_of,wikidata
b7,Ostrel Harbour Board,body,Norway,OHB,,,
,Elena Vasko,person,NO,Lena Vasko,Harbour  Master | of=Ostrel Harbour Board | since=2031-03,OHB,Q999
p2,Ada Brun,person,,,mayor | of=Ostrel,Ministry of Ferries,
"""


@pytest.fixture
def book() -> Iterator[Store]:
    store = open_book(":memory:", create=True)
    yield store
    store.close()


@pytest.fixture
def empty() -> Iterator[Store]:
    store = open_book(":memory:", create=True)
    yield store
    store.close()


def reading() -> Reading:
    document = Document("ferry.txt", TEXT, published="2031-03-11T19:40+02:00")

    def span(words: str, nth: int = 0) -> Span:
        start = -1
        for _ in range(nth + 1):
            start = TEXT.index(words, start + 1)
        return document.span(start, start + len(words))

    vasko = Actor(
        "a1",
        "Elena Vasko",
        "person",
        mentions=(Mention(span("Elena Vasko"), "name"), Mention(span("Vasko", 1), "surname")),
        posts=(Post(span("Harbour master"), "harbour master"),),
    )
    statements = tuple(
        Statement(
            f"s{nth}",
            document,
            (span("Vasko", nth),),
            (span("said", nth),),
            (span(content),),
            Value("indirect", "model:stub"),
            0.9,
            speaker=Party("named", vasko, span("Vasko", nth)),
        )
        for nth, content in enumerate(("the ferry will sail", "“Never,”"))
    )
    return Reading(document, (), statements, "stub", (vasko,))


def imported(store: Store, text: str, form: str | None = None) -> Imported:
    return import_list(store, text.encode(), "list.csv", form, "ida")


def exported(store: Store, form: str, *, reports: bool = False) -> str:
    stream = io.StringIO(newline="")
    export_list(store, form, stream, reports=reports)
    return stream.getvalue()


def test_a_list_is_taken_over_and_says_what_was_added(book: Store) -> None:
    done = imported(book, LIST)

    assert (done.new, done.changed, done.same, done.aside) == (4, 0, 0, ())
    assert done.notes == (
        "Added as bodies, since the list names them alone: “Ministry of Ferries”.",
    )
    vasko = portrait(book, "lena vasko").entry
    assert vasko.country == "NOR"
    assert vasko.held == (Held("harbour master", "Ostrel Harbour Board", "", "2031-03"),)
    assert vasko.part_of == (Membership("b7", "Ostrel Harbour Board"),)
    assert vasko.identifiers == {"wikidata": "Q999"}
    assert vasko.set_by == "person:ida"


def test_the_same_list_again_changes_nothing(book: Store) -> None:
    imported(book, LIST)
    before = exported(book, "csv")

    done = imported(book, LIST)

    assert (done.new, done.changed, done.same) == (0, 0, 3)
    assert exported(book, "csv") == before


def test_who_has_no_id_is_whom_the_reports_name(book: Store) -> None:
    book.write([reading()])

    done = imported(book, LIST)

    assert done.changed == 1
    found = portrait(book, "Elena Vasko")
    assert found.entry.said == found.shares.first_hand == 2
    assert set(found.entry.aliases) == {"Vasko", "Lena Vasko"}
    assert {one.title for one in found.entry.held} == {"harbour master"}
    assert [one.id for one in said(book, found.entry, 10)] == ["s0", "s1"]
    assert [one.id for one in said(book, found.entry, 1)] == ["s0"]


def test_who_has_an_id_of_its_own_is_joined_with_whom_reports_alone_call_so(book: Store) -> None:
    book.write([reading()])
    text = (
        "id,name,kind,aliases,part_of\n"
        "v,Elena Vasko,person,Vasko,| id=b\nb,Pier Board,body,,\nw,Vasko,person,,\n"
    )

    done = imported(book, text)
    before = exported(book, "csv")
    again = imported(book, text)
    other = imported(book, "id,name,kind\nu,Elena Vasko,person\n")

    assert (done.new, done.changed) == (2, 1)
    assert done.notes == ("1 joined with actors of the same name, which keep their ids.",)
    assert (again.new, again.changed, again.same) == (0, 0, 3)
    assert (other.new, other.notes) == (1, ())
    (vasko,) = [one for one in book.every_actor() if one.identifiers.get("list") == "v"]
    assert (vasko.said, vasko.part_of) == (2, (Membership("b", "Pier Board"),))
    assert before.count("\n") == 4


@pytest.mark.parametrize("form", formats.WRITERS)
def test_an_empty_book_that_imports_a_list_exports_the_same_one(
    form: str, book: Store, empty: Store
) -> None:
    book.write([reading()])
    imported(book, LIST)
    first = exported(book, form)

    done = imported(empty, first, form)

    assert (done.new, done.aside, done.notes) == (4, (), ())
    assert exported(empty, form) == first


@pytest.mark.parametrize("form", formats.WRITERS)
def test_which_report_states_a_role_can_be_written_too(form: str, book: Store) -> None:
    book.write([reading()])

    assert "ferry.txt" not in exported(book, form)
    assert "ferry.txt#char=0,14" in exported(book, form, reports=True)


def test_rows_that_name_one_without_an_id_are_one_actor(book: Store) -> None:
    done = imported(
        book,
        "name;kind;role;part of\nAda Brun;person;mayor | of=Ostrel;\nAda Brun;person;;Pier Party\n",
    )

    assert done.taken == 2
    brun = portrait(book, "Ada Brun").entry
    assert [one.title for one in brun.held] == ["mayor"]
    assert [one.name for one in brun.part_of] == ["Pier Party"]


def test_a_body_that_nobody_knows_by_its_id_is_left_out_and_named(book: Store) -> None:
    done = imported(book, "name,kind,part_of\nAda Brun,person,| id=b9\n")

    assert done.taken == 1
    (note,) = done.notes
    assert note.startswith("“Ada Brun” is not made a part of “b9”, since neither the list nor")


def test_bodies_that_are_parts_of_each_other_are_taken_over(book: Store) -> None:
    done = imported(book, "id,name,kind,part_of\na,Pier,body,| id=b\nb,Quay,body,| id=a; | id=b\n")

    assert (done.new + done.changed, done.aside) == (2, ())
    assert portrait(book, "a").entry.part_of == (Membership("b", "Quay"),)


def test_what_a_book_cannot_hold_is_put_right(book: Store) -> None:
    properties = r'{"name": ["Ada\ud800  Brun"], "alias": ["A\u0000"]}'
    imported(book, f'{{"id": "q", "schema": "Person", "properties": {properties}}}')
    imported(book, "id,name,kind,roles\nr,Bo Ril,person,Mayor | since=11 March 2031 | until=soon\n")

    assert (portrait(book, "q").entry.name, portrait(book, "q").entry.aliases) == (
        "Ada\ufffd Brun",
        ("A\ufffd",),
    )
    assert portrait(book, "r").entry.held == (Held("mayor", since="2031-03-11"),)


def test_a_list_that_is_none_leaves_the_book_as_it_was(book: Store) -> None:
    with pytest.raises(MalformedRecordError):
        imported(book, '{"persons": [')
    assert book.actors().total == 0


def test_a_name_of_two_actors_names_both(book: Store) -> None:
    imported(book, "id,name,kind\na,Ada Brun,person\nb,Ada Brun,person\n")

    with pytest.raises(NotInBookError, match=r"Did you mean: a \(.*\); b \(Ada Brun, person\)"):
        portrait(book, "Ada Brun")
    with pytest.raises(NotInBookError, match="the book has no actor “Nobody”"):
        portrait(book, "Nobody")


def test_actors_are_asked_for_by_kind_and_country_over_pages(book: Store) -> None:
    imported(book, "name,kind,country\n" + "".join(f"Ada {n},person,NOR\n" for n in range(7)))
    imported(book, "name,kind\nOstrel,place\n")

    page, entries = every(book, ask(kind="person", country="Norway"), 5)

    assert (len(entries), page.total) == (5, 7)
    assert len(every(book, ActorQuery(), 600)[1]) == 8
    with pytest.raises(QueryError, match="there is no kind “ship”"):
        ask(kind="ship")
    with pytest.raises(QueryError, match="“Atlantis” is no country"):
        ask(country="Atlantis")
