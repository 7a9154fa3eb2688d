"""The encoder's graph in OpenVINO: of what installs with pip, it multiplies int8 matrices fastest.

On 2026-11-23 it read the same graph 2.5 times as fast as ONNX Runtime on two threads
(`benchmarks/speed.py`).
"""

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from onrecord.engine import windows
from onrecord.engine.session import OUTPUTS, Numbers
from onrecord.errors import WeightsError

# OpenVINO's conversion tool tells its makers that it was imported. Nothing leaves this machine:
# without the tool, which nobody needs who only reads with a graph, OpenVINO loads none of that.
sys.modules.setdefault("openvino.tools.ovc", None)  # type: ignore[arg-type]
import openvino  # noqa: E402

if sys.modules.get("openvino.tools.ovc") is None:
    del sys.modules["openvino.tools.ovc"]

AHEAD = 3
"""Windows that wait for each thread, so that it goes on while Python is at something else."""


class OpenVinoEncoder:
    """The exported network; each thread takes one window at a time.

    Args:
        path: The graph, in ONNX.
        threads: Of the processor; 0 takes them all.

    Raises:
        WeightsError: If the runtime cannot load the graph.
    """

    def __init__(self, path: Path, threads: int = 0) -> None:
        self.threads = threads or _processors()
        try:
            with ThreadPoolExecutor(self.threads) as pool:
                models = list(pool.map(_compile, [path] * self.threads))
            self._inputs = [port.get_any_name() for port in models[0].inputs]
            self._lanes = [_Lane(model, [model.output(n) for n in OUTPUTS]) for model in models]
        except RuntimeError as error:
            raise WeightsError(
                f"{path} is no graph that OpenVINO {openvino.__version__} can load",
                "Install onrecord anew, or pass other weights.",
            ) from error

    def run(self, stream: Iterable[windows.Inputs]) -> Iterator[Numbers]:
        """See `onrecord.engine.session.Encoder.run`."""
        waiting: deque[_Waiting] = deque()
        try:
            for batch in stream:
                if len(waiting) >= AHEAD * self.threads:
                    yield _finish(waiting.popleft())
                lane = min(self._lanes, key=lambda one: one.pieces)
                request = lane.idle.pop() if lane.idle else lane.model.create_infer_request()
                request.start_async({name: getattr(batch, name) for name in self._inputs})
                lane.pieces += batch.ids.size
                waiting.append(_Waiting(lane, request, batch.ids.size))
            while waiting:
                yield _finish(waiting.popleft())
        finally:
            for one in waiting:
                one.request.wait()
                one.lane.pieces -= one.pieces


@dataclass(slots=True)
class _Lane:
    """One thread's own copy of the network.

    Attributes:
        model: The copy.
        outputs: Where its numbers come out, in the order of `OUTPUTS`.
        idle: Requests that are free.
        pieces: How much waits for it or is at work.
    """

    model: openvino.CompiledModel
    outputs: "list[openvino.ConstOutput]"
    idle: "list[openvino.InferRequest]" = field(default_factory=list)
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class _Waiting:
    lane: _Lane
    request: "openvino.InferRequest"
    pieces: int


def _compile(path: Path) -> openvino.CompiledModel:
    """A copy of the network for one thread.

    One copy could serve several threads. But OpenVINO 2026.4 then prepares it in all of them at
    once, and in one run of ten they come out with other numbers than usual: logits were up to 0.5
    apart (`tests/engine/test_runtime.py` compiles it again and again).
    """
    settings = {
        "INFERENCE_NUM_THREADS": 1,
        "NUM_STREAMS": 1,
        "ENABLE_CPU_PINNING": False,
        "DYNAMIC_QUANTIZATION_GROUP_SIZE": 128,
    }
    return openvino.Core().compile_model(str(path), "CPU", settings)


def _finish(one: _Waiting) -> Numbers:
    one.request.wait()
    found = (np.array(one.request.get_tensor(o).data, np.float32) for o in one.lane.outputs)
    numbers = tuple(found)
    one.lane.idle.append(one.request)
    one.lane.pieces -= one.pieces
    return numbers


def _processors() -> int:
    """How many processors this process may use, as far as the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
