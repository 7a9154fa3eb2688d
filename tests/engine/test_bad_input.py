"""Whatever a file holds, there is a reading or a reason: the cases of `benchmarks/bad_input.py`."""

import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from onrecord import Document, pipeline
from onrecord.document import Skipped
from onrecord.engine.session import NeuralEngine, load_engine
from onrecord.ingest import read_paths
from onrecord.ingest.language import require_english
from onrecord.statement import Reading
from tests.engine.test_session import check

SIZE = 3000
"""Bytes: enough for several windows of the encoder, and quick."""


def _cases() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "bad_input.py"
    spec = importlib.util.spec_from_file_location("bad_input", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BAD = _cases()
REFUSED = {"another language", "NULs", "open brackets", "record cut off"}


@cache
def shipped() -> NeuralEngine:
    return load_engine()


@pytest.mark.parametrize("name", BAD.CASES)
def test_odd_input_is_read_or_set_aside_with_a_reason(name: str, tmp_path: Path) -> None:
    ending, make = BAD.CASES[name]
    path = tmp_path / f"case{ending}"
    path.write_bytes(make(SIZE))

    inputs = list(read_paths([str(path)]))
    assert inputs
    for one in inputs:
        if isinstance(one, Document):
            reading = next(iter(pipeline.run([one], shipped())))
            assert isinstance(reading, Reading), reading
            check(reading)
        else:
            assert one.code != "E000"
            assert one.reason
    if name in REFUSED:
        assert all(isinstance(one, Skipped) for one in inputs)


def test_a_long_text_in_another_language_is_refused_like_a_short_one(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(BAD.GERMAN * 60, encoding="utf-8")
    (refused,) = read_paths([str(path)])
    assert isinstance(refused, Skipped)
    assert "(de)" in refused.reason
    require_english(BAD.PROSE * 60)
