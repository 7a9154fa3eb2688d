"""A trained network to the files that are shipped: an int8 graph, the heads' arrays, digests."""

import copy
import hashlib
import json
import shutil
import tempfile
import warnings
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import (
    CalibrationDataReader,
    QuantFormat,
    QuantType,
    quantize_dynamic,
    quantize_static,
)
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from onnxruntime.quantization.shape_inference import quant_pre_process
from tokenizers import Tokenizer

from onrecord.engine import windows
from onrecord.engine.crf import Floats
from onrecord.engine.heads import Heads
from onrecord.engine.session import OUTPUTS, Numbers
from onrecord.engine.tokens import Pieces, cut
from onrecord.extract import evidence
from onrecord.training.model import Network


class Calibrating(CalibrationDataReader):
    """Windows of texts, as the graph takes them."""

    def __init__(self, texts: Sequence[str], pieces: Pieces) -> None:
        self._windows = self._cut(texts, pieces)

    @staticmethod
    def _cut(texts: Sequence[str], pieces: Pieces) -> Iterator[dict[str, object]]:
        for text in texts:
            words = cut(text, pieces)
            for window in windows.cut_windows(words)[:2]:
                batch = windows.inputs([(words, window)])
                yield {"ids": batch.ids, "features": batch.features, "mask": batch.mask}

    def get_next(self) -> dict[str, object] | None:
        """The next window, or nothing more."""
        return next(self._windows, None)


def plain(path: Path) -> Tokenizer:
    """A vocabulary without its padding and its length limit."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


class TorchEncoder:
    """The network as an engine's encoder, for measuring it before it is exported."""

    def __init__(self, network: Network) -> None:
        self._network = network.eval()

    def run(self, stream: Iterable[windows.Inputs]) -> Iterator[Numbers]:
        """See `onrecord.engine.session.Encoder.run`."""
        return map(self._one, stream)

    @torch.no_grad()
    def _one(self, batch: windows.Inputs) -> Numbers:
        with torch.autocast("cpu", torch.bfloat16):
            out = self._network(
                torch.from_numpy(batch.ids),
                torch.from_numpy(batch.features),
                torch.from_numpy(batch.mask),
            )
        return tuple(part.float().numpy() for part in out)


def heads_arrays(network: Network, calibration: Floats) -> dict[str, Floats]:
    """Everything behind the encoder, by the names that `engine.heads` reads."""
    with torch.no_grad():
        start, step = network.crf.scores()
        inner_start, inner_step = network.inner_crf.scores()
        arrays = {
            "start": start,
            "step": step,
            "inner_start": inner_start,
            "inner_step": inner_step,
            **{f"sources.{k}": v for k, v in network.sources.state_dict().items()},
            **{f"contents.{k}": v for k, v in network.contents.state_dict().items()},
            **{f"antecedents.{k}": v for k, v in network.antecedents.state_dict().items()},
            **{f"acts.{k}": v for k, v in network.acts.state_dict().items()},
        }
    return {
        **{name: value.numpy().astype(np.float32) for name, value in arrays.items()},
        "calibration": calibration,
    }


def torch_heads(network: Network, calibration: Floats) -> Heads:
    """The network's heads as the engine reads them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "heads.npz"
        np.savez(path, **heads_arrays(network, calibration))  # type: ignore[arg-type]
        return Heads.load(path)


BLOCK = 128
"""Weights that share a scale, in the matrices whose activations are quantised as they come."""
FIXED = ("qkv", "out", "up")
"""Layers' matrices whose activations have one range, found beforehand on calibrating texts. What
goes into the fourth, `down`, has outliers: with one range for it relation F1 fell by three points
on the held-out articles, without it by nothing (2026-11-23)."""

UNTRAINED_CALIBRATION = evidence.UNTRAINED


def export(
    network: Network,
    tokenizer: Path,
    calibration: Floats,
    folder: Path,
    name: str,
    texts: Sequence[str],
) -> dict[str, int]:
    """Writes the weights and returns the size of each file in bytes.

    Matrices become int8. Those of `FIXED` have a scale for each column, and a range of activations
    that is read off `texts`; the others a scale for each block of 128 weights, and activations are
    quantised as they come, block by block too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    network = copy.deepcopy(network).eval()
    for layer in network.encoder.layers:
        layer.write_out()
    # No window is longer, and what no window reads need not be shipped.
    positions = network.encoder.positions.weight[: windows.WINDOW]
    network.encoder.positions = torch.nn.Embedding.from_pretrained(positions)
    with tempfile.TemporaryDirectory() as temporary, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        work = Path(temporary)
        torch.onnx.export(
            network,
            (
                torch.ones(2, 16, dtype=torch.long),
                torch.zeros(2, 16, 4, dtype=torch.long),
                torch.ones(2, 16, dtype=torch.long),
            ),
            str(work / "full.onnx"),
            input_names=["ids", "features", "mask"],
            output_names=[*OUTPUTS],
            dynamic_axes={
                part: {0: "windows", 1: "pieces"} for part in ("ids", "features", "mask", *OUTPUTS)
            },
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(
            str(work / "full.onnx"), str(work / "clean.onnx"), skip_symbolic_shape=True
        )
        graph = onnx.load(str(work / "clean.onnx")).graph
        products = [node.name for node in graph.node if node.op_type == "MatMul"]
        fixed = [node for node in products if node.endswith(tuple(f"/{f}/MatMul" for f in FIXED))]
        if len(fixed) != len(FIXED) * len(network.encoder.layers):
            raise ValueError(f"the graph names its products otherwise: {products}")
        quantize_static(
            str(work / "clean.onnx"),
            str(work / "fixed.onnx"),
            Calibrating(texts, Pieces(plain(tokenizer))),
            quant_format=QuantFormat.QDQ,
            per_channel=True,
            activation_type=QuantType.QInt8,
            # With a zero point OpenVINO would shift every activation, a seventh of the time.
            extra_options={"ActivationSymmetric": True},
            weight_type=QuantType.QInt8,
            nodes_to_quantize=fixed,
            op_types_to_quantize=["MatMul"],
        )
        blocks = MatMulNBitsQuantizer(
            onnx.load(str(work / "fixed.onnx")),
            bits=8,
            block_size=BLOCK,
            is_symmetric=True,
            accuracy_level=4,  # multiply in int8
            nodes_to_exclude=[node for node in products if "/heard." in node],  # seven rows
        )
        blocks.process()
        onnx.save(blocks.model.model, str(work / "blocks.onnx"))
        quantize_dynamic(
            str(work / "blocks.onnx"),
            str(folder / "encoder.onnx"),
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["Gather"],
        )
    arrays = {k: v.astype(np.float16) for k, v in heads_arrays(network, calibration).items()}
    np.savez_compressed(folder / "heads.npz", **arrays)  # type: ignore[arg-type]
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    files = ("encoder.onnx", "heads.npz", "tokenizer.json")
    digests = {file: hashlib.sha256((folder / file).read_bytes()).hexdigest() for file in files}
    card = {
        "name": f"{name}+{digests['encoder.onnx'][:8]}",
        "made": datetime.now(UTC).date().isoformat(),
        "sha256": digests,
    }
    (folder / "weights.json").write_text(json.dumps(card, indent=2) + "\n", "utf-8")
    return {file: (folder / file).stat().st_size for file in files}
