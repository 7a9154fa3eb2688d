"""Whether a condition can still come to be, and whether what depends on it is still open."""

from collections.abc import Sequence
from functools import cache
from typing import Final

from onrecord.interpret.clauses import SUBJECTS
from onrecord.interpret.extent import ARTICLES, WIDE
from onrecord.vocabulary.lexicon import word_lists

_LISTS: Final = word_lists("conditions")
NEGATED: Final = _LISTS["negated"]


def unreal(low: Sequence[str], condition: range, consequence: range) -> bool:
    """Whether a condition can no longer come to be: “if they had stayed, it would have burned”."""
    inside = low[condition.start : condition.stop][:WIDE]
    outside = low[consequence.start : consequence.stop][:WIDE]
    denied = any(word in ("not", "wasn't", "weren't") for word in inside[:5])
    been = any(word in ("was", "were", "wasn't", "weren't", "not") for word in inside[1:4])
    if "for" in inside[1:8] and denied and been:
        return True
    for at, word in enumerate(outside):
        if word in ("would", "could", "might", "should", "wouldn't", "couldn't", "'d"):
            near = [one for one in outside[at + 1 : at + 5] if not _is_adverb(one)]
            causes = near[1:2] and near[1] in SUBJECTS | ARTICLES | {"to"}
            if near[:1] == ["have"] and not causes:
                return True
    past = any(
        word in ("had", "hadn't", "they'd", "we'd", "he'd", "i'd", "she'd")
        and any(_participle(one) for one in inside[at + 1 : at + 3])
        for at, word in enumerate(inside)
    )
    return past and any(word in ("would", "could", "might", "wouldn't") for word in outside)


def _is_adverb(word: str) -> bool:
    return word in ("not", "never", "also", "still", "it", "we", "they") or word.endswith("ly")


def _participle(word: str) -> bool:
    return word in ("been", "known", "left", "gone", "done", "made", "come", "become") or (
        word.endswith(("ed", "en")) and len(word) > 3 and word not in ("when", "then", "open")
    )


def is_open(low: Sequence[str], consequence: range) -> bool:
    """Whether what depends is yet to be, and no account of what was."""
    words = low[consequence.start : consequence.stop][:WIDE]
    if not words:
        return False
    if any(word in _LISTS["open"] - {"not", "no", "never", "to"} for word in words):
        return True
    if words[0] in ("to", "not") or words[0] in _LISTS["imperatives"]:
        return True
    past = any(
        word in ("was", "were", "did", "had", "didn't") or word.endswith("ed") or word in _pasts()
        for word in words
    )
    return not past and any(word in NEGATED for word in words)


@cache
def _pasts() -> frozenset[str]:
    """Past forms of verbs that no rule makes: “heard”, “went”."""
    several = (forms_ for forms_ in word_lists("verbforms").values())
    return frozenset(one for each in several for one in each if not one.endswith(("ing", "es")))
