"""Thresholds that promise a precision: what holds of any answers, and how often a promise holds."""

import json
import math
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import models
from onrecord.errors import WeightsError
from onrecord.extract.precision import ERROR, TrackRecord, shipped, tail

ANSWERS = st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=300)


def record(answers: list[tuple[int, bool]]) -> TrackRecord:
    sure = np.array([one / 40 for one, _ in answers])
    right = np.array([right for _, right in answers], np.bool_)
    return TrackRecord.of("test", sure, right, np.arange(len(answers)))


@given(answers=ANSWERS, asked=st.tuples(st.floats(0.01, 0.99), st.floats(0.01, 0.99)))
def test_the_threshold_never_falls_when_more_is_asked(
    answers: list[tuple[int, bool]], asked: tuple[float, float]
) -> None:
    low, high = sorted(asked)
    track = record(answers)
    assert track.threshold(low) <= track.threshold(high)


@given(answers=ANSWERS, asked=st.floats(0.01, 0.99))
def test_there_is_a_threshold_up_to_the_highest_precision_and_none_beyond(
    answers: list[tuple[int, bool]], asked: float
) -> None:
    track = record(answers)
    assert math.isfinite(track.threshold(asked)) == (asked <= track.highest) or (
        abs(asked - track.highest) < 1e-6
    )


@given(answers=ANSWERS, asked=st.floats(0.05, 0.99))
def test_what_passes_was_right_at_least_as_often_as_asked(
    answers: list[tuple[int, bool]], asked: float
) -> None:
    threshold = record(answers).threshold(asked)
    passed = [right for sure, right in answers if sure / 40 >= threshold]
    assert not passed or sum(passed) / len(passed) > asked


def test_the_tail_is_that_of_the_binomial_distribution() -> None:
    shares = [math.comb(9, k) * 0.3**k * 0.7 ** (9 - k) for k in range(10)]
    for hits in range(10):
        assert tail(9, hits, 0.3) == pytest.approx(sum(shares[hits:]))
    assert tail(5000, 4900, 0.95) < ERROR < tail(5000, 4750, 0.95)


@pytest.mark.parametrize("asked", [0.75, 0.85, 0.9, 0.95])
def test_a_promise_is_kept_in_at_least_nine_of_ten_repetitions(asked: float) -> None:
    chance = np.random.default_rng(5)

    def truth(sure: "np.typing.NDArray[np.float64]") -> "np.typing.NDArray[np.float64]":
        # As confidences are: too low below and too high above, and not even rising all the way.
        return np.clip(sure + 0.05 * np.sin(9 * sure) - 0.02, 0, 1)

    whole = chance.beta(4, 1.2, 200_000)
    kept = promised = 0
    for _ in range(300):
        sure = chance.beta(4, 1.2, 1500)
        right = chance.random(1500) < truth(sure)
        track = TrackRecord.of("test", sure, right, np.arange(1500))
        threshold = track.threshold(asked)
        if math.isfinite(threshold):
            promised += 1
            kept += bool(truth(whole[whole >= threshold]).mean() >= asked)

    assert 300 - (promised - kept) >= 300 * (1 - ERROR)
    assert promised > 100 or asked == 0.95


def test_a_promise_is_kept_as_often_where_the_answers_of_a_report_are_alike() -> None:
    chance = np.random.default_rng(6)
    promised = broken = 0
    effects = []
    for _ in range(300):
        sure = chance.beta(4, 1.2, 2000)
        article = np.arange(2000) // 20
        # Each report is read better or worse than the rest, by the same amount throughout.
        score = np.log(sure / (1 - sure)) + chance.normal(0, 0.7, 100)[article]
        right = chance.random(2000) < 1 / (1 + np.exp(-score))
        track = TrackRecord.of("test", sure, right, article)
        effects.append(track.alike)
        threshold = track.threshold(0.8)
        if math.isfinite(threshold):
            whole = chance.beta(4, 1.2, 20_000)
            whole = whole[whole >= threshold]
            score = np.log(whole / (1 - whole)) + chance.normal(0, 0.7, len(whole))
            promised += 1
            broken += bool((1 / (1 + np.exp(-score))).mean() < 0.8)

    assert 1.3 < np.mean(effects) < 3
    assert promised > 250
    assert broken <= 300 * ERROR


def test_answers_that_are_always_right_promise_no_more_than_their_number_bears() -> None:
    track = record([(i, True) for i in range(400)])
    assert track.rungs[0].passed == 40
    assert track.highest == pytest.approx(ERROR ** (1 / 40), abs=1e-6)
    assert track.threshold(0.9) == 0


def test_no_answers_promise_nothing() -> None:
    track = record([])
    assert track.highest == 0
    assert track.threshold(0.5) == math.inf


def test_the_shipped_weights_say_how_often_they_were_right() -> None:
    track = shipped()
    card = json.loads((models.folder() / "weights.json").read_text("utf-8"))
    assert track.engine == card["name"]
    assert track.answers > 2000
    assert math.isfinite(track.threshold(0.9))


def test_damaged_weights_promise_nothing_and_say_so(tmp_path: Path) -> None:
    for name in ("heads.npz", "weights.json"):
        shutil.copy(models.folder() / name, tmp_path)
    with (tmp_path / "heads.npz").open("ab") as stream:
        stream.write(b"more")
    with pytest.raises(WeightsError, match="digest"):
        shipped(tmp_path)
    with pytest.raises(WeightsError, match="onrecord train calibration"):
        shipped(tmp_path / "nowhere")
