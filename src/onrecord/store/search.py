"""What a person types, as a query of the full-text index; and pages of what is found.

Nothing that is typed can be an error of SQLite's: every word is quoted before it gets there.
"""

import base64
import binascii
import json
import re
import unicodedata
from typing import NamedTuple

from onrecord.errors import QueryError

_PART = re.compile(r'"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+)')
_QUOTES = str.maketrans("“”„", '"""')
_UNHEARD = re.compile("[\0\ud800-\udfff]")
"""A zero byte would end the query, and half a surrogate pair cannot get to SQLite."""
_LARGEST = 2**63 - 1
"""The largest number that SQLite knows."""


def fts_query(typed: str) -> str:
    """Turns typed words into an FTS5 query: all of them, phrases in quotes, beginnings with ``*``.

    Raises:
        QueryError: If there is nothing in it that could be searched for.

    Example:
        >>> fts_query('ferry "open the gates" monit*')
        '"ferry" "open the gates" "monit" *'
    """
    terms = []
    for match in _PART.finditer(_UNHEARD.sub(" ", typed).translate(_QUOTES)):
        words = match["phrase"] or match["word"] or ""
        if any(_is_searched(character) for character in words):
            beginning = match["word"] is not None and words.endswith("*")
            terms.append(f'"{words.rstrip("*")}" *' if beginning else f'"{words}"')
    if not terms:
        raise QueryError(
            f"there is no word to search for in “{typed.strip()}”",
            "Type a word, a “phrase in quotes”, or a beginning with *.",
        )
    return " ".join(terms)


def _is_searched(character: str) -> bool:
    """Whether the index keeps the character: letters, numbers, and what a font may define.

    The index itself cuts what is quoted into words, so that a letter and the accents typed after it
    stay one word, as they are in the reports.
    """
    return unicodedata.category(character)[0] in "LN" or unicodedata.category(character) == "Co"


class Place(NamedTuple):
    """Where a statement stands in the order of the record: newest report first."""

    instant: str
    document: str
    place: int
    id: str


def encode(place: Place) -> str:
    """A cursor that means “after this statement”; opaque, and safe in an address."""
    return pack(*place)


def decode(cursor: str) -> Place:
    """Reads a cursor back.

    Raises:
        QueryError: If it is none of ours.
    """
    instant, document, place, name = unpack(cursor, str, str, int, str)
    return Place(str(instant), str(document), int(place), str(name))


def pack(*values: str | float) -> str:
    """A cursor of what the order goes by; opaque, and safe in an address."""
    data = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(data.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def unpack(cursor: str, *types: type[str | float]) -> list[str | float]:
    """Reads a cursor of values of these types back.

    Raises:
        QueryError: If it is none of ours.
    """
    try:
        data = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        found = json.loads(data.decode("utf-8", "surrogatepass"))
        for value, kind in zip(found, types, strict=True):
            if type(value) is not kind:
                raise TypeError("not a place")
            if isinstance(value, str):
                value.encode()  # it must be text, and such as SQLite takes
            elif abs(value) > _LARGEST:
                raise TypeError("not a place")
        return list(found)
    except (binascii.Error, ValueError, TypeError, AttributeError, RecursionError) as error:
        raise QueryError(
            "the page's address is damaged: its cursor cannot be read",
            "Start again from the first page.",
        ) from error
