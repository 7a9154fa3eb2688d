"""What a person decides of two entries holds in every later run, and can be taken back."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import NotInBookError, QueryError
from onrecord.registry import Decision, Entry, Proposal
from onrecord.store import open_book
from onrecord.store.base import Query, Store
from tests.store.cast import report
from tests.store.small import dump
from tests.store.test_registry import Named, body, person, written

KERRYS = [
    report("r01", person("John Kerry", "USA", "senator"), person("Piet Tarrin")),
    report("r02", person("John Kerry", "IRL", "goalkeeper")),
]


def only(book: Store, *, decided: bool = False) -> Proposal:
    (proposal,) = book.proposals(decided=decided).proposals
    return proposal


def test_the_same_are_one_from_now_on_and_undone_they_are_two_again(book: Store) -> None:
    book.write(KERRYS)
    before = list(book.every_actor())
    proposal = only(book)
    first, second = str(proposal.first.id), str(proposal.second.id)

    decided = book.decide(proposal.id, "same", "Ada")

    assert decided.decision is not None
    assert (decided.decision.value, decided.decision.set_by) == ("same", "person:Ada")
    assert (decided.first, decided.second) == (proposal.first, proposal.second)
    assert book.actor(second) == book.actor(first)
    one = book.actor(second)
    assert (str(one.id), one.said, one.reports) == (first, 2, 2)
    assert {held.title for held in one.held} == {"senator", "goalkeeper"}
    assert book.find(Query(actor=second)).total == 2
    assert book.shares(first).first_hand == 2
    assert {actor.entry for actor in book.reading("r02").actors} == {first}
    assert book.proposals().total == 0
    assert only(book, decided=True) == decided
    assert len(book.actors().entries) == 2

    undone = book.undo(proposal.id, "Piet")

    assert undone == proposal
    assert list(book.every_actor()) == before
    assert only(book) == proposal
    assert book.proposals(decided=True).total == 0
    assert book.find(Query(actor=second)).total == 1


def test_undoing_gives_each_what_was_read_meanwhile(book: Store) -> None:
    book.write(
        [report("r01", person("Tarrin")), report("r02", person("Odile Tarrin", "", "mayor"))]
    )
    proposal = only(book)
    book.decide(proposal.id, "same", "Ada")
    book.write([report("r03", person("Odile Tarrin")), report("r04", person("Tarrin"))])
    assert [(one.name, one.reports) for one in book.actors().entries] == [("Odile Tarrin", 4)]

    book.undo(proposal.id, "Ada")

    assert {(one.name, one.reports) for one in book.actors().entries} == {
        ("Odile Tarrin", 2),
        ("Tarrin", 2),
    }


def test_different_stay_apart_and_are_not_proposed_again(book: Store) -> None:
    book.write(KERRYS)
    proposal = only(book)
    book.decide(proposal.id, "different", "Ada")
    ids = {actor.entry for name in ("r01", "r02") for actor in book.reading(name).actors}

    # A new engine knows no country and no office any more, and still they are two.
    book.write(
        [
            report("r01", person("John Kerry"), person("Piet Tarrin"), engine="other"),
            report("r02", person("John Kerry"), engine="other"),
        ]
    )

    assert {a.entry for name in ("r01", "r02") for a in book.reading(name).actors} == ids
    assert book.proposals().total == 0
    decision = only(book, decided=True).decision
    assert decision is not None
    assert decision.value == "different"


def test_the_same_stay_one_in_a_run_of_another_engine(book: Store) -> None:
    book.write(KERRYS)
    proposal = only(book)
    book.decide(proposal.id, "same", "Ada")
    for engine in ("second", "third"):
        book.write(
            [
                report("r01", person("John Kerry", "USA", "senator"), engine=engine),
                report("r02", person("John Kerry", "IRL", "goalkeeper"), engine=engine),
            ]
        )
        assert [(one.name, one.reports) for one in book.actors().entries] == [("John Kerry", 2)]
    book.undo(proposal.id, "Ada")
    assert [one.country for one in book.actors().entries if one.name == "John Kerry"] in (
        ["USA", "IRL"],
        ["IRL", "USA"],
    )


def test_what_a_decision_is_about_stays_though_nothing_names_it(book: Store) -> None:
    book.write(KERRYS)
    proposal = only(book)
    book.decide(proposal.id, "different", "Ada")
    book.write([report("r02", person("Ida Venn"), engine="other")])
    kept = book.actor(str(proposal.second.id))
    assert (kept.name, kept.reports) == ("John Kerry", 0)

    book.undo(proposal.id, "Ada")
    book.write([report("r02", person("Ida Morrin"), engine="third")])
    with pytest.raises(NotInBookError):
        book.actor(str(proposal.second.id))
    assert book.proposals().total == 0


def test_unsure_closes_a_proposal_and_joins_nobody(book: Store) -> None:
    book.write(KERRYS)
    before = list(book.every_actor())
    proposal = only(book)
    book.decide(proposal.id, "unsure", "Ada")
    assert book.proposals().total == 0
    assert list(book.every_actor()) == before


def test_a_second_decision_replaces_the_first_and_undone_gives_it_again(book: Store) -> None:
    book.write(KERRYS)
    name = only(book).id
    book.decide(name, "same", "Ada")
    second = book.decide(name, "different", "Piet")
    assert second.decision is not None
    assert [one.value for one in second.decision.history()] == ["different", "same"]
    assert len(book.actors().entries) == 3

    first = book.undo(name, "Piet")

    assert first.decision is not None
    assert [one.value for one in first.decision.history()] == ["same"]
    assert len(book.actors().entries) == 2


def test_nobody_is_joined_over_a_decision_that_two_are_different(book: Store) -> None:
    book.write(
        [
            report("r01", person("John Kerry", "USA")),
            report("r02", person("John Kerry", "IRL")),
            report("r03", person("John Kerry", "HSK")),
        ]
    )
    three = book.proposals().proposals
    assert len(three) == 3
    book.decide(three[0].id, "different", "Ada")
    book.decide(three[1].id, "same", "Ada")
    before = list(book.every_actor())
    with pytest.raises(QueryError, match="would become one"):
        book.decide(three[2].id, "same", "Ada")
    assert list(book.every_actor()) == before


def test_what_was_joined_over_others_is_not_asked_again(book: Store) -> None:
    book.write(
        [
            report("r01", person("John Kerry", "USA")),
            report("r02", person("John Kerry", "IRL")),
            report("r03", person("John Kerry", "HSK")),
        ]
    )
    three = book.proposals().proposals
    book.decide(three[0].id, "same", "Ada")
    book.decide(three[1].id, "same", "Ada")
    assert book.proposals().total == 0
    assert [one.reports for one in book.actors().entries] == [3]
    book.undo(three[0].id, "Ada")
    assert sorted(one.reports for one in book.actors().entries) == [1, 2]


def test_pages_of_proposals_hold_each_once_the_likeliest_first(book: Store) -> None:
    book.write(
        [
            report(f"r{number:02}", person(name, country))
            for number, (name, country) in enumerate(
                (name, country)
                for name in ("John Kerry", "Odile Varr", "Piet Tarrin")
                for country in ("USA", "IRL")
            )
        ]
        + [report("r09", body("Free Upland Army")), report("r10", person("Varr", "HSK"))]
    )
    found: list[Proposal] = []
    cursor = ""
    while True:
        page = book.proposals(limit=1, cursor=cursor)
        assert page.total == 3
        found += page.proposals
        cursor = page.next
        if not cursor:
            break
    assert len({one.id for one in found}) == 3
    assert found == list(book.proposals().proposals)
    assert [one.likelihood for one in found] == sorted(
        (one.likelihood for one in found), reverse=True
    )
    for limit, start in ((0, ""), (50, "%"), (50, "WzFd")):
        with pytest.raises(QueryError):
            book.proposals(limit=limit, cursor=start)


def test_a_proposal_that_is_not_there_is_an_error(book: Store) -> None:
    with pytest.raises(NotInBookError, match="no proposal"):
        book.decide("none", "same", "Ada")
    book.write(KERRYS)
    with pytest.raises(NotInBookError, match="nobody decided"):
        book.undo(only(book).id, "Ada")


def test_a_run_again_after_decisions_changes_nothing(book: Store, path: Path) -> None:
    book.write(KERRYS)
    book.decide(only(book).id, "same", "Ada")
    before = dump(path)
    assert set(book.write(KERRYS)) == {"same"}
    assert dump(path) == before


KERRY = st.builds(
    person,
    st.sampled_from(["John Kerry", "Kerry", "J. Kerry", "Jon Kerry"]),
    st.sampled_from(["", "USA", "IRL"]),
    st.sampled_from(["", "senator", "goalkeeper"]),
)
REPORTS = st.lists(st.lists(KERRY, min_size=1, max_size=1), min_size=2, max_size=5)
CHOICES = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["same", "different", "unsure"])), max_size=5
)


@settings(max_examples=15, deadline=None)
@given(REPORTS, CHOICES, st.randoms())
def test_whatever_is_decided_all_of_it_can_be_undone_in_any_order(
    reports: list[list[Named]], choices: list[tuple[int, Decision]], draw: Random
) -> None:
    book = open_book(":memory:", create=True)
    book.write(written(reports))
    before: list[Entry] = list(book.every_actor())
    proposals = book.proposals(limit=100).proposals
    made = []
    for place, decision in choices:
        if place < len(proposals):
            try:
                book.decide(proposals[place].id, decision, "Ada")
            except QueryError:
                continue
            made.append(proposals[place].id)
            everybody = list(book.every_actor())
            assert sum(one.said for one in everybody) == sum(one.said for one in before)
    draw.shuffle(made)
    for name in made:
        book.undo(name, "Ada")
    assert list(book.every_actor()) == before
    assert book.proposals(limit=100).proposals == proposals
    book.close()
