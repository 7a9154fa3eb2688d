"""Reads intervals: “June 8 - 10”, “between 1977 and 1993”, “since late September”.

The readers of single times are given, so that this file knows nothing of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from onrecord.interpret.times import calendar
from onrecord.interpret.times.calendar import day_of_month
from onrecord.interpret.times.names import is_name
from onrecord.interpret.times.numbers import whole
from onrecord.interpret.times.senses import (
    Between,
    Clock,
    Day,
    Deictic,
    Fixed,
    Holiday,
    Near,
    Season,
    Sense,
    Stretch,
    Then,
)
from onrecord.interpret.times.text import Tokens

Read = tuple[Sense, int]
Reader = Callable[[Tokens, int], Read | None]

_JOINTS: Final = frozenset({"-", "to", "through", "until", "till"})


@dataclass(frozen=True, slots=True)
class Intervals:
    """Reads intervals with readers of single times.

    Attributes:
        point: Reads the longest single time, with what stands before it: “late September”.
        single: Reads a single time that begins right here.
    """

    point: Reader
    single: Reader

    def read(self, t: Tokens, i: int) -> Read | None:
        """An interval that begins at a place, and where it ends."""
        low = t.at(i)
        if low == "since" and t.at(i + 1) == "then":
            return Between(Then(), None), i + 2
        if low in ("since", "until", "till"):
            found = self.point(t, i + 1) or (self.point(t, i + 2) if t.at(i + 1) == "the" else None)
            if found is None or isinstance(found[0], (Fixed, Stretch, Between)):
                return None
            open_ = Between(found[0], None) if low == "since" else Between(None, found[0])
            return open_, found[1]
        if low in ("from", "between"):
            joints = frozenset({"and"}) if low == "between" else _JOINTS
            return self._pair(t, i + 1, joints, opened=True)
        return self._pair(t, i, _JOINTS, opened=False)

    def _pair(self, t: Tokens, i: int, joints: frozenset[str], *, opened: bool) -> Read | None:
        """Two ends of an interval: “June 8 - 10”, “March to August 2011”, “1977 and 1993”."""
        left = self._end(t, i)
        if left is None:
            return None
        first, at = left
        if t.at(at) not in joints:
            return None
        if t.at(at) == "-" and t.at(at + 1) == "-":
            at += 1
        right = self._end(t, at + 1) or _early(t, first, at + 1)
        if right is None:
            return None
        last, end = right
        joined = _joined(t, first, last, at, opened=opened)
        return (joined, end) if joined else None

    def _end(self, t: Tokens, i: int) -> Read | None:
        """One end of an interval: a point, a bare day of a month, or two digits of a year."""
        i = i + 1 if t.at(i) == "the" else i
        i = i + 1 if t.at(i) in ("late", "early", "mid", "about", "around") else i
        found = self.single(t, i)
        if found:
            return found
        four = calendar.year(t, i)
        if four is not None and not is_name(t, i, i + 1):
            return Day(four), i + 1
        bare = day_of_month(t, i)
        if bare and t.at(bare[1]) not in ("%", ":", "/", "."):
            return Day(day=bare[0]), bare[1]
        two = whole(t, i, 2)
        return (Day(day=two), i + 1) if two is not None and len(t.word(i)) == 2 else None


def _early(t: Tokens, first: Sense, i: int) -> Read | None:
    """The second year of “c. 314 - 368”."""
    last = whole(t, i, 3)
    known = isinstance(first, Day) and first == Day(first.year) and first.year
    return (Day(last), i + 1) if known and last is not None and 100 <= known < last else None


def _joined(t: Tokens, a: Sense, b: Sense, at: int, *, opened: bool) -> Between | None:
    """An interval whose ends lend each other what one of them leaves out."""
    if not isinstance(a, Day) or not isinstance(b, Day):
        ends = (Day, Deictic, Near, Season, Clock, Holiday, Fixed)
        if isinstance(a, Fixed) and a.precision not in ("decade", "century"):
            return None
        if isinstance(b, Fixed) and b.precision not in ("decade", "century"):
            return None
        return Between(a, b) if opened and isinstance(a, ends) and isinstance(b, ends) else None
    bare_a = a == Day(day=a.day)
    bare_b = b == Day(day=b.day)
    if bare_a and bare_b:
        return None
    if bare_a:
        if b.day is None or b.month is None or not a.day:
            return None
        return Between(replace(b, day=a.day, weekday=None), b)
    if bare_b:
        return _bare_behind(t, a, b, at)
    if a.year is None and b.year is not None and a.month is not None:
        a = replace(a, year=b.year if (b.month or 13) >= a.month else b.year - 1)
    if a.year is not None and a.month is None and b.month is None and b.year is not None:
        if b.year <= 0 < a.year:  # “from 1200 to 400 BC”
            first = 1 - a.year
            return Between(Day(first), b) if first < b.year else None
        joins = opened or t.at(at) == "-" or a.year < 0
        return Between(a, b) if joins and a.year < b.year else None
    if not opened and (a.weekday is not None) != (b.weekday is not None):
        return None
    if (
        not opened
        and a.weekday is not None
        and a.day is None
        and t.at(at) not in ("-", "to", "through")
    ):
        return None
    same = (a.month is None) == (b.month is None)
    return Between(a, b) if same or opened else None


def _bare_behind(t: Tokens, a: Day, b: Day, at: int) -> Between | None:
    """“June 8 - 10”, “1920-21”."""
    assert b.day is not None
    if a.month is not None and a.day is not None:
        if b.day <= a.day or not 1 <= b.day <= 31:
            return None
        told = calendar.year(t, at + 3 if t.at(at + 2) == "," else at + 2)
        return Between(replace(a, year=a.year or told), replace(a, day=b.day, year=a.year or told))
    if a.year is not None and a.month is None and t.at(at) == "-" and len(t.word(at + 1)) == 2:
        year = a.year - a.year % 100 + b.day
        return Between(a, Day(year)) if a.year < year <= a.year + 60 else None
    return None
