"""Bytes to text: which encoding explains them, and whether they are text at all."""

import codecs
import re
from typing import Final

from charset_normalizer import from_bytes

from onrecord.errors import BinaryDocumentError, EmptyDocumentError, EncodingError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC: Final = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF87a": "a GIF picture",
    b"GIF89a": "a GIF picture",
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a zip archive (or an office document)",
    b"\x1f\x8b": "a gzip file",
    b"SQLite format 3\0": "a database",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
}
_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1a\x7f]")
_ASCII: Final = bytes(range(128))
_WEB: Final = re.compile(
    r"utf-8|utf-16(le|be|-le|-be)?|iso-8859-\d+|(windows-|cp)12\d\d|(windows-|cp)874"
    r"|koi8-[ru]|macintosh|gbk?|gb2312|gb18030|big5|euc-(jp|kr)|shift-?jis|iso-2022-jp"
)
DAMAGED: Final = 0.5
"""Share of characters beyond ASCII that may be damaged in what is still taken for UTF-8; read so,
other encodings have nearly all of them damaged. One bad byte would else turn each quotation mark of
a report into three wrong characters."""
ODD: Final = 0.02
"""Share of control characters above which decoded bytes are taken for no text."""


def decode(data: bytes, declared: str | None = None) -> tuple[str, str]:
    """Decodes a file's bytes, and says which encoding explained them.

    Tried in this order: a byte order mark, UTF-8, UTF-16 without a mark, UTF-8 with a few damaged
    bytes (each becomes U+FFFD), the declared encoding, Windows-1252 where almost all bytes are
    ASCII, and what charset-normalizer finds.

    Args:
        data: The bytes; only a byte order mark is dropped from what they say.
        declared: The encoding that the file itself names.

    Raises:
        EmptyDocumentError: If there is nothing but white space.
        BinaryDocumentError: If the bytes are not text.
        EncodingError: If no encoding explains them.
    """
    if not data.strip():
        raise empty()
    refuse_binary(data)
    text, encoding = _decode(data, declared)
    if len(_CONTROL.findall(text)) > ODD * len(text):
        raise BinaryDocumentError("this is not text", "Pass text, HTML or JSON Lines.")
    if not text.strip():
        raise empty()
    return text, encoding


def empty() -> EmptyDocumentError:
    """The error of a file that holds nothing."""
    return EmptyDocumentError("the file is empty", "Check that it was saved completely.")


def refuse_binary(data: bytes) -> None:
    """Refuses what begins like a picture, an archive or another file that is no text.

    Raises:
        BinaryDocumentError: Naming what it is.
    """
    for magic, what in _MAGIC.items():
        if data.startswith(magic):
            raise BinaryDocumentError(f"this is {what}, not text", "Pass text, HTML or JSON Lines.")


def _decode(data: bytes, declared: str | None) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise EncodingError(
                    f"its byte order mark says {encoding}, but byte {error.start} does not fit",
                    "Save it again as UTF-8.",
                ) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" not in text:
            return text, "utf-8"
    for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[0::2])):
        if len(data) % 2 == 0 and zeros.count(0) > 0.4 * len(zeros):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                break
    if b"\0" in data:
        raise BinaryDocumentError("this is not text", "Pass text, HTML or JSON Lines.")
    mended = data.decode("utf-8", "replace")
    if mended.count("\ufffd") < DAMAGED * sum(character > "\x7f" for character in mended):
        return mended, "utf-8"
    for guess in (*_as_browsers_do(declared), "windows-1252" if _nearly_ascii(data) else None):
        if guess:
            try:
                return data.decode(guess), guess
            except (UnicodeError, LookupError):
                continue
    best = from_bytes(data).best()
    if best is None:
        raise EncodingError("no character encoding explains its bytes", "Save it again as UTF-8.")
    return str(best), best.encoding


def _nearly_ascii(data: bytes) -> bool:
    """English in a one-byte encoding has a few bytes above 127: quotation marks and accents."""
    return len(data.translate(None, _ASCII)) < 0.05 * len(data)


def _as_browsers_do(declared: str | None) -> tuple[str, ...]:
    """The encodings to try for a declared one: by Latin-1 and ASCII the web means Windows-1252.

    In Latin-1 the bytes of curly quotation marks are control characters, and get lost.
    """
    name = (declared or "").lower().replace("_", "-")
    if name in {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"}:
        return ("windows-1252", "iso-8859-1")
    # Only what encodes text: Python has codecs that unpack or interpret the bytes, too.
    return (name,) if _WEB.fullmatch(name) else ()
