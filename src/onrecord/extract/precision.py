"""How sure an answer must be for a share of such answers to be right: Learn then Test.

Angelopoulos, Bates, Candès, Jordan and Lei (2021). Precision need not rise with the threshold, so
conformal risk control in its plain form, which needs a loss that only falls, does not apply. Here
every threshold is a hypothesis, “answers at least this sure are right less often than asked”, and
is tested by an exact binomial tail on labelled answers. Fixed-sequence testing goes from the surest
answers downwards by steps that do not depend on what is right, and stops at the first threshold
that cannot be rejected; so no correction for many tests is needed, and the threshold never falls
when more is asked.

What is promised: with a probability of at least 1 - `ERROR` over the labelled answers, answers of
reports like theirs that pass the threshold are right at least as often as asked. It counts
attributions; all entries made of one attribution share its confidence. Answers of one report are
somewhat alike, so that they count for fewer: counts are divided by their design effect (Rao and
Scott 1992), which makes the tail exact for independent answers and close to it for these.
"""

import hashlib
import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord import models
from onrecord.errors import WeightsError
from onrecord.statement import Promise

ERROR: Final = 0.1
"""The probability that a promise is not kept."""
FIRST: Final = 0.1
"""The share of the labelled answers, the surest, of the first threshold tested. With 2,900 answers
it is 290; among much fewer, one that is wrong would end it all."""
STEP: Final = 0.025
"""The share that each further threshold adds."""

Sure = npt.NDArray[np.float64]
Right = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rung:
    """One threshold.

    Attributes:
        threshold: The confidence from which on answers pass.
        passed: Labelled answers that pass, for as many as they count.
        right: How many of them are right, rounded down.
    """

    threshold: float
    passed: int
    right: int


@dataclass(frozen=True, slots=True)
class TrackRecord:
    """How often labelled answers of one engine were right, by how sure it was.

    Attributes:
        engine: Its name.
        answers: How many answers were labelled.
        alike: Their design effect: how many of them count for one that is independent.
        rungs: The thresholds, in the order in which they are tested.
    """

    engine: str
    answers: int
    alike: float
    rungs: tuple[Rung, ...]

    @classmethod
    def of(cls, engine: str, sure: Sure, right: Right, article: Numbers) -> "TrackRecord":
        """Makes the ladder of thresholds.

        Args:
            engine: The engine's name.
            sure: Of shape [answers]: confidences from fits that did not see the answer.
            right: Of shape [answers].
            article: Of shape [answers]: the number of each one's report.
        """
        alike = design_effect(sure, right, article)
        order = np.argsort(-sure, kind="stable")
        steps = np.arange(round((1 - FIRST) / STEP) + 1) * STEP + FIRST
        rungs = []
        for place in np.unique(np.ceil(steps * len(sure)).astype(int)).tolist():
            if 0 < place <= len(sure):
                threshold = float(sure[order[place - 1]])
                passed = sure >= threshold
                count = math.floor(passed.sum() / alike)
                wrong = math.ceil((passed & ~right).sum() / alike)
                rungs.append(Rung(threshold, count, max(0, count - wrong)))
        return cls(engine, len(sure), alike, tuple(rungs))

    @property
    def highest(self) -> float:
        """The highest precision that can be promised at all."""
        if not self.rungs:
            return 0.0
        low, high = 0.0, 1.0
        for _ in range(40):
            middle = (low + high) / 2
            if _rejected(self.rungs[0], middle):
                low = middle
            else:
                high = middle
        return low

    def threshold(self, precision: float) -> float:
        """The lowest confidence from which on answers are right so often; infinite for none."""
        found = math.inf
        for rung in self.rungs:
            if not _rejected(rung, precision):
                break
            found = rung.threshold
        return found

    def promise(self, precision: float) -> Promise:
        """The promise of a precision between 0 and 1."""
        return Promise(precision, self.engine, self.threshold(precision))


def design_effect(sure: Sure, right: Right, article: Numbers) -> float:
    """How much more the errors of whole reports vary than independent ones would; at least 1.

    It was 1.8 for the weights of 2026-11-23: people differ in what they mark, report by report.
    """
    rest = right - sure
    if not len(rest) or not rest.any():
        return 1.0
    by_article = np.bincount(np.unique(article, return_inverse=True)[1], weights=rest)
    return max(1.0, float((by_article**2).sum() / (rest**2).sum()))


def _rejected(rung: Rung, precision: float) -> bool:
    """Whether that many right answers are too many for a precision below the one asked."""
    return tail(rung.passed, rung.right, precision) <= ERROR


def tail(draws: int, hits: int, share: float) -> float:
    """The probability of at least so many hits: the upper tail of the binomial distribution.

    Example:
        >>> tail(2, 1, 0.5)
        0.75
    """
    if hits <= 0:
        return 1.0
    if not 0 < share < 1:
        return float(share >= 1)
    whole = math.lgamma(draws + 1)
    logs = [
        whole
        - math.lgamma(k + 1)
        - math.lgamma(draws - k + 1)
        + k * math.log(share)
        + (draws - k) * math.log1p(-share)
        for k in range(hits, draws + 1)
    ]
    return min(1.0, round(math.fsum(map(math.exp, logs)), 12))


@cache
def shipped(folder: Path | None = None) -> TrackRecord:
    """The track record of the shipped weights, or of another folder's.

    Raises:
        WeightsError: If it is absent or damaged.
    """
    folder = folder or models.folder()
    file = folder / "heads.npz"
    try:
        card = json.loads((folder / "weights.json").read_text("utf-8"))
        if hashlib.sha256(file.read_bytes()).hexdigest() != card["sha256"]["heads.npz"]:
            raise ValueError("its digest is not the one in weights.json")
        with np.load(file) as arrays:
            return TrackRecord.of(
                str(card["name"]),
                arrays["calibration.sure"].astype(np.float64),
                arrays["calibration.right"].astype(np.bool_),
                arrays["calibration.article"].astype(np.int64),
            )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(
            f"{file} does not say how often its answers are right: {error}",
            "Install onrecord anew, or run: onrecord train calibration --weights DIR --data DIR",
        ) from error
