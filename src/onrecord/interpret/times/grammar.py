"""Finds what is said of time in a sentence: at each place the longest reading that begins there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from onrecord.interpret.times import days, periods, relative
from onrecord.interpret.times.calendar import date
from onrecord.interpret.times.intervals import Intervals
from onrecord.interpret.times.names import is_name
from onrecord.interpret.times.senses import (
    Away,
    Between,
    Clock,
    Day,
    Deictic,
    Fixed,
    Holiday,
    Sense,
    Stretch,
)
from onrecord.interpret.times.text import TELLING, Tokens
from onrecord.vocabulary.times import time_words, words_for

Read = tuple[Sense, int]

_WORDS: Final = time_words()
_LEAD: Final = 7
"""Tokens between the first one of a time and the first that tells that it is one."""
_LEADING: Final = (
    words_for("leading")
    | words_for("vague")
    | words_for("edges")
    | frozenset((*_WORDS.numbers, *_WORDS.ordinals, *_WORDS.parts))
)
_EDGES: Final = frozenset(
    {"end", "beginning", "start", "middle", "close", "turn", "rest", "course"}
)


@dataclass(frozen=True, slots=True)
class Found:
    """What is said of time between two tokens.

    Attributes:
        start: The first token.
        end: One past the last token.
        sense: What it says.
    """

    start: int
    end: int
    sense: Sense


def expressions(t: Tokens) -> Iterator[Found]:
    """What a sentence says of time, from left to right, nothing twice."""
    telling = [i for i, low in enumerate(t.low) if low in TELLING or low[0].isdigit()]
    at = following = 0
    while telling and at <= telling[-1]:
        while telling[following] < at:
            following += 1
        far = telling[following] - at
        if (far and t.low[at] not in _LEADING) or far > _LEAD:
            at = max(at + 1, telling[following] - _LEAD)
            continue
        found = _read(t, at)
        if found is None:
            at += 1
            continue
        sense, end = found
        start = at
        if t.at(at - 1) == "the" and not isinstance(sense, (Day, Clock, Between, Deictic)):
            loose = isinstance(sense, Fixed) and sense.precision in ("duration", "set")
            start -= not loose
        yield Found(start, end, sense)
        at = end


def _read(t: Tokens, i: int) -> Read | None:
    """The longest reading of what begins at a place, an interval before its own beginning."""
    found = _INTERVALS.read(t, i)
    if found:
        return found
    return _point(t, i)


def _point(t: Tokens, i: int) -> Read | None:
    """The longest reading of one time, with a time of day beside it."""
    low = t.at(i)
    if low == "the":
        found = relative.deictic(t, i) or relative.near(t, i) or relative.stretch(t, i)
        return found or relative.ends_of(t, i) or _edged(t, i + 1)
    if low in words_for("edges") or low in _EDGES:
        found = _edged(t, i)
        if found:
            return found
    if low in _WORDS.parts:
        return _part_of(t, i)
    return _single(t, i)


def _edged(t: Tokens, i: int) -> Read | None:
    """“late September”, “early on Monday”, “the end of August”, “later this year”."""
    low = t.at(i)
    if low == "very":
        i, low = i + 1, t.at(i + 1)
    if low in words_for("edges"):
        at = i + 1
        at = at + 1 if t.at(at) == "-" else at
        at = at + 1 if t.at(at) in ("in", "on", "of") and low != "mid" else at
        at = at + 1 if t.at(at) == "the" else at
    elif low in _EDGES and t.at(i + 1) == "of":
        at = i + 2
        found = relative.ends_of(t, at)
        if found:
            return found
        at = at + 1 if t.at(at) == "the" else at
    elif t.at(i - 1) == "the" and low in ("morning", "afternoon", "evening", "night"):
        return _part_of(t, i)
    else:
        return None
    found = _single(t, at)
    if found is None and t.at(at) == "the":
        found = _point(t, at)
    if found is None:
        return None
    sense, end = found
    if isinstance(sense, Fixed) and sense.precision in ("duration", "set"):
        return None
    if isinstance(sense, (Away, Stretch)):
        return None
    if isinstance(sense, Day) and (sense.weekday is not None or sense.day is not None):
        sense = replace(sense, part=True)
    if isinstance(sense, Deictic):
        sense = replace(sense, part=True)
    return sense, end


def _part_of(t: Tokens, i: int) -> Read | None:
    """“the evening of October 26”."""
    if t.at(i + 1) not in ("of", "on"):
        return None
    at = i + 3 if t.at(i + 2) == "the" else i + 2
    found = date(t, at)
    if found is None or (found[0].day is None and found[0].weekday is None):
        return None
    return replace(found[0], part=True), found[1]


def _single(t: Tokens, i: int) -> Read | None:
    """A time of any kind but an interval."""
    if i >= len(t):
        return None
    if i not in t.read:
        t.read[i] = _longest(t, i)
    return t.read[i]


def _longest(t: Tokens, i: int) -> Read | None:
    best: Read | None = None
    for reader in _READERS:
        found = reader(t, i)
        if found and (best is None or found[1] > best[1]):
            best = found
    if best and is_name(t, i, best[1]) and not isinstance(best[0], (Holiday, Clock)):
        return None
    return best


_READERS: Final[tuple[Callable[[Tokens, int], Read | None], ...]] = (
    days.dated,
    days.timed,
    days.midnight,
    periods.decade,
    periods.century,
    periods.season,
    periods.part_of_year,
    periods.holiday,
    periods.period,
    relative.deictic,
    relative.near,
    relative.stretch,
    relative.ends_of,
    relative.repeated,
    relative.counted,
)
_INTERVALS: Final = Intervals(_point, _single)
