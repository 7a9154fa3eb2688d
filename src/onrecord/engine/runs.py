"""Paragraphs side by side, as decoding takes them: no run of tags goes over a paragraph's end."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from onrecord.engine.crf import Floats
from onrecord.engine.tokens import Words

CHUNK: Final = 20_000
"""Words, padding counted, that are decoded at once: enough to be quick, and little memory."""


def paragraphs(batch: Sequence[tuple[Words, Floats]]) -> list[tuple[int, int, Floats]]:
    """Document number, first word and scores of every paragraph."""
    runs = []
    for number, (words, scores) in enumerate(batch):
        starts = [0, *(np.flatnonzero(np.diff(words.paragraphs)) + 1).tolist(), len(words)]
        runs += [(number, a, scores[a:b]) for a, b in pairwise(starts) if a < b]
    return runs


def side_by_side(
    runs: Sequence[Floats],
) -> Iterator[tuple[list[int], Floats, "np.typing.NDArray[np.int64]"]]:
    """Lays runs of words side by side, longest first, as many at once as `CHUNK` allows.

    Yields, for each chunk, the runs' places; their scores, of shape [runs, words, tags]; and their
    lengths.
    """
    order = sorted(range(len(runs)), key=lambda i: -len(runs[i]))
    done = 0
    while done < len(order):
        longest = len(runs[order[done]])
        chosen = order[done : done + max(1, CHUNK // longest)]
        done += len(chosen)
        lengths = np.array([len(runs[i]) for i in chosen])
        emissions = np.zeros((len(chosen), longest, runs[chosen[0]].shape[1]), np.float32)
        for row, i in enumerate(chosen):
            emissions[row, : len(runs[i])] = runs[i]
        yield chosen, emissions, lengths
