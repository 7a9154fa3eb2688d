"""Attributions that relay another: “SANA reported that the envoy told …”.

The tagger knows one attribution for each stretch of words, and where one reports another it often
takes the one within and leaves the words around it untagged. So each sentence is decoded a second
time as if the attribution found in it were a content. What then stands out as its cue and source
relays it, and the attribution that was found moves to the inner level.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from onrecord.engine.crf import FORBIDDEN, TAGS, Floats
from onrecord.engine.pairs import CUE, SOURCE, Level, Tag
from onrecord.engine.tokens import Ints

HINT: Final = 0.1
"""Probability to be of a cue that a free word must have before its sentence is decoded again."""
NEAR: Final = 1
"""Words, such as “that”, between a cue without a content and an attribution that it may ascribe."""
SURE: Final = 0.5
"""Probability from which on the second decoding's cue, and each of its links, is believed: what is
more likely than not."""

Link = Callable[[list[Tag]], Level]

_BEGIN: Final = TAGS.index("B-content")
_GO_ON: Final = TAGS.index("I-content")


@dataclass(frozen=True, slots=True)
class Suspect:
    """An attribution that something in its sentence may relay.

    Attributes:
        own: Its tags.
        others: The other tags of its sentence, but for a cue right before it that found no content:
            what such a one ascribes may be the attribution.
        here: Places of all of them among the level's tags.
        run: The sentence's words.
        scores: Of shape [words of the sentence, 7]: the tagger's, the attribution made a content.
    """

    own: list[Tag]
    others: list[Tag]
    here: range
    run: range
    scores: Floats


def suspects(outer: Level, sentences: Ints, cues: Floats, scores: Floats) -> list[Suspect]:
    """The attributions whose sentences are to be decoded again.

    Args:
        outer: The attributions that were found.
        sentences: Of shape [words].
        cues: Of shape [words]: the probability to be of a cue.
        scores: Of shape [words, 7]: the tagger's.
    """
    tags = outer.tags
    begins = [tag.begin for tag in tags]
    numbers = sentences.tolist()
    parts: dict[int | None, list[int]] = defaultdict(list)
    for content, (cue, _) in outer.cue_of.items():
        parts[cue].append(content)
    users = Counter(source for source, _ in outer.source_of.values())
    found = []
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
            or (here.start > 0 and tags[here.start - 1].end > first)
        ):
            continue
        alone = {
            i
            for i in here
            if tags[i].role == CUE and not parts[i] and low - NEAR <= tags[i].end <= low
        }
        others = [tags[i] for i in here if i not in members and i not in alone]
        if any(tag.overlaps(low, high) for tag in others):
            continue
        free = np.ones(last - first, bool)
        for i in set(here) - alone:
            free[tags[i].begin - first : tags[i].end - first] = False
        if not (free & (cues[first:last] >= HINT)).any():
            continue
        forced = scores[first:last].copy()
        forced[low - first : high - first] = FORBIDDEN
        forced[low - first, _BEGIN] = 0
        forced[low - first + 1 : high - first, _GO_ON] = 0
        own = [tags[i] for i in sorted(members)]
        found.append(Suspect(own, others, here, range(first, last), forced))
    return found


def settle(
    outer: Level, found: Sequence[tuple[Suspect, list[Tag]]], link: Link
) -> tuple[Level, list[Tag]]:
    """Takes in what relays the suspects.

    Args:
        outer: The attributions that were found.
        found: Suspects, and the best tags of each one's sentence, counted from its first word.
        link: Links tags.

    Returns:
        The outer level with the relays, and the tags that moved to the inner level.
    """
    gone: set[int] = set()
    new: list[Tag] = []
    moved: list[Tag] = []
    for suspect, fresh in found:
        if gone.intersection(suspect.here):
            continue
        tags = _with_relay(suspect, fresh)
        here = outer.tags[suspect.here.start : suspect.here.stop]
        if tags and _relays(link(tags), suspect.own, here):
            gone.update(suspect.here)
            new += tags
            moved += suspect.own
    if not moved:
        return outer, moved
    kept = [tag for i, tag in enumerate(outer.tags) if i not in gone]
    return link(sorted([*kept, *new], key=lambda tag: tag.begin)), moved


def _with_relay(suspect: Suspect, fresh: list[Tag]) -> list[Tag]:
    """The sentence's tags with one new cue, or nothing."""
    start = suspect.run.start
    old = [*suspect.own, *suspect.others]
    moved = [replace(tag, begin=tag.begin + start, end=tag.end + start) for tag in fresh]
    new = [
        tag
        for tag in moved
        if tag.role == CUE and not any(one.overlaps(tag.begin, tag.end) for one in old)
    ]
    if len(new) != 1 or new[0].probability < SURE:
        return []
    low = min(tag.begin for tag in suspect.own)
    content = next(tag for tag in moved if tag.begin <= low < tag.end)
    near = [new[0], content, *(tag for tag in moved if tag.role == SOURCE)]
    kept = [tag for tag in suspect.others if not any(tag.overlaps(n.begin, n.end) for n in near)]
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
