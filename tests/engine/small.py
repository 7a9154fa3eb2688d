"""An engine without weights: a vocabulary of single letters and an encoder of fixed tables."""

import string
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import numpy as np
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from onrecord.engine.acts import ACTS, EVENTS, PARTS, ActWeights
from onrecord.engine.antecedents import ANTECEDENT_FEATURES
from onrecord.engine.crf import FORBIDDEN, TAGS, Floats, allowed
from onrecord.engine.heads import Heads
from onrecord.engine.pairs import PAIR_FEATURES
from onrecord.engine.scorer import PairWeights
from onrecord.engine.session import WIDTHS, NeuralEngine, Numbers
from onrecord.engine.tokens import FEATURES, Pieces
from onrecord.engine.windows import Inputs
from onrecord.extract.evidence import UNTRAINED

LINK = 96
HIDDEN = 16

ANY_TEXT = st.text(
    # Surrogates too: JSON can bring them in.
    st.characters(exclude_categories=())
    | st.sampled_from("\r\n\f\v\x00\x1c\x85\u2028\u0301\u200d👩🏽🇺\u202e\u05d0\ud800\udfff")
    | st.sampled_from("'’‘\"“”«»„‟`_-—(.?!…, \t\u00a0aTé7"),
    max_size=200,
)
PIECES = st.lists(
    st.sampled_from(
        [
            "The envoy said that the ferry will sail. ",
            "“We will not move,” he added, “not now.” ",
            "\r\n\r\n",
            "\n",
            "According to the harbour office, ",
            "מר כהן אמר ",
            "👩🏽‍🚒 told reporters e\u0301tude ",
            "\f",
            "x" * 120 + " ",
            "_" * 700 + " ",
            "!!! ",
            "\ud800 \udc00",
            "\x00",
            " \u0301 ",
            "‘",
            '"',
        ]
    ),
    max_size=14,
).map("".join)
TEXTS = ANY_TEXT | PIECES


@cache
def tokenizer() -> Tokenizer:
    """Splits every word into letters, so that short texts have many pieces."""
    names = ["[PAD]", "[UNK]", *string.ascii_lowercase, *string.digits, *string.punctuation, *"“”’"]
    names += [f"##{name}" for name in names[2:]]
    made = Tokenizer(models.WordPiece({n: i for i, n in enumerate(names)}, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


@cache
def pieces() -> Pieces:
    """The tokenizer with its memory."""
    return Pieces(tokenizer())


class TableEncoder:
    """Gives each piece numbers that depend on it and its features alone, wherever it stands."""

    def __init__(self) -> None:
        draw = np.random.default_rng(7)
        self._ends = np.cumsum(WIDTHS)
        width = int(self._ends[-1])
        self._pieces = draw.normal(size=(211, width)).astype(np.float32) * 2
        self._features = [
            draw.normal(size=(n, width)).astype(np.float32) for n in FEATURES.values()
        ]

    def run(self, stream: Iterable[Inputs]) -> Iterator[Numbers]:
        """See `onrecord.engine.session.Encoder.run`."""
        return map(self.one, stream)

    def one(self, batch: Inputs) -> Numbers:
        """The numbers of one batch of windows."""
        out = self._pieces[batch.ids % 211]
        for i, table in enumerate(self._features):
            out = out + table[batch.features[:, :, i]]
        return tuple(np.split(out, self._ends[:-1], axis=2))


def transitions(seed: int) -> tuple[Floats, Floats]:
    """Scores to start with a tag and to step from one to another, forbidden steps included."""
    draw = np.random.default_rng(seed)
    start, step = allowed()
    k = len(TAGS)
    return (
        np.where(start, draw.normal(size=k), FORBIDDEN).astype(np.float32),
        np.where(step, draw.normal(size=(k, k)), FORBIDDEN).astype(np.float32),
    )


def _linker(seed: int, features: Mapping[str, int] = PAIR_FEATURES) -> PairWeights:
    draw = np.random.default_rng(seed)

    def some(*shape: int) -> Floats:
        return draw.normal(size=shape, scale=0.3).astype(np.float32)

    return PairWeights(
        some(3 * LINK, HIDDEN),
        some(HIDDEN),
        some(3 * LINK, HIDDEN),
        tuple(some(n, HIDDEN) for n in features.values()),
        some(HIDDEN),
        0.1,
        some(3 * LINK, HIDDEN),
        some(HIDDEN),
        some(HIDDEN),
        -0.1,
    )


@cache
def heads() -> Heads:
    """Random numbers in the shapes of trained ones."""
    linkers = _linker(3), _linker(4), _linker(5, ANTECEDENT_FEATURES)
    return Heads(*transitions(1), *transitions(2), *linkers, _reader(6), UNTRAINED)


def _reader(seed: int) -> ActWeights:
    draw = np.random.default_rng(seed)

    def some(*shape: int) -> Floats:
        return draw.normal(size=shape, scale=0.3).astype(np.float32)

    questions, hidden = 3, 20
    return ActWeights(
        some(PARTS, LINK), some(LINK, questions), some(questions), some(PARTS, questions),
        some(LINK * (questions + 2), hidden), some(hidden),
        some(hidden, len(ACTS)), some(len(ACTS)), some(hidden, len(EVENTS)), some(len(EVENTS)),
    )  # fmt: skip


@cache
def engine() -> NeuralEngine:
    """Everything together; what it finds makes no sense, and is the same every time."""
    return NeuralEngine("small", pieces(), TableEncoder(), heads())
