"""How surely a source holds what it says, and how surely the report holds that it said so."""

from dataclasses import replace

import pytest

from evaluation.pairs import marked
from onrecord.interpret.held import held


def read(text: str) -> tuple[str, str]:
    _, certainty, reported, _ = held(marked("t", text))
    return certainty.value, reported.value


@pytest.mark.parametrize(
    ("text", "certainty", "reported"),
    [
        ("She <said> [the boat will probably sink].", "probable", "certain"),
        ("She <said> [the boat could sink].", "possible", "certain"),
        ("She <said> [they could not reach the boat].", "certain", "certain"),
        ("“[I am not sure that the boat sank],” she <said>.", "possible", "certain"),
        ("She <asked> [whether the boat had sunk].", "underspecified", "certain"),
        ("She <asked> [the crew to leave the boat].", "certain", "certain"),
        ("She <insisted> [that the boat had sunk].", "certain", "certain"),
        ("She <said> [the boat left in May].", "certain", "certain"),
        ("She <said> [the boat that may have sunk was hers].", "certain", "certain"),
        ("She <said> [the crew should leave as soon as possible].", "certain", "certain"),
        ("She <reportedly said> [the boat had sunk].", "certain", "underspecified"),
        ("She <seems to have said> [the boat had sunk].", "certain", "probable"),
        ("She <alleged> [that the boat was sunk].", "certain", "certain"),
        ("She <said> [the “pirates” had left].", "certain", "underspecified"),
        ("She <said> [the raid was “illegal”].", "certain", "certain"),
        ("“[The ‘pirates’ have left],” she <said>.", "certain", "certain"),
    ],
)
def test_words_tell_how_surely(text: str, certainty: str, reported: str) -> None:
    assert read(text) == (certainty, reported)


def test_what_stands_in_another_statement_is_known_less_surely() -> None:
    plain = marked("t", "She <said> [the boat had sunk].")
    assert held(plain)[2].value == "certain"
    assert held(replace(plain, reported_in="outer"))[2].value == "underspecified"


def test_the_cue_of_a_quotation_holds_for_the_sentences_that_carry_it_on() -> None:
    main = marked("t", "“[It sank],” she <allegedly said>. “Nobody came.”")
    begin = main.document.text.index("Nobody")
    content = (main.document.span(begin, begin + len("Nobody came.")),)
    following = replace(main, id="u", cue=(), content=content, continues=main.id)
    assert held(following, main)[2].value == "underspecified"
    assert held(following)[2].value == "certain"


def test_each_trigger_says_what_it_does_and_whose_it_is() -> None:
    text = "She <allegedly said> [the boat will probably not sink]."
    found = [(one.span.text, one.sign, one.by) for one in held(marked("t", text))[3]]
    assert found == [
        ("allegedly", "distance", "reporter"),
        ("probably", "hedge", "speaker"),
        ("not", "negation", "speaker"),
    ]


def test_values_tell_that_rules_set_them() -> None:
    values = held(marked("t", "She <said> [it sank]."))[:3]
    assert [one.set_by for one in values] == ["rule:polarity", "rule:certainty", "rule:certainty"]
