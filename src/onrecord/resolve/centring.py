"""Of whom a sentence goes on to speak: whoever the sentence before it spoke of first.

A pronoun that opens a sentence and speaks most often stands for what the sentence before is about:
its source where it had one, else its subject (Grosz, Joshi and Weinstein 1995). This is asked where
the engine is not sure.
"""

from collections.abc import Mapping
from typing import Final

from onrecord.engine.heads import Analysis
from onrecord.engine.mentions import NAMES
from onrecord.engine.pairs import SOURCE

FIRST: Final = 4
"""Words at the beginning of a sentence in which its subject begins."""


def centres(analysis: Analysis) -> Mapping[int, int]:
    """For the place of a pronoun that is a source at a sentence's start, that of its centre."""
    mentions, sentences = analysis.mentions, analysis.sentences
    paragraphs = analysis.words.paragraphs
    at = {one.begin: place for place, one in enumerate(mentions)}
    sources = {tag.begin: tag.end for tag in analysis.outer.tags if tag.role == SOURCE}
    firsts: dict[int, int] = {}
    speaking: dict[int, int] = {}
    starts: dict[int, int] = {}
    found: dict[int, int] = {}
    for word, number in enumerate(sentences.tolist()):
        starts.setdefault(number, word)
    for place, one in enumerate(mentions):
        number = int(sentences[one.begin])
        early = one.begin - starts[number] < FIRST
        named = one.cls in NAMES and one.cls != "nationality"
        if early and (named or one.cls in ("people", "body", "he", "she", "it", "they")):
            firsts.setdefault(number, place)
    for begin, end in sources.items():
        inside = [at[word] for word in range(begin, end) if word in at]
        names = [place for place in inside if mentions[place].cls != "nationality"]
        if names:
            speaking.setdefault(int(sentences[begin]), names[-1])
    for begin in sources:
        if begin not in at or mentions[at[begin]].cls not in ("he", "she", "it", "they"):
            continue
        number = int(sentences[begin])
        before = number - 1
        if begin - starts[number] >= 2 or before not in starts:
            continue
        if paragraphs[starts[before]] != paragraphs[begin]:
            continue
        centre = speaking.get(before, firsts.get(before))
        if centre is not None:
            found[at[begin]] = centre
    return found
