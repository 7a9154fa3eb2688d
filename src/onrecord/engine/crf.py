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
    weights = np.exp(step)
    forward = np.zeros((n, longest, k), np.float32)
    backward = np.ones((n, longest, k), np.float32)
    likelihood = np.exp(emissions - emissions.max(2, keepdims=True))
    alpha = np.exp(start) * likelihood[:, 0]
    forward[:, 0] = alpha / alpha.sum(1, keepdims=True)
    for t in range(1, longest):
        alpha = (forward[:, t - 1] @ weights) * likelihood[:, t]
        forward[:, t] = alpha / alpha.sum(1, keepdims=True)
    beta = np.ones((n, k), np.float32)
    for t in range(longest - 2, -1, -1):
        moved = (beta * likelihood[:, t + 1]) @ weights.T
        moved = moved / moved.sum(1, keepdims=True)
        beta = np.where((t + 1 < lengths)[:, None], moved, 1.0).astype(np.float32)
        backward[:, t] = beta
    both = forward * backward
    probabilities: Floats = both / both.sum(2, keepdims=True)
    return probabilities
