"""Reads times that are counted from another: “last week”, “two days ago”, “the following month”.

Each reader is given a place, and gives what begins there and where it ends, or None.
"""

from typing import Final, cast

from onrecord.interpret.times.numbers import count, duration, ordinal, plural, unit
from onrecord.interpret.times.senses import (
    Away,
    Deictic,
    Fixed,
    Hence,
    Near,
    Part,
    Same,
    Season,
    Sense,
    Stretch,
    Unit,
    Which,
)
from onrecord.interpret.times.text import Tokens
from onrecord.vocabulary.times import time_words

Read = tuple[Sense, int]

_WORDS: Final = time_words()
_DEICTIC: Final = {"today": 0, "yesterday": -1, "tomorrow": 1}
_BACK: Final = frozenset({"last", "past", "previous", "preceding"})
_ON: Final = frozenset({"next", "coming", "following", "upcoming"})
_SPANNING: Final = frozenset(
    {"over", "in", "within", "during", "for", "throughout", "through", "of"}
)
_SHORT: Final = frozenset({"day", "night"})
_LATER: Final = {"later": 1, "earlier": -1, "before": -1, "after": 1, "previously": -1, "prior": -1}
_ENDS: Final = frozenset(
    {"", ".", ",", ";", ")", "!", "?", ":", '"', "”", "-", "and", "but", "in", "on"}
)
_EDGES: Final = frozenset({"end", "beginning", "start", "middle", "rest", "course", "close"})
_OLD: Final = frozenset({"old", "olds", "aged"})
_RATES: Final = {"once": 1, "twice": 2}
_ADVERBS: Final = {
    "daily": "R/P1D",
    "nightly": "R/P1D",
    "weekly": "R/P1W",
    "monthly": "R/P1M",
    "yearly": "R/P1Y",
    "annually": "R/P1Y",
    "hourly": "R/PT1H",
}


def which(low: str) -> Which | None:
    """“last”, “next” or “this”, for words that say as much."""
    if low in ("last", "next", "this"):
        return cast("Which", low)
    return (
        "last" if low in ("past", "previous") else "next" if low in ("coming", "upcoming") else None
    )


def part_of_day(t: Tokens, i: int) -> bool:
    """Whether a token names a part of the day, and is not part of a name."""
    return t.at(i) in _WORDS.parts and t.at(i + 1) not in ("live", "lights", "prayers")


def deictic(t: Tokens, i: int) -> Read | None:
    """“today”, “yesterday evening”, “tonight”, “this morning”, “last night”."""
    low = t.at(i)
    if low == "today" and (
        t.at(i - 1) == "known"
        or t.low[max(0, i - 2) : i] == ["what", "is"]
        or "still" in t.low[max(0, i - 6) : i]
    ):
        return None  # “what is today Harl”, “still in use today”: nowadays
    if low in _DEICTIC:
        return Deictic(_DEICTIC[low], part_of_day(t, i + 1)), i + 1 + part_of_day(t, i + 1)
    if low == "tonight":
        return Deictic(0, part=True), i + 1
    if low == "this" and t.at(i + 1) == "day" and t.at(i - 1) in ("on", "to", "until"):
        return (Deictic(0), i + 2) if t.at(i + 2) not in ("in", "of", "-") else None
    if low == "this" and part_of_day(t, i + 1):
        return Deictic(0, part=True), i + 2
    if low == "last" and t.at(i + 1) in ("night", "evening"):
        return Deictic(-1, part=True), i + 2
    if low == "the" and t.at(i + 1) == "day" and t.at(i + 3) in _DEICTIC:
        # “the day before yesterday”, “the day after tomorrow”
        way = {("before", "yesterday"): -2, ("after", "tomorrow"): 2}
        days = way.get((t.at(i + 2), t.at(i + 3)))
        return (Deictic(days), i + 4) if days else None
    return None


def near(t: Tokens, i: int) -> Read | None:
    """“last week”, “this year”, “the past month”, “the following day”, “that same year”."""
    low = t.at(i)
    the = low == "the"
    at = i + 1 if the else i
    low = t.at(at)
    if low in ("that", "same") or (low == "this" and t.at(at + 1) == "same"):
        return _same(t, at)
    if low in ("that", "those", "these"):
        return None
    one = unit(t, at + 1)
    if one is None or plural(t, at + 1):
        return _weekend(t, i)
    if t.at(at + 2) == "-" and t.at(at + 3) == "old":
        return None
    spanning = t.at(i - 1) in _SPANNING
    if low in ("this", "current"):
        if (one in _SHORT and low == "this") or one in ("hour", "minute", "second"):
            return None
        return Near(one, 0), at + 2
    if low in _BACK:
        if the and low in ("last", "past") and one != "weekend":
            # “in the last minute” is vague, and “the last day of” is another's last.
            if one in ("minute", "second") or t.at(at + 2) == "of":
                return None
            return Stretch(1, one, -1), at + 2
        if low in ("previous", "preceding"):
            return Away(1, one, -1, told=True), at + 2
        if one in ("day", "hour", "minute") or low == "past":
            return None
        return Near(one, -1), at + 2
    if low in _ON:
        if low == "following" or (the and low == "next" and not spanning):
            return Away(1, one, 1, told=True), at + 2
        if the or low == "coming":
            return (Stretch(1, one, 1), at + 2) if one != "minute" else None
        if one in ("day", "hour", "minute"):
            return None
        return Near(one, 1), at + 2
    return _weekend(t, i)


def _same(t: Tokens, at: int) -> Read | None:
    """“that year”, “the same day”, “that same week”."""
    end = at + 2 if t.at(at + 1) == "same" else at + 1
    one = unit(t, end)
    if one is None or plural(t, end) or one in ("hour", "minute", "quarter"):
        return None
    return Same(one), end + 1


def _weekend(t: Tokens, i: int) -> Read | None:
    """“the weekend”, of which tense tells whether it is past, and “the year before”."""
    if t.at(i) != "the":
        return None
    one = unit(t, i + 1)
    if one == "weekend" and not plural(t, i + 1):
        if t.at(i + 2) in ("of", "before", "after", "'") or t.at(i - 1) in ("every", "for"):
            return None
        return Near("weekend", 0), i + 2
    sign = _LATER.get(t.at(i + 2))
    if one in ("day", "week", "month", "year") and sign and t.at(i + 3) in _ENDS:
        return Away(1, one, sign, told=True), i + 3
    return None


def ends_of(t: Tokens, i: int) -> Read | None:
    """The unit in “the end of the year”, “the rest of the week”, “by year end”."""
    edged = t.at(i - 1) == "of" and t.at(i - 2) in _EDGES
    edged = edged or (t.at(i - 1) == "in" and t.at(i - 2) in ("earlier", "later", "early", "late"))
    if t.at(i) == "the" and edged:
        one = unit(t, i + 1)
        if one in ("year", "month", "week", "quarter") and not plural(t, i + 1):
            return (Near(one, 0), i + 2) if t.at(i + 2) != "'" else None
    if t.at(i) == "year" and t.at(i - 1) in ("by", "at", "before", "until"):
        end = i + 2 if t.at(i + 1) == "-" else i + 1
        return (Near("year", 0), end + 1) if t.at(end) == "end" else None
    return None


def counted(t: Tokens, i: int) -> Read | None:
    """What begins with a number: “two days ago”, “a week later”, “four years”, “four-year”."""
    found = count(t, i)
    article = t.at(i) in ("a", "an")
    if found is None:
        # “weeks ago”, “years later”
        one = unit(t, i)
        if one and plural(t, i) and t.at(i + 1) == "ago":
            return Away(None, one, -1), i + 2
        return None
    number, end = found
    joined = t.at(end) == "-"
    at = end + 1 if joined else end
    if t.at(at) in ("full", "consecutive", "straight", "more", "long", "whole"):
        at += 1
    one = unit(t, at)
    if one is None or one == "weekend":
        return None
    end = at + 1
    if t.at(end) == "-" and t.at(end + 1) in _OLD | {"long"}:
        if t.at(end + 1) != "long":
            return None
        end += 2
    if t.at(end) in _OLD or t.at(i - 1) in ("aged", "age"):
        return None
    if t.at(end) == "and" and t.at(end + 1) == "a" and t.at(end + 2) == "half" and number:
        number, end = number + 0.5, end + 3
    return _directed(t, i, number, one, end, article=article, joined=joined)


def _directed(
    t: Tokens, i: int, number: float | None, one: Unit, end: int, *, article: bool, joined: bool
) -> Read | None:
    """Which way a length of time counts, by the words before and behind it."""
    low = t.at(end)
    if low in ("ago", "back") and not (low == "back" and t.at(end + 1) in ("in", "to", "at")):
        return Away(number, one, -1), end + 1
    if low == "from" and t.at(end + 1) == "now":
        return Away(number, one, 1), end + 2
    if low == "'" and t.at(i - 1) == "in" and "time" in (t.at(end + 1), t.at(end + 2)):
        return Away(number, one, 1), end + (2 if t.at(end + 1) == "time" else 3)
    if low in _LATER and (low in ("later", "earlier") or t.at(end + 1) in _ENDS):
        if number is None and low in ("before", "after"):
            return None
        stop = t.at(end + 1) == "than"
        return None if stop else (Away(number, one, _LATER[low], told=True), end + 1)
    if number is None or (article and not _measures(t, i, one)):
        return None
    if (
        not joined
        and number == 1
        and t.at(i) == "one"
        and t.at(i - 1) not in ("for", "in", "within")
    ):
        return None  # “one day we will”
    if t.at(i - 1) in ("a", "an", "per", "every") and not joined:
        return None
    written = duration(number, one)
    if written and t.at(i - 1) == "in" and not joined and low not in ("of", "in"):
        return Hence(number, one, written), end
    return (Fixed(written, "duration"), end) if written else None


def _measures(t: Tokens, i: int, one: Unit) -> bool:
    """Whether “a year” is a length of time, and not “a year in which” or “twice a year”."""
    before = t.at(i - 1)
    if one == "second" or (t.at(i) == "a" and one == "minute"):
        return False
    return before in (
        "for",
        "in",
        "within",
        "nearly",
        "almost",
        "than",
        "about",
        "half",
        "after",
        "over",
    ) or (t.at(i + 1) in ("hundred", "thousand", "dozen"))


def stretch(t: Tokens, i: int) -> Read | None:
    """“the past three months”, “the next two days”, “recent weeks”, “the last few years”."""
    at = i + 1 if t.at(i) == "the" else i
    low = t.at(at)
    if low == "recent":
        one = unit(t, at + 1)
        return (Stretch(None, one, -1), at + 2) if one and plural(t, at + 1) else None
    sign = -1 if low in _BACK else 1 if low in _ON else 0
    if not sign:
        ahead = unit(t, at) if at > i and plural(t, at) and t.at(at + 1) == "ahead" else None
        return (Stretch(None, ahead, 1), at + 2) if ahead else None
    found = count(t, at + 1)
    if found is None:
        one = unit(t, at + 1)
        return (Stretch(None, one, sign), at + 2) if one and plural(t, at + 1) else None
    number, end = found
    end = end + 1 if t.at(end) == "-" else end
    one = unit(t, end)
    if one is None or t.at(at + 1) in ("a", "an"):
        return None
    return Stretch(number, one, sign), end + 1


def season(t: Tokens, i: int, year: int | None, end: int) -> Read | None:
    """A season, whose year was read already, or is told by the word before it."""
    code = _WORDS.seasons.get(t.at(i))
    if code is None:
        return None
    told = which(t.at(i - 1))
    if year is not None or told:
        return Season(code, year, told), end
    before = t.at(i - 1) if t.at(i - 1) != "the" else t.at(i - 2)
    if t.at(i) in ("fall", "spring") and not (t.at(i) == "spring" and t.at(i - 1) == "the"):
        return None
    if not i and t.at(1) in ("is", "are", "can", "was", "and", "brings"):
        return Season(code), end
    signed = before in (
        "in",
        "since",
        "during",
        "until",
        "by",
        "late",
        "early",
        "throughout",
        "over",
    )
    return (Season(code), end) if signed and t.at(i + 1) not in ("of", "and") else None


def part_of_year(t: Tokens, i: int) -> tuple[Part, int] | None:
    """“the first half”, “the third quarter”: without the year that may follow."""
    number = ordinal(t, i)
    if not number:
        return None
    one = t.at(number[1])
    if one == "half" and number[0] in (1, 2):
        return Part("half", number[0]), number[1] + 1
    if one == "quarter" and number[0] <= 4:
        return Part("quarter", number[0]), number[1] + 1
    return None


def repeated(t: Tokens, i: int) -> Read | None:
    """“every Monday”, “each week”, “every four years”, “Fridays”, “twice a month”, “daily”."""
    low = t.at(i)
    if low in ("every", "each"):
        return _every(t, i + 1)
    if low in _WORDS.weekdays_plural and t.capital(i) and not t.capital(i - 1):
        return Fixed("R/P1W", "set"), i + 1
    if low in _ADVERBS and t.word(i).islower():
        return Fixed(_ADVERBS[low], "set"), i + 1
    end = i + 1 if low in _RATES else 0
    if not end:
        found = count(t, i)
        if found and found[0] and t.at(found[1]) == "times":
            end = found[1] + 1
    if end and t.at(end) in ("a", "an", "per", "each", "every"):
        one = unit(t, end + 1)
        written = duration(1, one) if one else None
        return (Fixed(f"R/{written}", "set"), end + 2) if written else None
    return None


def _every(t: Tokens, i: int) -> Read | None:
    factor = 2 if t.at(i) in ("other", "second") else 1
    at = i + 1 if factor == 2 else i
    if t.at(at) in _WORDS.weekdays:
        end = at + 1 + part_of_day(t, at + 1)
        return Fixed(f"R/P{factor}W", "set"), end
    if (t.at(at) in _WORDS.months and t.capital(at)) or t.at(at) in _WORDS.seasons:
        return Fixed(f"R/P{factor}Y", "set"), at + 1
    if part_of_day(t, at):
        return Fixed(f"R/P{factor}D", "set"), at + 1
    found = count(t, at)
    number, at = found if found and t.at(at) not in ("a", "an") else (1.0, at)
    one = unit(t, at)
    if one == "weekend":
        return Fixed(f"R/P{factor}W", "set"), at + 1
    if one is None or number is None or t.at(at + 1) == "of":
        return None
    written = duration(number * factor, one)
    return (Fixed(f"R/{written}", "set"), at + 1) if written else None
