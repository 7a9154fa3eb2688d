"""The encoder's graph in OpenVINO: of what installs with pip, it multiplies int8 matrices fastest.

On 2026-11-23 it read the same graph 2.5 times as fast as ONNX Runtime on two threads
(`benchmarks/speed.py`).
"""

import os
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onrecord.engine import windows
from onrecord.errors import WeightsError

if TYPE_CHECKING:
    from onrecord.engine.session import Numbers

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
        settings = {
            "INFERENCE_NUM_THREADS": self.threads,
            "NUM_STREAMS": self.threads,
            "ENABLE_CPU_PINNING": False,
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": 128,
        }
        try:
            self._model = openvino.Core().compile_model(str(path), "CPU", settings)
            self._inputs = [port.get_any_name() for port in self._model.inputs]
            self._outputs = [self._model.output(name) for name in ("tags", "inner", "link")]
        except RuntimeError as error:
            raise WeightsError(
                f"{path} is no graph that OpenVINO {openvino.__version__} can load",
                "Install onrecord anew, or pass other weights.",
            ) from error
        self._idle: deque[openvino.InferRequest] = deque()

    def run(self, stream: Iterable[windows.Inputs]) -> "Iterator[Numbers]":
        """See `onrecord.engine.session.Encoder.run`."""
        waiting: deque[openvino.InferRequest] = deque()
        try:
            for batch in stream:
                if len(waiting) >= AHEAD * self.threads:
                    yield self._finish(waiting.popleft())
                request = self._idle.pop() if self._idle else self._model.create_infer_request()
                request.start_async({name: getattr(batch, name) for name in self._inputs})
                waiting.append(request)
            while waiting:
                yield self._finish(waiting.popleft())
        finally:
            for request in waiting:
                request.wait()

    def _finish(self, request: "openvino.InferRequest") -> "Numbers":
        request.wait()
        tags, inner, link = (
            np.array(request.get_tensor(output).data, np.float32) for output in self._outputs
        )
        self._idle.append(request)
        return tags, inner, link


def _processors() -> int:
    """How many processors this process may use, as far as the system tells."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
