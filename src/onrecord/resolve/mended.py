"""What the tagger of mentions missed or took in too much of, mended by what else is known."""

from dataclasses import replace
from typing import Final

import numpy as np

from onrecord.engine.heads import Analysis
from onrecord.engine.mentions import Mention as Marked
from onrecord.engine.pairs import SOURCE
from onrecord.resolve.outlets import is_outlet
from onrecord.vocabulary.lexicon import offices
from onrecord.vocabulary.speakers import classify


def with_sources(analysis: Analysis) -> Analysis:
    """Adds the names that the tagger of mentions missed and that of sources found.

    A source of capitalised words in which nobody is mentioned is a name: an outlet, else a body.
    """
    text, words = analysis.document.text, analysis.words
    taken = np.zeros(len(words) + 1, bool)
    for one in analysis.mentions:
        taken[one.begin : one.end] = True
    found = []
    for level in (analysis.outer, analysis.inner):
        for tag in level.tags:
            if tag.role != SOURCE or taken[tag.begin : tag.end].any():
                continue
            begin = tag.begin
            if text[words.starts[begin] : words.ends[begin]].casefold() == "the":
                begin += 1
            name = text[words.starts[begin] : words.ends[tag.end - 1]] if begin < tag.end else ""
            opens = tag.begin == 0 or analysis.sentences[tag.begin - 1] != analysis.sentences[begin]
            if _is_named(name, opens=opens):
                found.append(Marked(begin, tag.end, "organisation", 0.5))
                taken[begin : tag.end] = True
    if not found:
        return analysis
    mentions = sorted((*analysis.mentions, *found), key=lambda one: one.begin)
    place = {id(one): i for i, one in enumerate(mentions)}
    new = [place[id(one)] for one in analysis.mentions]
    refers = {
        new[i]: tuple((None if o is None else new[o], share) for o, share in likely)
        for i, likely in analysis.refers.items()
    }
    return replace(analysis, mentions=tuple(mentions), refers=refers)


def without_titles(analysis: Analysis) -> Analysis:
    """Takes from persons' names what is a title before them: “President”, “Mr.”, “Gen.”."""
    text, words = analysis.document.text, analysis.words

    def bare(one: Marked) -> Marked:
        begin = one.begin
        while one.cls == "person" and begin < one.end - 1:
            word = text[words.starts[begin] : words.ends[begin]].casefold()
            if word not in COURTESY and word not in offices().forms and word != ".":
                break
            begin += 1
        return replace(one, begin=begin) if begin > one.begin else one

    return replace(analysis, mentions=tuple(map(bare, analysis.mentions)))


COURTESY: Final = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "mx", "herr", "madame"}
    | {"monsieur", "sheikh", "sheik", "imam", "ayatollah"}
)
"""Words before a name that are no part of it and no office."""


def _is_named(words: str, *, opens: bool) -> bool:
    """Whether words are a name by their capitals; at a sentence's start one says nothing."""
    parts = words.split()
    small = all(part[0].isupper() or part in ("of", "for", "the", "and", "&") for part in parts)
    if not parts or not small or not parts[-1][0].isupper() or classify(parts) is not None:
        return False
    return len(parts) > 1 or not opens or is_outlet(words)
