"""Scores that pairs of spans belong together, from the numbers that training found.

Lee et al. (2017) score mentions so: a small network over both spans' words and what lies between
them. `training.model.PairScorer` is the same network as it is trained.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from onrecord.engine.crf import Floats

PAIRS: Final = 16_384
"""Pairs that are scored at once: a few megabytes, however many a book-long text has."""


@dataclass(frozen=True, slots=True)
class PairWeights:
    """A linker's arrays; `training.model.PairScorer` says what each is."""

    span: Floats
    span_bias: Floats
    cue: Floats
    tables: tuple[Floats, ...]
    score: Floats
    score_bias: float
    nothing: Floats
    nothing_bias: Floats
    nothing_score: Floats
    nothing_score_bias: float
    meeting: tuple[Floats, Floats] | None = None


def array(arrays: "np.lib.npyio.NpzFile", name: str) -> Floats:
    """An array in single precision; it is half as precise in the file."""
    found: Floats = arrays[name].astype(np.float32)
    return found


def pair_weights(
    arrays: "np.lib.npyio.NpzFile", name: str, features: Mapping[str, int]
) -> PairWeights:
    """Reads a scorer's arrays.

    Raises:
        KeyError: If one is missing.
    """

    def get(part: str) -> Floats:
        return array(arrays, f"{name}.{part}")

    return PairWeights(
        get("span.weight").T,
        get("span.bias"),
        get("cue.weight").T,
        tuple(get(f"tables.{i}.weight") for i in range(len(features))),
        get("score.weight")[0],
        float(get("score.bias")[0]),
        get("nothing.weight").T,
        get("nothing.bias"),
        get("nothing_score.weight")[0],
        float(get("nothing_score.bias")[0]),
        (get("meeting.0.weight").T, get("meeting.1.weight").T)
        if f"{name}.meeting.0.weight" in arrays
        else None,
    )


def span_vectors(vectors: Floats, spans: Sequence[tuple[int, int]]) -> Floats:
    """First, last and mean link vector of each span, of shape [spans, 3 * 96]."""
    if not spans:
        return np.zeros((0, 3 * vectors.shape[1]), np.float32)
    begins = np.array([begin for begin, _ in spans])
    ends = np.array([end for _, end in spans])
    mean = np.stack([vectors[a:b].mean(0) for a, b in zip(begins, ends, strict=True)])
    joined: Floats = np.concatenate([vectors[begins], vectors[ends - 1], mean], 1)
    return joined


def gelu(x: Floats) -> Floats:
    """Computes x Φ(x) with Abramowitz and Stegun's 7.1.26 for the error function."""
    z = np.abs(x) / math.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    poly = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    erf = np.sign(x) * (1 - poly * np.exp(-z * z))
    y: Floats = (0.5 * x * (1 + erf)).astype(np.float32)
    return y


def softmax(scores: Floats) -> Floats:
    """Scores to shares, along the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Floats = raised / raised.sum(-1, keepdims=True)
    return shares


def score_pairs(
    weights: PairWeights,
    spans: Floats,
    pairs: "np.typing.NDArray[np.int64]",
    features: "np.typing.NDArray[np.int64]",
) -> Floats:
    """How well pairs of spans fit.

    Args:
        weights: The scorer.
        spans: Of shape [spans, 3 * width], what `span_vectors` gave.
        pairs: Of shape [pairs, 2]: rows of `spans`.
        features: Of shape [pairs, features].

    Returns:
        Of shape [pairs].
    """
    left, right = spans @ weights.span + weights.span_bias, spans @ weights.cue
    ours = theirs = None
    if weights.meeting is not None:
        ours, theirs = spans @ weights.meeting[0], spans @ weights.meeting[1]
        ours /= math.sqrt(ours.shape[1])
    scores = np.zeros(len(pairs), np.float32)
    for begin in range(0, len(pairs), PAIRS):
        part = slice(begin, begin + PAIRS)
        hidden = left[pairs[part, 0]] + right[pairs[part, 1]]
        for column, table in enumerate(weights.tables):
            hidden += table[features[part, column]]
        scores[part] = gelu(hidden) @ weights.score + np.float32(weights.score_bias)
        if ours is not None and theirs is not None:
            scores[part] += (ours[pairs[part, 0]] * theirs[pairs[part, 1]]).sum(1)
    return scores


def score_nothing(weights: PairWeights, spans: Floats) -> Floats:
    """How well it fits that a span belongs to nothing; of shape [spans]."""
    hidden = gelu(spans @ weights.nothing + weights.nothing_bias)
    scores: Floats = hidden @ weights.nothing_score + np.float32(weights.nothing_score_bias)
    return scores
