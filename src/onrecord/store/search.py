"""What a person types, as a query of the full-text index; and pages of what is found.

Nothing that is typed can be an error of SQLite's: every word is quoted before it gets there.
"""

import base64
import binascii
import json
import re
from typing import NamedTuple

from onrecord.errors import QueryError

_PART = re.compile(r'"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+)')
_WORD = re.compile(r"\w+")


def fts_query(typed: str) -> str:
    """Turns typed words into an FTS5 query: all of them, phrases in quotes, beginnings with ``*``.

    Raises:
        QueryError: If there is nothing in it that could be searched for.

    Example:
        >>> fts_query('ferry "open the gates" monit*')
        '"ferry" "open the gates" "monit" *'
    """
    terms = []
    for match in _PART.finditer(typed):
        phrase = match["phrase"]
        typed_words = phrase if phrase is not None else match["word"]
        words = " ".join(_WORD.findall(typed_words))
        if words:
            beginning = phrase is None and typed_words.endswith("*")
            terms.append(f'"{words}"' + (" *" if beginning else ""))
    if not terms:
        raise QueryError(
            f"there is no word to search for in “{typed.strip()}”",
            "Type a word, a “phrase in quotes”, or a beginning with *.",
        )
    return " ".join(terms)


class Place(NamedTuple):
    """Where a statement stands in the order of the record: newest report first."""

    instant: str
    document: str
    place: int
    id: str


def encode(place: Place) -> str:
    """A cursor that means “after this statement”; opaque, and safe in an address."""
    data = json.dumps(list(place), ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(data.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def decode(cursor: str) -> Place:
    """Reads a cursor back.

    Raises:
        QueryError: If it is none of ours.
    """
    try:
        data = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        instant, document, place, name = json.loads(data.decode("utf-8", "surrogatepass"))
        if not all(isinstance(part, str) for part in (instant, document, name)):
            raise TypeError("not a place")
        return Place(instant, document, int(place), name)
    except (binascii.Error, ValueError, TypeError) as error:
        raise QueryError(
            "the page's address is damaged: its cursor cannot be read",
            "Start again from the first page.",
        ) from error
