"""Dates as ISO 8601, no more precise than they are known."""

import re
from datetime import datetime, tzinfo
from typing import Final

from dateutil import parser, tz

_DAY: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_TIME: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}")
_OFFSET: Final = re.compile(r"([+-][0-9]{2})([0-9]{2})$")
# Java writes a zone's name behind its offset: …+02:00[Europe/Berlin]
_ZONE_NAME: Final = re.compile(r"(?<=[0-9Z])\[[\w/+-]+\]$")
_GAP: Final = re.compile(r" +(?=(Z|[+-][0-9]{2}:?[0-9]{2})$)")
_FIRST: Final = datetime(1904, 2, 1)  # noqa: DTZ001 - only compared field by field
_SECOND: Final = datetime(1908, 3, 2, 1, 1, 1)  # noqa: DTZ001
LONGEST: Final = 80
"""Characters above which nothing is a date."""


def iso_date(value: object) -> str | None:
    """Writes a date or a date and time as ISO 8601, or returns None for what is neither.

    What the value leaves out stays out: a day gets no time, a time gets no zone, and of 03/11/2031,
    which is a day in March or in November, the year alone is kept.

    Example:
        >>> iso_date("2031-03-11"), iso_date("11 March 2031, 19:40 +02:00"), iso_date("soon")
        ('2031-03-11', '2031-03-11T19:40+02:00', None)
    """
    if not isinstance(value, str) or not (text := value.strip()) or len(text) > LONGEST:
        return None
    try:
        if _DAY.fullmatch(text):
            datetime.fromisoformat((text + "-01-01")[:10])
            return text
        if _TIME.match(text):
            exact = _GAP.sub("", _ZONE_NAME.sub("", text))
            exact = _OFFSET.sub(r"\1:\2", f"{exact[:10]}T{exact[11:]}")
            datetime.fromisoformat(exact)
            return exact
    except ValueError:
        pass
    # Read twice with different defaults: what differs was not in the text.
    one, two = _parsed(text, _FIRST), _parsed(text, _SECOND)
    if one is None or two is None or one.year != two.year:
        return None
    if one.month != two.month or not (
        text[:4].isdigit() or one == _parsed(text, _FIRST, day_first=True)
    ):
        return f"{one.year:04}"
    if one.day != two.day:
        return f"{one.year:04}-{one.month:02}"
    if one.hour != two.hour:
        return one.date().isoformat()
    if one.minute != two.minute:
        return one.isoformat(timespec="hours")
    return one.isoformat(timespec="minutes" if one.second != two.second else "seconds")


def _parsed(text: str, default: datetime, *, day_first: bool = False) -> datetime | None:
    try:
        found = parser.parse(text, default=default, dayfirst=day_first, tzinfos=_zone)
        found.utcoffset()  # an offset of a day or more is refused only when it is asked for
        return found
    except (ValueError, OverflowError, TypeError, ArithmeticError, LookupError, AttributeError):
        return None


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    """A zone with a number is known; of names only UTC's, as EST or IST are several zones each."""
    if offset is not None:
        return tz.tzoffset(None, offset)
    return tz.UTC if name in {"UTC", "GMT", "Z"} else None
