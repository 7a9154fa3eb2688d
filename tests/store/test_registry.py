"""The registry of a book: who of its reports is one, what is known of them, what they said."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Document, Reading
from onrecord.errors import NotInBookError, QueryError
from onrecord.registry import Entry, Held, Membership, Shares
from onrecord.statement import ActorKind, Party
from onrecord.store import open_book
from onrecord.store.base import ActorQuery, Query, Store
from tests.store.cast import find, named, report, said
from tests.store.small import dump
from tests.store.test_casting import whole

Named = tuple[str, ActorKind, str, str]
VARR: Named = ("Odile Varr", "person", "HSK", "foreign minister")


def person(name: str, country: str = "", office: str = "") -> Named:
    return name, "person", country, office


def body(name: str, country: str = "") -> Named:
    return name, "body", country, ""


def names(book: Store) -> list[tuple[str, int]]:
    return [(entry.name, entry.reports) for entry in book.actors().entries]


def test_one_actor_of_many_reports_is_one_entry(book: Store) -> None:
    book.write(
        [
            report("r01", person("Odile Varr", "HSK", "mayor"), body("Free Upland Army")),
            report("r02", person("Odile Varr", "HSK", "foreign minister"), body("FUA")),
            report("r03", person("Odile Varr"), person("Piet Tarrin")),
            report("r04", person("Varr")),
        ]
    )

    assert names(book) == [("Odile Varr", 4), ("Free Upland Army", 2), ("Piet Tarrin", 1)]
    varr = book.actors(ActorQuery(text="odile")).entries[0]
    assert varr.aliases == ("Varr",)
    assert varr.country == "HSK"
    assert [(held.title, held.since, held.document) for held in varr.held] == [
        ("mayor", "2031-01-02", "r01"),
        ("foreign minister", "2031-01-03", "r02"),
    ]
    held = varr.held[0]
    assert book.reading("r01").document.text[held.start : held.end] == "mayor"
    assert book.actor(str(varr.id)) == varr
    assert book.proposals().total == 0


def test_an_office_is_held_from_the_first_report_to_the_last(book: Store) -> None:
    book.write([report(f"r{day:02}", person("Odile Varr", "", "mayor")) for day in (9, 3, 20)])
    (held,) = book.actors().entries[0].held
    assert (held.since, held.until, held.document) == ("2031-01-04", "2031-01-21", "r03")

    # When the first of them is found to say nothing of it, the next one is the first.
    book.write([report("r03", person("Odile Varr"), engine="other")])
    (held,) = book.actors().entries[0].held
    assert (held.since, held.until, held.document) == ("2031-01-10", "2031-01-21", "r09")


def test_two_of_one_name_stand_apart_and_are_proposed(book: Store) -> None:
    book.write(
        [
            report("r01", person("John Kerry", "USA", "senator")),
            report("r02", person("John Kerry", "IRL", "goalkeeper")),
        ]
    )
    assert sorted(entry.country for entry in book.actors().entries) == ["IRL", "USA"]
    (proposal,) = book.proposals().proposals
    assert proposal.first.country == "USA"
    assert "One is of Ireland, the other of United States." in proposal.reasons
    assert proposal.likelihood < 0.5


def test_a_country_is_a_place_also_where_its_government_speaks(book: Store) -> None:
    book.write(
        [
            report("r01", ("Syria", "body", "SYR", ""), ("Telhask", "body", "", "")),
            report("r02", ("Syria", "body", "SYR", ""), ("Telhask", "outlet", "", "")),
            report("r03", ("Syria", "place", "SYR", ""), ("Telhask", "outlet", "", "")),
        ]
    )
    assert {(entry.name, entry.kind) for entry in book.actors().entries} == {
        ("Syria", "place"),
        ("Telhask", "outlet"),
    }


def test_what_an_actor_is_to_statements_is_counted_and_found(book: Store) -> None:
    book.write([whole()])
    varr, telhask, front = (
        book.actors(ActorQuery(text=text)).entries[0] for text in ("varr", "telhask", "upland")
    )

    assert book.shares(str(varr.id)) == Shares(1, 1, 0, 0, 0)
    assert book.shares(str(telhask.id)) == Shares(0, 0, 1, 0, 1)
    # “an official of the Front” is nobody's statement but the official's.
    assert book.shares(str(front.id)) == Shares(1, 0, 0, 1, 0)
    assert (varr.said, telhask.said, front.said) == (2, 0, 1)
    assert varr.part_of == (Membership(front.id, "Upland Front", "a"),)

    def contents(query: Query) -> list[str]:
        return [one.content[0].text for one in book.find(query).statements]

    shut, agreed = "the bridge stays shut", "the Upland Front (UF) had agreed"
    assert contents(Query(actor=varr.id)) == [shut, agreed]
    assert contents(Query(actor=varr.id, hand=1)) == [shut]
    assert contents(Query(actor=varr.id, hand=2)) == [agreed]
    assert contents(Query(actor=telhask.id, part="heard")) == [shut]
    assert contents(Query(actor=telhask.id, part="relayed")) == [shut]
    assert contents(Query(actor=front.id, part="about")) == [agreed]
    # Two who say it together both say it.
    assert contents(Query(actor=front.id)) == [shut]
    assert contents(Query(actor="nobody")) == []
    assert book.counts(Query(actor=varr.id)).statements == 2


def test_we_is_not_about_the_one_who_says_it(book: Store) -> None:
    document = Document("a", "Odile Varr said we will not wait for Odile Varr.")
    varr = named(document, "Odile Varr")
    we = replace(varr.mentions[0], span=find(document, "we"), via="speaker")
    varr = replace(varr, mentions=(*varr.mentions, we))
    statement = said(document, "we will not wait", Party("person", varr, varr.mentions[0].span))
    book.write([Reading(document, (), (statement,), "hand", (varr,))])
    assert book.shares(str(book.actors().entries[0].id)).about == 0


def test_actors_are_found_by_words_of_any_name(book: Store) -> None:
    book.write(
        [
            report("r01", person("Élodie de l'Aube", "FRA"), body("Free Upland Army", "HSK")),
            report("r02", ("Samir al-Reis", "person", "LBN", ""), body("FUA")),
            report("r03", ("Samir Al-Rayyes", "person", "LBN", "")),
        ]
    )

    def found(query: ActorQuery) -> list[str]:
        return [entry.name for entry in book.actors(query).entries]

    assert found(ActorQuery(text="elod")) == ["Élodie de l'Aube"]
    assert found(ActorQuery(text="reis")) == found(ActorQuery(text="RAYYES samir"))
    assert len(found(ActorQuery(text="reis"))) == 1
    assert found(ActorQuery(text="fua")) == ["Free Upland Army"]
    assert found(ActorQuery(text="army free")) == ["Free Upland Army"]
    assert found(ActorQuery(text="pland")) == []
    assert found(ActorQuery(text="%")) == []
    assert found(ActorQuery(kind="body")) == ["Free Upland Army"]
    assert found(ActorQuery(country="FRA")) == ["Élodie de l'Aube"]


def test_pages_of_actors_hold_each_once_both_ways(book: Store) -> None:
    book.write(
        [
            report(f"r{number:02}", *(person(f"Ada {letter}orrin") for letter in chosen))
            for number, chosen in enumerate(("BDF", "BD", "BGK", "LM"), 1)
        ]
    )
    seen, cursor, back = [], "", []
    while True:
        page = book.actors(ActorQuery(limit=2, cursor=cursor))
        assert page.total == 7
        back.append(page.previous)
        seen += [entry.name for entry in page.entries]
        cursor = page.next
        if not cursor:
            break
    assert seen == [f"Ada {letter}orrin" for letter in "BDFGKLM"]
    assert back[:2] == [None, ""]
    third = book.actors(ActorQuery(limit=2, cursor=back[2] or ""))
    assert [entry.name for entry in third.entries] == ["Ada Forrin", "Ada Gorrin"]
    for query in (ActorQuery(limit=0), ActorQuery(cursor="%"), ActorQuery(cursor="WzFd")):
        with pytest.raises(QueryError):
            book.actors(query)


def test_who_is_not_in_the_book_is_an_error(book: Store) -> None:
    for look in (book.actor, book.shares):
        with pytest.raises(NotInBookError):
            look("nobody")


LIST = (
    Entry(
        "q1",
        "Odile Varr",
        "person",
        "HSK",
        ("Odette Varr",),
        (Held("mayor", "Telhask", "HSK", "2020-01-01", "2024-05-01"),),
        (Membership("q2", "Upland Front"),),
        {"wikidata": "Q1"},
        "person:Ada",
    ),
    Entry("q2", "Upland Front", "body", "HSK", ("UF",)),
)


def test_a_list_is_taken_over_and_reports_are_matched_with_it(book: Store, path: Path) -> None:
    assert book.put_actors(LIST) == ("new", "new")
    before = dump(path)
    assert book.put_actors(LIST) == ("same", "same")
    assert dump(path) == before
    assert book.actor("q1") == LIST[0]
    assert book.actor("q2") == replace(LIST[1], set_by="person:list")

    book.write([report("r01", person("Odette Varr", "", "foreign minister"), body("UF"))])

    assert book.actor("q1").reports == 1
    assert book.actor("q1").name == "Odile Varr"
    assert [held.title for held in book.actor("q1").held] == ["mayor", "foreign minister"]
    assert book.actor("q2").reports == 1
    assert book.actors().total == 2


def test_a_list_stays_when_no_report_names_its_actors(book: Store) -> None:
    book.put_actors(LIST)
    book.write([report("r01", person("Odile Varr"))])
    book.write([replace(report("r01", person("Odile Varr")), engine="b", statements=(), actors=())])
    assert book.actor("q1") == LIST[0]


def test_a_list_can_correct_what_reports_say(book: Store) -> None:
    book.write([report("r01", person("Odile Var", "USA"))])
    (entry,) = book.actors().entries
    corrected = Entry(entry.id, "Odile Varr", "person", "HSK")
    assert book.put_actors([corrected]) == ("changed",)
    book.write([report("r02", person("Odile Var", "USA")), report("r03", person("Odile Varr"))])
    (entry,) = book.actors().entries
    assert (entry.name, entry.country, entry.aliases) == ("Odile Varr", "HSK", ("Odile Var",))
    assert entry.reports == 3


def test_a_list_that_names_who_is_there_already_asks_whether_they_are_one(book: Store) -> None:
    book.write([report("r01", VARR), report("r02", person("Odile Varr", "USA", "senator"))])
    book.put_actors(LIST)

    found = [one for one in book.proposals().proposals if one.second.id == "q1"]
    assert {one.first.country for one in found} == {"HSK", "USA"}
    assert found[0].first.country == "HSK"

    book.write([report("r03", person("Odile Varr", "HSK"))])
    assert book.actor("q1").reports == 1
    book.decide(found[0].id, "same", "Ada")
    one = book.actor("q1")
    assert (one.reports, one.identifiers, one.set_by) == (2, {"wikidata": "Q1"}, "person:Ada")


def test_what_was_exported_changes_nothing_when_it_is_imported(book: Store, path: Path) -> None:
    book.write([whole(), report("r02", VARR)])
    every = list(book.every_actor())
    other = open_book(path.with_name("other.book"), create=True)
    other.put_actors(every)
    assert [(one.id, one.name, one.aliases) for one in other.every_actor()] == [
        (one.id, one.name, one.aliases) for one in every
    ]
    other.close()


def test_nobody_is_a_part_of_itself(book: Store) -> None:
    book.put_actors(LIST)
    book.write([whole()])
    varr, front = book.actor("q1"), book.actor("q2")
    assert varr.part_of == (Membership("q2", "Upland Front", "a"),)
    book.put_actors([replace(front, part_of=(Membership("q2", "Upland Front"),))])
    assert book.actor("q2").part_of == ()


def test_a_list_without_names_or_with_an_id_twice_is_refused(book: Store) -> None:
    for entries in ([replace(LIST[0], name=" ")], [LIST[0], LIST[0]], [replace(LIST[0], id="")]):
        with pytest.raises(QueryError):
            book.put_actors(entries)
    assert book.actors().total == 0


SURNAMES = st.sampled_from(["Varr", "Tarrin", "al-Reis", "Al-Rayyes"])
PEOPLE = st.builds(
    lambda given_name, last, country, office: person(
        f"{given_name} {last}".strip(), country, office
    ),
    st.sampled_from(["", "Odile", "Piet", "O."]),
    SURNAMES,
    st.sampled_from(["", "HSK", "USA"]),
    st.sampled_from(["", "mayor", "senator"]),
)
REPORTS = st.lists(
    st.lists(PEOPLE, min_size=1, max_size=3, unique_by=lambda one: one[0]), min_size=1, max_size=5
)


def written(reports: list[list[Named]], engine: str = "hand") -> list[Reading]:
    return [
        report(f"r{number:02}", *actors, engine=engine) for number, actors in enumerate(reports)
    ]


@settings(max_examples=15, deadline=None)
@given(REPORTS)
def test_counts_are_what_can_be_counted_and_a_new_engine_keeps_them(
    reports: list[list[Named]],
) -> None:
    book = open_book(":memory:", create=True)
    book.write(written(reports))
    for entry in book.every_actor():
        shares = book.shares(str(entry.id))
        found = book.find(Query(actor=entry.id))
        assert entry.said == shares.first_hand + shares.second_hand == found.total
        assert entry.reports == len({str(one.document.id) for one in found.statements})
    everybody = list(book.every_actor())
    assert sum(entry.said for entry in everybody) == book.counts().statements

    book.write(written(reports, engine="other"))

    assert sum(entry.said for entry in book.every_actor()) == book.counts().statements
    assert {entry.id for entry in book.every_actor()} <= {entry.id for entry in everybody} | {
        actor.entry for one in written(reports) for actor in book.reading(one.document.id).actors
    }
    assert all(entry.reports for entry in book.every_actor())
    book.write([replace(one, statements=(), actors=()) for one in written(reports, "none")])
    assert list(book.every_actor()) == []
    book.close()


@settings(max_examples=10, deadline=None)
@given(REPORTS, st.integers(1, 4))
def test_however_readings_are_split_into_batches_the_book_is_the_same(
    reports: list[list[Named]], size: int
) -> None:
    books = [open_book(":memory:", create=True) for _ in range(2)]
    readings = written(reports)
    books[0].write(readings)
    for start in range(0, len(readings), size):
        books[1].write(readings[start : start + size])
    assert list(books[0].every_actor()) == list(books[1].every_actor())
    assert books[0].proposals() == books[1].proposals()
    for book in books:
        book.close()
