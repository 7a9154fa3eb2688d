"""A string of a reading by hand is found where it stands, or the reading is refused."""

import pytest

from onrecord import Document
from onrecord.demo import by_hand
from onrecord.errors import MalformedRecordError, SpanMismatchError

TEXT = "The envoy said no. He then said the other side said yes. “Yes,” they said. “Now.”"
DOCUMENT = Document("d1", TEXT)
WHOLE = DOCUMENT.span(0, len(TEXT))


def entry(**changes: object) -> dict[str, object]:
    return {"id": "a", "source": "The envoy", "content": ["no"], "manner": "indirect", **changes}


def test_words_are_found_where_they_stand() -> None:
    span = by_hand.find(WHOLE, "The envoy")

    assert (span.start, span.end, span.text) == (0, 9, "The envoy")


def test_words_are_found_as_whole_words() -> None:
    assert by_hand.find(WHOLE, "He").start == TEXT.index("He ")
    assert by_hand.find(WHOLE, "“Now.”").text == "“Now.”"


def test_words_that_stand_in_two_places_are_refused_unless_it_is_said_which() -> None:
    with pytest.raises(SpanMismatchError, match="'said' stands 4 times"):
        by_hand.find(WHOLE, "said")

    third = by_hand.find(WHOLE, {"text": "said", "nth": 3})
    assert third.start == TEXT.index("said yes")


def test_words_that_are_not_there_are_refused() -> None:
    with pytest.raises(SpanMismatchError, match="'maybe' stands 0 times"):
        by_hand.find(WHOLE, "maybe")
    with pytest.raises(SpanMismatchError, match="'said' stands 4 times"):
        by_hand.find(WHOLE, {"text": "said", "nth": 5})


def test_words_are_looked_for_in_the_passage_alone() -> None:
    report = by_hand.Report("r", "", (entry(**{"in": "The envoy said no.", "cue": "said"}),))

    (statement,) = report.statements(DOCUMENT)
    assert statement.cue[0].start == TEXT.index("said no")


def test_a_statement_that_carries_another_on_has_its_source() -> None:
    head = entry(id="yes", source="they", cue="they said", content=["“Yes,”"])
    tail = {"id": "now", "content": ["“Now.”"], "manner": "direct", "continues": "yes"}
    first, second = by_hand.Report("r", "", (head, tail)).statements(DOCUMENT)

    assert second.continues == first.id
    assert second.source == first.source
    assert second.cue == ()


@pytest.mark.parametrize("role", ["continues", "reported_in"])
def test_a_statement_that_points_nowhere_is_refused(role: str) -> None:
    report = by_hand.Report("r", "", (entry(**{role: "z"}),))

    with pytest.raises(MalformedRecordError, match="refers to statement 'z'"):
        report.statements(DOCUMENT)


def test_two_statements_cannot_share_an_id() -> None:
    with pytest.raises(MalformedRecordError, match="uses an id twice"):
        by_hand.Report("r", "", (entry(), entry())).statements(DOCUMENT)


def test_a_report_is_known_by_words_that_one_document_has() -> None:
    other = Document("d2", "Nobody said anything.")
    report = by_hand.Report("r", "The envoy", ())

    assert by_hand.match([report], [other, DOCUMENT]) == ((report, DOCUMENT),)
    with pytest.raises(SpanMismatchError, match="0 documents hold 'The envoy'"):
        by_hand.match([report], [other])
    with pytest.raises(SpanMismatchError, match="2 documents hold"):
        by_hand.match([report], [DOCUMENT, Document("d3", TEXT)])
