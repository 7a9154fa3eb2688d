"""The words that tell time, read from `times.toml` and put up for looking up.

A key of the file ends in the value that its words stand for, such as the number of a month.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from onrecord.vocabulary.lexicon import word_lists

_FILE: Final = "times"


@dataclass(frozen=True, slots=True)
class TimeWords:
    """The words that tell time, in small letters.

    Attributes:
        months: Names of months, with their numbers from 1.
        weekdays: Names of weekdays, with their numbers from Monday, which is 0.
        weekdays_short: The same, shortened.
        weekdays_plural: The same, in the plural: “Mondays”.
        units: Nouns for lengths of time, with their name in the singular.
        seasons: Seasons, with the codes of ISO 8601-2 for them.
        parts: Parts of a day, with the name of the part.
        numbers: Numbers.
        ordinals: Ordinal numbers.
        decades: “eighties”, with the number of its first year within a century.
        holidays: Days of a fixed date, as they are cut into words, with month and day.
        easter: The same for days counted from Easter Sunday, with how many days after it.
        periods: Periods that everybody dates alike, with their value in ISO 8601.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    weekdays_short: Mapping[str, int]
    weekdays_plural: Mapping[str, int]
    units: Mapping[str, str]
    seasons: Mapping[str, str]
    parts: Mapping[str, str]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    decades: Mapping[str, int]
    holidays: Mapping[str, tuple[int, int]]
    easter: Mapping[str, int]
    periods: Mapping[str, str]


def words_for(name: str) -> frozenset[str]:
    """The words of one list of the file.

    Raises:
        KeyError: If the file has no such list.
    """
    return word_lists(_FILE)[name]


@cache
def time_words() -> TimeWords:
    """Gives the words, read once.

    Raises:
        VocabularyError: If the file is not what it should be.
    """
    months = {word: int(value) for word, value in _under("month") if value.isdigit()}
    holidays = {}
    for words, value in _under("holiday"):
        month, _, day = value.partition("-")
        holidays[words] = (int(month), int(day))
    easter = {}
    for words, value in _under("easter"):
        sign, _, days = value.partition("-")
        easter[words] = int(days) * (-1 if sign == "minus" else 1)
    return TimeWords(
        months=months,
        weekdays={word: int(value) for word, value in _under("weekday") if value.isdigit()},
        weekdays_short={word: int(value) for word, value in _under("weekday-short")},
        weekdays_plural={word: int(value) for word, value in _under("weekdays")},
        units=dict(_under("unit")),
        seasons=dict(_under("season")),
        parts=dict(_under("part")),
        numbers={word: int(value) for word, value in _under("number")},
        ordinals={word: int(value) for word, value in _under("ordinal")},
        decades={word: int(value) for word, value in _under("decade")},
        holidays=holidays,
        easter=easter,
        periods=dict(_under("period")),
    )


def _under(prefix: str) -> Iterator[tuple[str, str]]:
    """Each word of the lists whose key begins so, with what the rest of the key says."""
    for key, words in word_lists(_FILE).items():
        if key.startswith(f"{prefix}-"):
            value = key.removeprefix(f"{prefix}-")
            yield from ((word, value) for word in words)
