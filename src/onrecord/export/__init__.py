"""The record in formats that other programs read: one file per format, each fed by an iterable."""

from collections.abc import Iterable, Mapping
from typing import Final, TextIO

from onrecord.errors import EncodingError, QueryError
from onrecord.export.base import Exporter
from onrecord.export.csv import CsvExporter
from onrecord.export.jsonl import JsonLinesExporter, statement_to_json
from onrecord.export.plover import PloverExporter, PolecatExporter
from onrecord.export.reading import reading_to_json
from onrecord.statement import Statement

FORMATS: Final[Mapping[str, type[Exporter]]] = {
    "csv": CsvExporter,
    "jsonl": JsonLinesExporter,
    "plover": PloverExporter,
    "polecat": PolecatExporter,
}
"""Each format's name and what writes it."""


def write(statements: Iterable[Statement], form: str, stream: TextIO) -> int:
    """Writes statements as they come, and returns how many there were, or events.

    Args:
        statements: Consumed one at a time.
        form: One of `FORMATS`.
        stream: Open for text, with newline translation off.

    Raises:
        QueryError: If there is no such format; nothing is written then.
        EncodingError: If the stream's encoding lacks a character of a statement; those before it
            are written whole.
    """
    if form not in FORMATS:
        raise QueryError(f"there is no format “{form}”", f"Choose from {', '.join(FORMATS)}.")
    exporter = FORMATS[form](stream)
    for statement in statements:
        try:
            exporter.write(statement)
        except UnicodeEncodeError as error:
            raise EncodingError(
                f"statement {statement.id!a} of document {statement.document.id!a} "
                f"cannot be written as {error.encoding}",
                "Write to a file in UTF-8; if it is one, the text holds half a surrogate pair.",
            ) from error
    return exporter.finish()


__all__ = ["FORMATS", "Exporter", "reading_to_json", "statement_to_json", "write"]
