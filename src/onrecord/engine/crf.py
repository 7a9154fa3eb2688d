"""A linear-chain conditional random field over a few tags, for many short sequences at once.

Lafferty, McCallum and Pereira (2001). Sequences are paragraphs, padded side by side; the tags are
BIO over the three roles, so the scores forbid an I- that continues nothing.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

TAGS: Final = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FORBIDDEN: Final = -1e4
"""The score of a step that the tags forbid: low enough never to be taken, and finite."""


def allowed() -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which tags may start a sequence, of shape [tags], and follow another, [tags, tags]."""
    start = np.array([not tag.startswith("I") for tag in TAGS])
    step = np.array(
        [
            [not tag.startswith("I") or (before[1:] == tag[1:] and before != "O") for tag in TAGS]
            for before in TAGS
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
    back = np.zeros((longest, n, len(TAGS)), np.int8)
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


def marginals(
    emissions: Floats, lengths: npt.NDArray[np.int64], start: Floats, step: Floats
) -> Floats:
    """The probability of each tag at each word, by the forward-backward algorithm.

    Arguments are those of `viterbi`. Returns shape [sequences, words, tags].
    """
    n, longest, k = emissions.shape
    # In logarithms and double precision: as plain products, a word whose scores are far apart makes
    # every path vanish, and what is left to divide by is nothing.
    scores, steps = emissions.astype(np.float64), step.astype(np.float64)
    forward = np.zeros((n, longest, k))
    backward = np.zeros((n, longest, k))
    forward[:, 0] = start + scores[:, 0]
    for t in range(1, longest):
        forward[:, t] = _log_sum(forward[:, t - 1, :, None] + steps, 1) + scores[:, t]
    for t in range(longest - 2, -1, -1):
        moved = _log_sum((backward[:, t + 1] + scores[:, t + 1])[:, None] + steps, 2)
        backward[:, t] = np.where((t + 1 < lengths)[:, None], moved, 0.0)
    both = forward + backward
    probabilities = np.exp(both - _log_sum(both, 2)[:, :, None])
    return probabilities.astype(np.float32)


def _log_sum(values: npt.NDArray[np.float64], axis: int) -> npt.NDArray[np.float64]:
    highest = values.max(axis, keepdims=True)
    total: npt.NDArray[np.float64] = np.log(np.exp(values - highest).sum(axis))
    total += highest.squeeze(axis)
    return total
