"""Reads numbers, and units of time behind them, off the tokens of a sentence."""

from typing import Final, cast

from onrecord.interpret.times.senses import Unit
from onrecord.interpret.times.text import Tokens
from onrecord.vocabulary.times import time_words, words_for

_WORDS: Final = time_words()
_VAGUE: Final = words_for("vague")
_SCALES: Final = {"hundred": 100, "thousand": 1000}
_ORDINAL_ENDS: Final = frozenset({"st", "nd", "rd", "th"})
_LARGEST: Final = 99_999
_ISO: Final = {
    "second": "PT{}S",
    "minute": "PT{}M",
    "hour": "PT{}H",
    "day": "P{}D",
    "night": "P{}D",
    "week": "P{}W",
    "month": "P{}M",
    "year": "P{}Y",
}
_MORE: Final = {
    "fortnight": ("week", 2),
    "quarter": ("month", 3),
    "decade": ("year", 10),
    "century": ("year", 100),
}


def whole(t: Tokens, i: int, longest: int = 6) -> int | None:
    """The number that a token of digits is, with or without commas; None for any other token."""
    word = t.word(i)
    if not word[:1].isdigit() or not word.isascii():
        return None
    digits = word.replace(",", "")
    return int(digits) if len(digits) <= longest else None


def ordinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """An ordinal number, in digits or words, and where it ends."""
    number = whole(t, i, 2)
    if number is not None and t.glued(i + 1) and t.at(i + 1) in _ORDINAL_ENDS:
        return number, i + 2
    if t.at(i) == "twenty" and t.at(i + 1) == "-" and t.at(i + 2) == "first":
        return 21, i + 3
    word = _WORDS.ordinals.get(t.at(i))
    return None if word is None else (word, i + 1)


def count(t: Tokens, i: int) -> tuple[float | None, int] | None:
    """How many, and where the number ends; a count of None is one that nobody knows."""
    low = t.at(i)
    if low in ("a", "an") and t.at(i + 1) in ("few", "couple", "dozen", "hundred", "thousand"):
        i, low = i + 1, t.at(i + 1)
    if low == "[" and t.at(i + 2) == "]":
        inner = count(t, i + 1)
        return (inner[0], i + 3) if inner and inner[1] == i + 2 else None
    if low in _VAGUE:
        end = i + 1
        if t.at(end) == "of":
            end += 1
        if t.at(end) == "more":
            end += 1
        if t.at(i) == "couple" or t.at(end) in _WORDS.units:
            return None, end
        return None
    if low == "half" and t.at(i + 1) in ("a", "an"):
        return 0.5, i + 2
    number = whole(t, i)
    if number is not None:
        value, end = _digits(t, i, number)
    elif low in _WORDS.numbers:
        value, end = _spelt(t, i)
    else:
        return None
    if t.at(end) == "and" and t.at(end + 1) == "a" and t.at(end + 2) == "half":
        value, end = value + 0.5, end + 3
    return (value, end) if value <= _LARGEST else None


def _digits(t: Tokens, i: int, number: int) -> tuple[float, int]:
    """A number in digits with a fraction behind it, if there is one."""
    if t.at(i + 1) == "." and t.glued(i + 1) and t.glued(i + 2) and len(t.word(i + 2)) <= 2:
        fraction = whole(t, i + 2)
        if fraction is not None:
            return float(f"{number}.{t.word(i + 2)}"), i + 3
    if t.at(i + 1) == "1" and t.at(i + 2) == "/" and t.at(i + 3) == "2":
        return number + 0.5, i + 4
    if t.word(i + 1) == "½":
        return number + 0.5, i + 2
    if t.at(i + 1) == "thousand":
        return float(number * 1000), i + 2
    return float(number), i + 1


def _spelt(t: Tokens, i: int) -> tuple[float, int]:
    """A number in words: “twenty-five”, “two hundred”, “ten thousand”."""
    value = float(_WORDS.numbers[t.at(i)])
    end = i + 1
    if 20 <= value < 100:
        step = end + 1 if t.at(end) == "-" else end
        small = _WORDS.numbers.get(t.at(step), 0)
        if 0 < small < 10 and t.at(step) not in ("a", "an"):
            value, end = value + small, step + 1
    while t.at(end) in _SCALES and value < _LARGEST:
        value, end = value * _SCALES[t.at(end)], end + 1
    return value, end


def unit(t: Tokens, i: int) -> Unit | None:
    """The unit of time that a token names."""
    low = t.at(i)
    if low in ("quarter", "quarters") and t.at(i + 1) == "of":
        return None
    return cast("Unit | None", _WORDS.units.get(low))


def plural(t: Tokens, i: int) -> bool:
    """Whether a token is a unit in the plural."""
    return t.at(i) in words_for("plurals")


def duration(number: float, of: Unit) -> str | None:
    """A length of time in ISO 8601, in whole units where that is exact.

    Example:
        >>> duration(4, "year"), duration(1.5, "year"), duration(2, "decade")
        ('P4Y', 'P18M', 'P20Y')
    """
    name: str = of
    number = float(number)
    if name in _MORE:
        name, factor = _MORE[name]
        number *= factor
    if name not in _ISO:
        return None
    if not number.is_integer() and name == "year" and (number * 12).is_integer():
        number, name = number * 12, "month"
    written = str(int(number)) if number.is_integer() else f"{number:g}"
    return _ISO[name].format(written)
