"""The engine: one encoder pass over a batch of documents, and what the heads make of it.

Anything that has `name` and `analyse` is an engine; `stub` has one that says what it is told to.
"""

import hashlib
import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, Protocol

import numpy as np
from threadpoolctl import ThreadpoolController
from tokenizers import Tokenizer

from onrecord import models
from onrecord.document import Document
from onrecord.engine import stretches, tokens, windows
from onrecord.engine.acts import Asked, Doing, Vectors
from onrecord.engine.crf import Floats
from onrecord.engine.heads import Analysis, Heads, Scores
from onrecord.engine.pairs import Level, Tag
from onrecord.engine.tokens import Pieces, Words
from onrecord.engine.within import merged, shifted
from onrecord.errors import WeightsError

FILES: Final = ("encoder.onnx", "heads.npz", "tokenizer.json")
"""What a folder of weights holds beside ``weights.json``, which has the digest of each."""
OUTPUTS: Final = ("tags", "inner", "link", "mentions", "who", "doing")
"""What the encoder computes at each piece; `engine.heads.Scores` says what each is."""
WIDTHS: Final = (7, 7, 96, 15, 96, 96)
"""Numbers at each piece, in the order of `engine.heads.Scores`."""
DECODED: Final = 16
"""Documents decoded together, while the encoder is at work on the next ones."""

Numbers = tuple[Floats, ...]
"""What `engine.heads.Scores` holds, for a batch of windows: each of shape [windows, pieces, …]."""


class Engine(Protocol):
    """What reads documents."""

    @property
    def name(self) -> str:
        """Names the engine and its version; the book keeps it beside what it found."""

    def analyse(self, documents: Sequence[Document]) -> list[Analysis]:
        """Reads a batch; the answer is the same however documents are batched."""


class Encoder(Protocol):
    """What turns windows into numbers."""

    def run(self, stream: Iterable[windows.Inputs]) -> Iterator[Numbers]:
        """Reads windows and yields their numbers in the same order.

        It may take several windows before it yields the first, and go on working between two
        answers.
        """


class NeuralEngine:
    """Tokenizer, encoder and heads together."""

    def __init__(self, name: str, pieces: Pieces, encoder: Encoder, heads: Heads) -> None:
        self._name = name
        self._pieces = pieces
        self._encoder = encoder
        self._heads = heads
        self._pools = ThreadpoolController()

    @property
    def name(self) -> str:
        """See `Engine.name`."""
        return self._name

    def analyse(self, documents: Sequence[Document]) -> list[Analysis]:
        """See `Engine.analyse`."""
        cut = ((document, tokens.cut(document.text, self._pieces)) for document in documents)
        found = (one for group in stretches.groups(cut) for one in self._analyse(group))
        return list(stretches.joined(found))

    def events(
        self, asked: Sequence[tuple[Document, Sequence[tuple[int, int, int]]]]
    ) -> tuple[Floats, Floats]:
        """What is done in texts of which somebody else knows who does it to whom.

        Args:
            asked: Texts with the parts of one statement or event in each: the part (see
                `engine.acts`), its first code point and one past its last.

        Returns:
            The probability of each act and of each type of event, of shapes [texts, acts] and
            [texts, events].
        """
        acts, events = [], []
        cut = (tokens.cut(document.text, self._pieces) for document, _ in asked)
        for (words, scores), (_, parts) in zip(scored(cut, self._encoder), asked, strict=True):
            rows = scores.doing.astype(np.float16)
            vectors = Vectors(np.arange(len(words), dtype=np.int32), rows)
            whole = Asked(0, len(words), tuple((p, *words.place(s, e)) for p, s, e in parts))
            one, other = Doing(self._heads.acts, vectors).read([whole])
            acts.append(one)
            events.append(other)
        return np.concatenate(acts), np.concatenate(events)

    def _analyse(self, group: Sequence[tuple[Document, Words]]) -> list[Analysis]:
        """Reads texts, or stretches of a long one, that fit into memory together."""
        found: list[Analysis] = []
        again: list[tuple[int, Sequence[Tag]]] = []
        part: list[tuple[Document, Words, Scores]] = []
        numbers = scored((words for _, words in group), self._encoder)
        for left, (document, _), (words, scores) in zip(
            reversed(range(len(group))), group, numbers, strict=True
        ):
            part.append((document, words, scores))
            if len(part) == DECODED or not left:
                for (*_, own), (analysis, contents) in zip(part, self._decode(part), strict=True):
                    if contents:
                        again.append((len(found), contents))
                    found.append(self._who_is_meant(analysis, own))
                part = []
        self._look_within(found, again)
        return found

    def _look_within(
        self, found: list[Analysis], again: Sequence[tuple[int, Sequence[Tag]]]
    ) -> None:
        """Reads contents as texts of their own; see `onrecord.engine.within`."""
        asked: list[tuple[int, Tag, Document, Words]] = []
        for place, contents in again:
            words, document = found[place].words, found[place].document
            for tag in contents:
                start, end = int(words.starts[tag.begin]), int(words.ends[tag.end - 1])
                part = Document(document.id, document.text[start:end])
                own = tokens.cut(part.text, self._pieces)
                # Else an accent is cut off from its letter: its words are not the text's.
                if len(own) == tag.end - tag.begin:
                    asked.append((place, tag, part, own))
        levels: dict[int, list[Level]] = {}
        read = [one for _, one in scored((own for *_, own in asked), self._encoder)]
        batch = [(part, own, scores) for (*_, part, own), scores in zip(asked, read, strict=True)]
        for (place, tag, *_), (inner, _) in zip(asked, self._decode(batch), strict=True):
            levels.setdefault(place, []).append(shifted(inner.outer, tag.begin))
        for place, parts in levels.items():
            found[place] = replace(found[place], inner=merged([found[place].inner, *parts]))

    def _who_is_meant(self, analysis: Analysis, scores: Scores) -> Analysis:
        with self._pools.limit(limits=1, user_api="blas"):
            return self._heads.who_is_meant(analysis, scores)

    def _decode(
        self, batch: Sequence[tuple[Document, Words, Scores]]
    ) -> list[tuple[Analysis, list[Tag]]]:
        # The linker's products are small, and threads that wait for each other take ten times as
        # long over them as one does.
        with self._pools.limit(limits=1, user_api="blas"):
            return self._heads.decode(batch)


def scored(texts: Iterable[Words], encoder: Encoder) -> Iterator[tuple[Words, Scores]]:
    """Runs the encoder over the windows of each text, each window by itself.

    Numbers are quantised by the range that they have in one run of the encoder, so whatever
    shares a run changes them a little. A window alone reads the same in any company. It is
    padded to one of a few lengths.
    """
    waiting: deque[tuple[Words, list[windows.Window]]] = deque()

    def feed() -> Iterator[windows.Inputs]:
        for words in texts:
            cut = [w for w in windows.cut_windows(words) if w.keep_begin < w.keep_end]
            waiting.append((words, cut))
            for window in cut:
                yield windows.inputs([(words, window)], step=windows.LENGTHS)

    results = encoder.run(feed())
    current = next(results, None)
    while waiting:
        words, cut = waiting.popleft()
        out = [np.zeros((len(words), width), np.float32) for width in WIDTHS]
        for window in cut:
            if current is None:
                raise RuntimeError("the encoder gave fewer answers than it was asked for")
            kept = slice(window.keep_begin - window.begin, window.keep_end - window.begin)
            places = windows.places(words, window)[kept]
            for target, result in zip(out, current, strict=True):
                target[window.keep_begin : window.keep_end] = result[0, places]
            current = next(results, None)
        yield words, Scores(*out)


def load_engine(folder: Path | None = None, threads: int = 0) -> NeuralEngine:
    """Loads the shipped weights, or those of another folder that `onrecord train` made.

    Args:
        folder: Of weights; None is the shipped ones.
        threads: Of the processor; 0 takes them all.

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
    # Loading the runtime takes longer than the rest; whoever brings an encoder does without.
    from onrecord.engine.runtime import OpenVinoEncoder

    encoder = OpenVinoEncoder(folder / "encoder.onnx", threads)
    return NeuralEngine(title, Pieces(tokenizer), encoder, heads)
