"""JSON Lines, one statement a line, as `statement.schema.json` beside this module has it."""

import json
from typing import Final, TextIO

from onrecord.document import Span
from onrecord.export.meanings import meaning_to_json
from onrecord.export.parties import party_to_json
from onrecord.statement import Statement

_LINE_ENDS: Final = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
"""JSON lets these stand in a string, but many programs end a line at them."""


def statement_to_json(statement: Statement) -> dict[str, object]:
    """A statement as plain values; offsets count code points of the report's text."""
    document = statement.document
    return {
        "id": statement.id,
        "document": {
            "id": document.id,
            "title": document.title,
            "outlet": document.outlet,
            "byline": document.byline,
            "published": document.published,
            "url": document.url,
        },
        "source": [_span(span) for span in statement.source],
        "cue": [_span(span) for span in statement.cue],
        "content": [_span(span) for span in statement.content],
        "manner": {"value": statement.manner.value, "set_by": statement.manner.set_by},
        "confidence": round(statement.confidence, 4),
        "continues": statement.continues,
        "reported_in": statement.reported_in,
        "speaker": party_to_json(statement.speaker) if statement.speaker is not None else None,
        "joint": [party_to_json(party) for party in statement.joint],
        "chain": [party_to_json(party) for party in statement.chain],
        "addressees": [party_to_json(party) for party in statement.addressees],
        "targets": [party_to_json(party) for party in statement.targets],
        "meaning": None if statement.meaning is None else meaning_to_json(statement.meaning),
    }


def json_line(value: object) -> str:
    """A value as one line of JSON Lines, its end with it, that every program ends where it ends."""
    return json.dumps(value, ensure_ascii=False).translate(_LINE_ENDS) + "\n"


def _span(span: Span) -> dict[str, object]:
    return {
        "start": span.start,
        "end": span.end,
        "text": span.text,
        "before": span.before,
        "after": span.after,
    }


class JsonLinesExporter:
    """See `onrecord.export.base.Exporter`."""

    unit = "statements"

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._count = 0

    def write(self, statement: Statement) -> None:
        """Writes one line."""
        self._stream.write(json_line(statement_to_json(statement)))
        self._count += 1

    def finish(self) -> int:
        """Returns how many lines there are."""
        return self._count
