"""Long texts are read a stretch at a time, so that memory does not grow with their length.

The encoder's numbers take half a kilobyte a word, and whatever is ten megabytes long would fill a
laptop with them. So they are turned into tags and links after every `STRETCH` words, at the end of
a paragraph. A span never crosses a paragraph's end anyway; what is given up is a link from one
stretch into the next. No report is as long as one stretch, and a book has such a place every two
hundred pages.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from onrecord.document import Document
from onrecord.engine.acts import Doing, Vectors
from onrecord.engine.antecedents import Referents
from onrecord.engine.heads import Analysis
from onrecord.engine.mentions import Mention
from onrecord.engine.tokens import Words
from onrecord.engine.within import merged, shifted

STRETCH: Final = 50_000
"""Words that are read at once: some 300 kB of English, and 25 MB of the encoder's numbers."""


def stretches(words: Words, size: int) -> Iterator[Words]:
    """Cuts a text's words before the paragraph with which a stretch would pass `size` words.

    Paragraphs have at most `tokens.PARAGRAPH_LIMIT` words, so there is always one near.
    """
    opens = np.flatnonzero(words.features[:, 1])
    begin = 0
    while len(words) - begin > size:
        place = int(np.searchsorted(opens, begin + size, side="right")) - 1
        if opens[place] <= begin:  # a paragraph of more words than that
            place += 1
        end = int(opens[place]) if place < len(opens) else len(words)
        if end == len(words):
            break
        yield part_of(words, begin, end)
        begin = end
    yield part_of(words, begin, len(words)) if begin else words


def part_of(words: Words, begin: int, end: int) -> Words:
    """Some of a text's words; offsets and the numbers of paragraphs stay the text's."""
    own = slice(begin, end)
    first = int(words.first[begin])
    last = int(words.first[end]) if end < len(words) else len(words.pieces)
    return Words(
        words.starts[own],
        words.ends[own],
        words.paragraphs[own],
        words.features[own],
        words.pieces[first:last],
        words.first[own] - np.int32(first),
    )


def groups(
    texts: Iterable[tuple[Document, Words]], size: int | None = None
) -> Iterator[list[tuple[Document, Words]]]:
    """Puts short texts together and long ones apart, so that no group passes `STRETCH` words."""
    size = size or STRETCH
    chosen: list[tuple[Document, Words]] = []
    total = 0
    for document, words in texts:
        for part in stretches(words, size):
            if chosen and total + len(part) > size:
                yield chosen
                chosen, total = [], 0
            chosen.append((document, part))
            total += len(part)
    if chosen:
        yield chosen


def joined(analyses: Iterable[Analysis]) -> Iterator[Analysis]:
    """Puts the stretches of each document, which follow each other, together again."""
    same: list[Analysis] = []
    for analysis in analyses:
        if same and not _goes_on(same[-1], analysis):
            yield _one(same)
            same = []
        same.append(analysis)
    if same:
        yield _one(same)


def _goes_on(before: Analysis, after: Analysis) -> bool:
    """Whether two analyses are stretches of one text, and not the same text given twice."""
    if before.document is not after.document or not len(before.words) or not len(after.words):
        return False
    return int(before.words.ends[-1]) <= int(after.words.starts[0])


def _one(parts: Sequence[Analysis]) -> Analysis:
    if len(parts) == 1:
        return parts[0]
    offsets = np.cumsum([0, *(len(part.words) for part in parts)]).tolist()
    sentences, before = [], 0
    for part in parts:
        sentences.append(part.sentences + np.int32(before))
        before += int(part.sentences[-1]) + 1 if len(part.sentences) else 0
    mentions, refers = _meant(parts, offsets)
    return replace(
        parts[0],
        words=_whole([part.words for part in parts]),
        sentences=np.concatenate(sentences),
        outer=merged([shifted(part.outer, by) for part, by in zip(parts, offsets, strict=False)]),
        inner=merged([shifted(part.inner, by) for part, by in zip(parts, offsets, strict=False)]),
        mentions=mentions,
        refers=refers,
        doing=_doing(parts, offsets),
    )


def _doing(parts: Sequence[Analysis], offsets: Sequence[int]) -> Doing | None:
    """What tells the acts in all stretches."""
    known = [(part.doing, by) for part, by in zip(parts, offsets, strict=False) if part.doing]
    if not known:
        return None
    words = np.concatenate([one.vectors.words + np.int32(by) for one, by in known])
    rows = np.concatenate([one.vectors.rows for one, _ in known])
    return Doing(known[0][0].weights, Vectors(words, rows))


def _meant(
    parts: Sequence[Analysis], offsets: Sequence[int]
) -> tuple[tuple[Mention, ...], Referents]:
    """The mentions of all stretches, and whom they refer back to, which is never in another one."""
    mentions: list[Mention] = []
    refers: Referents = {}
    for part, by in zip(parts, offsets, strict=False):
        base = len(mentions)
        mentions += [replace(one, begin=one.begin + by, end=one.end + by) for one in part.mentions]
        for place, likely in part.refers.items():
            refers[place + base] = tuple((o if o is None else o + base, s) for o, s in likely)
    return tuple(mentions), refers


def _whole(parts: Sequence[Words]) -> Words:
    """The words of consecutive stretches as one text's; the opposite of `part_of`."""
    first, pieces = [], 0
    for part in parts:
        first.append(part.first + np.int32(pieces))
        pieces += len(part.pieces)
    return Words(
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate([part.paragraphs for part in parts]),
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.pieces for part in parts]),
        np.concatenate(first),
    )
