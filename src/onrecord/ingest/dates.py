"""Dates as ISO 8601, no more precise than they are known."""

import re
from datetime import datetime
from typing import Final

from dateutil import parser

_DAY: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_FIRST: Final = datetime(1904, 2, 1)  # noqa: DTZ001 - only compared field by field
_SECOND: Final = datetime(1908, 3, 2, 1, 1, 1)  # noqa: DTZ001


def iso_date(value: object) -> str | None:
    """Writes a date or a date and time as ISO 8601, or returns None for what is neither.

    What the value leaves out stays out: a day gets no time and a time gets no zone.

    Example:
        >>> iso_date("2031-03-11"), iso_date("11 March 2031, 19:40 +02:00"), iso_date("soon")
        ('2031-03-11', '2031-03-11T19:40:00+02:00', None)
    """
    if not isinstance(value, str) or not (text := value.strip()):
        return None
    try:
        if _DAY.fullmatch(text):
            datetime.fromisoformat((text + "-01-01")[:10])
            return text
        if re.match(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}", text):
            datetime.fromisoformat(text)
            return text.replace(" ", "T", 1)
    except ValueError:
        pass
    try:
        # Read twice with different defaults: what differs was not in the text.
        one, two = parser.parse(text, default=_FIRST), parser.parse(text, default=_SECOND)
    except (ValueError, OverflowError, TypeError):
        return None
    if one.year != two.year:
        return None
    if one.month != two.month:
        return f"{one.year:04}"
    if one.day != two.day:
        return f"{one.year:04}-{one.month:02}"
    if one.hour != two.hour:
        return one.date().isoformat()
    return one.replace(microsecond=0).isoformat()
