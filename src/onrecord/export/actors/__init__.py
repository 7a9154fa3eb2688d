"""Lists of actors in formats that other programs read and write, one file per format.

What a book exports, an empty book imports, and exports the same file again.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TextIO, TypeVar

from onrecord.errors import EncodingError, QueryError, UnknownFormatError
from onrecord.export.actors import csv, csv_reading, ftm, ftm_reading, popolo, popolo_reading
from onrecord.export.actors.base import Listed, entry_to_json, proposal_to_json
from onrecord.registry import Entry

WRITERS: Final[Mapping[str, Callable[[Iterable[Entry], TextIO], int]]] = {
    "csv": csv.write,
    "popolo": popolo.write,
    "ftm": ftm.write,
}
"""Each format's name and what writes it."""
READERS: Final[Mapping[str, Callable[[str, str], Listed]]] = {
    "csv": csv_reading.read,
    "popolo": popolo_reading.read,
    "ftm": ftm_reading.read,
}
"""Each format's name and what reads it: takes the text and the file's name."""

T = TypeVar("T")
_ENTITY: Final = re.compile(r'\{.*"schema"\s*:.*\}\s*$')


def guess(text: str, path: str) -> str:
    """Tells the format of a list by how it begins.

    Raises:
        UnknownFormatError: If it is JSON of another kind.

    Example:
        >>> guess('{"id": "a", "schema": "Person", "properties": {}}', "list.json")
        'ftm'
    """
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("{"):
        return "ftm" if _ENTITY.match(start.partition("\n")[0]) else "popolo"
    if start.startswith("["):
        raise UnknownFormatError(
            f"{path} is a list in JSON, which no format of actors is",
            "Write one FollowTheMoney entity a line, a Popolo object, or CSV.",
        )
    return "csv"


def read(text: str, path: str, form: str | None = None) -> Listed:
    """Reads a list of actors. What cannot be an actor is set aside with its reason.

    Args:
        text: The list, with ends of lines as in the file.
        path: The file, as errors name it.
        form: One of `READERS`; None to `guess` it.

    Raises:
        MalformedRecordError: If the whole list is not what its format asks for.
        UnknownFormatError: If no format fits.
        QueryError: If there is no such format.
    """
    return _known(READERS, form or guess(text, path))(text, path)


def write(entries: Iterable[Entry], form: str, stream: TextIO) -> int:
    """Writes actors, and returns how many there were.

    Args:
        entries: The actors.
        form: One of `WRITERS`.
        stream: Open for text, with newline translation off.

    Raises:
        QueryError: If there is no such format; nothing is written then.
        EncodingError: If the stream's encoding lacks a character.
    """
    writer = _known(WRITERS, form)
    try:
        return writer(entries, stream)
    except UnicodeEncodeError as error:
        raise EncodingError(
            f"an actor cannot be written as {error.encoding}", "Write to a file in UTF-8."
        ) from error


def _known(formats: Mapping[str, T], form: str) -> T:
    if form not in formats:
        raise QueryError(f"there is no format “{form}”", f"Choose from {', '.join(formats)}.")
    return formats[form]


__all__ = [
    "READERS",
    "WRITERS",
    "Listed",
    "entry_to_json",
    "guess",
    "proposal_to_json",
    "read",
    "write",
]
