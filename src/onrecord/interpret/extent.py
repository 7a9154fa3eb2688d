"""Where conditions, and what depends on them, begin and end among the words of a sentence.

A condition that stands before its main clause ends at the comma, or, where there is none, before
the next subject that has a verb. One that stands behind ends where another clause begins, or with
the sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from onrecord.interpret.clauses import FINITE, SUBJECTS, Word, embedders
from onrecord.vocabulary.lexicon import word_lists

_LISTS: Final = word_lists("conditions")
ARTICLES: Final = _LISTS["articles"]
_RELATIVE: Final = frozenset({"that", "which", "who", "whom", "whose", "where", "because", "while"})
JOINS: Final = frozenset({"and", "or", "but", "so"})
MARKS: Final = frozenset(',“”"‘’«»()[]')
_CLOSED: Final = frozenset({"”", "’"})
_STARTS: Final = SUBJECTS | ARTICLES | {"what", "that"}
_LATER: Final = frozenset({"unless", "although", "though", "whereas"})
_BEFORE_NOUNS: Final = _LISTS["before-nouns"]
WIDE: Final = 60
"""Words, at most, that a consequence or a condition is looked at for what stands in it."""
LONG: Final = 120
"""Words, at most, that a condition or a consequence has: what is longer is cut off there."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The words of one sentence; `low` in small letters."""

    words: Sequence[Word]
    low: list[str]


def begins(sentence: Sentence, at: int, free: int) -> int:
    """Where the clause begins that stands before a word, no further back than `free`."""
    low = sentence.low
    before = low[at - 1] if at else ""
    if before == "that" or (low[at] == "if" and before in ("and", "but", "so")):
        return at
    for place in range(at - 1, max(free, at - WIDE) - 1, -1):
        word = low[place]
        if word in (":", ";", "—", "–"):
            return place + 1
        if word in ("“", "‘") and place + 1 < at and not _CLOSED & set(low[place + 1 : at]):
            return place + 1
        if word == "that" and place and low[place - 1] in embedders():
            return place + 1
        if word == "that" and (place == 0 or low[place - 1] in ("and", ",", "“")):
            return place + 1
        if word == "," and place + 1 < at and low[place + 1] in JOINS:
            return place + 1
    return max(free, at - WIDE)


def stands_first(low: Sequence[str], first: int, at: int) -> bool:
    """Whether only a few words for linking stand before: “for instance, if …”."""
    if not at or low[at - 1] != "," or at - first > 6:
        return False
    return not any(word in FINITE or word in SUBJECTS for word in low[first:at])


def ends_at(sentence: Sentence, at: int) -> int:
    """Where the consequence ends that begins at a word."""
    low = sentence.low
    for place in range(at + 1, min(len(low), at + LONG)):
        if low[place] in (";", "—") or (
            low[place] == "and" and low[place + 1 : place + 2] == ["that"]
        ):
            return place
    return min(len(low), at + LONG)


def fronted_end(sentence: Sentence, at: int, length: int, *, noun: bool = False) -> int:
    """One past a condition that stands before its main clause."""
    low = sentence.low
    first = at + length
    if _reduced(sentence, first):
        return first + 1
    verb, depth = noun, 0
    for place in range(first, min(len(low), first + LONG)):
        word = low[place]
        depth += (word == "(") - (word == ")")
        if depth > 0:
            continue
        if word in (";", ":", "—") or (word == "then" and low[place - 1] != "and"):
            return place
        if word == ",":
            after = low[place + 1] if place + 1 < len(low) else ""
            goes_on = after in ("and", "or") and any(
                one in SUBJECTS for one in low[place + 2 : place + 3]
            )
            aside = after in ("which", "who", "where") or (after in ("and", "or") and not goes_on)
            if not (goes_on or aside):
                return place
            continue
        bare = place == first + 1 and word in SUBJECTS and low[first] not in _STARTS
        if (place > first + 1 or bare) and _main_begins(sentence, place, verb=verb):
            return place
        verb = verb or word in FINITE
    return min(len(low), first + LONG)


def trailing_end(sentence: Sentence, at: int, length: int) -> int:
    """One past a condition that stands behind what depends on it."""
    low = sentence.low
    first = at + length
    if _reduced(sentence, first):
        return first + 1
    for place in range(first, min(len(low), first + LONG)):
        word = low[place]
        if word in (";", ":", "—", ")"):
            return place
        if word == "and" and low[place + 1 : place + 2] == ["that"]:
            return place
        if word in ("but", "while") and low[place - 1] == ",":
            return place - 1
        if word == "but" and any(one in FINITE for one in low[place + 1 : place + 6]):
            return place
        if word == "," and _clause_follows(sentence, place + 1):
            return place
        after = low[place + 1] if place + 1 < len(low) else ""
        if word == "," and (after == "according" or (after.endswith("ing") and len(after) > 5)):
            return place
        if word in _LATER and place > first + 1:
            return place
    return min(len(low), first + LONG)


def noun_end(low: Sequence[str], at: int, kind: str) -> int:
    """One past a condition that is a noun, which begins at a word."""
    for place in range(at, min(len(low), at + LONG)):
        stops = low[place] in (",", ";", ":", "—", ")") or low[place] in (
            "which",
            "who",
            "but",
            "and",
        )
        if stops and not (low[place] == "and" and kind == "provided"):
            return place
        if place > at and low[place] in FINITE | {"because", "if", "while", "although", "when"}:
            return place
    return min(len(low), at + LONG)


def _reduced(sentence: Sentence, at: int) -> bool:
    """“If confirmed”, “if elected”: a participle alone."""
    low = sentence.low
    word = sentence.words[at].text if at < len(low) else ""
    after = low[at + 1] if at + 1 < len(low) else ""
    participle = (word.endswith(("ed", "en")) and word.islower()) or word in (
        "true",
        "needed",
        "asked",
        "found",
    )
    return participle and (after in FINITE or after in ("be", ",", "have", ""))


def _main_begins(sentence: Sentence, at: int, *, verb: bool) -> bool:
    """Whether the main clause begins at a word that follows a condition without a comma."""
    low = sentence.low
    before, word = low[at - 1], low[at]
    near = low[at + 1 : at + 6]
    if word in FINITE and near[:1] and near[0] in SUBJECTS and verb:
        return True
    takes = before in embedders() and low[at - 2] not in FINITE | ARTICLES
    if before in _RELATIVE or before in JOINS or takes or before in FINITE:
        return False
    if word in SUBJECTS:
        return near[:1] != [] and (near[0] in FINITE or (verb and near[0] in _LISTS["open"]))
    if not verb or before in _BEFORE_NOUNS:
        return False
    capital = sentence.words[at].text[0].isupper() and not sentence.words[at - 1].text[0].isupper()
    if word in ARTICLES or capital:
        for other in near:
            if other in _RELATIVE or other in MARKS or other in JOINS or other in SUBJECTS:
                return False
            if other in FINITE:
                return True
    return False


def _clause_follows(sentence: Sentence, at: int) -> bool:
    """Whether a new clause with a subject of its own begins at a word behind a comma."""
    low = sentence.low
    if at >= len(low):
        return False
    start = at + 1 if low[at] in JOINS else at
    if start >= len(low):
        return False
    word = low[start]
    if word in ("just", "please", "let", "then"):
        return True
    if not (word in SUBJECTS or word in ARTICLES or sentence.words[start].text[0].isupper()):
        return False
    if at == start and word in ("some", "any", "no"):
        return False
    for other, place in zip(low[start + 1 : start + 7], range(start + 1, start + 7), strict=False):
        if other in _RELATIVE or other in (",", "and", "or"):
            return False
        if (
            other in FINITE
            or (other.endswith("ed") and len(other) > 4)
            or other in ("said", "told")
        ):
            return place - start <= 6
    return False


def stripped(sentence: Sentence, places: range) -> range:
    """A stretch without marks and joining words at its edges."""
    low = sentence.low
    start, stop = places.start, min(places.stop, len(low))
    while start < stop and (_is_mark(low[start], "([") or low[start] in ("and", "but")):
        start += 1
    while stop > start and _is_mark(low[stop - 1], ")]%"):
        stop -= 1
    return range(start, max(start, stop))


def _is_mark(word: str, but: str) -> bool:
    return not word[:1].isalnum() and word not in but
