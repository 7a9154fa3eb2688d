"""How sure an attribution is, and what that is computed from.

The evidence is what the engine left beside the words: five probabilities, and a few counts that
tell easy constructions from hard ones. Logistic regression (Platt 1999) makes one probability of
it; `training.calibrate` fits the weights, and `features` is the one place that says what they
weigh.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from onrecord.engine.crf import Floats
from onrecord.errors import WeightsError

EDGE: Final = 0.02
"""Added to a probability and to its complement before the logarithm. Without it one word that the
tagger thinks impossible outweighs all else: the calibration error was 5.7 % instead of 1.1 %
(PolNeAR's development part and 40 articles of its training part, fitted crosswise, 2026-11-23)."""

PROBABILITIES: Final = ("content", "cue", "source", "content_link", "source_link")
NAMES: Final = (
    *(f"{name}, {side}" for name in PROBABILITIES for side in ("low", "high")),
    "words of the content",
    "words of the source",
    "words to the content",
    "words to the source",
    "cue follows",
    "mixed",
    "closed",
)
"""What each feature is called, in their order. Chosen by leaving out, one by one, those of 29 whose
absence did no harm when fitted crosswise (2026-11-23)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for and against one attribution.

    Attributes:
        content: The probability of the content's least sure word; of its least sure part.
        cue: The same for the cue; None where there is none.
        source: The same for the source; None where there is none.
        content_link: The probability that the content belongs to the cue, or to none.
        source_link: The probability that the source belongs to the cue, or that there is none;
            None where there is no cue.
        content_words: Words of the content.
        source_words: Words of the source; 0 where there is none.
        content_gap: Words between the cue and the nearest part of the content.
        source_gap: Words between the cue and the source.
        cue_follows: Whether the content begins before the cue.
        mixed: Whether some words of the content stand in quotation marks and some do not.
        closed: Whether the content ends where a sentence or a quotation does.
    """

    content: float
    cue: float | None
    source: float | None
    content_link: float
    source_link: float | None
    content_words: int
    source_words: int
    content_gap: int
    source_gap: int
    cue_follows: bool
    mixed: bool
    closed: bool


def features(evidence: Evidence) -> list[float]:
    """The numbers that are weighed, in the order of `NAMES`; 0 for what is not there."""
    found: list[float] = []
    for name in PROBABILITIES:
        value: float | None = getattr(evidence, name)
        if value is None:
            found += (0.0, 0.0)
        else:
            found += (math.log(value + EDGE), -math.log(1 - min(1.0, value) + EDGE))
    found += (
        math.log(max(1, evidence.content_words)),
        math.log(max(1, evidence.source_words)),
        math.log1p(evidence.content_gap),
        math.log1p(evidence.source_gap),
        float(evidence.cue_follows),
        float(evidence.mixed),
        float(evidence.closed),
    )
    return found


UNTRAINED: Final[Floats] = np.array(
    [*(float(name.endswith("low")) for name in NAMES), 0.0], np.float32
)
"""A calibration for weights that have none yet: multiplies the probabilities as if they were
independent. It orders attributions and is no probability."""


def confidence(calibration: Floats, evidence: Evidence) -> float:
    """The probability that an attribution is right.

    Args:
        calibration: A weight for each feature and a constant, of shape [18].
        evidence: What speaks for it.

    Raises:
        WeightsError: If the calibration is one for other features.
    """
    if len(calibration) != len(NAMES) + 1:
        raise WeightsError(
            f"the weights' calibration has {len(calibration)} numbers, and {len(NAMES) + 1} are "
            "wanted: another OnRecord made it",
            "Calibrate them anew: onrecord train calibration --weights DIR --data DIR",
        )
    score = float(np.dot(calibration[:-1], features(evidence))) + float(calibration[-1])
    odds = math.exp(-abs(score))  # of the less likely; the other way round it may overflow
    return 1 / (1 + odds) if score > 0 else odds / (1 + odds)
