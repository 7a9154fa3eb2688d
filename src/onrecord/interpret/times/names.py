"""Tells what only looks like a time: people called April, Resolution 1973, “Black Friday”."""

from functools import cache
from typing import Final

from onrecord.interpret.times.text import Tokens
from onrecord.vocabulary.times import time_words, words_for
from onrecord.vocabulary.verbs import Phrases

_WORDS: Final = time_words()
_NEAR: Final = range(1950, 2050)
"""Years that a report is likely to speak of: four digits alone are one, if nothing is counted."""
_LONGEST: Final = 6
_SIGNS_OF_ARTICLE: Final = frozenset({"the", "a", "an", "'s"})


@cache
def _names() -> tuple[Phrases, Phrases]:
    return Phrases(words_for("names")), Phrases(words_for("idioms"))


def is_name(t: Tokens, start: int, end: int) -> bool:
    """Whether tokens are part of a phrase that is no time, or of somebody's name."""
    names, idioms = _names()
    for at in range(max(0, start - _LONGEST), end):
        length = names.at(t.low, at)
        if (
            length
            and at + length > start
            and not t.word(at).islower()
            and _ends_named(t, at + length - 1)
        ):
            return True
        length = idioms.at(t.low, at)
        if length and at + length > start:
            return True
    return t.capital(end) and t.at(end) in words_for("name-ends")


def _ends_named(t: Tokens, last: int) -> bool:
    """Whether the last word of a name has a capital, or is the end of a number: “13th”."""
    return t.capital(last) or t.word(last - 1)[:1].isdigit()


def plain_month(t: Tokens, i: int) -> bool:
    """Whether a month without a day or a year is one, and not a name or a verb."""
    low, before, after = t.at(i), t.at(i - 1), t.at(i + 1)
    if is_name(t, i, i + 1) or (not t.capital(i) and low in words_for("month-words")):
        return False
    if t.word(i).isupper() and len(low) > 3 and low in words_for("month-unsure") and _shouts(t):
        return False  # in a headline all in capitals MAY is a verb
    signed = before in words_for("month-signs") or (
        before == "-" and t.at(i - 2) in ("mid", "early")
    )
    if before in ("and", "or", "-", ",", "to"):
        signed = signed or t.at(i - 2) in _WORDS.months or t.at(i - 2) == "late"
    if low in words_for("month-unsure"):
        if not signed or t.at(i - 1) in words_for("titles") or (len(low) <= 4 and low not in _LONG):
            return signed and t.at(i + 1) == "." and t.glued(i + 1) and low not in _LONG
        # “in April Obama said” is a month, “by April Jones” a person.
        if before in ("by", "of", "to", "from", "between", "and") and t.capital(i + 1):
            return False
        return not (
            before in ("to", "by", "of") and after in ("'", "'s") and low in ("may", "june")
        )
    if not t.capital(i) and not signed:
        return False
    return signed or not (t.capital(i - 1) and i > 1 and t.at(i - 2) not in (".", ":", '"'))


_LONG: Final = frozenset({"may", "june", "april", "march", "august"})


def _shouts(t: Tokens) -> bool:
    """Whether a sentence is all in capitals, but for what has none."""
    letters = [word for word in t.raw[:12] if word.isalpha()]
    return all(word.isupper() for word in letters)


def plain_year(t: Tokens, i: int) -> bool:
    """Whether four digits alone are a year: nothing is counted with them, nor numbered."""
    before, after = t.at(i - 1), t.at(i + 1)
    if is_name(t, i, i + 1) or _glued_number(t, i):
        return False
    if before in ("$", "€", "£", "#", "+", "=", "*", "&", "@", "_", "%"):
        return False
    if before in words_for("numbered") or (before == "." and t.at(i - 2) == "no"):
        return False
    if after in words_for("counted") or (
        t.at(i + 2) in words_for("counted") and not _verbal(after)
    ):
        return False
    if after in ("%", "$", "€", "£", "°", "º", "/", "+", "*", "="):
        return False
    if after == "-" and t.at(i + 2) in words_for("counted"):
        return False
    if before == "than" or (before in ("about", "around") and t.at(i - 2) in ("of", "killed")):
        return False
    if before == "." and t.capital(i - 2) and len(t.word(i - 2)) == 1:
        return False  # “H. R. 1280”
    if before == "." and t.at(i - 2) in _ROUND:
        return True  # “c. 1640”
    number = int(t.word(i))
    if number in _NEAR:
        return before not in ("x", "over") or after in ("-", "to", "and")
    if before in words_for("year-signs") or before in ("(", "-", "[", ";", "'"):
        return after[:1] in (",", ".", ";", ")", "]", "-", ":", "", "'") or not _noun_like(t, i + 1)
    if not i and after in (",", ":", "."):
        return True
    return (after in (")", "-", ";", ",", ".") and before in (",", "(", "-", ";")) or (
        after in (")", ";") and t.capital(i - 1)
    )


def _verbal(low: str) -> bool:
    """Whether a word ends what a number could count: “in 2014 and people”."""
    return not low.isalpha() or low in _FUNCTION


_ROUND: Final = frozenset({"c", "ca", "b", "d"})
_FUNCTION: Final = frozenset(
    {"and", "or", "the", "a", "an", "in", "on", "at", "to", "of", "for", "by", "with", "when", "as"}
    | {
        "after",
        "before",
        "that",
        "which",
        "while",
        "some",
        "about",
        "more",
        "was",
        "were",
        "is",
        "are",
    }
    | {"had", "has", "have", "but", "from", "until", "many", "most", "thousands", "hundreds", "all"}
    | {
        "he",
        "she",
        "it",
        "they",
        "we",
        "his",
        "her",
        "its",
        "their",
        "killed",
        "said",
        "two",
        "three",
    }
)


def _noun_like(t: Tokens, i: int) -> bool:
    """Whether a word may be a noun that a number before it counts, or an adjective of one."""
    low = t.at(i)
    return (
        low.isalpha()
        and low.islower()
        and low.endswith("s")
        and low not in _FUNCTION
        and (t.word(i).islower())
    )


def _glued_number(t: Tokens, i: int) -> bool:
    """Whether digits are a part of something longer: a telephone number, a version, an amount."""
    if t.glued(i) and t.at(i - 1) in ("-", ".", ",", "/", ":", "_", "#", "@"):
        # “2014-2015” and “mid-2014” are years; “555-2014” is none.
        if t.at(i - 1) != "-":
            return True
        before = t.word(i - 2)
        if before[:1].isdigit() and len(before) != 4:
            return True
    if t.glued(i) and t.word(i - 1)[:1].isalpha():
        return True
    if t.glued(i + 1):
        if t.word(i + 1)[:1].isalpha():
            return True
        if t.at(i + 1) in (".", ",", ":") and t.glued(i + 2) and t.word(i + 2)[:1].isdigit():
            return True
    return False
