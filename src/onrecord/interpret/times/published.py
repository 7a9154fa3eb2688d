"""When a report was published, as its outlet's readers would say: the day in the outlet's zone.

Midnight comes at different times: what an agency in New York publishes at 01:30 UTC on Tuesday says
“Monday” and means the day that is not over there yet.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from functools import cache, lru_cache
from typing import Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import tz

from onrecord.document import Document
from onrecord.vocabulary.countries import country_of
from onrecord.vocabulary.lexicon import word_lists

_WHOLE: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_LONGEST: Final = 6
"""Words of an outlet's name that are asked for a country."""


@dataclass(frozen=True, slots=True)
class Publication:
    """When a report was published.

    Attributes:
        day: The day in the outlet's zone; the first day of what is known, where that is a year or
            a month.
        precision: How much of the day is known.
        moment: The moment, in the outlet's zone; None where the time of day is not known.
    """

    day: date
    precision: Literal["year", "month", "day"]
    moment: datetime | None = None

    @property
    def value(self) -> str:
        """The date in ISO 8601, no more precise than it is known."""
        return self.day.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.precision]]


def publication(document: Document) -> Publication | None:
    """When a document was published; None where that is not known or is no date.

    Example:
        >>> report = Document("r", "x", outlet="New York Times", published="2031-03-11T02:30+00:00")
        >>> publication(report).value
        '2031-03-10'
    """
    text = (document.published or "").strip()
    try:
        known = _WHOLE.fullmatch(text)
        if known:
            year, month, day = (int(part) if part else 0 for part in known.groups())
            precision: Literal["year", "month", "day"] = (
                "day" if day else "month" if month else "year"
            )
            return Publication(date(year, month or 1, day or 1), precision)
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            own = zone_of(document.outlet)
            moment = moment.astimezone(own) if own is not None else moment
    except (ValueError, OverflowError):
        return None
    return Publication(moment.date(), "day", moment)


@lru_cache(maxsize=1024)
def zone_of(outlet: str | None) -> tzinfo | None:
    """The zone that an outlet writes in, by its name or by a country in it; None where unknown.

    Example:
        >>> str(zone_of("The Guardian")), str(zone_of("Irish Sun")), zone_of("Harl Post")
        ('Europe/London', 'Europe/Dublin', None)
    """
    if not outlet or len(outlet) > 200:
        return None
    by_name = _zones()
    name = " ".join(outlet.casefold().split()).removeprefix("the ").removeprefix("www.")
    for known in (
        name,
        name.partition(" (")[0],
        name.removesuffix(".com"),
        name.removesuffix(" online"),
    ):
        if known in by_name:
            return zone(by_name[known])
    words = outlet.split()[:_LONGEST]
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            found = country_of(" ".join(words[start:end]))
            if found is not None and not found.ambiguous and found.country.code in by_name:
                return zone(by_name[found.country.code])
    return None


@cache
def _zones() -> dict[str, str]:
    lists = word_lists("zones")
    return {word: name for name, words in lists.items() for word in words}


@lru_cache(maxsize=256)
def zone(name: str) -> tzinfo | None:
    """A zone by its name in the IANA database, of the system or of what dateutil brings."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return tz.gettz(name)


def offset(name: str, day: date, hour: int, minute: int) -> str:
    """The offset of a clock of `clocks.toml` at a time of a day, as ISO 8601 writes it."""
    if name[:1] in "+-":
        return name
    known = zone(name)
    if known is None:
        return ""
    try:
        moved = datetime.combine(day, time(min(hour, 23), minute), known).utcoffset()
    except OverflowError:
        return ""
    if moved is None:
        return ""
    minutes = int(moved.total_seconds() // 60)
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
