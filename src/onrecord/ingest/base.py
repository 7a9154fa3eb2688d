"""How a file finds its reader."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, Literal

from onrecord.document import Document, Origin, Skipped
from onrecord.errors import DocumentError, TruncatedDocumentError

Kind = Literal["text", "html", "jsonl"]
Lines = Iterable[bytes]
Read = Callable[[Lines, str], Iterator[Document | Skipped]]
"""A reader: takes a file's lines, ends of lines included, and the path that names the file."""

EXTENSIONS: Final[dict[str, Kind]] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}

_HTML: Final = re.compile(rb"\s*(<!doctype\s+html|<html|<head|<body|<!--|<\?xml)", re.IGNORECASE)
_RECORD: Final = re.compile(rb"(\xef\xbb\xbf)?\s*\{\s*\"")


@dataclass(frozen=True, slots=True)
class Format:
    """What a file's name says of it.

    Attributes:
        kind: The reader; None where the name does not tell.
        packed: Whether the file is gzipped.
    """

    kind: Kind | None
    packed: bool


def by_name(path: str) -> Format:
    """Reads a file's format off its name.

    Example:
        >>> by_name("news/2031.jsonl.gz")
        Format(kind='jsonl', packed=True)
    """
    name = PurePath(path.lower())
    packed = name.suffix == ".gz"
    suffix = PurePath(name.stem).suffix if packed else name.suffix
    return Format(EXTENSIONS.get(suffix), packed)


def by_content(head: bytes) -> Kind:
    """Tells the reader by the first bytes of a file whose name does not."""
    if _HTML.match(head):
        return "html"
    return "jsonl" if _RECORD.match(head) else "text"


def skipped(error: DocumentError, path: str, place: str = "", reader: str = "text") -> Skipped:
    """What is noted of an input that gives no document."""
    return Skipped(Origin(path, place, reader), error.code, " ".join(str(error).split()))


def whole(lines: Lines) -> bytes:
    """A file's bytes at once, for readers that need all of it.

    Raises:
        TruncatedDocumentError: If the file ends before its packing says that it does.
    """
    try:
        return b"".join(lines)
    except EOFError as error:
        raise cut_short() from error


def cut_short() -> TruncatedDocumentError:
    """The error of a gzip file without its end."""
    return TruncatedDocumentError(
        "the gzip file ends in the middle", "Copy or download the file again."
    )
