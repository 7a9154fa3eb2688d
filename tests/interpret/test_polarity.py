"""Whether a source says that it is so, says that it is not so, or did not say it."""

from hypothesis import given
from hypothesis import strategies as st

from evaluation.pairs import load_pairs, marked, share_right
from onrecord.document import Document
from onrecord.interpret.held import held
from onrecord.statement import Statement
from onrecord.values import Value


def polarity(text: str) -> str:
    return held(marked("t", text))[0].value


def negations(text: str) -> list[str]:
    return [one.span.text for one in held(marked("t", text))[3] if one.sign == "negation"]


def whole(text: str) -> Statement:
    document = Document("d", text)
    content = (document.span(0, len(text)),)
    return Statement("d", document, (), (), content, Value("indirect", "person:x"), 1.0)


def test_there_are_two_hundred_pairs_and_eighty_were_kept_apart() -> None:
    pairs = load_pairs()
    assert len(pairs) >= 200
    assert sum(pair.held_out for pair in pairs) >= 80
    assert all(
        first.document.text != second.document.text
        for first, second in (pair.statements for pair in pairs)
    )


def test_of_a_hundred_pairs_at_least_95_are_told_apart() -> None:
    for held_out in (False, True):
        right, count = share_right(pair for pair in load_pairs() if pair.held_out == held_out)
        assert right >= 0.95 * count


def test_two_negations_turn_back_and_both_are_kept() -> None:
    text = "“[We didn’t turn down the offer],” she <said>."
    assert polarity(text) == "affirmed"
    assert negations(text) == ["didn’t", "turn down"]
    assert polarity("Haskia <denied> [that the gate was not shut].") == "affirmed"


def test_what_repeats_a_negation_does_not_turn_it_back() -> None:
    assert polarity("She <said> [there was no food and no water].") == "denied"
    assert polarity("She <said> [neither Haskia nor Lorvane had fired].") == "denied"


def test_a_negation_outside_of_the_main_clause_is_kept_and_turns_nothing() -> None:
    text = "She <said> [the crew that had not been paid left the ship]."
    assert polarity(text) == "affirmed"
    assert negations(text) == ["not"]


def test_what_was_declined_may_begin_the_content() -> None:
    assert polarity("The ministry <declined> [to comment].") == "unsaid"
    assert polarity("The ministry <declined> [to send a ship].") == "denied"


def test_an_answer_alone_denies() -> None:
    assert polarity("“[No],” she <said>.") == "denied"
    assert polarity("“[No. 10 has agreed],” she <said>.") == "affirmed"


def test_a_sentence_that_continues_is_not_denied_by_the_cue_of_another() -> None:
    main = marked("t", "Haskia <denied> [that it fired].")
    on = whole("The boats are at home.")
    assert held(on, main)[0].value == "affirmed"


@given(st.text(min_size=1).filter(lambda text: not text.isspace()))
def test_triggers_are_the_words_of_any_text(text: str) -> None:
    statement = whole(text)
    for trigger in held(statement)[3]:
        assert trigger.span.text == text[trigger.span.start : trigger.span.end]


_WORDS = ("they", "will", "not", "go", "because", "who", "the", "gate", ",", "and", "said", "to")


@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=40))
def test_no_plain_negation_is_lost_wherever_it_stands(words: list[str]) -> None:
    text = " ".join(words)
    found = {
        place
        for one in held(whole(text))[3]
        if one.sign == "negation"
        for place in range(one.span.start, one.span.end)
    }
    at = 0
    for word in words:
        assert word != "not" or at in found
        at += len(word) + 1


def test_long_monotonous_texts_have_an_answer() -> None:
    for unit in (
        "not ",
        "no ",
        "not, ",
        "that ",
        "said he ",
        "refused to ",
        "“a” ",
        "who did not ",
    ):
        assert held(whole(unit * 5_000))[0].value in ("affirmed", "denied", "unsaid")
