"""PLOVER as JSON Lines: one event a line, with the statement that it comes from."""

from typing import TextIO

from onrecord.export.jsonl import json_line
from onrecord.export.plover.events import Event, Side, events
from onrecord.statement import Statement


class PloverExporter:
    """See `onrecord.export.base.Exporter`; what it counts are events."""

    unit = "events"

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._count = 0

    def write(self, statement: Statement) -> None:
        """Writes the events that a statement amounts to."""
        for number, event in enumerate(events(statement)):
            self._stream.write(json_line(event_to_json(event, number)))
            self._count += 1

    def finish(self) -> int:
        """Returns how many events were written."""
        return self._count


def event_to_json(event: Event, number: int) -> dict[str, object]:
    """An event as PLOVER's record has it; the manual's names, and our own behind them."""
    statement = event.statement
    document = statement.document
    meaning = statement.meaning
    return {
        "id": f"{statement.id}-{number}",
        "date": event.start.isoformat(),
        "enddate": event.end.isoformat() if event.end is not None else None,
        "actor": [_side(side) for side in event.actors],
        "recipient": [_side(side) for side in event.recipients],
        "event": event.event,
        "mode": event.mode or None,
        "auxiliary": list(event.auxiliary),
        "context": list(event.contexts),
        "quad_code": event.kind.code,
        "event_scale": event.scale,
        "event_text": [
            {"start": span.start, "end": span.end, "text": span.text}
            for span in (*statement.cue, *statement.content)
        ],
        "cite_info": {
            "id": document.id,
            "title": document.title,
            "publication": document.outlet,
            "url": document.url,
            "date": document.published,
        },
        "statement": {
            "id": statement.id,
            "confidence": round(statement.confidence, 4),
            "act": meaning.act.value if meaning is not None and meaning.act is not None else None,
            "narrated": statement.manner.value == "narrated",
            "reported": meaning.reported.value if meaning is not None else None,
            "conditional": bool(meaning is not None and meaning.conditions),
            "chain": [
                party.actor.name if party.actor is not None else party.kind
                for party in statement.chain
            ],
        },
    }


def _side(side: Side) -> dict[str, object]:
    return {
        "code": side.country or None,
        "sector": side.sector or None,
        "entity_text": side.raw,
        "identifier_text": side.name or None,
        "office": side.title or None,
    }
