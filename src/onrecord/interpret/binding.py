"""Which words bind a condition, and which condition begins at a word."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from onrecord.interpret.clauses import FINITE, SUBJECTS
from onrecord.interpret.extent import (
    ARTICLES,
    JOINS,
    LONG,
    WIDE,
    Sentence,
    begins,
    ends_at,
    fronted_end,
    noun_end,
    stands_first,
    stripped,
    trailing_end,
)
from onrecord.interpret.marks import forms, phrases
from onrecord.interpret.reality import NEGATED, is_open, unreal
from onrecord.vocabulary.lexicon import word_lists

_LISTS: Final = word_lists("conditions")
_CLAUSAL: Final = ("if", "unless", "until", "once", "provided", "only")
_NOMINAL: Final = ("if-nouns", "provided-nouns", "unless-nouns")
Found = tuple[str, range, range, tuple[range, ...]]
"""Kind, condition, cue and what depends on it, as places among the words of a sentence."""


@cache
def binding_words() -> frozenset[str]:
    """The words that something that binds, or seems to, may begin with."""
    lists = (_LISTS[name] for name in (*_CLAUSAL, *_NOMINAL, "none"))
    first = {phrase.split()[0] for phrases_ in lists for phrase in phrases_}
    return frozenset(first | {"should", "were", "before", "and", "or"})


def bound(sentence: Sentence, at: int, free: int) -> Found | None:
    """What begins at a word: kind, condition, cue and consequence."""
    low = sentence.low
    word = low[at]
    for name in _NOMINAL:
        length = phrases("conditions", name).at(low, at)
        if length:
            return _nominal(sentence, name.removesuffix("-nouns"), at, length, free)
    length, kind = max((phrases("conditions", name).at(low, at), name) for name in _CLAUSAL)
    if word in ("should", "were") and _inverted(low, at):
        return _clausal(sentence, "if", at, 1, free)
    if word == "before" and low[at + 1 : at + 2] == ["any"]:
        return _order(sentence, at, free)
    if word in ("and", "or"):
        return _joined(sentence, at, free)
    if not length or not _binds(sentence, kind, at, length):
        return None
    return _clausal(sentence, kind, at, length, free)


def _inverted(low: Sequence[str], at: int) -> bool:
    """“Should they withdraw”, “were they to attack”, where no question is asked."""
    before = low[at - 1] if at else ""
    if before not in ("", ",", "“", '"', "that", "but", "and") or "?" in low[-3:]:
        return False
    after = low[at + 1] if at + 1 < len(low) else ""
    if after not in SUBJECTS and after not in ARTICLES and low[at] == "were":
        return False
    if low[at] == "were":
        return "to" in low[at + 2 : at + 7]
    comma = next(
        (place for place in range(at, min(len(low), at + LONG)) if low[place] == ","), None
    )
    return comma is not None and comma < len(low) - 2


def _binds(sentence: Sentence, kind: str, at: int, length: int) -> bool:
    """Whether words that may bind a condition do so where they stand."""
    low = sentence.low
    before = low[at - 1] if at else ""
    after = low[at + length] if at + length < len(low) else ""
    if not after or after == ".":
        return False
    if low[at] == "if":
        return not _asks(low, at)
    if low[at] in ("provided", "providing") and length == 1:
        begins = after in ARTICLES or _has_verb(low, at + 1, at + 13)
        clause = after in SUBJECTS or (before in (",", "", "“") and begins)
        if low[at] == "providing" and after not in SUBJECTS:
            return False
        return clause and after not in ("you", "by", "with")
    if "long" in low[at : at + length]:
        starts = (
            after in SUBJECTS or after in ARTICLES or sentence.words[at + length].text[0].isupper()
        )
        return starts and after not in _LISTS["times"]
    if low[at] == "once":
        adverb = before in FINITE or after in ("again", "more") or after.endswith("ed")
        if adverb:
            return False
    if kind in ("until", "once"):
        return after not in _LISTS["times"] and not after[:1].isdigit()
    return True


def _asks(low: Sequence[str], at: int) -> bool:
    """Whether “if” begins an indirect question: “asked him if”, “did not say if”."""
    asks = _asking()
    for place in range(at - 1, max(-1, at - 4), -1):
        if low[place] in (",", ";", ":"):
            return False
        if low[place] in asks:
            return True
        if low[place] in forms("conditions", "asks-negated"):
            near = low[max(0, place - 3) : place]
            return any(
                word in NEGATED or word.endswith("n't") or word[:5] in ("decli", "refus", "unabl")
                for word in near
            )
    # “… how or when, or if”: one question among several.
    return low[at - 1 : at] == ["or"] and any(
        word in ("how", "when", "whether", "what", "who", "why")
        for word in low[max(0, at - 15) : at]
    )


@cache
def _asking() -> frozenset[str]:
    return forms("conditions", "asks") | _LISTS["asks"]


def _has_verb(low: Sequence[str], at: int, stop: int) -> bool:
    return any(
        word in FINITE or word in SUBJECTS or (word.endswith("ed") and len(word) > 4)
        for word in low[at : min(stop, at + 12)]
    )


def _clausal(sentence: Sentence, kind: str, at: int, length: int, free: int) -> Found | None:
    """A condition that is a clause, with what depends on it."""
    low = sentence.low
    first = begins(sentence, at, free)
    if kind != "provided" and stands_first(low, first, at):
        first = at
    fronted = not any(word[:1].isalnum() and word not in JOINS for word in low[first:at])
    if fronted:
        end = fronted_end(sentence, at, length)
        consequence = stripped(sentence, range(end, ends_at(sentence, end)))
        if consequence and low[consequence.start] == "then":
            consequence = stripped(sentence, range(consequence.start + 1, consequence.stop))
    else:
        end = trailing_end(sentence, at, length)
        consequence = stripped(sentence, range(first, at))
    condition = stripped(sentence, range(at, end))
    if len(condition) <= length:
        return None
    if unreal(low, condition, consequence):
        return None
    open_to = is_open(low, consequence)
    if kind in ("until", "once", "only") and not open_to:
        return None
    if kind == "until" and not _has_verb(low, at + length, condition.stop):
        denied = any(word in NEGATED for word in low[consequence.start : consequence.stop])
        if not denied:
            return None
    if kind == "once" and not fronted and not _has_verb(low, at + length, condition.stop):
        return None
    waited = _waited(sentence, kind, at, condition)
    if waited:
        more = stripped(sentence, range(waited, condition.stop))
        condition = stripped(sentence, range(at, waited))
        return kind, condition, range(at, at + length), (consequence, more)
    return kind, condition, range(at, at + length), (consequence,)


def _waited(sentence: Sentence, kind: str, at: int, condition: range) -> int | None:
    """Where “to” begins in “wait until it is over to vote”: what is waited with depends, too."""
    low = sentence.low
    if kind != "until" or not at or low[at - 1] not in ("wait", "waits", "waited", "waiting"):
        return None
    verb = False
    for place in condition:
        verb = verb or low[place] in FINITE
        after = low[place + 1] if place + 1 < condition.stop else ""
        if verb and low[place] == "to" and after.isalpha() and after not in ARTICLES:
            return place
    return None


def _nominal(sentence: Sentence, kind: str, at: int, length: int, free: int) -> Found | None:
    """A condition that is a noun: “without a ceasefire”, “in exchange for grain”."""
    low = sentence.low
    after = low[at + length] if at + length < len(low) else ""
    if not after or after.endswith("ing"):
        return None
    first = begins(sentence, at, free)
    fronted = not any(word[:1].isalnum() and word not in JOINS for word in low[first:at])
    end = (
        fronted_end(sentence, at, length, noun=True)
        if fronted
        else noun_end(low, at + length, kind)
    )
    if fronted and end >= len(low):
        end = noun_end(low, at + length, kind)
    condition = stripped(sentence, range(at, end))
    consequence = stripped(
        sentence, range(end, ends_at(sentence, end)) if fronted else range(first, at)
    )
    words = low[consequence.start : consequence.stop][:WIDE]
    if kind == "unless":
        denied = any(word in NEGATED or word.endswith("n't") for word in words)
        holds = any(word in _LISTS["promising"] or word in ("cannot", "can't") for word in words)
        there = "there" in words or "impossible" in words or "no" in words
        if not ((denied and (holds or there)) or (fronted and holds)):
            return None
        if not fronted and not (holds or there):
            return None
    elif kind == "provided" and not is_open(low, consequence) and _past(words):
        return None
    if unreal(low, condition, consequence):
        return None
    return kind, condition, range(at, at + length), (consequence,)


def _past(words: Sequence[str]) -> bool:
    return any(word in FINITE or word.endswith("ed") for word in words)


def _order(sentence: Sentence, at: int, free: int) -> Found | None:
    """“They must withdraw before any talks”: what comes first is the condition."""
    low = sentence.low
    first = begins(sentence, at, free)
    condition = stripped(sentence, range(first, at))
    if not any(word in _LISTS["obliging"] for word in low[condition.start : condition.stop]):
        return None
    consequence = stripped(sentence, range(at + 1, ends_at(sentence, at + 1)))
    return "only", condition, range(at, at + 1), (consequence,)


def _joined(sentence: Sentence, at: int, free: int) -> Found | None:
    """“Stop firing and we will talk”, “they should stop and then we can talk”, “… or else …”."""
    low = sentence.low
    length = 2 if low[at + 1 : at + 2] in (["then"], ["else"]) else 1
    begin = at + length
    if low[begin : begin + 1] == [","]:
        begin += 1
    if begin >= len(low):
        return None
    first = begins(sentence, at, free)
    condition = stripped(sentence, range(first, at))
    if len(condition) == 0 or len(condition) >= WIDE:
        return None
    left = low[condition.start : condition.stop]
    commands = left[0] in _LISTS["imperatives"] or (
        left[0] in ("so", "then", "but", "and") and left[1:2] and left[1] in _LISTS["imperatives"]
    )
    obliges = any(word in _LISTS["obliging"] for word in left)
    right = low[begin : begin + 6]
    subject = (
        right[0] in SUBJECTS or right[0] in ARTICLES or sentence.words[begin].text[0].isupper()
    )
    promises = any(word in _LISTS["promising"] for word in right[1:])
    inverted = right[0] in _LISTS["promising"]
    consequence = stripped(sentence, range(begin, ends_at(sentence, begin)))
    if low[at] == "or":
        if length == 2 and (commands or obliges):
            return "unless", condition, range(at, at + length), (consequence,)
        if length == 1 and commands and subject and right[0] not in ("any", "all", "both"):
            return "unless", condition, range(at, at + 1), (consequence,)
        return None
    if length == 2 and (commands or obliges) and ((subject and promises) or inverted):
        return "then", condition, range(at, at + 2), (consequence,)
    if length == 1 and commands and subject and promises and not obliges:
        return "then", condition, range(at, at + 1), (consequence,)
    if length == 1 and commands and subject and promises and left[0] in _LISTS["imperatives"]:
        return "then", condition, range(at, at + 1), (consequence,)
    return None
