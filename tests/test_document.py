"""A span is the text verbatim, whatever the text, and UTF-16 is there and back."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from onrecord import Document, Origin, Skipped, Span
from onrecord.document import CONTEXT, Utf16Index
from onrecord.errors import EmptyDocumentError, SpanMismatchError, SpanRangeError

ODD = (
    "Vask said 😀 no.",  # outside the Basic Multilingual Plane
    "👩‍👩‍👧‍👦🏳️‍🌈🇺🇳",  # families, flags: many code points, one picture
    "Zalgo: Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",  # combining marks
    "قال المتحدث “لا” ثم غادر",  # right to left
    "\u202eRTL override\u202c and \u2066isolates\u2069",
    "One.\r\nTwo.\r\n\r\nThree.\rFour.",
    "Page one.\x0cPage two.\x0b\x1c\x85\u2028\u2029end",
    "NUL \x00 and BOM \ufeff and the last \U0010ffff",
    "Ǆ ﬃ ẞ İ: letters that change length with their case",
)
# Surrogates too: JSON and file names can bring them in, and they must not break anything.
ANY_TEXT = st.text(st.characters(exclude_categories=()), min_size=1) | st.sampled_from(ODD)


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def document(text: str) -> Document:
    assume(not text.isspace())
    return Document("d1", text)


@given(ANY_TEXT, st.data())
def test_the_text_of_a_span_is_the_text_at_its_offsets(text: str, data: st.DataObject) -> None:
    report = document(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = report.span(start, end)

    assert span.text == text[start:end]
    assert len(span) == len(span.text)
    assert span == Span.checked(report, start, end, text[start:end])
    assert (text[:start] + span.text + text[end:]) == text
    assert text[:start].endswith(span.before)
    assert text[end:].startswith(span.after)
    assert len(span.before) == min(start, CONTEXT)
    assert len(span.after) == min(len(text) - end, CONTEXT)


@given(ANY_TEXT, st.integers(), st.integers())
@example("No.", 0, 0)
@example("No.", 0, 4)
@example("No.", -1, 2)
@example("No.", 2, 1)
def test_offsets_outside_the_text_or_around_nothing_make_no_span(
    text: str, start: int, end: int
) -> None:
    assume(not 0 <= start < end <= len(text))

    with pytest.raises(SpanRangeError, match="is no span of document d1"):
        document(text).span(start, end)


def test_a_span_that_disagrees_with_its_document_cannot_be_made() -> None:
    report = Document("d1", "Rebels said no.")

    with pytest.raises(SpanMismatchError, match="'Rebels'"):
        Span.checked(report, 0, 6, "rebels")


@pytest.mark.parametrize("text", ["", " ", "\n\t\r\n", "\u2028\u3000\x1f"])
def test_a_document_of_white_space_is_empty(text: str) -> None:
    with pytest.raises(EmptyDocumentError, match="d1 has no text"):
        Document("d1", text)


def test_spans_of_equal_documents_are_equal_and_those_of_other_documents_are_not() -> None:
    span = Document("d1", "Rebels said no.").span(0, 6)

    assert span == Document("d1", "Rebels said no.").span(0, 6)
    assert hash(span) == hash(Document("d1", "Rebels said no.").span(0, 6))
    assert span != Document("d2", "Rebels said no.").span(0, 6)
    assert span != Document("d1", "Rebels said yes.").span(0, 6)
    assert span != Document("d1", "Rebels said no.").span(0, 5)
    assert span != (0, 6)


def test_spans_overlap_when_they_share_a_character_and_contain_when_they_have_them_all() -> None:
    report = Document("d1", "Rebels said no.")
    rebels, said, both = report.span(0, 6), report.span(7, 11), report.span(0, 11)

    assert not rebels.overlaps(said)
    assert not rebels.overlaps(report.span(6, 8))
    assert both.overlaps(said)
    assert said.overlaps(both)
    assert both.contains(rebels)
    assert both.contains(both)
    assert not rebels.contains(both)


@given(ANY_TEXT, ANY_TEXT)
def test_documents_have_the_same_digest_when_they_have_the_same_text(one: str, two: str) -> None:
    assert (document(one).digest == document(two).digest) == (one == two)


def test_an_origin_and_what_was_skipped_read_as_one_line() -> None:
    origin = Origin("week.jsonl", "line 3", "jsonl")

    assert str(Origin("-")) == "-"
    assert str(Skipped(origin, "E102", "no text")) == "week.jsonl, line 3: no text [E102]"


@given(ANY_TEXT)
def test_every_offset_goes_to_utf16_and_back(text: str) -> None:
    index = Utf16Index(text)

    for offset in range(len(text) + 1):
        assert index.to_utf16(offset) == units(text[:offset])
        assert index.to_code_point(index.to_utf16(offset)) == offset


@given(ANY_TEXT)
def test_an_offset_within_a_surrogate_pair_counts_as_the_start_of_the_pair(text: str) -> None:
    index = Utf16Index(text)

    for offset, character in enumerate(text):
        if ord(character) > 0xFFFF:
            assert index.to_code_point(index.to_utf16(offset) + 1) == offset


def test_a_million_characters_keep_their_offsets() -> None:
    piece = "".join(ODD)
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    report, index = Document("long", text), Utf16Index(text)
    encoded = text.encode("utf-16-le")

    for start in range(0, len(text) - 40, 9_973):
        span = report.span(start, start + 40)
        first, last = index.to_utf16(span.start), index.to_utf16(span.end)
        assert encoded[2 * first : 2 * last].decode("utf-16-le") == span.text == text[start:][:40]
        assert (index.to_code_point(first), index.to_code_point(last)) == (span.start, span.end)
    assert index.to_utf16(len(text)) == len(encoded) // 2
