"""Reads dates off tokens: “Monday, 26 October 2015”, “Oct. 26”, “2015-10-26”, “late September”.

Each reader is given a place, and gives what begins there and where it ends, or None. What looks
like a date and is somebody's name or a number of something else is none.
"""

from typing import Final

from onrecord.interpret.times.names import is_name, plain_month, plain_year
from onrecord.interpret.times.numbers import ordinal, whole
from onrecord.interpret.times.senses import Day
from onrecord.interpret.times.text import Tokens
from onrecord.vocabulary.times import time_words, words_for

Read = tuple[Day, int]

_WORDS: Final = time_words()
_LENGTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FIRST_YEAR: Final = 1000
_LAST_YEAR: Final = 2199


def day_of_month(t: Tokens, i: int) -> tuple[int, int] | None:
    """The number of a day, with or without “th”, and where it ends."""
    number = whole(t, i, 2)
    if number is None or not 1 <= number <= 31:
        return None
    found = ordinal(t, i)
    return found if found else (number, i + 1)


def year(t: Tokens, i: int) -> int | None:
    """The year that four digits may be."""
    word = t.word(i)
    if len(word) != 4 or "," in word:
        return None
    number = whole(t, i)
    return number if number is not None and _FIRST_YEAR <= number <= _LAST_YEAR else None


def month(t: Tokens, i: int) -> tuple[int, int] | None:
    """A month and where it ends, with its full stop where it is shortened."""
    number = _WORDS.months.get(t.at(i))
    if number is None:
        return None
    short = len(t.at(i)) <= 4 and t.at(i) not in ("may", "june", "july")
    dotted = short and t.at(i + 1) == "." and t.glued(i + 1)
    return number, i + 2 if dotted else i + 1


def weekday(t: Tokens, i: int) -> tuple[int, int] | None:
    """A weekday and where it ends; shortened ones only before a date."""
    if t.at(i) in _WORDS.weekdays:
        return _WORDS.weekdays[t.at(i)], i + 1
    number = _WORDS.weekdays_short.get(t.at(i))
    if number is None or not t.capital(i):
        return None
    end = i + 2 if t.at(i + 1) == "." else i + 1
    after = end + 1 if t.at(end) == "," else end
    dated = month(t, after) or (day_of_month(t, after) and month(t, after + 1))
    return (number, end) if dated else None


def date(t: Tokens, i: int) -> Read | None:
    """A date that begins at a place: the longest reading of it."""
    found = _iso(t, i) or _slashes(t, i)
    if found:
        return found
    named = weekday(t, i)
    if named:
        number, end = named
        after = end + 1 if t.at(end) == "," else end
        after = after + 1 if t.at(after) == "the" else after
        more = _month_first(t, after) or _day_first(t, after)
        if more and more[0].day is not None:
            one = more[0]
            return Day(one.year, one.month, one.day, number), more[1]
        return None if is_name(t, i, end) else (Day(weekday=number), end)
    return _month_first(t, i) or _day_first(t, i) or _year(t, i)


def _month_first(t: Tokens, i: int) -> Read | None:
    """“October 26, 2015”, “Oct. 26”, “October 2015”, “October”."""
    found = month(t, i)
    if not found:
        return None
    number, end = found
    if t.at(i) in words_for("month-words") and not t.capital(i):
        return None
    after = end + 1 if t.at(end) == "the" and ordinal(t, end + 1) else end
    day = day_of_month(t, after)
    if day and day[0] <= _LENGTHS[number - 1] and not _counts(t, day[1]):
        if is_name(t, i, day[1]):
            return None
        told, stop = _year_behind(t, day[1])
        return _checked(Day(told, number, day[0]), stop)
    told, stop = _year_behind(t, end)
    if told is None and t.at(end) == "of":
        told = _any_year(t, end + 1)
        stop = end + 2
    if told is None and t.word(end) in ("'", "’") and len(t.word(end + 1)) == 2:
        short = whole(t, end + 1, 2)  # “Oct '15”
        if short is not None:
            told, stop = short + (2000 if short < 40 else 1900), end + 2
    if told is not None and not is_name(t, i, stop):
        return Day(told, number), stop
    return (Day(month=number), i + 1) if plain_month(t, i) else None


def _day_first(t: Tokens, i: int) -> Read | None:
    """“26 October 2015”, “the 26th of October”, “30 September 420”."""
    day = day_of_month(t, i)
    if day is None and t.at(i + 1) == "of":
        day = ordinal(t, i)
    if not day or t.word(i - 1) in ("$", "€", "£") or (t.glued(i) and t.at(i - 1) in (".", ":")):
        return None
    number, end = day
    if t.at(end) == "day" and t.at(end + 1) == "of":
        end += 1
    end = end + 1 if t.at(end) == "of" else end
    found = month(t, end)
    if not found or number > _LENGTHS[found[0] - 1]:
        return None
    if not t.capital(end) and (t.at(end) in words_for("month-unsure")):
        return None
    if is_name(t, i, found[1]):
        return None
    told, stop = _year_behind(t, found[1])
    if told is None:
        early = whole(t, found[1], 3)
        if early is not None and early > 99:
            told, stop = early, found[1] + 1
    # “Oct.” before a new sentence keeps its full stop, anywhere else it is not ours.
    if told is None and t.at(stop - 1) == ".":
        stop -= 1
    return _checked(Day(told, found[0], number), stop)


def _checked(day: Day, end: int) -> Read | None:
    """The date, unless there is none such: 29 February of most years."""
    if day.year and (day.month, day.day) == (2, 29):
        leap = day.year % 4 == 0 and (day.year % 100 != 0 or day.year % 400 == 0)
        return (day, end) if leap else None
    return day, end


def _counts(t: Tokens, i: int) -> bool:
    """Whether what stands behind a number makes it a count, a time of day or part of more."""
    low = t.at(i)
    if low in (":", "%", "/"):
        return True
    if low in (".", ",") and t.glued(i) and t.glued(i + 1) and t.word(i + 1)[:1].isdigit():
        return True
    return low in ("am", "pm", "million", "billion", "percent", "per") or (
        low in ("a", "p") and t.at(i + 1) == "." and t.at(i + 2) == "m"
    )


def _year_behind(t: Tokens, i: int) -> tuple[int | None, int]:
    """The year behind a day or a month, with the comma before it, and where the date ends."""
    after = i + 1 if t.at(i) == "," else i
    told = year(t, after)
    if told is None or t.at(after + 1) in ("gmt", "utc", "hrs", "hours", "local"):
        return None, i
    if t.at(i) == "," and t.at(after + 1) in words_for("counted"):
        return None, i
    return told, after + 1


def _any_year(t: Tokens, i: int) -> int | None:
    """A year of three or four digits where only a year can stand."""
    number = whole(t, i, 4)
    return number if number is not None and "," not in t.word(i) and number > 99 else None


def _iso(t: Tokens, i: int) -> Read | None:
    """“2015-10-26”, or “2015-10”, which the word before must show to be a month."""
    told = year(t, i)
    if told is None or t.at(i + 1) != "-" or not (t.glued(i + 1) and t.glued(i + 2)):
        return None
    if len(t.word(i + 2)) != 2 or (t.glued(i) and t.at(i - 1) not in ("(", "[", '"')):
        return None
    number, day = whole(t, i + 2), whole(t, i + 4)
    if number is None or not 1 <= number <= 12:
        return None
    whole_date = t.at(i + 3) == "-" and t.glued(i + 3) and t.glued(i + 4)
    if whole_date and len(t.word(i + 4)) == 2 and day and day <= _LENGTHS[number - 1]:
        return _checked(Day(told, number, day), i + 5)
    return None


def _slashes(t: Tokens, i: int) -> Read | None:
    """“26/10/2015” and “26.10.2015”; of 03/11/2015, a day in March or November, the year alone."""
    mark = t.at(i + 1)
    if mark not in ("/", ".") or t.at(i + 3) != mark:
        return None
    if not all(t.glued(k) for k in range(i + 1, i + 5)) or t.glued(i):
        return None
    one, two, told = whole(t, i, 2), whole(t, i + 2, 2), year(t, i + 4)
    if told is None or not one or not two:
        return None
    if one > 12 or mark == ".":
        one, two = two, one
        fits = 1 <= one <= 12 and two <= _LENGTHS[one - 1]
        return _checked(Day(told, one, two), i + 5) if fits else None
    if two > 12:
        return _checked(Day(told, one, two), i + 5) if two <= _LENGTHS[one - 1] else None
    return (Day(told, one, two), i + 5) if one == two else (Day(told), i + 5)


def _year(t: Tokens, i: int) -> Read | None:
    """A year alone, with what tells its count: “347 AD”, “AD 842”, “508 BC”."""
    low = t.at(i)
    if t.word(i) == "AD" and whole(t, i + 1, 4):
        return Day(whole(t, i + 1, 4)), i + 2
    number = whole(t, i, 5)
    if number is None or not number:
        return None
    end = i + 1
    era = t.at(end).replace(".", "")
    if t.word(end).isupper() and era in words_for("before-christ"):
        return Day(1 - number), end + 1
    if t.word(end).isupper() and era in words_for("after-christ") and number <= _LAST_YEAR:
        return Day(number), end + 1
    if number <= _LAST_YEAR and len(low) == 3 and t.at(i - 1) == "." and t.at(i - 2) == "c":
        return Day(number), end  # “c. 347”
    if number <= _LAST_YEAR and len(low) == 3 and t.word(i - 1) == "In" and t.capital(end):
        return Day(number), end  # “In 348 Pachomius died”
    if year(t, i) is not None and plain_year(t, i):
        return Day(number), end
    return None
