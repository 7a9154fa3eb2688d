"""The runtime sends nothing anywhere, keeps its answers in order, and frees what a caller drops."""

import subprocess
import sys
from collections.abc import Iterator

import numpy as np

from onrecord import models
from onrecord.engine import windows
from onrecord.engine.runtime import AHEAD, OpenVinoEncoder


def window(size: int) -> windows.Inputs:
    ids = np.random.default_rng(size).integers(1000, 20000, (1, size))
    return windows.Inputs(ids, np.zeros((1, size, 4), np.int64), np.ones((1, size), np.int64))


def test_nothing_that_reports_home_is_loaded() -> None:
    code = (
        "import sys, onrecord.engine.runtime\n"
        "print([name for name in sys.modules if 'telemetry' in name or 'ovc' in name])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_answers_come_in_the_order_of_the_windows_and_the_same_every_time() -> None:
    encoder = OpenVinoEncoder(models.folder() / "encoder.onnx", threads=2)
    sizes = [5, 300, 17, 318, 64, 3, 200, 90, 12, 280]
    together = list(encoder.run(window(size) for size in sizes))
    alone = [next(encoder.run([window(size)])) for size in sizes]

    assert [answer[0].shape for answer in together] == [(1, size, 7) for size in sizes]
    for one, other in zip(together, alone, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def test_it_runs_ahead_only_so_far_and_can_be_left_in_the_middle() -> None:
    encoder = OpenVinoEncoder(models.folder() / "encoder.onnx", threads=1)
    taken: list[int] = []

    def stream() -> Iterator[windows.Inputs]:
        for number in range(1000):
            taken.append(number)
            yield window(20)

    answers = encoder.run(stream())
    next(answers)
    assert len(taken) == AHEAD + 1
    del answers
    assert len(list(encoder.run([window(8)]))) == 1


def test_the_network_is_prepared_in_the_same_way_every_time() -> None:
    sizes = [64, 16, 320, 128]
    seen = set()
    for _ in range(12):
        encoder = OpenVinoEncoder(models.folder() / "encoder.onnx", threads=2)
        answers = list(encoder.run(window(size) for size in sizes))
        seen.add(b"".join(numbers.tobytes() for answer in answers for numbers in answer))
    assert len(seen) == 1
