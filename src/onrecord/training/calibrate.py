"""How sure an attribution is: logistic regression on articles that were not learnt.

Platt (1999). An attribution counts as right in the sense of the scorer's `relation`: source and
content each share at least half of their words (Jaccard) with those of a human's attribution that
no better one has taken.
"""

import re
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from onrecord.document import Document
from onrecord.engine.crf import Floats
from onrecord.engine.session import Engine
from onrecord.extract.links import with_evidence
from onrecord.statement import Attribution
from onrecord.training.data import Article, Gold

_WORD = re.compile(r"\w+")


def collect(articles: Sequence[Article], engine: Engine) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Every attribution's evidence, of shape [found, 5], and whether it is right, of shape [found].

    Args:
        articles: Labelled articles that the engine did not learn.
        engine: What finds attributions.
    """
    evidence: list[tuple[float, ...]] = []
    right: list[bool] = []
    for article in articles:
        analysis = engine.analyse([Document(article.id, article.text)])[0]
        found = with_evidence(analysis)
        evidence += [features for _, features in found]
        right += judge(article.text, [one for one, _ in found], article.readings[0])
    return np.array(evidence, np.float32).reshape(-1, 5), np.array(right, np.bool_)


def judge(text: str, found: Sequence[Attribution], golds: Sequence[Gold]) -> list[bool]:
    """Says of each attribution whether it is right, matching one to one, best pairs first."""
    places = [match.span() for match in _WORD.finditer(text)]

    def tokens(spans: Iterable[tuple[int, int]]) -> frozenset[int]:
        ranges = list(spans)
        return frozenset(
            i for i, (s, e) in enumerate(places) if any(a <= s and e <= b for a, b in ranges)
        )

    ours = [
        tuple(tokens((s.start, s.end) for s in one.spans(role)) for role in ("source", "content"))
        for one in found
    ]
    theirs = [(tokens(gold.source), tokens(gold.content)) for gold in golds]
    pairs = []
    for i, mine in enumerate(ours):
        for j, yours in enumerate(theirs):
            both = [_jaccard(a, b) for a, b in zip(mine, yours, strict=True)]
            if min(both) >= 0.5:
                pairs.append((sum(both), -i, -j))
    taken_i: set[int] = set()
    taken_j: set[int] = set()
    for _, i, j in sorted(pairs, reverse=True):
        if i not in taken_i and j not in taken_j:
            taken_i.add(i)
            taken_j.add(j)
    return [-i in taken_i for i in range(len(found))]


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def fit(evidence: Floats, right: npt.NDArray[np.bool_], ridge: float = 1.0) -> Floats:
    """Weights for `extract.links.confidence`, of shape [6], by Newton's method.

    The constant is not held down by the ridge; the weights are.
    """
    x = np.concatenate([np.log(np.maximum(evidence, 1e-6)), np.ones((len(evidence), 1))], 1)
    x = x.astype(np.float64)
    y = right.astype(np.float64)
    hold = ridge * np.diag([1.0] * (x.shape[1] - 1) + [1e-6])
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ weights)))
        gradient = x.T @ (p - y) + hold @ weights
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + hold, gradient)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights.astype(np.float32)


def calibration_error(sure: npt.NDArray[np.float64], right: npt.NDArray[np.bool_]) -> float:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(
        sum(
            abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
            for b in np.unique(bins)
        )
    )
