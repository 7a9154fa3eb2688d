"""What statements mean comes back from the book, outlives other engines, and narrows a search."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Document, Reading, Span, Statement, Value
from onrecord.errors import SpanMismatchError
from onrecord.meaning import Act, Certainty, Condition, Meaning, Time, Trigger
from onrecord.statement import Party
from onrecord.store import open_book
from onrecord.store.base import ABSTAINED, NOT_INTERPRETED, Query, Store
from tests.store.cast import find, named, said
from tests.store.small import FERRY, dump, read, without_entries
from tests.store.test_casting import make_older

TEXT = (
    "Odile Varr allegedly offered the Upland Front grain last week if the guns fell silent. "
    "She did not mention the dam. Nobody knows what Varr meant by peace. Varr wants rain."
)
FIRM: Value[Certainty] = Value("certain", "rule:certainty")


def plain(act: Value[Act] | None = None) -> Meaning:
    return Meaning(act, None, Value("affirmed", "rule:polarity"), FIRM, FIRM)


def full(engine: str = "hand") -> Reading:
    """A reading in which no part of a meaning is left out, and one statement has none."""
    report = Document("a", TEXT, outlet="The Post", published="2031-03-11")
    varr = named(report, "Odile Varr")
    front = named(report, "Upland Front", kind="body")
    speaker = Party("person", varr, find(report, "Odile Varr"))
    first: Value[Act] = Value("assert", "model:one", 0.6)
    offer = Meaning(
        Value("offer", "rule:acts", 0.93, Value("promise", "model:two", 0.7, first)),
        Value("ask", "model:one", 0.55),
        Value("affirmed", "rule:polarity", 0.9),
        FIRM,
        Value("underspecified", "rule:hearsay", None, Value("certain", "model:one", 0.5)),
        (
            Trigger(find(report, "allegedly"), "hedge", "reporter"),
            Trigger(find(report, "silent"), "negation", "speaker"),
        ),
        (
            Condition(
                "if",
                find(report, "if the guns fell silent"),
                find(report, "if"),
                (find(report, "offered the Upland Front grain"), find(report, "grain")),
            ),
        ),
        Time(find(report, "last week"), "2031-W10", "week", "relative"),
        (
            Time(None, "2031-03-11", "day", "assumed"),
            Time(find(report, "last"), "", "set", "unresolved"),
        ),
    )
    silent = replace(plain(), polarity=Value("unsaid", "rule:polarity", 0.8))
    statements = (
        replace(
            said(report, "grain last week if the guns fell silent", speaker, engine=engine),
            targets=(Party("body", front, find(report, "Upland Front")), Party("unknown")),
            meaning=offer,
        ),
        replace(said(report, "the dam", speaker, engine=engine), meaning=silent),
        replace(
            said(report, "peace", speaker, engine=engine),
            meaning=plain(Value("demand", "model:one", 0.8)),
        ),
        said(report, "wants rain", speaker, engine=engine),
    )
    return Reading(report, (), statements, engine, (varr, front))


def test_meanings_and_targets_come_back_as_they_were_written(book: Store, path: Path) -> None:
    assert book.write([full()]) == ("new",)

    assert without_entries(book.reading("a")) == full()
    before = dump(path)
    assert book.write([full()]) == ("same",)
    assert dump(path) == before


def test_the_words_of_a_meaning_are_kept_as_offsets(book: Store, path: Path) -> None:
    book.write([full()])

    rows = [line for line in dump(path) if line.startswith('INSERT INTO "statements"')]

    assert len(rows) == 4
    assert not any("allegedly" in row or "silent" in row for row in rows)


def test_a_target_is_somebody_whom_the_statement_is_about(book: Store) -> None:
    book.write([full()])

    (front,) = (one for one in book.actors().entries if one.name == "Upland Front")

    assert book.find(Query(actor=front.id, part="about")).total == 1


def test_a_trigger_in_another_text_is_refused(book: Store) -> None:
    reading = full()
    stray = Trigger(Span(Document("b", TEXT[1:]), 3, 9), "hedge", "reporter")
    meaning = replace(plain(), triggers=(stray,))
    wrong = replace(reading.statements[3], meaning=meaning)
    with pytest.raises(SpanMismatchError, match=str(wrong.id)):
        book.write([replace(reading, statements=(*reading.statements[:3], wrong))])


def test_a_book_of_the_second_layout_is_read_and_filled_in_when_it_is_read_anew(
    path: Path,
) -> None:
    make_older(path, "0002")
    book = open_book(path, create=False)

    (old,) = book.statements()
    assert old.meaning is None
    assert old.targets == ()
    assert book.counts().acts == {NOT_INTERPRETED: 1}

    (again,) = read(Document("old", FERRY))
    told = replace(again.statements[0], meaning=plain(Value("promise", "rule:acts", 0.9)))
    assert book.write([replace(again, engine="next", statements=(told,))]) == ("changed",)
    assert next(book.statements()).meaning == told.meaning
    assert book.counts().acts == {"promise": 1}
    book.close()


def by_person(reading: Reading) -> Reading:
    """The reading after somebody set the manner and act of its first statement."""
    first = reading.statements[0]
    assert first.meaning is not None
    act: Value[Act] = Value("demand", "person:ilse", None, first.meaning.act)
    manner = Value(first.manner.value, "person:ilse", None, first.manner)
    told = replace(first, manner=manner, meaning=replace(first.meaning, act=act))
    return replace(reading, statements=(told, *reading.statements[1:]))


def test_what_a_person_set_outlives_another_engine_which_stands_beneath_it(book: Store) -> None:
    book.write([by_person(full())])
    now = full("next")
    newer = plain(Value("threaten", "model:next", 0.99))
    told = replace(now.statements[0], meaning=newer)

    assert book.write([replace(now, statements=(told, *now.statements[1:]))]) == ("changed",)

    first = book.reading("a").statements[0]
    assert first.manner.set_by == "person:ilse"
    assert first.manner.replaced is not None
    assert first.manner.replaced.set_by == "model:next"
    assert first.meaning is not None
    assert first.meaning.act is not None
    assert [(step.value, step.set_by) for step in first.meaning.act.history()][:2] == [
        ("demand", "person:ilse"),
        ("threaten", "model:next"),
    ]
    assert first.meaning.reported == newer.reported


def test_what_a_person_set_outlives_an_engine_that_interprets_nothing(book: Store) -> None:
    book.write([by_person(full())])
    now = full("next")
    bare = tuple(replace(one, meaning=None) for one in now.statements)

    book.write([replace(now, statements=bare)])

    first, second = book.reading("a").statements[:2]
    assert first.meaning is not None
    assert first.meaning.act is not None
    assert first.meaning.act.value == "demand"
    assert first.meaning.conditions == by_person(full()).statements[0].meaning.conditions  # type: ignore[union-attr]
    assert second.meaning is None


def test_many_new_engines_do_not_pile_up_beneath_a_persons_value(book: Store) -> None:
    book.write([by_person(full())])
    for engine in ("two", "three", "four"):
        book.write([full(engine)])

    first = book.reading("a").statements[0].meaning

    assert first is not None
    assert first.act is not None
    assert [step.set_by for step in first.act.history()] == [
        "person:ilse",
        "rule:acts",
        "model:two",
        "model:one",
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Query(acts=("offer",)), ["grain"]),
        (Query(acts=("ask",)), ["grain"]),
        (Query(acts=("offer", "demand")), ["grain", "peace"]),
        (Query(acts=(ABSTAINED,)), ["the dam"]),
        (Query(acts=(NOT_INTERPRETED,)), ["wants rain"]),
        (Query(acts=(ABSTAINED, "demand")), ["the dam", "peace"]),
        (Query(polarities=("unsaid",)), ["the dam"]),
        (Query(polarities=(NOT_INTERPRETED,)), ["wants rain"]),
        (Query(certainties=("certain",)), ["grain", "the dam", "peace"]),
        (Query(certainties=("possible",)), []),
        (Query(conditional=("yes",)), ["grain"]),
        (Query(conditional=("no",)), ["the dam", "peace"]),
        (Query(conditional=("yes", "no")), ["grain", "the dam", "peace"]),
        (Query(conditional=(NOT_INTERPRETED,)), ["wants rain"]),
        (Query(conditional=("no",), acts=("demand",), text="Varr"), ["peace"]),
    ],
)
def test_a_search_is_narrowed_by_what_is_meant(book: Store, asked: Query, found: list[str]) -> None:
    book.write([full()])

    statements = book.find(asked).statements

    assert [one.content[0].text.split(" last")[0] for one in statements] == found
    assert book.counts(asked).statements == len(found)


def test_facets_count_what_the_other_choices_leave(book: Store) -> None:
    book.write([full()])

    whole = book.counts(Query())
    assert whole.acts == {ABSTAINED: 1, NOT_INTERPRETED: 1, "ask": 1, "demand": 1, "offer": 1}
    assert whole.certainties == {"certain": 3, NOT_INTERPRETED: 1}
    assert whole.polarities == {"affirmed": 2, "unsaid": 1, NOT_INTERPRETED: 1}
    assert whole.conditional == {"yes": 1, "no": 2, NOT_INTERPRETED: 1}
    assert whole.manners == {"indirect": 4}

    narrow = book.counts(Query(acts=("demand",), conditional=("no",)))
    assert narrow.acts == {ABSTAINED: 1, "demand": 1}
    assert narrow.conditional == {"no": 1}
    assert narrow.manners == {"indirect": 1}
    assert narrow.outlets == {"The Post": 1}


values: st.SearchStrategy[Value[Act]] = st.builds(
    Value,
    st.sampled_from(["demand", "offer", "deny"]),
    st.sampled_from(["model:a", "rule:b", "person:c"]),
    st.none() | st.floats(0, 1),
)


@given(st.lists(values, min_size=1, max_size=4), st.lists(values, min_size=1, max_size=4))
@settings(max_examples=30, deadline=None)
def test_a_machine_never_takes_the_place_of_a_person(
    before: list[Value[Act]], now: list[Value[Act]]
) -> None:
    def told(steps: list[Value[Act]], engine: str) -> Reading:
        act: Value[Act] | None = None
        for step in steps:
            act = replace(step, replaced=act)
        reading = full(engine)
        first = replace(reading.statements[0], meaning=plain(act))
        return replace(reading, statements=(first,))

    book = open_book(":memory:", create=True)
    try:
        book.write([told(before, "one")])
        book.write([told(now, "two")])
        (found,) = book.statements()
    finally:
        book.close()

    assert found.meaning is not None
    assert found.meaning.act is not None
    human = before[-1].set_by == "person:c" and now[-1].set_by != "person:c"
    expected = before[-1] if human else now[-1]
    assert (found.meaning.act.value, found.meaning.act.set_by) == (expected.value, expected.set_by)
    if human:
        beneath = found.meaning.act.replaced
        assert beneath is not None
        assert (beneath.value, beneath.set_by) == (now[-1].value, now[-1].set_by)


def ids(statements: tuple[Statement, ...]) -> list[str]:
    return [str(one.id) for one in statements]


def test_pages_of_a_narrowed_search_join_to_the_whole(book: Store) -> None:
    book.write([full()])
    asked = Query(certainties=("certain",), limit=2)

    first = book.find(asked)
    rest = book.find(replace(asked, cursor=first.next))

    assert first.total == 3
    assert ids(first.statements + rest.statements) == ids(
        book.find(replace(asked, limit=9)).statements
    )
