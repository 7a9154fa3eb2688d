"""What a time is resolved to, and what times are counted from as a report is read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from onrecord.interpret.times.published import Publication
from onrecord.interpret.times.senses import Unit
from onrecord.interpret.times.tense import Tense
from onrecord.meaning import Known, Precision

Asked = Callable[[], Tense | None]
"""Gives the tense of what a time is told of; asked only where it matters."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A value, its precision and how it is known; from `day` other times can be counted."""

    value: str
    precision: Precision
    known: Known
    day: date | None = None


@dataclass(slots=True)
class Reference:
    """What times are counted from, as a report is read.

    Attributes:
        published: When the report was published; None where that is not known.
        told: The last point in time that the text told.
        year: A year that the text told for the dates that follow; None where it told none.
    """

    published: Publication | None
    told: Resolved | None = None
    year: Resolved | None = None

    @property
    def today(self) -> date | None:
        """The day of publication, where it is known to the day."""
        return self.published.day if self.published and self.published.precision == "day" else None


def dated(day: date, precision: Precision, known: Known) -> Resolved:
    """A day as a value."""
    return Resolved(day.isoformat(), precision, known, day)


def of_unit(unit: Unit) -> Precision:
    """How long a time is that is told by a unit."""
    match unit:
        case "second":
            return "minute"
        case "night":
            return "part"
        case "fortnight":
            return "week"
        case _:
            return unit
