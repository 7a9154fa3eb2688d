"""Calibration: of labelled answers, crosswise, and of weights that exist."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from onrecord import Document, demo, models, pipeline
from onrecord.demo import by_hand
from onrecord.engine.session import load_engine
from onrecord.extract.evidence import NAMES, UNTRAINED
from onrecord.extract.precision import shipped
from onrecord.ingest import read_paths
from onrecord.statement import ROLES
from onrecord.training import parts
from onrecord.training.calibrate import (
    Answers,
    best_ridge,
    calibration_error,
    crosswise,
    fit,
    noise,
    refit,
    sureness,
)
from onrecord.training.data import Article, Gold

BY_HAND = Path(__file__).parents[1] / "golden" / "demo_by_hand.json"
SHARED = Path(os.environ.get("ONRECORD_SHARED", Path(__file__).parents[3] / "shared"))


def answers(count: int, seed: int = 1) -> tuple[Answers, "np.typing.NDArray[np.float64]"]:
    """Drawn answers, and the probability that each was right."""
    chance = np.random.default_rng(seed)
    features = chance.normal(size=(count, len(NAMES))) * np.linspace(0.1, 5, len(NAMES)) + 3
    truth = chance.normal(size=len(NAMES)) / np.linspace(0.2, 8, len(NAMES)) / 3
    share = 1 / (1 + np.exp(-((features - 3) @ truth + 0.8)))
    return Answers(features, chance.random(count) < share, np.arange(count) // 20), share


def labelled() -> Iterator[Article]:
    documents = [
        one
        for one in read_paths([str(path) for path in demo.reports()])
        if isinstance(one, Document)
    ]
    for report, document in by_hand.match(by_hand.load(BY_HAND), documents):
        golds = [
            Gold(*([(span.start, span.end) for span in one.spans(role)] for role in ROLES))
            for one in by_hand.attributions(report.statements(document))
        ]
        yield Article(report.name, document.text, [golds])


def test_a_fit_finds_the_probabilities_that_answers_were_drawn_with() -> None:
    drawn, share = answers(20_000)
    found = sureness(fit(drawn, 3.0), drawn)
    assert np.abs(found - share).mean() < 0.02


def test_crosswise_confidences_are_calibrated_but_for_the_noise_of_drawing() -> None:
    drawn, _ = answers(4000)
    sure = crosswise(drawn, best_ridge(drawn))
    assert calibration_error(sure, drawn.right) < 2 * noise(sure)


def test_an_answer_has_no_part_in_its_own_crosswise_confidence() -> None:
    drawn, _ = answers(400)
    turned = drawn.right.copy()
    turned[:20] = ~turned[:20]
    before, after = (
        crosswise(drawn, 10),
        crosswise(Answers(drawn.features, turned, drawn.article), 10),
    )
    np.testing.assert_array_equal(before[:20], after[:20])
    assert (before[20:40] != after[20:40]).any()


@pytest.mark.parametrize("right", [True, False])
def test_a_few_answers_of_one_kind_give_finite_weights(right: bool) -> None:
    few = Answers(np.ones((3, len(NAMES))), np.full(3, right), np.zeros(3, np.int64))
    assert np.isfinite(fit(few, 3.0)).all()
    assert np.isfinite(crosswise(few, 3.0)).all()
    nothing = few.where(np.zeros(3, np.bool_))
    np.testing.assert_array_equal(fit(nothing, 3.0), UNTRAINED)


def test_the_noise_is_that_of_a_perfect_calibration() -> None:
    sure = np.random.default_rng(2).random(2000)
    assert 0.005 < noise(sure) < 0.04
    assert noise(np.tile(sure, 16)) < noise(sure) / 3


def test_weights_that_exist_are_calibrated_anew_and_still_read(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(models.folder(), folder)
    before = json.loads((folder / "weights.json").read_text("utf-8"))
    said: list[str] = []

    refit(folder, list(labelled()), said.append, threads=1)

    after = json.loads((folder / "weights.json").read_text("utf-8"))
    digest = hashlib.sha256((folder / "heads.npz").read_bytes()).hexdigest()
    assert after["sha256"]["heads.npz"] == digest != before["sha256"]["heads.npz"]
    assert after["sha256"]["encoder.onnx"] == before["sha256"]["encoder.onnx"]
    assert after["name"].partition(".")[0] == before["name"].partition(".")[0]
    assert after["name"] != before["name"], "a book tells old confidences from new ones"
    assert not list(folder.glob("*.part"))
    assert "6 articles never learnt" in said[0]

    (reading,) = pipeline.read([Document("d", "Rebels said no.")], load_engine(folder))
    assert reading.engine == after["name"] == shipped(folder).engine
    assert all(0 < one.confidence < 1 for one in reading.attributions)


@pytest.mark.skipif(
    not (SHARED / "data" / "attribution").is_dir(),
    reason="the labelled articles are not here; ONRECORD_SHARED names the folder of data/",
)
def test_no_article_is_both_learnt_and_calibrated_with() -> None:
    held_out, learnt = parts.split(SHARED / "data")
    never = parts.never_learnt(SHARED / "data")
    assert len(held_out) == parts.HELD_OUT
    assert not {one.id for one in never} & {one.id for one in learnt}
    assert len(never) > len(held_out)


def test_calibration_needs_no_torch() -> None:
    code = (
        "import sys; sys.modules['torch'] = None; "
        "import onrecord.training.calibrate, onrecord.training.parts"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
