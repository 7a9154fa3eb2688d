"""What a confidence is computed from, and that it is a probability whatever the weights."""

import math
from dataclasses import asdict, fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.document import Document
from onrecord.engine.stub import StubEngine, Triple
from onrecord.errors import WeightsError
from onrecord.extract.evidence import (
    NAMES,
    PROBABILITIES,
    UNTRAINED,
    Evidence,
    confidence,
    features,
)
from onrecord.extract.links import with_evidence

EVEN = Evidence(0.5, 0.5, 0.5, 0.5, 0.5, 6, 2, 0, 0, False, False, True)

PROBABILITY = st.floats(0, 1)
ANY = st.builds(
    Evidence,
    PROBABILITY,
    st.none() | PROBABILITY,
    st.none() | PROBABILITY,
    PROBABILITY,
    st.none() | PROBABILITY,
    *[st.integers(0, 10_000)] * 4,
    *[st.booleans()] * 3,
)


def evidence(text: str, *triples: Triple) -> list[Evidence]:
    (analysis,) = StubEngine(triples).analyse([Document("d", text)])
    return [found for _, found in with_evidence(analysis)]


def changed(name: str, value: object) -> Evidence:
    return Evidence(**{**asdict(EVEN), name: value})


@given(
    weights=st.lists(
        st.floats(-1e3, 1e3, width=32), min_size=len(NAMES) + 1, max_size=len(NAMES) + 1
    ),
    found=ANY,
)
def test_a_confidence_is_a_probability_whatever_the_weights(
    weights: list[float], found: Evidence
) -> None:
    assert 0 <= confidence(np.array(weights, np.float32), found) <= 1


@given(found=ANY)
def test_there_is_a_finite_number_for_every_feature(found: Evidence) -> None:
    numbers = features(found)
    assert len(numbers) == len(NAMES)
    assert all(map(math.isfinite, numbers))


def test_a_confidence_is_the_logistic_function_of_the_weighed_features() -> None:
    weights = np.linspace(-0.5, 0.5, len(NAMES) + 1).astype(np.float32)
    score = float(np.dot(weights[:-1], features(EVEN)) + weights[-1])
    assert confidence(weights, EVEN) == pytest.approx(1 / (1 + math.exp(-score)))


@pytest.mark.parametrize("name", PROBABILITIES)
def test_without_training_it_rises_with_every_probability(name: str) -> None:
    raised = changed(name, 0.9)
    assert confidence(UNTRAINED, EVEN) < confidence(UNTRAINED, raised) < 1


def test_a_calibration_of_another_length_is_refused_with_a_way_out() -> None:
    with pytest.raises(WeightsError, match="onrecord train calibration"):
        confidence(np.ones(6, np.float32), EVEN)


def test_the_evidence_is_that_of_the_attribution() -> None:
    text = "“Go,” old Ana said at noon, “now and so far.” Nobody did."
    (found,) = evidence(text, ("old Ana", "said", ("“Go,”", "“now and so far.”")))
    assert found == Evidence(1, 1, 1, 1, 1, 11, 2, 2, 0, True, False, True)

    (found,) = evidence("It was said by then that he left early", ("", "was said", "he left"))
    assert found == Evidence(1, 1, None, 1, 1, 2, 0, 3, 0, False, False, False)

    (found,) = evidence("The hall fell silent. “Never again.”", ("", "", "“Never again.”"))
    assert (found.cue, found.source, found.source_link) == (None, None, None)
    assert (found.content_gap, found.cue_follows, found.closed) == (0, False, True)


def test_words_in_marks_beside_words_without_are_mixed() -> None:
    (found,) = evidence("Ana said that “it” is over.", ("Ana", "said", "that “it” is over"))
    assert found.mixed
    assert found.closed


def test_every_part_of_the_evidence_is_weighed() -> None:
    told = {
        "content": 0.9, "cue": 0.9, "source": 0.9, "content_link": 0.9, "source_link": 0.9,
        "content_words": 9, "source_words": 9, "content_gap": 9, "source_gap": 9,
        "cue_follows": True, "mixed": True, "closed": False,
    }  # fmt: skip
    assert set(told) == {field.name for field in fields(Evidence)}
    for name, value in told.items():
        assert features(changed(name, value)) != features(EVEN), name
