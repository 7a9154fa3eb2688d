"""Attributions that relay another: “SANA reported that the envoy told …”.

The tagger knows one attribution for each stretch of words, and where one reports another it often
takes the one within and leaves the words around it untagged. So each sentence is decoded a second
time as if the attribution found in it were a content. What then stands out as its cue and source
relays it, and the attribution that was found moves to the inner level.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
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

_BEGIN: Final = TAGS.index("B-content")
_GO_ON: Final = TAGS.index("I-content")


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
    tags = outer.tags
    begins = [tag.begin for tag in tags]
    numbers = sentences.tolist()
    parts: dict[int | None, list[int]] = defaultdict(list)
    for content, (cue, _) in outer.cue_of.items():
        parts[cue].append(content)
    users = Counter(source for source, _ in outer.source_of.values())
    gone: set[int] = set()
    new: list[Tag] = []
    moved: list[Tag] = []
    for place, tag in enumerate(tags):
        if tag.role != CUE or not parts[place]:
            continue
        source = outer.source_of[place][0]
        members = {place, *parts[place], *([source] if source is not None else [])}
        low = min(tags[i].begin for i in members)
        high = max(tags[i].end for i in members)
        first = bisect_left(numbers, numbers[low])
        last = bisect_left(numbers, numbers[low] + 1)
        here = range(bisect_left(begins, first), bisect_left(begins, last))
        if (
            high > last
            or (source is not None and users[source] > 1)
            or gone.intersection(here)
            or (here.start > 0 and tags[here.start - 1].end > first)
        ):
            continue
        others = [tags[i] for i in here if i not in members]
        own = [tags[i] for i in sorted(members)]
        found = _look_again(own, others, range(first, last), cues, scores, decode)
        if found and _relays(link(found), own, tags[here.start : here.stop]):
            gone.update(here)
            new += found
            moved += own
    if not moved:
        return outer, moved
    kept = [tag for i, tag in enumerate(tags) if i not in gone]
    return link(sorted([*kept, *new], key=lambda tag: tag.begin)), moved


def _look_again(
    own: Sequence[Tag],
    others: Sequence[Tag],
    run: range,
    cues: Floats,
    scores: Floats,
    decode: Decode,
) -> list[Tag]:
    """Decodes a sentence as if an attribution in it were a content.

    Args:
        own: The attribution's tags.
        others: The sentence's other tags.
        run: The sentence's words.
        cues: As in `find_wraps`.
        scores: As in `find_wraps`.
        decode: As in `find_wraps`.

    Returns:
        The sentence's tags with one new cue, or nothing.
    """
    low, high = min(tag.begin for tag in own), max(tag.end for tag in own)
    if any(tag.begin < high and low < tag.end for tag in others):
        return []
    start = run.start
    free = np.ones(len(run), bool)
    for tag in (*own, *others):
        free[tag.begin - start : tag.end - start] = False
    if not (free & (cues[run.start : run.stop] >= HINT)).any():
        return []
    forced = scores[run.start : run.stop].copy()
    forced[low - start : high - start] = FORBIDDEN
    forced[low - start, _BEGIN] = 0
    forced[low - start + 1 : high - start, _GO_ON] = 0
    fresh = decode(forced)
    new = [tag for tag in fresh if tag.role == CUE and free[tag.begin : tag.end].all()]
    if len(new) != 1 or new[0].probability < SURE:
        return []
    content = next(tag for tag in fresh if tag.begin <= low - start < tag.end)
    near = [
        Tag(tag.begin + start, tag.end + start, tag.role, tag.probability)
        for tag in (new[0], content, *(tag for tag in fresh if tag.role == SOURCE))
    ]
    kept = [tag for tag in others if not any(tag.begin < n.end and n.begin < tag.end for n in near)]
    return sorted([*kept, *near], key=lambda tag: tag.begin)


def _relays(level: Level, own: Sequence[Tag], before: Sequence[Tag]) -> bool:
    """Whether the second decoding's content has a new cue, and that a source, both surely."""
    low = min(tag.begin for tag in own)
    for i, (cue, sure) in level.cue_of.items():
        tag = level.tags[i]
        if tag.begin <= low < tag.end and cue is not None:
            source, source_sure = level.source_of[cue]
            new = level.tags[cue] not in before
            return new and source is not None and min(sure, source_sure) >= SURE
    return False
