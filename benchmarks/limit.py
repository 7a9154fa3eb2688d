"""How fast the encoder could be if it were nothing but its matrix products.

A graph of nothing else, of the same sizes and in the same order, runs in the engine's runtime with
the engine's threads: no embedding, no normalisation, no softmax, no GELU, no residual, no head.
Each thread multiplies one full window after the other, and Python has nothing to do meanwhile.
What it reaches is the limit: a reader of this size on this processor can be faster only with better
kernels, smaller numbers or fewer operations. Products in int8 carry what cannot be parted from
them, rounding of each result to the 256 values that the next product takes.
"""

import time
from collections import deque
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.engine import runtime  # first: it loads OpenVINO as the engine does
from onrecord.engine.windows import WINDOW

import openvino  # isort: skip
from openvino import opset13 as ops  # isort: skip

LAYERS: Final = 6
HEADS: Final = 12
WIDTH: Final = 384
MATRICES: Final = {"qkv": (384, 1152), "out": (384, 384), "up": (384, 1536), "down": (1536, 384)}
PRODUCTS: Final = {"MatMul", "FullyConnected"}
WARM: Final = 8
"""Windows before the clock runs."""


def operations(pieces: int = WINDOW) -> int:
    """Multiplications and additions for one piece in a window of so many.

    Each number of a matrix is multiplied once and added once. In attention each piece meets each
    other one twice, in the scores and in the mean that they weigh, with `WIDTH` numbers each time.

    Example:
        >>> operations(320)
        24182784
    """
    matrices = sum(rows * columns for rows, columns in MATRICES.values())
    return LAYERS * (2 * matrices + 2 * 2 * pieces * WIDTH)


class Limit:
    """The products, ready to run.

    Args:
        threads: Of the processor; each has a stream of its own, as in the engine.
        kind: "float" for the narrowest floating-point numbers that the processor multiplies, or
            "int8".

    Raises:
        RuntimeError: If the runtime has drawn products together, so that it would do fewer.
    """

    def __init__(self, threads: int, kind: str) -> None:
        core = openvino.Core()
        bf16 = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
        settings = {
            "INFERENCE_NUM_THREADS": threads,
            "NUM_STREAMS": threads,
            "ENABLE_CPU_PINNING": False,
            "INFERENCE_PRECISION_HINT": "bf16" if bf16 else "f32",
        }
        self._model = core.compile_model(_products(int8=kind == "int8"), "CPU", settings)
        self.numbers = _numbers(self._model)
        """What the products are made of, as the runtime says: bf16, f32, i8 …"""
        self._requests = [
            self._model.create_infer_request() for _ in range(threads * runtime.AHEAD)
        ]
        some = np.random.default_rng(7).standard_normal((WINDOW, WIDTH)).astype(np.float32)
        for request in self._requests:
            request.get_input_tensor().data[:] = some

    def seconds(self, count: int) -> float:
        """How long so many windows take."""
        self._run(WARM)
        begin = time.perf_counter()
        self._run(count)
        return time.perf_counter() - begin

    def _run(self, count: int) -> None:
        idle, busy = deque(self._requests), deque[openvino.InferRequest]()
        for _ in range(count):
            if not idle:
                busy[0].wait()
                idle.append(busy.popleft())
            busy.append(idle.popleft())
            busy[-1].start_async()
        for request in busy:
            request.wait()


def _products(*, int8: bool) -> "openvino.Model":
    """The model's products, each one's result the next one's operand.

    Heads are laid side by side without moving a number: the products have the model's shapes, and
    what the numbers mean is nobody's concern. Weights are scaled so that they stay of some size.
    """
    draw = np.random.default_rng(7)
    rounded = _rounded if int8 else (lambda node, **_: node)

    def times(node: "openvino.Node", name: str) -> "openvino.Node":
        shape = MATRICES[name]
        # Over heads and window, attention without softmax adds so many numbers.
        summed = shape[0] * (WIDTH // HEADS * WINDOW if name == "out" else 1)
        weight = draw.standard_normal(shape).astype(np.float32) / np.float32(np.sqrt(summed))
        matrix = _whole(weight) if int8 else ops.constant(weight)
        return ops.matmul(node, matrix, transpose_a=False, transpose_b=False)

    text = ops.parameter([WINDOW, WIDTH], np.float32)
    state = rounded(text)
    for layer in range(LAYERS):
        # Signed, since the second operand of a product of activations must be.
        mixed = rounded(times(state, "qkv"), signed=True)
        heads = ops.reshape(mixed, [3 * HEADS, WINDOW, WIDTH // HEADS], special_zero=False)
        query, key, value = ops.split(heads, 0, 3).outputs()
        scores = rounded(ops.matmul(query, key, transpose_a=False, transpose_b=True), top=64.0)
        mean = ops.matmul(scores, value, transpose_a=False, transpose_b=False)
        mean = ops.reshape(rounded(mean, top=512.0), [WINDOW, WIDTH], special_zero=False)
        state = rounded(times(mean, "out"))
        state = rounded(times(state, "up"))
        state = times(state, "down")
        if layer + 1 < LAYERS:
            state = rounded(state)
    return openvino.Model([state], [text], "products")


def _rounded(node: "openvino.Node", *, top: float = 4.0, signed: bool = False) -> "openvino.Node":
    """The numbers, as 256 steps of one range."""
    low = np.float32(-top * 128 / 127 if signed else 0)
    return ops.fake_quantize(node, low, np.float32(top), low, np.float32(top), 256)


def _whole(weight: npt.NDArray[np.float32]) -> "openvino.Node":
    """A matrix in int8, with a scale for each column."""
    scale = np.abs(weight).max(axis=0, keepdims=True) / np.float32(127)
    numbers = ops.constant(np.round(weight / scale).astype(np.int8))
    return ops.multiply(ops.convert(numbers, "f32"), ops.constant(scale))


def _numbers(model: "openvino.CompiledModel") -> str:
    """What is multiplied; of what the runtime has made of the graph."""
    kinds = []
    for node in model.get_runtime_model().get_ops():
        facts = node.get_rt_info()
        if str(facts["layerType"].astype(str)) in PRODUCTS:
            kinds.append(str(facts["runtimePrecision"].astype(str)))
    expected = LAYERS * (len(MATRICES) + 2)
    if len(kinds) != expected:
        raise RuntimeError(f"the runtime multiplies {len(kinds)} times instead of {expected}")
    return " and ".join(sorted(set(kinds)))


def cpu() -> str:
    """The processor's name."""
    return str(openvino.Core().get_property("CPU", "FULL_DEVICE_NAME")).strip()
