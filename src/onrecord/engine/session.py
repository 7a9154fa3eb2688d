"""The engine: one encoder pass over a batch of documents, and what the heads make of it.

Anything that has `name` and `analyse` is an engine; `stub` has one that says what it is told to.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
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
from onrecord.engine.pairs import Tag
from onrecord.engine.tokens import Words
from onrecord.engine.within import merged, shifted
from onrecord.errors import WeightsError

FILES: Final = ("encoder.onnx", "heads.npz", "tokenizer.json")
"""What a folder of weights holds beside ``weights.json``, which has the digest of each."""


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
        scores = [self._scores(words) for words in cut]
        decoded = self._heads.decode(list(zip(documents, cut, scores, strict=True)))
        return [
            self._look_within(analysis, contents) if contents else analysis
            for analysis, contents in decoded
        ]

    def _look_within(self, analysis: Analysis, contents: Sequence[Tag]) -> Analysis:
        """Reads contents as texts of their own; see `onrecord.engine.within`."""
        words, text = analysis.words, analysis.document.text
        parts = []
        for tag in contents:
            start, end = int(words.starts[tag.begin]), int(words.ends[tag.end - 1])
            part = Document(analysis.document.id, text[start:end])
            own = tokens.cut(part.text, self._tokenizer)
            if len(own) != tag.end - tag.begin:
                continue  # an accent cut off from its letter: its words are not the text's
            [(found, _)] = self._heads.decode([(part, own, self._scores(own))])
            parts.append(shifted(found.outer, tag.begin))
        return replace(analysis, inner=merged([analysis.inner, *parts]))

    def _scores(self, words: Words) -> Scores:
        """Runs the encoder over the windows of one document, each by itself.

        Numbers are quantised by the range that they have in one run of the encoder, so whatever
        shares a run changes them a little. A window alone reads the same in any company, needs no
        padding, and took no more time than eight at once when that was measured.
        """
        out = [np.zeros((len(words), width), np.float32) for width in (7, 7, 96)]
        for window in windows.cut_windows(words):
            if window.keep_begin == window.keep_end:
                continue
            results = self._encoder.run(windows.inputs([(words, window)]))
            kept = slice(window.keep_begin - window.begin, window.keep_end - window.begin)
            places = windows.places(words, window)[kept]
            for target, result in zip(out, results, strict=True):
                target[window.keep_begin : window.keep_end] = result[0, places]
        return Scores(*out)


def load_engine(folder: Path | None = None, threads: int = 0) -> NeuralEngine:
    """Loads the shipped weights, or those of another folder that `onrecord train` made.

    Raises:
        WeightsError: If a file is absent, or is not the one that the folder's digests name.
    """
    folder = folder or models.folder()
    try:
        card = json.loads((folder / "weights.json").read_text("utf-8"))
        title = str(card["name"])
        for name in FILES:
            digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            if digest != card["sha256"][name]:
                raise WeightsError(
                    f"{folder / name} is damaged: its digest is not the one in weights.json",
                    "Install onrecord anew.",
                )
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        heads = Heads.load(folder / "heads.npz")
    except WeightsError:
        raise
    except Exception as error:  # the tokenizers' own errors share no narrower base
        raise WeightsError(
            f"no usable weights in {folder}: {error!r}", "Install onrecord anew."
        ) from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return NeuralEngine(title, tokenizer, OnnxEncoder(folder / "encoder.onnx", threads), heads)
