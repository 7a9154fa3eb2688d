"""A text, where it came from, and the law that a span is the text verbatim.

``document.text[span.start:span.end] == span.text``, always, in code points. This is the only module
that converts to UTF-16 units, which browsers and Java programs count in.
"""

import hashlib
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import NewType

from onrecord.errors import EmptyDocumentError, SpanMismatchError, SpanRangeError

CodePoint = NewType("CodePoint", int)
Utf16 = NewType("Utf16", int)
DocumentId = NewType("DocumentId", str)

CONTEXT = 32
"""Code points kept before and after a span, so that it is found again when its document changes."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a document was found.

    Attributes:
        path: The file as the user named it, or ``-`` for standard input, or ``pasted``.
        place: Where in the file, such as ``line 12``; empty when the file is the document.
        reader: The reader that made the document of it: ``text``, ``html``, ``jsonl``.
        encoding: The character encoding that the bytes were decoded from.
    """

    path: str
    place: str = ""
    reader: str = "text"
    encoding: str = "utf-8"

    def __str__(self) -> str:
        return f"{self.path}, {self.place}" if self.place else self.path


@dataclass(frozen=True, slots=True)
class Document:
    """A report: its text and what is known about it.

    Attributes:
        id: Names the document; a changed text under the same id is a new version of it.
        text: The text as it is read and shown. Offsets everywhere count its code points.
        title: The headline, where it is known apart from the text.
        outlet: Who published it.
        byline: Who wrote it, as printed.
        published: ISO 8601 date, or date and time with its offset; no more precise than known.
        url: Where it stands on the web.
        origin: Where it was found.

    Raises:
        EmptyDocumentError: If the text holds nothing but white space.

    Example:
        >>> report = Document("d1", "Rebels said no.")
        >>> report.span(0, 6).text
        'Rebels'
    """

    id: DocumentId | str
    text: str
    title: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    url: str | None = None
    origin: Origin | None = None

    def __post_init__(self) -> None:
        if not self.text or self.text.isspace():
            raise EmptyDocumentError(f"document {self.id} has no text", "Give it some text.")

    def span(self, start: int, end: int) -> "Span":
        """Returns the characters from `start` up to, not including, `end`, in code points.

        Raises:
            SpanRangeError: If the offsets are not within the text or hold nothing between them.
        """
        return Span(self, start, end)

    @property
    def digest(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal: one version of a document has one."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of a document. The text is read from the document, so the two cannot disagree.

    Attributes:
        document: The document that the span is of.
        start: The first code point.
        end: One past the last code point.

    Raises:
        SpanRangeError: If the offsets are not within the text or hold nothing between them.
    """

    document: Document = field(repr=False)
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end <= len(self.document.text):
            raise SpanRangeError(
                f"[{self.start}, {self.end}) is no span of document {self.document.id}, "
                f"which has {len(self.document.text)} characters",
                "Count code points from 0, and end after the start.",
            )

    @classmethod
    def checked(cls, document: Document, start: int, end: int, text: str) -> "Span":
        """Makes a span of which the text is known already, as when it comes from outside.

        Raises:
            SpanMismatchError: If the document reads otherwise at this place.
            SpanRangeError: If the offsets are no span of the document.
        """
        span = cls(document, start, end)
        if span.text != text:
            raise SpanMismatchError(
                f"document {document.id} does not read {text[:40]!r} at [{start}, {end}) "
                f"but {span.text[:40]!r}",
                "The document has changed since, or the offsets do not count code points.",
            )
        return span

    @property
    def text(self) -> str:
        """The characters, verbatim."""
        return self.document.text[self.start : self.end]

    @property
    def before(self) -> str:
        """Up to 32 code points that stand before the span."""
        return self.document.text[max(0, self.start - CONTEXT) : self.start]

    @property
    def after(self) -> str:
        """Up to 32 code points that stand after the span."""
        return self.document.text[self.end : self.end + CONTEXT]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Span):
            return NotImplemented
        return (
            self.start == other.start
            and self.end == other.end
            and (self.document is other.document or self.document == other.document)
        )

    def __hash__(self) -> int:
        return hash((self.document.id, self.start, self.end))

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether every character of `other` is one of this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that gave no document, and why.

    Attributes:
        origin: Where it was found.
        code: The code of the error, such as ``E102``.
        reason: One line that says what is wrong and what to do.
    """

    origin: Origin
    code: str
    reason: str

    def __str__(self) -> str:
        return f"{self.origin}: {self.reason} [{self.code}]"


_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16Index:
    """Converts offsets of one text between code points and UTF-16 units.

    Builds in one pass over the text; each conversion is a binary search over the characters outside
    the Basic Multilingual Plane, which take two units.

    Example:
        >>> index = Utf16Index("a😀b")
        >>> index.to_utf16(2), index.to_code_point(3)
        (3, 2)
    """

    def __init__(self, text: str) -> None:
        self._points = [match.start() for match in _ASTRAL.finditer(text)]
        # Where each of these characters starts, counted in UTF-16 units.
        self._units = [point + i for i, point in enumerate(self._points)]

    def to_utf16(self, offset: int) -> Utf16:
        """The number of UTF-16 units before the code point at `offset`."""
        return Utf16(offset + bisect_left(self._points, offset))

    def to_code_point(self, offset: int) -> CodePoint:
        """The number of code points before the UTF-16 unit at `offset`.

        An offset between the two halves of a surrogate pair counts as the start of the pair.
        """
        return CodePoint(offset - bisect_left(self._units, offset))
