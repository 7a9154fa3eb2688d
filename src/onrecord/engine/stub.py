"""An engine that finds what it is told to, for tests and for authors of plugins.

It needs no weights: ``StubEngine([("Rebels", "said", "no")])`` finds that attribution in every text
in which the three stand one after the other in any order.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np

from onrecord.document import Document
from onrecord.engine.heads import Analysis
from onrecord.engine.pairs import CONTENT, CUE, SOURCE, Level, Tag, sentence_numbers
from onrecord.engine.tokens import WORD, Ints, Words, paragraph_numbers, quote_states

Triple = tuple[str, str, str | tuple[str, ...]]

_CALIBRATION: Final = np.array([0] * 17 + [3], np.float32)
"""The same confidence for all, 95 %: no weight for any of the features of `extract.evidence`."""


class StubEngine:
    """Finds given source, cue and content strings wherever all of them stand in a text.

    Args:
        outer: Triples of source, cue and content; an empty source or cue is left out, and a content
            may be several parts.
        inner: The same for what stands within contents.
        name: What the engine calls itself.
        refuses: Texts holding this string make the engine fail, as a fault in it would.
    """

    def __init__(
        self,
        outer: Sequence[Triple],
        inner: Sequence[Triple] = (),
        name: str = "stub",
        refuses: str | None = None,
    ) -> None:
        self._outer = outer
        self._inner = inner
        self._name = name
        self._refuses = refuses

    @property
    def name(self) -> str:
        """See `Engine.name`."""
        return self._name

    def analyse(self, documents: Sequence[Document]) -> list[Analysis]:
        """See `Engine.analyse`."""
        return [self._analyse(document) for document in documents]

    def _analyse(self, document: Document) -> Analysis:
        if self._refuses is not None and self._refuses in document.text:
            raise RuntimeError("told to fail")
        words = cut_without_pieces(document.text)
        return Analysis(
            document,
            words,
            sentence_numbers(document.text, words),
            _level(document.text, words, self._outer),
            _level(document.text, words, self._inner),
            _CALIBRATION,
        )


def cut_without_pieces(text: str) -> Words:
    """Cuts a text as `tokens.cut` does, but needs no vocabulary: each word is one piece."""
    matches = [match.span() for match in WORD.finditer(text)]
    paragraphs, opens = paragraph_numbers(text, matches)
    features = np.zeros((len(matches), 4), np.int32)
    features[:, 1] = opens
    features[:, 3] = quote_states(text, [text[a:b] for a, b in matches], matches, opens)
    places: Ints = np.arange(len(matches), dtype=np.int32)
    starts = np.array([a for a, _ in matches], np.int32)
    ends = np.array([b for _, b in matches], np.int32)
    return Words(starts, ends, paragraphs, features, places, places)


def _level(text: str, words: Words, triples: Sequence[Triple]) -> Level:
    found: list[tuple[Tag, int]] = []
    for group, (source, cue, content) in enumerate(triples):
        parts = (content,) if isinstance(content, str) else content
        wanted = [(SOURCE, source), (CUE, cue), *((CONTENT, part) for part in parts)]
        if all(string in text for _, string in wanted):
            found += [(_tag(text, words, string, role), group) for role, string in wanted if string]
    found.sort(key=lambda pair: (pair[0].begin, pair[1]))
    cues = {group: i for i, (tag, group) in enumerate(found) if tag.role == CUE}
    cue_of: dict[int, tuple[int | None, float]] = {
        i: (cues.get(group), 1.0) for i, (tag, group) in enumerate(found) if tag.role == CONTENT
    }
    source_of: dict[int, tuple[int | None, float]] = dict.fromkeys(cues.values(), (None, 1.0))
    for i, (tag, group) in enumerate(found):
        if tag.role == SOURCE and group in cues:
            source_of[cues[group]] = (i, 1.0)
    return Level(tuple(tag for tag, _ in found), cue_of, source_of)


def _tag(text: str, words: Words, string: str, role: int) -> Tag:
    start = text.index(string)
    # A string that begins within a word takes that word too, as labels do.
    begin = min(int(words.ends.searchsorted(start, side="right")), len(words) - 1)
    end = int(words.starts.searchsorted(start + len(string), side="left"))
    return Tag(begin, max(end, begin + 1), role)
