"""Who says “I” where nothing is quoted: the one interviewed, or whose turn it is to speak."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from onrecord.engine.heads import Analysis
from onrecord.engine.tokens import OUTSIDE

OPENING: Final = 300
"""Words at the beginning of a text that may say who is interviewed."""
QUESTIONS: Final = 2
"""Paragraphs that end in a question mark, in the least interview."""
MANY: Final = 4
"""The same in a text that is an interview though it has no such word."""
_INTERVIEW: Final = re.compile(r"interview(?:s|ed|ing)?", re.IGNORECASE)


def first_persons(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """The places of “I” and “you” outside quotations, each with that of the name that it means."""
    turns = list(_turns(analysis))
    if turns:
        begins = np.array([begin for begin, _ in turns])
        for place in _pronouns(analysis, "i"):
            turn = int(begins.searchsorted(analysis.mentions[place].begin, side="right")) - 1
            if turn >= 0 and turns[turn][1] != place:
                yield place, turns[turn][1]
        return
    asked = _questions(analysis)
    name = interviewee(analysis) if len(asked) >= QUESTIONS else None
    if name is None and len(asked) >= MANY:
        name = _headed(analysis)
    if name is None:
        return
    paragraphs = analysis.words.paragraphs
    for place in _pronouns(analysis, "i"):
        if int(paragraphs[analysis.mentions[place].begin]) not in asked:
            yield place, name
    for place in _pronouns(analysis, "you"):
        if int(paragraphs[analysis.mentions[place].begin]) in asked:
            yield place, name


def interviewee(analysis: Analysis) -> int | None:
    """The place of the only person whom the beginning says to be interviewed, or None.

    “Interview with NAME”, “a paper interviewed the surgeon NAME”, “NAME, interviewed by a paper”.
    """
    text, words = analysis.document.text, analysis.words
    for i in range(min(OPENING, len(words))):
        if not _INTERVIEW.fullmatch(text[words.starts[i] : words.ends[i]]):
            continue
        sentence = analysis.sentences[i]
        persons = [
            place
            for place, one in enumerate(analysis.mentions)
            if one.cls == "person" and analysis.sentences[one.begin] == sentence
        ]
        after = [place for place in persons if analysis.mentions[place].begin > i]
        if len(after) > 1 and _listed(analysis, after[0], after[1]):
            return None
        if after or persons:
            return (after or persons[::-1])[0]
    return None


def _headed(analysis: Analysis) -> int | None:
    """The place of the only person whom the headline, or else the first paragraph, names."""
    first = analysis.words.paragraphs[0]
    persons = [
        place
        for place, one in enumerate(analysis.mentions)
        if one.cls == "person" and analysis.words.paragraphs[one.begin] == first
    ]
    return persons[0] if len(persons) == 1 else None


def _listed(analysis: Analysis, one: int, other: int) -> bool:
    text, words, mentions = analysis.document.text, analysis.words, analysis.mentions
    between = text[words.ends[mentions[one].end - 1] : words.starts[mentions[other].begin]]
    return between.strip(" ,") in ("and", "&", "")


def _turns(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """First word of each turn of a transcript, and the place of the name before its colon."""
    text, words = analysis.document.text, analysis.words
    for place, one in enumerate(analysis.mentions):
        opens = bool(words.features[one.begin, 1])
        if one.cls not in ("person", "organisation") or not opens or one.end >= len(words):
            continue
        if text[words.starts[one.end]] == ":":
            yield one.begin, place


def _pronouns(analysis: Analysis, cls: str) -> Iterator[int]:
    quote: Sequence[int] = analysis.words.quote.tolist()
    for place, one in enumerate(analysis.mentions):
        if one.cls == cls and quote[one.begin] == OUTSIDE:
            yield place


def _questions(analysis: Analysis) -> frozenset[int]:
    """The numbers of paragraphs that end in a question mark."""
    text, words = analysis.document.text, analysis.words
    if not len(words):
        return frozenset()
    bounds = [0, *(np.flatnonzero(np.diff(words.paragraphs)) + 1).tolist(), len(words)]
    return frozenset(
        int(words.paragraphs[end - 1])
        for _, end in pairwise(bounds)
        if text[words.starts[end - 1]] == "?"
    )
