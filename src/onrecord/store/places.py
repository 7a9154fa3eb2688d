"""Offsets of the book become spans again; one that its text cannot have is shown to nobody."""

from onrecord.document import Document, Span
from onrecord.errors import BookUnreadableError, SpanRangeError


def span_of(document: Document, start: int | None, end: int | None) -> Span | None:
    """A span, or None where there are no offsets.

    Raises:
        BookUnreadableError: If the text cannot have it.
    """
    return None if start is None or end is None else whole(document, start, end)


def whole(document: Document, start: int, end: int) -> Span:
    """A span.

    Raises:
        BookUnreadableError: If the text cannot have it.
    """
    try:
        return Span(document, start, end)
    except SpanRangeError as error:
        raise damaged(document.id) from error


def damaged(document_id: str) -> BookUnreadableError:
    """What is raised where the book does not hold the text that was read."""
    return BookUnreadableError(
        f"the text of report “{document_id}” in the book is not the one that was read",
        "The file was altered by something else: read the reports anew into a new book.",
    )
