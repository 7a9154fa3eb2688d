"""Statements, their values with a past, and their names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import Actor, Attribution, Document, Link, Span, Statement, Value
from onrecord.statement import ROLES, Manner, Mention, statement_id

REPORT = Document("d1", "“No,” said Vask. “Never.” Aides say Vask said no.")


def words(text: str, nth: int = 1) -> Span:
    start = -1
    for _ in range(nth):
        start = REPORT.text.index(text, start + 1)
    return REPORT.span(start, start + len(text))


INNER = Attribution((words("Vask", 2),), (words("said", 2),), (words("no"),), "indirect", 0.7)
OUTER = Attribution(
    (words("Aides"),), (words("say"),), (words("Vask said no"),), "indirect", 0.9, (INNER,)
)


def test_a_value_tells_its_past_newest_first() -> None:
    guess: Value[Manner] = Value("indirect", "model:a", 0.6)
    better: Value[Manner] = Value("mixed", "model:b", 0.8, replaced=guess)
    decided: Value[Manner] = Value("direct", "person:editor", replaced=better)

    assert [step.value for step in decided.history()] == ["direct", "mixed", "indirect"]
    assert [step.set_by for step in decided.history()] == ["person:editor", "model:b", "model:a"]


@given(st.lists(st.integers(), min_size=1))
def test_nothing_that_a_value_replaced_is_lost(values: list[int]) -> None:
    current: Value[int] | None = None
    for value in values:
        current = Value(value, "rule:test", replaced=current)

    assert current is not None
    assert [step.value for step in current.history()] == values[::-1]


def test_an_attribution_gives_the_spans_of_each_role() -> None:
    assert [[span.text for span in OUTER.spans(role)] for role in ROLES] == [
        ["Aides"],
        ["say"],
        ["Vask said no"],
    ]


def test_an_attribution_starts_at_the_first_of_its_spans() -> None:
    said = Attribution((words("Vask"),), (words("said"),), (words("“No,”"),), "direct", 1.0)

    assert said.start == 0


def test_a_walk_through_an_attribution_goes_from_the_outside_in() -> None:
    assert list(OUTER.walk()) == [OUTER, INNER]


def test_a_statement_stands_where_its_cue_or_content_does_and_not_where_its_source_does() -> None:
    never = words("“Never.”")
    carried = Statement(
        id="s2",
        document=REPORT,
        source=(words("Vask"),),
        cue=(),
        content=(never,),
        manner=Value("direct", "rule:quotes"),
        confidence=0.9,
        continues="s1",
    )

    assert carried.start == never.start
    assert carried.spans("source") == (words("Vask"),)
    assert carried.spans("cue") == ()


@pytest.mark.parametrize("name", ["confidence", "name", "value", "surprise"])
@pytest.mark.parametrize(
    "thing",
    [
        OUTER,
        Value(1, "rule:test", 0.5),
        Actor("a1", "Jorun Vask", "person", mentions=(Mention(words("Vask"), "name"),)),
        Link("answer", "s1", "s2", Value(value=True, set_by="rule:test")),
    ],
)
def test_the_words_of_the_record_cannot_be_changed(thing: object, name: str) -> None:
    # CPython 3.11 answers a name that a slotted class does not have with a TypeError.
    with pytest.raises((AttributeError, TypeError)):
        setattr(thing, name, 0.0)


def test_a_statement_is_named_by_its_document_its_text_and_its_place() -> None:
    cue, content = (words("said"),), (words("“No,”"),)
    name = statement_id("d1", REPORT.digest, cue, content)

    assert name == statement_id("d1", REPORT.digest, cue, content)
    assert len(name) == 16
    assert int(name, 16) >= 0
    others = [
        statement_id("d2", REPORT.digest, cue, content),
        statement_id("d1", Document("d1", "Another text.").digest, cue, content),
        statement_id("d1", REPORT.digest, (words("said", 2),), content),
        statement_id("d1", REPORT.digest, cue, (words("“Never.”"),)),
    ]
    assert len({name, *others}) == 5


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.integers(1, 20)).map(lambda p: (p[0], p[0] + p[1])),
        min_size=1,
        max_size=4,
        unique=True,
    )
)
def test_statements_at_different_places_have_different_names(places: list[tuple[int, int]]) -> None:
    names = {statement_id("d1", "", (), (REPORT.span(*place),)) for place in places}

    assert len(names) == len(places)


def test_a_statement_can_be_named_in_a_text_that_no_encoding_holds() -> None:
    odd = Document("d\ud800", "Lone \udfff surrogate.")

    assert len(statement_id(odd.id, odd.digest, (), (odd.span(5, 6),))) == 16
