"""What belongs with what, from tags and links made by hand."""

import pytest

from onrecord import Attribution, Document
from onrecord.engine.stub import StubEngine, Triple
from onrecord.extract import attributions


def read(text: str, outer: list[Triple], inner: list[Triple] | None = None) -> list[Attribution]:
    (analysis,) = StubEngine(outer, inner or []).analyse([Document("d", text)])
    return list(attributions(analysis))


def texts(attribution: Attribution) -> tuple[list[str], list[str], list[str]]:
    return (
        [span.text for span in attribution.source],
        [span.text for span in attribution.cue],
        [span.text for span in attribution.content],
    )


def test_a_content_keeps_its_parts_in_the_order_of_the_text() -> None:
    (found,) = read("“Go,” he said, “now.”", [("he", "said", ("“now.”", "“Go,”"))])
    assert texts(found) == (["he"], ["said"], ["“Go,”", "“now.”"])


def test_a_source_may_be_missing_or_serve_two_cues() -> None:
    (alone,) = read("It was said that he left.", [("", "was said", "that he left")])
    assert texts(alone)[0] == []

    (analysis,) = StubEngine([("Ana", "said", "yes"), ("Ana", "added", "no")]).analyse(
        [Document("d", "Ana said yes and added no.")]
    )
    both = attributions(analysis)
    assert [texts(one)[0] for one in both] == [["Ana"], ["Ana"]]


def test_a_content_without_a_cue_is_believed_only_where_it_opens_with_a_mark() -> None:
    marked = read("The hall fell silent. “Never again.”", [("", "", "“Never again.”")])
    bare = read("The hall fell silent. Never again.", [("", "", "Never again")])
    assert [texts(one) for one in marked] == [([], [], ["“Never again.”"])]
    assert bare == []


def test_what_a_source_says_that_another_said_stands_within_it() -> None:
    text = "SANA said the envoy told Tolmek that it was over. Others said nothing."
    outer: list[Triple] = [
        ("SANA", "said", "the envoy told Tolmek that it was over"),
        ("Others", "said nothing", "nothing"),
    ]
    found = read(text, outer, [("the envoy", "told", "that it was over")])

    assert [texts(one) for one in found[0].inner] == [
        (["the envoy"], ["told"], ["that it was over"])
    ]
    assert found[1].inner == ()
    assert [texts(one)[1] for one in found[0].walk()] == [["said"], ["told"]]


def test_what_stands_within_no_content_or_repeats_the_outer_level_is_left_out() -> None:
    text = "SANA said it was over. The envoy told Tolmek so."
    outer: list[Triple] = [("SANA", "said", "it was over")]
    assert read(text, outer, [("The envoy", "told", "so")])[0].inner == ()
    assert read(text, outer, outer)[0].inner == ()


@pytest.mark.parametrize(
    ("text", "cue", "content", "manner"),
    [
        ("Ana said “it is over”.", "said", "“it is over”", "direct"),
        ("Ana said 'it is over'.", "said", "'it is over'", "direct"),
        ("Ana said that “it” is over.", "said", "that “it” is over", "mixed"),
        ("Ana said it is over.", "said", "it is over", "indirect"),
        ("Ana wants an end.", "wants", "an end", "narrated"),
        ("Ana thanked them.", "thanked", "them", "narrated"),
        ("Ana wants “an end”.", "wants", "“an end”", "direct"),
    ],
)
def test_the_marks_decide_the_manner_and_the_cue_where_there_are_none(
    text: str, cue: str, content: str, manner: str
) -> None:
    (found,) = read(text, [("Ana", cue, content)])
    assert found.manner == manner
