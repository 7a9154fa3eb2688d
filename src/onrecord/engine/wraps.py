"""Attributions that relay another: “SANA reported that the envoy told …”.

The tagger knows one attribution for each stretch of words, and where one reports another it often
takes the one within and leaves the words around it untagged. So each sentence is decoded a second
time as if the attribution found in it were a content. What then stands out as its cue and source
relays it, and the attribution that was found moves to the inner level.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from onrecord.engine.crf import FORBIDDEN, TAGS, Floats
from onrecord.engine.pairs import CUE, SOURCE, Level, Tag
from onrecord.engine.tokens import Ints

HINT: Final = 0.1
"""Probability to be of a cue that a free word must have before its sentence is decoded again."""
SURE: Final = 0.5
"""Probability from which on the second decoding's cue, and each of its links, is believed: what is
more likely than not."""

Decode = Callable[[Floats], list[Tag]]
Link = Callable[[list[Tag]], Level]


@dataclass(frozen=True, slots=True)
class Found:
    """The tags of both levels after one attribution has moved inwards."""

    outer: list[Tag]
    moved: list[Tag]


def find_wraps(
    outer: Level, sentences: Ints, cues: Floats, scores: Floats, decode: Decode, link: Link
) -> tuple[Level, list[Tag]]:
    """Looks for what relays each attribution of the outer level.

    Args:
        outer: The attributions that were found.
        sentences: Of shape [words].
        cues: Of shape [words]: the probability to be of a cue.
        scores: Of shape [words, 7]: the tagger's.
        decode: Finds the best tags of a run of words from its scores.
        link: Links tags.

    Returns:
        The outer level with the relays, and the tags that moved to the inner level.
    """
    moved: list[Tag] = []
    for cue in [tag for tag in outer.tags if tag.role == CUE]:
        found = _wrap(cue, outer, sentences, cues, scores, decode)
        if found is None:
            continue
        level = link(found.outer)
        if _relays(level, found, outer):
            outer = level
            moved += found.moved
    return outer, moved


_BEGIN: Final = TAGS.index("B-content")
_GO_ON: Final = TAGS.index("I-content")


def _wrap(
    cue: Tag, outer: Level, sentences: Ints, likely: Floats, scores: Floats, decode: Decode
) -> Found | None:
    """Decodes a cue's sentence as if its whole attribution were a content."""
    if cue not in outer.tags:
        return None
    place = outer.tags.index(cue)
    source = outer.source_of[place][0]
    parts = [outer.tags[i] for i, (of, _) in outer.cue_of.items() if of == place]
    if not parts:
        return None
    shared = source is not None and sum(s == source for s, _ in outer.source_of.values()) > 1
    members = [cue, *parts, *([outer.tags[source]] if source is not None else [])]
    low, high = min(tag.begin for tag in members), max(tag.end for tag in members)
    number = sentences[low]
    first, last = (int(sentences.searchsorted(number, side=side)) for side in ("left", "right"))
    others = [tag for tag in outer.tags if tag not in members]
    if high > last or shared or any(tag.begin < high and low < tag.end for tag in others):
        return None
    free = np.ones(last - first, bool)
    for tag in outer.tags:
        free[max(0, tag.begin - first) : max(0, tag.end - first)] = False
    if not (free & (likely[first:last] >= HINT)).any():
        return None
    forced = scores[first:last].copy()
    forced[low - first : high - first] = FORBIDDEN
    forced[low - first, _BEGIN] = 0
    forced[low - first + 1 : high - first, _GO_ON] = 0
    fresh = [
        Tag(tag.begin + first, tag.end + first, tag.role, tag.probability) for tag in decode(forced)
    ]
    cues = [
        tag for tag in fresh if tag.role == CUE and free[tag.begin - first : tag.end - first].all()
    ]
    if len(cues) != 1 or cues[0].probability < SURE:
        return None
    content = next(tag for tag in fresh if tag.begin <= low and high <= tag.end)
    near = [cues[0], content, *(tag for tag in fresh if tag.role == SOURCE)]
    kept = [tag for tag in others if not any(tag.begin < n.end and n.begin < tag.end for n in near)]
    return Found(sorted([*kept, *near], key=lambda tag: tag.begin), members)


def _relays(level: Level, found: Found, before: Level) -> bool:
    """Whether the second decoding's content has a new cue, and that a source, both surely."""
    old = set(before.tags)
    low = min(tag.begin for tag in found.moved)
    for i, (cue, sure) in level.cue_of.items():
        tag = level.tags[i]
        if tag.begin <= low < tag.end and cue is not None:
            source, source_sure = level.source_of[cue]
            new = level.tags[cue] not in old
            return new and source is not None and min(sure, source_sure) >= SURE
    return False
