"""CSV, one row a statement, as RFC 4180 has it: UTF-8, a header, CR LF between rows.

A cell that begins with =, +, - or @, which spreadsheets take for a formula, is written as it is:
the record is verbatim, and a sign put before it would be read back as the source's own. Import the
columns as text where you do not trust the reports.
"""

import csv
import json
from collections.abc import Iterable
from typing import Final, TextIO

from onrecord.document import Span
from onrecord.export import meanings
from onrecord.export.parties import names_of
from onrecord.statement import Party, Statement

COLUMNS: Final = (
    "id",
    "document_id",
    "outlet",
    "published",
    "title",
    "byline",
    "url",
    "source",
    "cue",
    "content",
    "manner",
    "manner_set_by",
    "confidence",
    "continues",
    "reported_in",
    "speaker",
    "speaker_kind",
    "speaker_id",
    "speaker_country",
    "joint",
    "chain",
    "addressees",
    "targets",
    *meanings.COLUMNS,
    "source_spans",
    "cue_spans",
    "content_spans",
)
"""Texts join their parts with “ … ”; spans are JSON, in code points of the report's text."""


class CsvExporter:
    """See `onrecord.export.base.Exporter`."""

    unit = "statements"

    def __init__(self, stream: TextIO) -> None:
        self._rows = csv.writer(stream)
        self._rows.writerow(COLUMNS)
        self._count = 0

    def write(self, statement: Statement) -> None:
        """Writes one row."""
        document = statement.document
        self._rows.writerow(
            (
                statement.id,
                document.id,
                document.outlet or "",
                document.published or "",
                document.title or "",
                document.byline or "",
                document.url or "",
                _words(statement.source),
                _words(statement.cue),
                _words(statement.content),
                statement.manner.value,
                statement.manner.set_by,
                f"{statement.confidence:.4f}",
                statement.continues or "",
                statement.reported_in or "",
                *_speaker(statement.speaker),
                names_of(statement.joint),
                names_of(statement.chain),
                names_of(statement.addressees),
                names_of(statement.targets),
                *meanings.meaning_columns(statement.meaning),
                _places(statement.source),
                _places(statement.cue),
                _places(statement.content),
            )
        )
        self._count += 1

    def finish(self) -> int:
        """Returns how many rows there are under the header."""
        return self._count


def _speaker(party: Party | None) -> tuple[str, str, str, str]:
    """Name, kind, id and country; the name is empty where the report gives none."""
    if party is None:
        return "", "", "", ""
    actor = party.actor
    known = ("", "") if actor is None else (actor.name, str(actor.entry or ""))
    return known[0], party.kind, known[1], party.country


def _words(spans: Iterable[Span]) -> str:
    return meanings.PARTS.join(span.text for span in spans)


def _places(spans: Iterable[Span]) -> str:
    return json.dumps([[span.start, span.end] for span in spans])
