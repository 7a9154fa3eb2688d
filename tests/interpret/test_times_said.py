"""When a statement was said, and the times that it speaks of."""

import pytest

from onrecord.document import Document, Span
from onrecord.interpret.times import found, timed
from onrecord.statement import Manner, Statement
from onrecord.values import Value


def _statement(
    report: Document, name: str, cue: str, content: str, continues: str | None = None
) -> Statement:
    def spans(words: str) -> tuple[Span, ...]:
        parts = []
        for part in words.split(" … ") if words else []:
            start = report.text.index(part)
            parts.append(report.span(start, start + len(part)))
        return tuple(parts)

    manner: Value[Manner] = Value("indirect", "rule:test", None)
    return Statement(
        name,
        report,
        (),
        spans(cue),
        spans(content),
        manner,
        1.0,
        continues,
    )


def _said(text: str, cue: str, content: str, published: str | None = "2015-10-26") -> str | None:
    report = Document("d", text, published=published)
    said_at, _ = timed(report, [_statement(report, "a", cue, content)])[0]
    if said_at is None:
        return None
    return f"{said_at.span.text if said_at.span else ''}|{said_at.value}|{said_at.known}"


ASSUMED = "|2015-10-26|assumed"


@pytest.mark.parametrize(
    ("text", "cue", "content", "said"),
    [
        (
            "Brinn said on Sunday that the dam would fall.",
            "said",
            "that the dam would fall",
            "Sunday|2015-10-25|relative",
        ),
        (
            "On Sunday, Brinn said the dam would fall.",
            "said",
            "the dam would fall",
            "Sunday|2015-10-25|relative",
        ),
        (
            "Brinn told the Harl Post late Thursday the dam would fall.",
            "told",
            "the dam would fall",
            "late Thursday|2015-10-22|relative",
        ),
        (
            "Brinn spoke with Castane over the weekend “to discuss the dam”.",
            "spoke",
            "“to discuss the dam”",
            "the weekend|2015-10-24/2015-10-25|relative",
        ),
        (
            "Brinn flew to Telhask last week to thank Castane for his help.",
            "to thank",
            "for his help",
            "last week|2015-W43|relative",
        ),
        (
            "“The dam will fall on Friday,” Brinn said on Sunday.",
            "said",
            "“The dam will fall on Friday,”",
            "Sunday|2015-10-25|relative",
        ),
        (
            "In a Sunday interview Brinn said the dam would fall.",
            "said",
            "the dam would fall",
            "Sunday|2015-10-25|relative",
        ),
        ("Brinn said in 2013 that it was safe.", "said", "that it was safe", "2013|2013|explicit"),
        # What is told of somebody or something else is not when it was said.
        (
            "Brinn, who was freed on Friday, said the dam would fall.",
            "said",
            "the dam would fall",
            ASSUMED,
        ),
        (
            "Brinn said the dam would fall on Friday.",
            "said",
            "the dam would fall on Friday",
            ASSUMED,
        ),
        ("After Friday's raid Brinn said no more.", "said", "no more", ASSUMED),
        ("Since Friday Brinn has demanded a truce.", "demanded", "a truce", ASSUMED),
        ("Brinn said the dam would fall.", "said", "the dam would fall", ASSUMED),
        ("Brinn said it was over. It rained on Sunday.", "said", "it was over", ASSUMED),
        ("The 2014 winner Brinn said no.", "said", "no", ASSUMED),
    ],
)
def test_when_it_was_said(text: str, cue: str, content: str, said: str) -> None:
    assert _said(text, cue, content) == said


def test_a_time_of_another_cue_is_not_taken() -> None:
    text = "Castane said on Sunday it was over, and Brinn denied it."
    report = Document("d", text, published="2015-10-26")
    other = _statement(report, "a", "said", "it was over")
    answers = timed(report, [other, _statement(report, "b", "denied", "it.")])
    assert [one.value for one, _ in answers if one] == ["2015-10-25", "2015-10-26"]
    assert [one.known for one, _ in answers if one] == ["relative", "assumed"]


def test_without_a_date_of_publication_nothing_is_assumed() -> None:
    assert _said("Brinn said no.", "said", "no", None) is None
    assert _said("Brinn said on Sunday no.", "said", "no", None) == "Sunday||unresolved"


def test_what_is_assumed_is_as_precise_as_the_date_of_publication() -> None:
    report = Document("d", "Brinn said no.", published="2015-10")
    said_at, _ = timed(report, [_statement(report, "a", "said", "no")])[0]
    assert said_at is not None
    assert (said_at.value, said_at.precision, said_at.span) == ("2015-10", "month", None)


def test_a_statement_speaks_of_the_times_within_it() -> None:
    text = "“On Friday,” Brinn said on Sunday, “it will fall, and in 2016 it is rebuilt.”"
    report = Document("d", text, published="2015-10-26")
    content = "“On Friday,” … “it will fall, and in 2016 it is rebuilt.”"
    said_at, times = timed(report, [_statement(report, "a", "said", content)])[0]
    assert said_at is not None
    assert said_at.value == "2015-10-25"
    assert [time.value for time in times] == ["2015-10-30", "2016"]


def test_what_carries_on_was_said_with_what_it_carries_on() -> None:
    text = "“It falls,” Brinn said on Sunday. “We will rebuild it on Friday.”"
    report = Document("d", text, published="2015-10-26")
    main = _statement(report, "a", "said", "“It falls,”")
    more = _statement(report, "b", "", "“We will rebuild it on Friday.”", "a")
    for order in ([main, more], [more, main]):
        answers = dict(zip((one.id for one in order), timed(report, order), strict=True))
        assert answers["a"][0] == answers["b"][0]
        assert answers["b"][0] is not None
        assert answers["b"][0].value == "2015-10-25"
        assert [time.value for time in answers["b"][1]] == ["2015-10-30"]


def test_times_that_are_at_hand_are_taken() -> None:
    report = Document("d", "Brinn said on Sunday no.", published="2015-10-26")
    statements = [_statement(report, "a", "said", "no")]
    assert timed(report, statements, found(report)) == timed(report, statements)
    assert (
        timed(report, statements, ())[0][0]
        == timed(Document("d", "Brinn said no.", published="2015-10-26"), statements)[0][0]
    )
