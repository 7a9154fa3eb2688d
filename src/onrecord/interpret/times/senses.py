"""What words of time say before it is known when they were written."""

from dataclasses import dataclass
from typing import Literal

from onrecord.meaning import Precision

Which = Literal["last", "next", "this"]
Unit = Literal[
    "second", "minute", "hour", "day", "night", "weekend", "week", "fortnight", "month", "quarter",
    "year", "decade", "century",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """A date of which any part may be missing: “26 October”, “Friday”, “2015”, “late September”.

    Attributes:
        year: The year; negative and astronomical before Christ, so that 1 BC is 0.
        month: The month, from 1.
        day: The day of the month, from 1.
        weekday: The day of the week, from Monday, which is 0.
        part: Whether the words say which part of the day.
        which: Whether they say “last”, “next” or “this”.
        weeks: How many weeks after the week of publication, where the words say so: of “Friday last
            week” -1.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    part: bool = False
    which: Which | None = None
    weeks: int | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day of the year that has a name; `easter` is how many days it comes after Easter Sunday."""

    month: int = 0
    day: int = 0
    easter: int | None = None
    year: int | None = None
    which: Which | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """A season, with the code of ISO 8601-2 for it."""

    code: str
    year: int | None = None
    which: Which | None = None


@dataclass(frozen=True, slots=True)
class Deictic:
    """Today, yesterday, tomorrow, tonight."""

    days: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """The unit of time of publication, the one before or the one after: “last week”."""

    unit: Unit
    shift: int


@dataclass(frozen=True, slots=True)
class Away:
    """So long before or after: “two days ago”, “three weeks later”.

    Attributes:
        count: How many; None for “a few”.
        unit: Of what.
        sign: -1 for before, 1 for after.
        told: Whether it is counted from a time that the text told before, not from publication.
    """

    count: float | None
    unit: Unit
    sign: int
    told: bool = False


@dataclass(frozen=True, slots=True)
class Hence:
    """“in two weeks”: so long after now where it is to come, else how long something takes."""

    count: float
    unit: Unit
    length: str


@dataclass(frozen=True, slots=True)
class Same:
    """A time that the text told before, by its unit: “that year”, “the same day”."""

    unit: Unit


@dataclass(frozen=True, slots=True)
class Then:
    """The time that the text told last: of “since then”."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The last or the next so many units: “the past three months”; None for “recent weeks”."""

    count: float | None
    unit: Unit
    sign: int


@dataclass(frozen=True, slots=True)
class Part:
    """A half or a quarter of a year: “the first half of 2015”."""

    kind: Literal["half", "quarter"]
    number: int
    year: int | None = None
    which: Which | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, with its zone as `clocks.toml` names it and its day, where they are told."""

    hour: int
    minute: int | None = None
    second: int | None = None
    zone: str = ""
    day: "Day | Deictic | Holiday | None" = None


@dataclass(frozen=True, slots=True)
class Between:
    """From one time to another; None where it is open: “since 2011”."""

    first: "Sense | None"
    last: "Sense | None"


@dataclass(frozen=True, slots=True)
class Fixed:
    """A value that the words give whole: a decade, a century, a duration, what is repeated."""

    value: str
    precision: Precision


Sense = (
    Day
    | Holiday
    | Season
    | Deictic
    | Near
    | Away
    | Hence
    | Same
    | Then
    | Stretch
    | Part
    | Clock
    | Between
    | Fixed
)
