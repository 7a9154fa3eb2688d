"""How a file finds its reader."""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final, Literal

from onrecord.document import Document, Origin, Skipped
from onrecord.errors import DocumentError, TruncatedDocumentError, UnknownFormatError

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

_HTML: Final = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<!doctype\s+html|<!--|<\?xml|<(html|head|body|meta|title|article|div|p)\b)",
    re.IGNORECASE,
)
_RECORD: Final = re.compile(rb"(\xef\xbb\xbf)?\s*\{[ \t]*[\"}]")
_OTHER_JSON: Final = re.compile(rb"(\xef\xbb\xbf)?\s*(\{\s*\"|\[\s*\{)")


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


def named(path: str) -> str:
    """A path as documents are named after it: with slashes on every system, and printable.

    Example:
        >>> named("./news/a.txt")
        'news/a.txt'
    """
    if path == "-" or not path:
        return path
    # A file's name may be no text at all; Python holds such bytes as halves of surrogate pairs.
    return whole_characters(PurePath(path).as_posix())


def whole_characters(text: str) -> str:
    """Puts U+FFFD for each half of a surrogate pair, which no file and no book can hold."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def by_content(head: bytes) -> Kind:
    """Tells the reader by the first bytes of a file whose name does not.

    Raises:
        UnknownFormatError: If it is JSON that is not one record a line.
    """
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    if _HTML.match(head):
        return "html"
    if _RECORD.match(head):
        return "jsonl"
    if _OTHER_JSON.match(head):
        raise UnknownFormatError(
            "this is JSON, but not JSON Lines", "Write each report as one JSON object on one line."
        )
    return "text"


def skipped(error: DocumentError, path: str, place: str = "", reader: str = "text") -> Skipped:
    """What is noted of an input that gives no document."""
    return Skipped(Origin(path, place, reader), error.code, " ".join(str(error).split()))


def whole(lines: Lines) -> bytes:
    """A file's bytes at once, for readers that need all of it.

    Raises:
        TruncatedDocumentError: If the file ends before its packing says that it does.
    """
    data = bytearray()
    try:
        for line in lines:  # joined as they come: a million empty lines are a megabyte, not ninety
            data += line
    except EOFError as error:
        raise cut_short() from error
    return bytes(data)


def cut_short() -> TruncatedDocumentError:
    """The error of a gzip file without its end."""
    return TruncatedDocumentError(
        "the gzip file ends in the middle", "Copy or download the file again."
    )
