"""The addresses of pages, which hold all of their state."""

import re
from urllib.parse import quote, urlencode

from onrecord.document import Document

_ORDINARY = re.compile(r"(?!\.{1,2}(?:/|$))[^/]+(?:/(?!\.{1,2}(?:/|$))[^/]+)*")


def document_path(folder: str, document: str, **fields: str) -> str:
    """The address of a document beneath a folder, whatever characters its id holds.

    Fields that are empty are left out.

    Slashes stay readable where they can. Browsers resolve ``..`` and some servers join ``//``, so
    ids with such parts are encoded whole, and the two ids that no path can hold go into the query.

    Example:
        >>> document_path("/article", "wire/käse?.txt"), document_path("/article", "..")
        ('/article/wire/k%C3%A4se%3F.txt', '/article?id=..')
        >>> document_path("/article", "wire", precision="0.9")
        '/article/wire?precision=0.9'
    """
    query = {name: value for name, value in fields.items() if value}
    if document in {"", ".", ".."}:
        return f"{folder}?{urlencode({'id': document, **query})}"
    safe = "/" if _ORDINARY.fullmatch(document) else ""
    path = f"{folder}/{quote(document, safe=safe)}"
    return f"{path}?{urlencode(query)}" if query else path


def article_path(document: Document, *, precision: str = "") -> str:
    """The address of a report's page, with what reaches a precision where one is asked for."""
    return document_path("/article", document.id, precision=precision)


def place_path(document: str, start: int | None, end: int | None) -> str:
    """The address of words in a report, which are marked there; without offsets, of the report.

    Example:
        >>> place_path("wire", 4, 9)
        '/article/wire?at=4-9#at'
    """
    if start is None or end is None:
        return document_path("/article", document)
    return document_path("/article", document, at=f"{start}-{end}") + "#at"


def actor_path(actor: str, **fields: str) -> str:
    """The address of an actor's page, with what is asked of it.

    Example:
        >>> actor_path("Q42", part="heard", hand="")
        '/actor/Q42?part=heard'
    """
    return document_path("/actor", actor, **fields)
