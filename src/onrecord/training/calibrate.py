"""How sure an attribution is: logistic regression on articles that were not learnt.

Platt (1999). An attribution counts as right in the sense of the scorer's `relation`: source and
content each share at least half of their words (Jaccard) with those of a human's attribution that
no better one has taken. Nothing here needs torch: calibration alone can be made anew for weights
that exist.

Forty articles are too few to know the share of right answers to a few per cent, so what ships is
fitted on the articles held out and on PolNeAR's development part together. Every figure, and every
confidence that a promise rests on, is crosswise: of a fit that did not see the article.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.document import Document
from onrecord.engine.session import Engine, load_engine
from onrecord.extract import precision
from onrecord.extract.evidence import NAMES, UNTRAINED, features
from onrecord.extract.links import with_evidence
from onrecord.extract.precision import Right, Sure, TrackRecord
from onrecord.statement import Attribution
from onrecord.training.data import Article, Gold

FOLDS: Final = 10
"""Parts, by article, of a crosswise fit."""
RIDGES: Final = (3.0, 10.0, 30.0, 100.0)
"""What is tried, on features of unit variance; the likeliest crosswise is taken."""

_WORD: Final = re.compile(r"\w+")

Table = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Answers:
    """Labelled attributions.

    Attributes:
        features: Of shape [answers, features]: see `extract.evidence.features`.
        right: Of shape [answers].
        article: Of shape [answers]: the number of each one's article.
    """

    features: Table
    right: Right
    article: npt.NDArray[np.int64]

    def where(self, chosen: npt.NDArray[np.bool_]) -> "Answers":
        """Some of them."""
        return Answers(self.features[chosen], self.right[chosen], self.article[chosen])


def collect(articles: Sequence[Article], engine: Engine) -> Answers:
    """Every attribution's evidence, and whether it is right.

    Args:
        articles: Labelled articles that the engine did not learn.
        engine: What finds attributions; its own calibration is not looked at.
    """
    weighed: list[list[float]] = []
    right: list[bool] = []
    numbers: list[int] = []
    for number, article in enumerate(articles):
        analysis = engine.analyse([Document(article.id, article.text)])[0]
        found = with_evidence(replace(analysis, calibration=UNTRAINED))
        weighed += [features(evidence) for _, evidence in found]
        right += judge(article.text, [one for one, _ in found], article.readings[0])
        numbers += [number] * len(found)
    return Answers(
        np.array(weighed, np.float64).reshape(-1, len(NAMES)),
        np.array(right, np.bool_),
        np.array(numbers, np.int64),
    )


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


def fit(answers: Answers, ridge: float) -> Table:
    """Weights for `extract.evidence.confidence`, by Newton's method.

    Args:
        answers: What to fit on.
        ridge: How strongly weights, of features at unit variance, are held down; the constant is
            not.

    Returns:
        A weight for each feature as it comes, and a constant.
    """
    if not len(answers.right):
        return UNTRAINED.astype(np.float64)
    mean, spread = answers.features.mean(0), answers.features.std(0) + 1e-6
    x = np.c_[(answers.features - mean) / spread, np.ones(len(answers.right))]
    y = answers.right.astype(np.float64)
    hold = np.diag([ridge] * (x.shape[1] - 1) + [1e-3])
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ weights)))
        gradient = x.T @ (p - y) + hold @ weights
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + hold, gradient)
        step *= min(1.0, 3.0 / max(np.abs(step).max(), 1e-12))  # far steps overshoot
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    slopes = weights[:-1] / spread
    return np.append(slopes, weights[-1] - mean @ slopes)


def sureness(weights: Table, answers: Answers) -> Sure:
    """The confidences that weights give."""
    score = answers.features @ weights[:-1] + weights[-1]
    return np.asarray(1 / (1 + np.exp(-np.clip(score, -30, 30))), np.float64)


def crosswise(answers: Answers, ridge: float) -> Sure:
    """Each answer's confidence by a fit on the other folds; an article is whole in one fold."""
    folds = answers.article % min(FOLDS, max(2, len(np.unique(answers.article))))
    sure = np.zeros(len(folds))
    for fold in np.unique(folds):
        here = folds == fold
        sure[here] = sureness(fit(answers.where(~here), ridge), answers.where(here))
    return sure


def best_ridge(answers: Answers) -> float:
    """The ridge with which the answers are likeliest crosswise."""
    return min(RIDGES, key=lambda ridge: surprise(crosswise(answers, ridge), answers.right))


def surprise(sure: Sure, right: Right) -> float:
    """The mean negative log-likelihood."""
    if not len(right):
        return 0.0
    kept = np.clip(sure, 1e-6, 1 - 1e-6)
    return float(-np.where(right, np.log(kept), np.log(1 - kept)).mean())


def refit(
    folder: Path, articles: Sequence[Article], report: Callable[[str], None], threads: int = 0
) -> None:
    """Calibrates the weights of a folder anew and rewrites their digests.

    Args:
        folder: Of weights.
        articles: Labelled articles that they did not learn.
        report: Is told what was found.
        threads: Of the processor; 0 takes them all.

    Raises:
        WeightsError: If the weights cannot be used.
    """
    settle(folder, collect(articles, load_engine(folder, threads)), report)


def settle(folder: Path, answers: Answers, report: Callable[[str], None]) -> None:
    """Fits a calibration on answers, writes it into a folder of weights and says how good it is."""
    ridge = best_ridge(answers)
    sure = crosswise(answers, ridge)
    name = write(folder, fit(answers, ridge), sure, answers)
    record = TrackRecord.of(name, sure, answers.right, answers.article)
    share = answers.right.mean() if len(answers.right) else 0.0
    report(
        f"{len(answers.right)} attributions of {len(np.unique(answers.article))} articles never "
        f"learnt, {share:.1%} "
        f"right; ridge {ridge:g}; calibration error crosswise "
        f"{calibration_error(sure, answers.right):.1%}, where {noise(sure):.1%} would be seen if "
        "there were none"
    )
    report(
        f"precision up to {record.highest:.1%} can be promised (design effect {record.alike:.1f}); "
        f"the weights are {name} now"
    )


def write(folder: Path, weights: Table, sure: Sure, answers: Answers) -> str:
    """Writes a calibration beside the other arrays, and returns the weights' new name.

    The name ends in a digest of the calibration: what a book holds by another one is told apart.
    """
    file, card_file = folder / "heads.npz", folder / "weights.json"
    with np.load(file) as old:
        arrays = {name: old[name] for name in old.files}
    arrays["calibration"] = weights.astype(np.float32)
    arrays["calibration.sure"] = sure.astype(np.float32)
    arrays["calibration.right"] = answers.right
    arrays["calibration.article"] = answers.article.astype(np.int32)
    stream = BytesIO()
    np.savez_compressed(stream, **arrays)
    own = hashlib.sha256(b"".join(arrays[name].tobytes() for name in _OURS)).hexdigest()
    card = json.loads(card_file.read_text("utf-8"))
    stem, _, encoder = str(card["name"]).partition("+")
    card["name"] = f"{stem}+{encoder.partition('.')[0]}.{own[:8]}"
    card["sha256"]["heads.npz"] = hashlib.sha256(stream.getvalue()).hexdigest()
    parts = {
        file: stream.getvalue(),
        card_file: (json.dumps(card, indent=2) + "\n").encode(),
    }
    for path, data in parts.items():
        path.with_name(path.name + ".part").write_bytes(data)
    for path in parts:
        path.with_name(path.name + ".part").replace(path)
    precision.shipped.cache_clear()
    return str(card["name"])


_OURS: Final = ("calibration", "calibration.sure", "calibration.right", "calibration.article")


def calibration_error(sure: Sure, right: Right) -> float:
    """Expected calibration error over ten bins of equal width (Naeini et al. 2015)."""
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(
        sum(
            abs(sure[bins == b].mean() - right[bins == b].mean()) * (bins == b).mean()
            for b in np.unique(bins)
        )
    )


def noise(sure: Sure, draws: int = 200) -> float:
    """The calibration error that drawing alone shows, on average, where there is none."""
    chance = np.random.default_rng(0)
    seen = [calibration_error(sure, chance.random(len(sure)) < sure) for _ in range(draws)]
    return float(np.mean(seen))
