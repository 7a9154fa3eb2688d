"""Who and what a text mentions: names, nouns for people and bodies, pronouns, as runs of words.

A mention is kept as the words at its head, so that mentions never overlap: of “Russian Foreign
Minister Sergei Lavrov” the name, of “the talkative head of the mission” the word “head”.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from onrecord.engine.crf import FORBIDDEN, Floats, allowed, viterbi
from onrecord.engine.runs import paragraphs, side_by_side
from onrecord.engine.scorer import softmax
from onrecord.engine.tokens import Words

KINDS: Final = (
    "person",
    "organisation",
    "place",
    "nationality",
    "people",
    "body",
    "location",
)
"""What the tagger of mentions tells apart: four kinds of names, then nouns for the first three."""

NAMES: Final = KINDS[:4]
"""The kinds of names."""

MENTION_TAGS: Final = ("O", *(f"{part}-{kind}" for kind in KINDS for part in "BI"))

PRONOUNS: Final = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "i"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "we"),
    **dict.fromkeys(("you", "your", "yours", "yourself"), "you"),
    **dict.fromkeys(("who", "whom", "whose", "which"), "who"),
}
"""Each pronoun's class."""

CLASSES: Final = ("other", *KINDS, *dict.fromkeys(PRONOUNS.values()))
"""What a mention may be: a kind of name or noun, a class of pronouns, or something else."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A run of words that stands for somebody or something.

    Attributes:
        begin: The first word.
        end: One past the last word.
        cls: One of `CLASSES`.
        probability: How surely; 1 for a pronoun and for a human's.
    """

    begin: int
    end: int
    cls: str
    probability: float = 1.0


def decode_mentions(text: str, words: Words, scores: Floats) -> list[Mention]:
    """Reads names and nouns off the tagger's scores, and pronouns off the words.

    Args:
        text: The document's characters.
        words: Its words.
        scores: Of shape [words, tags], for `MENTION_TAGS`.

    Returns:
        Mentions in the order of the text, never overlapping.
    """
    found = [*_tagged(words, scores)]
    taken = np.zeros(len(words), bool)
    for mention in found:
        taken[mention.begin : mention.end] = True
    found += [one for one in pronouns(text, words) if not taken[one.begin]]
    return sorted(found, key=lambda mention: mention.begin)


def pronouns(text: str, words: Words) -> list[Mention]:
    """Every personal, possessive and relative pronoun."""
    found = []
    for i, (start, end) in enumerate(zip(words.starts.tolist(), words.ends.tolist(), strict=True)):
        if end - start <= _LONGEST:
            cls = PRONOUNS.get(text[start:end].lower())
            if cls is not None and not _is_acronym(text, words, i):
                found.append(Mention(i, i + 1, cls))
    return found


def _is_acronym(text: str, words: Words, place: int) -> bool:
    """Whether a word is in capitals among words that are not: WHO, US, IT."""
    if words.ends[place] - words.starts[place] < 2:
        return False
    around = [
        text[words.starts[i] : words.ends[i]]
        for i in range(max(0, place - 1), min(len(words), place + 2))
    ]
    mine = text[words.starts[place] : words.ends[place]]
    return mine.isupper() and not all(one.isupper() for one in around if one.isalpha())


_LONGEST: Final = max(map(len, PRONOUNS))


_START, _STEP = (np.where(fits, 0, FORBIDDEN).astype(np.float32) for fits in allowed(MENTION_TAGS))


def _tagged(words: Words, scores: Floats) -> Iterator[Mention]:
    shares = softmax(scores)
    runs = paragraphs([(words, scores)])
    for chosen, emissions, lengths in side_by_side([part for *_, part in runs]):
        for row, tags in zip(chosen, viterbi(emissions, lengths, _START, _STEP), strict=True):
            _, first, part = runs[row]
            own = tags[: len(part)]
            kinds = (own + 1) // 2
            for begin in np.flatnonzero(own % 2 == 1).tolist():
                end = begin + 1
                while end < len(own) and own[end] == own[begin] + 1:
                    end += 1
                kind = int(kinds[begin])
                of_kind = shares[first + begin : first + end, [2 * kind - 1, 2 * kind]].sum(1)
                yield Mention(first + begin, first + end, KINDS[kind - 1], float(of_kind.min()))
