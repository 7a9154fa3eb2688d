"""What the benchmarks share: reading texts through the command line, and figures from counts."""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np

from onrecord import document
from onrecord.engine.stub import cut_without_pieces
from onrecord.extract.quotes import manner

SAMPLES = 1000
SEED = 7
HALF = 0.5
MANNERS = ("direct", "indirect", "mixed")

Counts = Counter[tuple[str, str]]
"""The scorer's: how many were right (tp), found (p) and marked (g), for each of its rows."""
Found = list[dict[str, object]]


@dataclass(frozen=True, slots=True)
class Document:
    """A text, what a person marked in it, and what it is a part of."""

    id: str
    text: str
    gold: list[dict[str, object]]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """How many were right, found and marked, and shares of them in percent."""

    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Of what was found."""
        return 100 * self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Of what was marked."""
        return 100 * self.right / max(1, self.gold)

    @property
    def f1(self) -> float:
        """Of both."""
        return 200 * self.right / max(1, self.found + self.gold)


def find(documents: Sequence[Document]) -> dict[str, Found]:
    """Reads texts with the command line; the attributions of each by its id."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder) / "texts.jsonl", Path(folder) / "found.jsonl"
        with asked.open("w", encoding="utf-8") as stream:
            for one in documents:
                stream.write(json.dumps({"id": one.id, "text": one.text}) + "\n")
        print(f"reading {len(documents)} texts …", file=sys.stderr, flush=True)
        command = [sys.executable, "-m", "onrecord", "read", str(asked), "--json", "--any-language"]
        with answered.open("wb") as stream:
            subprocess.run(command, stdout=stream, check=True)
        lines = [json.loads(line) for line in answered.open(encoding="utf-8")]
    found: dict[str, Found] = {one.id: [] for one in documents}
    found.update((line["id"], line["attributions"]) for line in lines)
    return found


def total(each: Iterable[Counts]) -> Counts:
    """The sum of counts."""
    whole: Counts = Counter()
    for counts in each:
        whole.update(counts)
    return whole


def scores(counts: Counts) -> dict[str, Score]:
    """The figures of each row."""
    rows = dict.fromkeys(name for name, _ in counts)
    return {row: Score(counts[row, "tp"], counts[row, "p"], counts[row, "g"]) for row in rows}


def interval(each: Sequence[Counts], row: str) -> tuple[float, float]:
    """Between what 95 % of the F1 lie, of samples of documents drawn with replacement."""
    values = np.array([[one[row, kind] for kind in ("tp", "p", "g")] for one in each])
    draw = np.random.default_rng(SEED)
    times = draw.multinomial(len(each), np.full(len(each), 1 / len(each)), SAMPLES)
    right, found, gold = (times @ values).T
    low, high = np.percentile(200 * right / np.maximum(1, found + gold), [2.5, 97.5])
    return float(low), float(high)


def manner_of(text: str, attributions: Iterable[dict[str, object]]) -> list[str]:
    """How each content is given, by one rule for what people marked and for what was found.

    Direct where all of it stands in quotation marks, mixed where some does, else indirect.
    """
    whole = document.Document("-", text)
    words = cut_without_pieces(text)
    found = []
    for one in attributions:
        spans = [whole.span(start, end) for start, end in one["content"]]  # type: ignore[attr-defined]
        found.append(manner(words, spans, ()))  # without a cue nothing is narrated
    return found


def by_manner(
    scorer: ModuleType, texts: Iterable[tuple[str, Sequence[tuple[Found, Found]]]]
) -> dict[str, tuple[Score, Score]]:
    """Of who said what, for each manner: a score for its recall, and one for its precision.

    Recall is of the gold that has the manner, precision of what was found that has it.

    Args:
        scorer: The shared one.
        texts: Each text with pairs of what was found in it and what was marked.
    """
    counts = {name: np.zeros((2, 3), int) for name in MANNERS}
    for text, pairs in texts:
        tokens = scorer.words(text)
        known: dict[int, list[tuple[str, dict[str, frozenset[int]]]]] = {}
        for side in {id(side): side for pair in pairs for side in pair}.values():
            roles = [
                {role: scorer.token_set(one[role], tokens) for role in scorer.ROLES} for one in side
            ]
            known[id(side)] = list(zip(manner_of(text, side), roles, strict=True))
        for found, gold in pairs:
            given, marked = known[id(found)], known[id(gold)]
            for name, (recall, precision) in counts.items():
                own = [one for how, one in marked if how == name]
                every = [one for _, one in given]
                recall += (scorer.one_to_one(every, own, _agree(scorer)), len(every), len(own))
                own = [one for how, one in given if how == name]
                every = [one for _, one in marked]
                precision += (scorer.one_to_one(own, every, _agree(scorer)), len(own), len(every))
    return {name: (Score(*map(int, a)), Score(*map(int, b))) for name, (a, b) in counts.items()}


def _agree(scorer: ModuleType) -> Callable[[dict[str, object], dict[str, object]], bool]:
    """The scorer's rule for who said what."""
    return lambda one, other: all(
        scorer.jaccard(one[role], other[role]) >= HALF for role in ("content", "source")
    )
