"""A linear-chain conditional random field over a few tags, for many short sequences at once.

Lafferty, McCallum and Pereira (2001). Sequences are paragraphs, padded side by side; the tags are
BIO over the three roles, so the scores forbid an I- that continues nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]

TAGS: Final = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FORBIDDEN: Final = -1e4
"""The score of a step that the tags forbid: low enough never to be taken, and finite."""


def allowed(
    among: Sequence[str] = TAGS,
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which tags may start a sequence, of shape [tags], and follow another, [tags, tags]."""
    start = np.array([not tag.startswith("I") for tag in among])
    step = np.array(
        [
            [not tag.startswith("I") or (before[1:] == tag[1:] and before != "O") for tag in among]
            for before in among
        ]
    )
    return start, step


def viterbi(
    emissions: Floats, lengths: npt.NDArray[np.int64], start: Floats, step: Floats
) -> npt.NDArray[np.int64]:
    """The best tags of each sequence.

    Args:
        emissions: Scores of shape [sequences, words, tags]; what stands past a length is ignored.
        lengths: Of shape [sequences], each at least 1.
        start: Of shape [tags].
        step: Of shape [tags, tags], from the row's tag to the column's.

    Returns:
        Of shape [sequences, words]; 0 past a length.
    """
    n, longest, _ = emissions.shape
    score = start + emissions[:, 0]
    back = np.zeros((longest, n, len(start)), np.int8)
    for t in range(1, longest):
        through = score[:, :, None] + step
        best = through.argmax(1)
        back[t] = best
        advanced = np.take_along_axis(through, best[:, None], 1)[:, 0] + emissions[:, t]
        score = np.where((t < lengths)[:, None], advanced, score)
    tags = np.zeros((n, longest), np.int64)
    rows = np.arange(n)
    current = score.argmax(1)
    for t in range(longest - 1, -1, -1):
        inside = t < lengths
        tags[:, t] = np.where(inside, current, 0)
        current = np.where(inside & (t > 0), back[t, rows, current], current)
    return tags


@dataclass(frozen=True, slots=True)
class BothWays:
    """What the forward-backward algorithm computes, each word's numbers scaled to a sum of 1.

    Attributes:
        forward: Of shape [words, sequences, tags].
        backward: The same.
        local: The same: exponentials of the scores.
        step: Of shape [tags, tags]: exponentials of the step scores.
    """

    forward: Doubles
    backward: Doubles
    local: Doubles
    step: Doubles

    def tags(self) -> Floats:
        """The probability of each tag at each word, of shape [sequences, words, tags]."""
        return _scaled(self.forward * self.backward).transpose(1, 0, 2).astype(np.float32)

    def steps(self) -> Floats:
        """The probability of each two tags at each word but the first and the one before it.

        Of shape [sequences, words - 1, tags before, tags].
        """
        to = (self.backward * self.local)[1:, :, None, :]
        pairs = self.forward[:-1, :, :, None] * self.step * to + TINY
        pairs /= pairs.sum((2, 3), keepdims=True)
        shares: Floats = pairs.transpose(1, 0, 2, 3).astype(np.float32)
        return shares


def both_ways(
    emissions: Floats, lengths: npt.NDArray[np.int64], start: Floats, step: Floats
) -> BothWays:
    """Runs the forward-backward algorithm; arguments are those of `viterbi`.

    Products of probabilities, scaled at each word (Rabiner 1989), in double precision: three times
    as fast as sums of logarithms.
    """
    n, longest, k = emissions.shape
    local = np.exp((emissions - emissions.max(2, keepdims=True)).astype(np.float64))
    local = np.ascontiguousarray(local.transpose(1, 0, 2))
    steps = np.exp((step - step.max()).astype(np.float64))
    forward = np.empty((longest, n, k))
    backward = np.ones((longest, n, k))
    going = np.arange(longest)[:, None] < lengths
    forward[0] = _scaled(np.exp((start - start.max()).astype(np.float64)) * local[0])
    for t in range(1, longest):
        forward[t] = _scaled((forward[t - 1] @ steps) * local[t])
    for t in range(longest - 2, -1, -1):
        moved = _scaled((backward[t + 1] * local[t + 1]) @ steps.T)
        backward[t] = np.where(going[t + 1][:, None], moved, 1.0)
    return BothWays(forward, backward, local, steps)


def marginals(
    emissions: Floats, lengths: npt.NDArray[np.int64], start: Floats, step: Floats
) -> Floats:
    """The probability of each tag at each word, of shape [sequences, words, tags].

    Arguments are those of `viterbi`.
    """
    return both_ways(emissions, lengths, start, step).tags()


TINY: Final = 1e-290
"""Added to each product: where scores are so far apart that no path is left, all are alike."""


def _scaled(values: Doubles) -> Doubles:
    values = values + TINY
    scaled: Doubles = values / values.sum(-1, keepdims=True)
    return scaled
