"""The engine: one encoder pass over a batch of documents, and what the heads make of it.

Anything that has `name` and `analyse` is an engine; `stub` has one that says what it is told to.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord import models
from onrecord.document import Document
from onrecord.engine import tokens, windows
from onrecord.engine.crf import Floats
from onrecord.engine.heads import Analysis, Heads, Scores
from onrecord.engine.tokens import Words
from onrecord.errors import WeightsError

PIECES: Final = 2560
"""Pieces in one call of the encoder: eight full windows, after which larger batches gain nothing
and take memory."""


class Engine(Protocol):
    """What reads documents."""

    @property
    def name(self) -> str:
        """Names the engine and its version; the book keeps it beside what it found."""

    def analyse(self, documents: Sequence[Document]) -> list[Analysis]:
        """Reads a batch; the answer is the same however documents are batched."""


class Encoder(Protocol):
    """What turns windows into numbers."""

    def run(self, batch: windows.Inputs) -> tuple[Floats, Floats, Floats]:
        """Tag scores, inner tag scores and link vectors, of shape [windows, pieces, …]."""


class OnnxEncoder:
    """The exported network in ONNX Runtime.

    Args:
        path: The graph.
        threads: Of the processor; 0 leaves the choice to the runtime.

    Raises:
        WeightsError: If the runtime cannot load the graph.
    """

    def __init__(self, path: Path, threads: int = 0) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                str(path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the runtime's own classes share no base of their own
            raise WeightsError(
                f"{path} is no graph that ONNX Runtime {onnxruntime.__version__} can load",
                "Install onrecord anew, or pass other weights.",
            ) from error

    def run(self, batch: windows.Inputs) -> tuple[Floats, Floats, Floats]:
        """See `Encoder.run`."""
        feed = {"ids": batch.ids, "features": batch.features, "mask": batch.mask}
        tags, inner, link = self._session.run(None, feed)
        return tags, inner, link


class NeuralEngine:
    """Tokenizer, encoder and heads together."""

    def __init__(self, name: str, tokenizer: Tokenizer, encoder: Encoder, heads: Heads) -> None:
        self._name = name
        self._tokenizer = tokenizer
        self._encoder = encoder
        self._heads = heads

    @property
    def name(self) -> str:
        """See `Engine.name`."""
        return self._name

    def analyse(self, documents: Sequence[Document]) -> list[Analysis]:
        """See `Engine.analyse`."""
        cut = [tokens.cut(document.text, self._tokenizer) for document in documents]
        scores = self._scores(cut)
        return self._heads.decode(list(zip(documents, cut, scores, strict=True)))

    def _scores(self, batch: Sequence[Words]) -> list[Scores]:
        """Runs the encoder over all windows of a batch, those of like length together."""
        out: list[list[Floats]] = []
        work: list[tuple[int, int, Words, windows.Window]] = []
        for number, words in enumerate(batch):
            out.append([np.zeros((len(words), width), np.float32) for width in (7, 7, 96)])
            bounds = np.append(words.first, len(words.pieces))
            work += [
                (int(bounds[window.end] - bounds[window.begin]), number, words, window)
                for window in windows.cut_windows(words)
            ]
        work.sort(key=lambda job: -job[0])
        for chosen in _chunks(work):
            inputs = windows.inputs([(words, window) for _, _, words, window in chosen])
            results = self._encoder.run(inputs)
            for row, (_, number, words, window) in enumerate(chosen):
                places = np.minimum(windows.places(words, window), inputs.ids.shape[1] - 1)
                kept = slice(window.keep_begin - window.begin, window.keep_end - window.begin)
                for target, result in zip(out[number], results, strict=True):
                    target[window.keep_begin : window.keep_end] = result[row, places[kept]]
        return [Scores(*arrays) for arrays in out]


def _chunks(
    work: list[tuple[int, int, Words, windows.Window]],
) -> Iterable[list[tuple[int, int, Words, windows.Window]]]:
    done = 0
    while done < len(work):
        count = max(1, PIECES // max(1, work[done][0] + 2))
        yield work[done : done + count]
        done += count


def load_engine(folder: Path | None = None, threads: int = 0) -> NeuralEngine:
    """Loads the shipped weights, or those of another folder that `onrecord train` made.

    Raises:
        WeightsError: If a file is absent, or is not the one that the folder's digests name.
    """
    folder = folder or models.folder()
    try:
        card = json.loads((folder / "weights.json").read_text("utf-8"))
        for name, digest in card["sha256"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
                raise WeightsError(
                    f"{folder / name} is damaged: its digest is not the one in weights.json",
                    "Install onrecord anew.",
                )
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        heads = Heads.load(folder / "heads.npz")
    except (OSError, KeyError, ValueError) as error:
        raise WeightsError(
            f"no usable weights in {folder}: {error}", "Install onrecord anew."
        ) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return NeuralEngine(
        card["name"], tokenizer, OnnxEncoder(folder / "encoder.onnx", threads), heads
    )
