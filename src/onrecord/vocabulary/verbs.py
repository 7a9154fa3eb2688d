"""The forms of English verbs by rule, and lists of phrases that are looked up word by word."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from onrecord.vocabulary.lexicon import word_lists

_DOUBLE_S: Final = ("ss", "sh", "ch", "x", "z", "o")


def verb_forms(verb: str) -> frozenset[str]:
    """All forms of a verb, by rule but for those of `verbforms.toml`.

    A rule may make more than there is: “sayed” does no harm where nobody writes it.

    Example:
        >>> sorted(verb_forms("deny")), sorted(verb_forms("tell"))
        (['denied', 'denies', 'deny', 'denying'], ['tell', 'telling', 'tells', 'told'])
    """
    irregular = word_lists("verbforms").get(verb, frozenset())
    stem = verb.removesuffix("e")
    if verb[-1:] == "y" and verb[-2:-1] not in "aeiou":
        third, past = f"{verb[:-1]}ies", f"{verb[:-1]}ied"
    else:
        third, past = verb + ("es" if verb.endswith(_DOUBLE_S) else "s"), f"{stem}ed"
    present = f"{stem}ing" if not verb.endswith(("ee", "oe", "ye")) else f"{verb}ing"
    if any(form.endswith("ing") for form in irregular):
        present = verb
    if any(not form.endswith(("ing", "s")) for form in irregular):
        past = verb
    return frozenset({verb, third, past, present}) | irregular


@cache
def _irregular() -> dict[str, str]:
    return {form: verb for verb, forms in word_lists("verbforms").items() for form in forms}


def lemma(word: str) -> str:
    """A word without its ending, so that forms of one verb or noun come out alike; no dictionary.

    Example:
        >>> lemma("attacks"), lemma("said"), lemma("raising"), lemma("raise"), lemma("denied")
        ('attack', 'say', 'rais', 'rais', 'deny')
    """
    low = word.lower()
    if low in _irregular():
        low = _irregular()[low]
    elif low.endswith(("ies", "ied")) and len(low) > 4:
        low = f"{low[:-3]}y"
    else:
        for ending in ("ing", "ed", "es", "s"):
            if low.endswith(ending) and len(low) - len(ending) > 2 and not low.endswith("ss"):
                low = low[: -len(ending)]
                break
        if len(low) > 3 and low[-1] == low[-2] and low[-1] not in "sle":
            low = low[:-1]
    return low.removesuffix("e") if len(low) > 3 else low


class Phrases:
    """Phrases of words, found where they begin.

    Args:
        phrases: In small letters, their words with one space between them.

    Example:
        >>> Phrases(["no longer", "no"]).at(["there", "is", "no", "longer", "any"], 2)
        2
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            words = tuple(phrase.split())
            self._by_first.setdefault(words[0], []).append(words)
        for known in self._by_first.values():
            known.sort(key=len, reverse=True)

    def at(self, words: Sequence[str], place: int) -> int:
        """How many words the longest phrase has that begins at a place; 0 where none does."""
        for phrase in self._by_first.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                return len(phrase)
        return 0

    def within(self, words: Sequence[str], begin: int = 0, end: int | None = None) -> list[range]:
        """Where phrases stand between two places, each word in one of them at most."""
        found: list[range] = []
        at, stop = begin, len(words) if end is None else end
        while at < stop:
            length = self.at(words, at)
            if length and at + length <= stop:
                found.append(range(at, at + length))
            at += length or 1
        return found
