"""Reads a text that a person pasted, and writes it into the book.

The same text is the same document, however often it is pasted: its id comes from its characters.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from onrecord.document import Document, Origin
from onrecord.errors import (
    BinaryDocumentError,
    EmptyDocumentError,
    LanguageError,
    MalformedRecordError,
    TooLargeError,
)
from onrecord.ingest.language import require_english
from onrecord.statement import Reading
from onrecord.store.base import Store

LARGEST = 2_000_000
"""Bytes of UTF-8 that are taken at once: a long book's worth of text, some minutes of reading."""

_LINE_END = re.compile("\r\n?")


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a person filled in.

    Attributes:
        text: The report as pasted.
        title: Its headline, or nothing.
        outlet: Who published it, or nothing.
        published: The day, as ``2031-03-12``, or nothing.
    """

    text: str
    title: str = ""
    outlet: str = ""
    published: str = ""


def as_document(pasted: Pasted) -> Document:
    r"""Makes a document of a pasted text, with ends of lines as ``\n``.

    Browsers send every end of line as CR LF, whatever was pasted; nobody wrote those characters.

    Raises:
        EmptyDocumentError: If there is no text.
        TooLargeError: If it is more than `LARGEST` bytes.
        BinaryDocumentError: If it holds the NUL character, which no text does.
        MalformedRecordError: If the day is not one.
        LanguageError: If it is not English.

    Example:
        >>> as_document(Pasted("Rebels\r\nsaid no.")).text
        'Rebels\nsaid no.'
    """
    text = _LINE_END.sub("\n", pasted.text)
    if not text.strip():
        raise EmptyDocumentError("there is no text to read", "Paste the words of a report.")
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > LARGEST:
        raise TooLargeError(
            f"the text has {size:,} bytes, and {LARGEST:,} are taken at once",
            "Put it into a file and run “onrecord read FILE”.",
        )
    if "\0" in text:
        raise BinaryDocumentError(
            "the text holds NUL characters, so it is not text", "Paste the words alone."
        )
    try:
        require_english(text)
    except LanguageError as error:
        raise LanguageError(error.what, "Paste a report in English.") from error
    published = pasted.published.strip()
    if published:
        try:
            date.fromisoformat(published)
        except ValueError as error:
            raise MalformedRecordError(
                f"“{published}” is not a day", "Write it as 2031-03-12, or leave it out."
            ) from error
    document = Document(
        id="",
        text=text,
        title=pasted.title.strip() or None,
        outlet=pasted.outlet.strip() or None,
        published=published or None,
        origin=Origin(path="pasted"),
    )
    return replace(document, id=f"pasted/{document.digest[:16]}")


def paste(store: Store, read: Callable[[Document], Reading], pasted: Pasted) -> Document:
    """Reads a pasted text, writes what it says into the book and returns its document.

    Args:
        store: The book.
        read: Reads one document; raises an `OnRecordError` where it cannot.
        pasted: What the person filled in.

    Raises:
        DocumentError: If the text cannot be read.
        TooLargeError: If there is too much of it.
    """
    document = as_document(pasted)
    store.write((read(document),))
    return document
