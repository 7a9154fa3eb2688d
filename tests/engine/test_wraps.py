"""A second look at a sentence finds who relays what was found in it."""

from dataclasses import replace

import numpy as np
import pytest

from onrecord.engine.crf import Floats
from onrecord.engine.pairs import CONTENT, CUE, SOURCE, Level, Tag
from onrecord.engine.wraps import settle, suspects

# They(0) did(1) report(2) the(3) envoy(4) told(5) them(6) to(7) wait(8) .(9)  |  No(10)
SENTENCES = np.array([0] * 10 + [1], np.int32)
SCORES = np.zeros((11, 7), np.float32)
HINTED = np.array([0, 0.3, 0.3, 0, 0, 1, 0, 0, 0, 0, 0], np.float32)
WITHIN = [Tag(3, 5, SOURCE), Tag(5, 6, CUE), Tag(7, 9, CONTENT)]
AROUND = [Tag(0, 1, SOURCE, 0.9), Tag(1, 3, CUE, 0.8), Tag(3, 9, CONTENT, 1.0)]


def link(tags: list[Tag], sure: float = 0.9) -> Level:
    """Everything belongs to the last cue before it, or to the only one."""
    cues = [i for i, tag in enumerate(tags) if tag.role == CUE]
    sources = [i for i, tag in enumerate(tags) if tag.role == SOURCE]
    return Level(
        tuple(tags),
        {i: (cues[-1], sure) for i, tag in enumerate(tags) if tag.role == CONTENT},
        dict.fromkeys(cues, (sources[0] if sources else None, sure)),
    )


def run(
    outer: list[Tag] = WITHIN,
    cues: Floats = HINTED,
    again: list[Tag] = AROUND,
    sure: float = 0.9,
) -> tuple[list[Tag], list[Tag]]:
    found = suspects(link(outer), SENTENCES, cues, SCORES)
    for suspect in found:
        assert suspect.scores.shape == (10, 7)
        assert suspect.scores[3].argmax() == 5, "the attribution begins a content"
        assert set(suspect.scores[4:9].argmax(1)) == {6}, "and goes on as one"
    level, moved = settle(
        link(outer), [(suspect, again) for suspect in found], lambda tags: link(tags, sure)
    )
    return list(level.tags), moved


def test_the_words_around_become_the_attribution_and_the_one_within_moves_inwards() -> None:
    tags, moved = run()
    assert tags == AROUND
    assert moved == WITHIN


@pytest.mark.parametrize(
    ("why", "changed"),
    [
        ("no free word looks like a cue", {"cues": np.zeros(11, np.float32)}),
        ("the second look finds no cue", {"again": [AROUND[0], AROUND[2]]}),
        (
            "its cue is unlikely",
            {"again": [AROUND[0], replace(AROUND[1], probability=0.4), AROUND[2]]},
        ),
        ("nobody relays it", {"again": AROUND[1:]}),
        ("the links are unlikely", {"sure": 0.4}),
    ],
)
def test_otherwise_everything_stays_as_it_was(why: str, changed: dict[str, object]) -> None:
    assert run(**changed) == (WITHIN, []), why  # type: ignore[arg-type]


def test_an_attribution_over_several_sentences_is_left_alone() -> None:
    outer = [*WITHIN, Tag(10, 11, CONTENT)]

    assert suspects(link(outer), SENTENCES, HINTED, SCORES) == []
