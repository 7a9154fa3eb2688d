"""Reads times of day: “14:00 GMT”, “2 p.m.”, “6.30am Moscow time”, “noon”."""

from functools import cache
from typing import Final

from onrecord.interpret.times.numbers import whole
from onrecord.interpret.times.senses import Clock
from onrecord.interpret.times.text import Tokens
from onrecord.vocabulary.lexicon import word_lists
from onrecord.vocabulary.verbs import Phrases

_BEFORE: Final = frozenset(
    {"at", "by", "around", "about", "since", "until", "till", "from", "to", "before", "after"}
    | {",", "(", "-", "between", "and", "approximately", "roughly", "shortly", "just"}
)


@cache
def _zones() -> tuple[Phrases, dict[str, str]]:
    lists = word_lists("clocks")
    known = {words: zone for zone, names in lists.items() for words in names}
    return Phrases(known), known


def zone(t: Tokens, i: int) -> tuple[str, int]:
    """The clock that words name, as `clocks.toml` writes it, and where they end; empty for none."""
    phrases, known = _zones()
    # The letters of a clock are capitals: “et al.” is none.
    length = phrases.at(t.low, i) if i < len(t) and t.capital(i) else 0
    if length == 1 and not t.word(i).isupper():
        length = 0
    if length:
        return known[" ".join(t.low[i : i + length])], i + length
    if t.at(i) == "local" and t.at(i + 1) == "time":
        return "", i + 2
    return "", i


def clock(t: Tokens, i: int) -> tuple[Clock, int] | None:
    """A time of day that begins at a place."""
    if t.at(i) in ("noon", "midday"):
        named, end = zone(t, i + 1)
        return Clock(12, zone=named), end
    if len(t.word(i)) == 4 and (found := _military(t, i)):
        return found
    hour = whole(t, i, 2)
    if hour is None or hour > 24 or (t.glued(i) and t.at(i - 1) in (":", ".", "-", "/", ",")):
        return None
    minute, second, end = None, None, i + 1
    mark = t.at(i + 1)
    if mark in (":", ".") and t.glued(i + 1) and t.glued(i + 2) and len(t.word(i + 2)) == 2:
        minute, end = whole(t, i + 2, 2), i + 3
        if minute is None or minute > 59:
            return None
        if t.at(end) == ":" and t.glued(end) and len(t.word(end + 1)) == 2 and t.glued(end + 1):
            second, end = whole(t, end + 1, 2), end + 2
            if second is None or second > 59:
                return None
    half, end = _half(t, end)
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    named, after = zone(t, end)
    told = after > end or bool(half)
    if not told and t.at(end) in ("hours", "hrs") and minute is not None:
        told, after = True, end + 1
    if not told and (minute is None or mark == "." or t.at(i - 1) not in _BEFORE or i < 1):
        return None
    if not told and t.at(i - 1) == "by" and len(t.word(i)) == 1:
        return None  # “won by 3:10”
    if hour == 24 or (minute is None and not half):
        return None
    return Clock(hour, minute, second, named), after


def _half(t: Tokens, i: int) -> tuple[str, int]:
    """Which half of the day: “p.m.”, “pm”, “P.M.”; the full stop behind it is taken in."""
    low = t.at(i)
    if low in ("am", "pm"):
        return low[0], i + 1
    if low in ("a", "p") and t.at(i + 1) == "." and t.at(i + 2) == "m":
        return low, i + 4 if t.at(i + 3) == "." and t.glued(i + 3) else i + 3
    return "", i


def _military(t: Tokens, i: int) -> tuple[Clock, int] | None:
    """“0700 GMT”, “1430 local time”."""
    number = whole(t, i, 4)
    if number is None or "," in t.word(i) or number // 100 > 23 or number % 100 > 59:
        return None
    named, end = zone(t, i + 1)
    if end == i + 1 and t.at(i + 1) in ("hours", "hrs") and t.word(i)[0] in "012":
        end = i + 2
    return (Clock(number // 100, number % 100, None, named), end) if end > i + 1 else None
