"""What an offer, a threat, a demand or a promise depends on."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.conditions import (
    load_invented,
    load_reported,
    score_conditions,
    score_consequences,
)
from evaluation.pairs import marked
from evaluation.reports import load_reports, reports_folder
from onrecord.document import Document
from onrecord.interpret.conditions import conditions
from onrecord.statement import Statement
from onrecord.values import Value


def read(text: str) -> list[tuple[str, str, str, list[str]]]:
    return [
        (one.kind, one.cue.text, one.span.text, [span.text for span in one.consequence])
        for one in conditions(marked("t", text))
    ]


def whole(text: str) -> Statement:
    document = Document("d", text)
    content = (document.span(0, len(text)),)
    return Statement("d", document, (), (), content, Value("indirect", "person:x"), 1.0)


def test_conditions_of_invented_sentences_are_found() -> None:
    sentences = load_invented()
    assert len(sentences) >= 75
    for held_out in (False, True):
        chosen = [one for one in sentences if one.held_out == held_out]
        right, count = score_consequences(chosen)
        assert score_conditions(chosen).f1 >= 0.95
        assert right >= 0.95 * count


@pytest.mark.skipif(
    not reports_folder().is_dir(),
    reason="the reports are not here; ONRECORD_SHARED names the folder that holds data/reports",
)
def test_conditions_of_sentences_in_reports_are_found() -> None:
    reported = load_reported(load_reports())
    assert len(reported) >= 75
    assert len({one.statement.document.id for one in reported}) > 40
    every = (*load_invented(), *reported)
    assert len(every) >= 150
    assert sum(not one.spans for one in every) >= 50
    assert score_conditions(every).f1 >= 0.90
    assert score_conditions(reported).f1 >= 0.85


def test_condition_and_consequence_are_told_apart() -> None:
    assert read("“[They should stop, and then we can talk],” she <said>.") == [
        ("then", "and then", "They should stop", ["we can talk"])
    ]
    assert read("She <said> [they would wait until the war is over to vote].") == [
        ("until", "until", "until the war is over", ["they would wait", "to vote"])
    ]


def test_a_condition_beside_the_attribution_is_read_with_it() -> None:
    [tail] = conditions(marked("t", "“[We will open the gates],” she <said>, if they leave."))
    assert tail.span.text == "if they leave"
    [lead] = conditions(marked("t", "If they leave, [the gates will open], she <said>."))
    assert lead.span.text == "If they leave"
    assert [span.text for span in lead.consequence] == ["the gates will open"]


def test_a_condition_in_the_next_sentence_is_none_of_this_one() -> None:
    assert not conditions(marked("t", "“[We will open],” she <said>. If they leave, good."))
    assert not conditions(marked("t", "“[We will open the gates.]” If they leave, she <said>."))


def test_content_that_is_asked_has_no_condition() -> None:
    assert read("She <asked> [if they would leave].") == []
    assert read("She <did not know> [if they would leave].") == []
    assert read("She <said> [if they leave, the gates will open].") != []


@given(st.text(min_size=1).filter(lambda text: not text.isspace()))
def test_spans_are_the_words_of_any_text(text: str) -> None:
    for one in conditions(whole(text)):
        for span in (one.span, one.cue, *one.consequence):
            assert span.text == text[span.start : span.end]


_WORDS = (
    "if",
    "they",
    "will",
    "go",
    ",",
    "until",
    "we",
    "and",
    "then",
    "or",
    "else",
    "the",
    "stop",
)


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=40))
def test_no_two_conditions_share_a_word(words: list[str]) -> None:
    found = sorted((one.span.start, one.span.end) for one in conditions(whole(" ".join(words))))
    assert all(first[1] <= second[0] for first, second in pairwise(found))


def test_long_monotonous_texts_have_an_answer() -> None:
    for unit in ("if ", "until ", "if it, ", "once we ", "stop and ", "without ", "unless a . "):
        assert isinstance(conditions(whole(unit * 5_000)), tuple)
