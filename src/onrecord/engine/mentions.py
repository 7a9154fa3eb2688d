"""Who and what a text mentions: names, nouns for people and bodies, pronouns, as runs of words.

A mention is kept as the words at its head, so that mentions never overlap: of “Russian Foreign
Minister Sergei Lavrov” the name, of “the talkative head of the mission” the word “head”.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.engine.crf import Floats
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
            if cls is not None and text[start:end] != "US":
                found.append(Mention(i, i + 1, cls))
    return found


_LONGEST: Final = max(map(len, PRONOUNS))


def _tagged(words: Words, scores: Floats) -> Sequence[Mention]:
    if not len(words):
        return []
    tags: npt.NDArray[np.int64] = scores.argmax(1)
    kinds = (tags + 1) // 2  # 0 is none
    within = tags % 2 == 0
    same = np.zeros(len(tags), bool)
    same[1:] = (
        within[1:] & (kinds[1:] == kinds[:-1]) & (words.paragraphs[1:] == words.paragraphs[:-1])
    )
    begins = np.flatnonzero((kinds > 0) & ~same)
    exact = scores - scores.max(1, keepdims=True)
    sure = 1 / np.exp(exact).sum(1)
    found = []
    for begin in begins.tolist():
        end = begin + 1
        while end < len(tags) and same[end] and kinds[end] == kinds[begin]:
            end += 1
        cls = KINDS[kinds[begin] - 1]
        found.append(Mention(begin, end, cls, float(sure[begin:end].min())))
    return found
