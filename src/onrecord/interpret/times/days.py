"""Reads dates with what belongs to them: “last Friday”, “Monday morning”, “2 p.m. on Oct. 26”.

Each reader is given a place, and gives what begins there and where it ends, or None.
"""

from dataclasses import replace
from typing import Final

from onrecord.interpret.times import clocks, relative
from onrecord.interpret.times.calendar import date
from onrecord.interpret.times.names import is_name
from onrecord.interpret.times.numbers import whole
from onrecord.interpret.times.senses import Away, Day, Deictic, Sense
from onrecord.interpret.times.text import Tokens
from onrecord.vocabulary.times import time_words

Read = tuple[Sense, int]

_WORDS: Final = time_words()


def dated(t: Tokens, i: int) -> Read | None:
    """A date with what belongs to it: “last Friday”, “Monday morning”, “Oct. 26 at 2 p.m.”."""
    at, told = i, None
    if t.at(i) in ("last", "next", "this", "past", "coming", "previous", "following"):
        at = i + 1
        if t.at(i) == "this" and t.at(at) in ("past", "coming"):
            told, at = relative.which(t.at(at)), at + 1
        else:
            told = relative.which(t.at(i))
        # “the next Monday” counts from a day that was told.
        counted = t.at(i) in ("next", "previous") and t.at(i - 1) == "the"
        if t.at(i) == "following" or counted:
            named = t.at(at) in _WORDS.weekdays and t.capital(at)
            return (Away(None, "day", 1, told=True), at + 1) if named else None
        if t.at(at) not in _WORDS.weekdays and t.at(at) not in _WORDS.months:
            return None
    found = date(t, at) if told is None else _named(t, at)
    if found is None:
        return None
    day, end = replace(found[0], which=told), found[1]
    if day.weekday is not None or day.day is not None:
        if relative.part_of_day(t, end) or t.at(end) == "midnight":
            day, end = replace(day, part=True), end + 1
        if day.day is None:
            day, end = _of_week(t, day, end)
        behind = end + 1 if t.at(end) == "," else end
        behind = behind + 1 if t.at(behind) in ("at", "around", "from", "by") else behind
        time = clocks.clock(t, behind)
        if time:
            return replace(time[0], day=day), time[1]
    return day, end


def _named(t: Tokens, i: int) -> tuple[Day, int] | None:
    """A weekday or a month behind “last”, “next” or “this”."""
    if t.at(i) in _WORDS.weekdays and not is_name(t, i, i + 1):
        return Day(weekday=_WORDS.weekdays[t.at(i)]), i + 1
    month = _WORDS.months.get(t.at(i))
    if month and t.capital(i) and not is_name(t, i, i + 1):
        return (Day(month=month), i + 1) if not whole(t, i + 1, 4) else None
    return None


def _of_week(t: Tokens, day: Day, end: int) -> tuple[Day, int]:
    """“Friday last week”, “Monday of next week”."""
    at = end + 1 if t.at(end) == "of" else end
    weeks = {"last": -1, "this": 0, "next": 1}.get(t.at(at))
    if weeks is not None and t.at(at + 1) == "week":
        return replace(day, weeks=weeks), at + 2
    return day, end


def timed(t: Tokens, i: int) -> Read | None:
    """A time of day, with the day behind it."""
    found = clocks.clock(t, i)
    if found is None:
        return None
    clock, end = found
    at = end + 1 if t.at(end) == "," else end
    at = at + 1 if t.at(at) in ("on", "this", "of") else at
    named = relative.deictic(t, at)
    if named and isinstance(named[0], Deictic):
        return replace(clock, day=named[0]), named[1]
    day = date(t, at)
    if day and (day[0].day is not None or day[0].weekday is not None):
        return replace(clock, day=day[0]), day[1]
    return clock, end


def midnight(t: Tokens, i: int) -> Read | None:
    """“midnight on Friday”: which end of the day is not known, so a part of it."""
    if t.at(i) != "midnight":
        return None
    at = i + 2 if t.at(i + 1) in ("on", ",") else i + 1
    day = date(t, at)
    if day and (day[0].day is not None or day[0].weekday is not None):
        return replace(day[0], part=True), day[1]
    return None
