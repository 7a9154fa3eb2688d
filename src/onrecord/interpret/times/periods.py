"""Reads what has a name of its own: decades, centuries, seasons, parts of a year, holidays.

Each reader is given a place, and gives what begins there and where it ends, or None.
"""

from dataclasses import replace
from typing import Final

from onrecord.interpret.times import calendar, relative
from onrecord.interpret.times.numbers import ordinal, whole
from onrecord.interpret.times.senses import Fixed, Holiday, Sense
from onrecord.interpret.times.text import Tokens
from onrecord.vocabulary.times import time_words, words_for
from onrecord.vocabulary.verbs import Phrases

Read = tuple[Sense, int]

_WORDS: Final = time_words()


def decade(t: Tokens, i: int) -> Read | None:
    """“the 1990s”, “the '80s”, “the nineteen-eighties” as “the eighties”."""
    if t.at(i) == "'" and whole(t, i + 1, 2) is not None and t.at(i + 2) == "s" and t.glued(i + 2):
        i += 1
    number = whole(t, i, 4)
    if number is not None and len(t.word(i)) in (2, 4) and number % 10 == 0:
        end = i + 1
        if t.at(end) == "'" and t.glued(end):
            end += 1
        if t.at(end) != "s" or not t.glued(end) or "," in t.word(i):
            return None
        if len(t.word(i)) == 4:
            if number % 100 == 0 and number != 2000:
                return Fixed(f"{number:04}/{number + 99:04}", "century"), end + 1
            return Fixed(f"{number:04}/{number + 9:04}", "decade"), end + 1
        if (
            number < 20
            or t.word(end + 1) in ("°", "º")
            or t.at(i - 1) in ("his", "her", "their", "my", "your", "our")
        ):
            return None  # of somebody's life
        if t.at(i - 1) not in ("'", "the", "early", "late", "mid", "-"):
            return None
        return Fixed(f"{1900 + number}/{1909 + number}", "decade"), end + 1
    tens = _WORDS.decades.get(t.at(i))
    before = t.at(i - 1) if t.at(i - 1) not in ("early", "late", "mid") else t.at(i - 2)
    if tens is None or before != "the" or t.at(i + 1) == "and":
        return None
    return Fixed(f"{1900 + tens}/{1909 + tens}", "decade"), i + 1


def century(t: Tokens, i: int) -> Read | None:
    """“the 17th century”, “the fifth century BC”."""
    number = ordinal(t, i)
    if not number:
        return None
    end = number[1] + 1 if t.at(number[1]) == "-" else number[1]
    if t.at(end) != "century" or not 1 <= number[0] <= 22:
        return None
    end += 1
    if t.at(end) in words_for("before-christ") and t.word(end).isupper():
        # 500 to 401 BC: the astronomical year of 1 BC is 0.
        first = 1 - number[0] * 100
        return Fixed(f"{_iso_year(first)}/{_iso_year(first + 99)}", "century"), end + 1
    if t.at(end) in words_for("after-christ") and t.word(end).isupper():
        end += 1
    first = (number[0] - 1) * 100
    return Fixed(f"{first:04}/{first + 99:04}", "century"), end


def _iso_year(year: int) -> str:
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


def season(t: Tokens, i: int) -> Read | None:
    """“spring 2014”, “last summer”, “winters”."""
    at = i
    if relative.which(t.at(i)) and t.at(i + 1) in _WORDS.seasons:
        at = i + 1
    if t.at(at) in ("summers", "winters") and not t.capital(at):
        return Fixed("XXXX-22" if t.at(at) == "summers" else "XXXX-24", "set"), at + 1
    if t.at(at) not in _WORDS.seasons:
        return None
    if t.capital(at) and t.capital(at - 1) and at > 1 and t.at(at - 1) not in ("the", "in"):
        return None
    end = at + 2 if t.at(at + 1) in ("of", ",") else at + 1
    told = calendar.year(t, end)
    if told is not None:
        return relative.season(t, at, told, end + 1)
    if t.at(at + 1) == "of" and t.at(at + 2) in ("last", "this"):
        return None
    return relative.season(t, at, None, at + 1)


def part_of_year(t: Tokens, i: int) -> Read | None:
    """“the first half of 2015”, “the third quarter of last year”."""
    found = relative.part_of_year(t, i)
    if found is None:
        return None
    part, end = found
    at = end + 1 if t.at(end) in ("of", "in") else end
    told = calendar.year(t, at)
    if told is not None:
        return replace(part, year=told), at + 1
    which = relative.which(t.at(at))
    if which and t.at(at + 1) == "year":
        return replace(part, which=which), at + 2
    if t.at(at) == "the" and t.at(at + 1) == "year":
        return replace(part, which="this"), at + 2
    return None


def _fixed_days() -> tuple[Phrases, dict[str, Holiday]]:
    known = {name: Holiday(month, day) for name, (month, day) in _WORDS.holidays.items()}
    known |= {name: Holiday(easter=days) for name, days in _WORDS.easter.items()}
    return Phrases(known), known


def _periods() -> Phrases:
    return Phrases(_WORDS.periods)


def holiday(t: Tokens, i: int) -> Read | None:
    """“Christmas Day 2014”, “last Easter Monday”."""
    phrases, known = _fixed_days()
    which = relative.which(t.at(i))
    at = i + 1 if which else i
    length = phrases.at(t.low, at) if at < len(t) else 0
    if not length or not t.capital(at):
        return None
    end = at + length
    after = end + 1 if t.at(end) in (",", "of", "in") else end
    told = calendar.year(t, after)
    holiday = replace(known[" ".join(t.low[at:end])], year=told, which=which)
    return holiday, after + 1 if told is not None else end


def period(t: Tokens, i: int) -> Read | None:
    """“9/11”, “World War II”."""
    length = _periods().at(t.low, i)
    if not length:
        return None
    value = _WORDS.periods[" ".join(t.low[i : i + length])]
    return Fixed(value, "range" if "/" in value else "day"), i + length
