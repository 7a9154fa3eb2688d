"""What is done in saying something: a small network over the words of one statement.

Every word has a vector that says what the encoder makes of it. To it is added which part of the
statement it belongs to, a few learnt questions choose among the words (Lin et al. 2017), and what
they find decides between the acts. The same network tells the event types of PLOVER apart, from
which it learns most of what it knows; `training.model.ActReader` is the same as it is trained.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, get_args

import numpy as np

from onrecord.engine.crf import Floats
from onrecord.engine.scorer import array, gelu, softmax
from onrecord.engine.tokens import Ints
from onrecord.meaning import Act

ACTS: Final[tuple[Act, ...]] = get_args(Act)
EVENTS: Final = (
    "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST",
    "REJECT", "REQUEST", "SANCTION", "SUPPORT", "THREATEN", "YIELD",
)  # fmt: skip
"""The types of event that human coders marked in the PLV corpus (Hu et al. 2024)."""
SOURCE, TARGET, CUE, CONTENT = range(4)
"""The parts of a statement, and of an event its source and target."""
PARTS: Final = 4
LONGEST: Final = 160
"""Words of a statement that are read; what goes on longer shows early what it does."""


@dataclass(frozen=True, slots=True)
class ActWeights:
    """The network's arrays; `training.model.ActReader` says what each is."""

    parts: Floats
    attend: Floats
    attend_bias: Floats
    gate: Floats
    hidden: Floats
    hidden_bias: Floats
    act: Floats
    act_bias: Floats
    event: Floats
    event_bias: Floats

    @classmethod
    def load(cls, arrays: "np.lib.npyio.NpzFile") -> "ActWeights":
        """Reads the arrays.

        Raises:
            KeyError: If one is missing.
        """

        def get(name: str) -> Floats:
            return array(arrays, f"acts.{name}")

        return cls(
            get("parts"), get("attend.weight").T, get("attend.bias"), get("gate"),
            get("hidden.weight").T, get("hidden.bias"),
            get("act.weight").T, get("act.bias"), get("event.weight").T, get("event.bias"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement to read.

    Attributes:
        begin: The first word that is read.
        end: One past the last.
        parts: A part of the statement, its first word and one past its last, as often as needed.
    """

    begin: int
    end: int
    parts: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors of those words of a report that statements are made of.

    Attributes:
        words: Of shape [kept]: which words, in order.
        rows: Of shape [kept, 96], in half precision: a book has a million words.
    """

    words: Ints
    rows: "np.typing.NDArray[np.float16]"

    def of(self, begin: int, end: int) -> tuple[Ints, "np.typing.NDArray[np.float16]"]:
        """The words kept between two, and their vectors."""
        a, b = self.words.searchsorted([begin, end]).tolist()
        return self.words[a:b], self.rows[a:b]


@dataclass(frozen=True, slots=True)
class Doing:
    """What tells the acts of a report's statements."""

    weights: ActWeights
    vectors: Vectors

    def read(self, asked: Sequence[Asked]) -> tuple[Floats, Floats]:
        """See `read_acts`."""
        return read_acts(self.weights, self.vectors, asked)


def read_acts(
    weights: ActWeights, vectors: Vectors, asked: Sequence[Asked]
) -> tuple[Floats, Floats]:
    """The probability of each act and of each type of event.

    Returns:
        Of shapes [asked, acts] and [asked, events].
    """
    pooled = np.zeros((len(asked), weights.hidden.shape[0]), np.float32)
    for place, one in enumerate(asked):
        words, rows = vectors.of(one.begin, min(one.end, one.begin + LONGEST))
        if len(words):
            pooled[place] = _pooled(weights, words, rows, one)
    hidden = gelu(pooled @ weights.hidden + weights.hidden_bias)
    return (
        softmax(hidden @ weights.act + weights.act_bias),
        softmax(hidden @ weights.event + weights.event_bias),
    )


def _pooled(
    weights: ActWeights, words: Ints, rows: "np.typing.NDArray[np.float16]", one: Asked
) -> Floats:
    of = np.zeros((len(words), PARTS), np.float32)
    for part, begin, end in one.parts:
        a, b = words.searchsorted([begin, end]).tolist()
        of[a:b, part] = 1
    read = gelu(rows.astype(np.float32) + of @ weights.parts)
    share = softmax((read @ weights.attend + weights.attend_bias + of @ weights.gate).T)
    means = [of[:, i] @ read / max(1.0, float(of[:, i].sum())) for i in (SOURCE, TARGET)]
    pooled: Floats = np.concatenate([(share @ read).ravel(), *means])
    return pooled
