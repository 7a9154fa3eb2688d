"""POLECAT's table: tab-separated, forty columns in its order, for the cases beyond dispute.

An event that is only alleged, wished or denied is left out, and so is an event without a day.
"""

import csv
import hashlib
from collections import Counter
from typing import Final, TextIO

from onrecord.export.plover.events import Event, Side, events, is_strict
from onrecord.statement import Statement

COLUMNS: Final = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors",
    "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country",
    "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
    "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province",
    "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
NOTHING: Final = "None"
"""What stands in a cell that has nothing, as in the published tables."""
LIST: Final = "; "


class PolecatExporter:
    """See `onrecord.export.base.Exporter`; what it counts are events."""

    unit = "events"

    def __init__(self, stream: TextIO) -> None:
        self._rows = csv.writer(stream, delimiter="\t", lineterminator="\n")
        self._rows.writerow(COLUMNS)
        self._count = 0
        self._numbers: Counter[str] = Counter()

    def write(self, statement: Statement) -> None:
        """Writes the events of a statement that are beyond dispute."""
        for event in filter(is_strict, events(statement)):
            self._rows.writerow(row(event, self._named(event)))
            self._count += 1

    def finish(self) -> int:
        """Returns how many rows there are."""
        return self._count

    def _named(self, event: Event) -> str:
        """An id: the story's, which is the same for all events of a report, and the event's."""
        document = event.statement.document
        story = hashlib.sha256(f"{document.id}\x1f{document.digest}".encode()).hexdigest()[:12]
        self._numbers[story] += 1
        day = (document.published or event.start.isoformat())[:10].replace("-", "")
        return f"{day}-0000-{story}_{event.event}_{self._numbers[story]}"


def row(event: Event, name: str) -> list[str]:
    """The cells of an event, as many as `COLUMNS`."""
    document = event.statement.document
    place = [NOTHING] * 10
    return [
        _cell(value)
        for value in (
            name,
            event.start.isoformat(),
            event.event,
            event.mode,
            f"{event.scale:g}",
            event.kind.quad,
            LIST.join(event.contexts),
            *_side(event.actors),
            *_side(event.recipients),
            *place,
            document.outlet or "",
            (document.published or "")[:10],
            *[NOTHING] * 3,
            "en",
            "PLOVER 2.0",
        )
    ]


def _side(sides: tuple[Side, ...]) -> list[str]:
    def joined(values: list[str]) -> str:
        return LIST.join(dict.fromkeys(value for value in values if value))

    return [
        joined([side.name for side in sides]),
        joined([side.country for side in sides]),
        "",
        next((side.sector for side in sides if side.sector), ""),
        joined([side.sector for side in sides]),
        joined([side.title for side in sides]),
        joined([" ".join(side.raw.split()) for side in sides]),
        "",
    ]


def _cell(value: str) -> str:
    """A cell on one line: a table of tabs has no way to hold another tab."""
    return " ".join(value.split()) or NOTHING
