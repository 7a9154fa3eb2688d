"""Plain text: the whole file is the report."""

from collections.abc import Iterator

from onrecord.document import Document, Origin, Skipped
from onrecord.errors import DocumentError
from onrecord.ingest.base import Lines, skipped, whole
from onrecord.ingest.decoding import decode


def read(lines: Lines, path: str) -> Iterator[Document | Skipped]:
    """Yields the one document that a text file is."""
    try:
        text, encoding = decode(whole(lines))
        yield Document(path, text, origin=Origin(path, "", "text", encoding))
    except DocumentError as error:
        yield skipped(error, path)
