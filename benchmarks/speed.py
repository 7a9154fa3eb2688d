#!/usr/bin/env python3
"""Times the reading of reports, beside what the processor could do at most and beside others.

    python benchmarks/speed.py [--threads 2] [--rounds 5] [--quick] [--json FILE] [--shared DIR]
                               [--environment DIR] [--spacy-model WHEEL] [--no-rivals]

Prints Markdown tables: the machine's limit (`limit.py`); the encoder alone, and extraction from
texts to attributions; the whole `onrecord read` in a process of its own, its memory and its start;
and textacy and a baseline of rules on spaCy (`rivals.py`) on the same articles. These are PolNeAR's
development articles in the shared folder, found as `attribution.py` finds it, and where it is
absent the example reports.

The limit is what the processor reaches in the model's matrix products and nothing else; a share of
it says how much of the time is spent on what cannot be left out. The share that counts is of
products in bf16 (in float32 where the processor has none); that of products in int8, which the
model's are, is beside it. In every share and in pieces a second, each piece of a text counts once,
though windows overlap and contents are read twice.

Machines are noisy: everything is timed once in each round, each round begins with another, a figure
is the median of the rounds, and a ratio the median of the rounds' ratios. Nothing is ever asserted
about a time. What is timed has read the articles before: words that it has met and windows as long
as these are known to it, as in any long run; the first reading has a row of its own.

The rivals live in an environment that is made with pip where ``--environment`` has none. The
pipeline en_core_web_sm is on no package index (what bears its name there is not it): give the wheel
from its makers with ``--spacy-model``, or have it in the environment. Without it a pipeline of its
sizes is trained on GUM (`parsing.py`); without that too, the rules run without a parse, and textacy
not at all.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parent))

import stages
from environment import Rival, rivals
from limit import Limit, cpu, operations

from onrecord import models
from onrecord.engine.runtime import OpenVinoEncoder
from onrecord.engine.session import load_engine
from onrecord.engine.windows import WINDOW

ROOT: Final = Path(__file__).resolve().parents[1]
LIMITS: Final = {"float": "limit, float", "int8": "limit, int8"}
WHOLE: Final = 300
"""Articles for the whole command, at least."""
FEW: Final = 6
"""Articles with ``--quick``."""
PRODUCTS: Final = 320
"""Windows that the limit multiplies in a round."""

Figures = dict[str, object]


class Clock:
    """The seconds of everything in every round."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = {}
        self._things: dict[str, Callable[[], float]] = {}
        self._amounts: dict[str, float] = {}

    def add(self, name: str, amount: float, run: Callable[[], float]) -> None:
        """Something that says how many seconds it took, and how much it does in that time."""
        self._things[name] = run
        self._amounts[name] = amount
        self.seconds[name] = []

    def round(self, number: int) -> None:
        """Times everything once; what comes first is another in each round."""
        names = list(self._things)
        first = number % len(names)
        for name in names[first:] + names[:first]:
            self.seconds[name].append(self._things[name]())
            print(f"round {number + 1}: {name} {self.seconds[name][-1]:.2f} s", file=sys.stderr)

    def derive(self, name: str, amount: float, seconds: Sequence[float]) -> None:
        """Something whose seconds follow from others'."""
        self._amounts[name] = amount
        self.seconds[name] = list(seconds)

    def rates(self, name: str) -> list[float]:
        """Amounts a second, of each round."""
        return [self._amounts[name] / seconds for seconds in self.seconds[name]]

    def ratio(self, name: str, other: str) -> float:
        """How the rate of one stands to that of another, in the median."""
        both = zip(self.rates(name), self.rates(other), strict=True)
        return statistics.median(one / two for one, two in both)


def main() -> None:
    """Times everything and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    shared = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--shared", type=Path, default=shared, help="the folder with data/")
    parser.add_argument("--threads", type=int, default=2, help="of the processor")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="one round of few articles, to try it")
    parser.add_argument("--json", type=Path, help="a file for all the figures")
    parser.add_argument("--environment", type=Path, help="a folder for the rivals, kept if given")
    parser.add_argument("--spacy-model", type=Path, help="the wheel or folder of a spaCy pipeline")
    parser.add_argument("--no-rivals", action="store_true")
    chosen = parser.parse_args()
    # The tokenizer's own threads are no more than those of the rest.
    os.environ.setdefault("RAYON_NUM_THREADS", str(chosen.threads))
    rounds = 1 if chosen.quick else chosen.rounds
    found = stages.articles(chosen.shared / "data" / "attribution" / "polnear.dev.jsonl.gz")
    few = stages.texts(found[:FEW] if chosen.quick else found)
    many = few if chosen.quick else stages.texts(stages.repeated(found, WHOLE))
    one = stages.texts(few.documents[:1])

    print("loading …", file=sys.stderr)
    clock = Clock()
    limits = {kind: Limit(chosen.threads, kind) for kind in LIMITS}
    count = max(4, PRODUCTS // 40 if chosen.quick else PRODUCTS)
    for kind, limit in limits.items():
        clock.add(LIMITS[kind], count * WINDOW, lambda limit=limit: limit.seconds(count))
    engine = load_engine(threads=chosen.threads)
    first, asked = stages.recorded(engine, few)
    encoder = OpenVinoEncoder(models.folder() / "encoder.onnx", chosen.threads)
    stages.encoding(encoder, asked)
    clock.add("encoder", few.pieces, lambda: stages.encoding(encoder, asked))
    clock.add("extraction", few.pieces, lambda: stages.extraction(engine, few))

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        whole = stages.Command(folder, "many", many.documents, chosen.threads)
        start = stages.Command(folder, "one", one.documents, chosen.threads)
        clock.add("read", many.pieces, whole.seconds)
        clock.add("read of one", one.pieces, start.seconds)
        clock.add("first statement", 1, lambda: stages.first_statement(chosen.threads))
        place = chosen.environment or folder / "environment"
        others = [] if chosen.no_rivals else rivals(place, folder, few, chosen)
        for other in others:
            if not other.absent:
                clock.add(other.name, few.pieces, other.seconds)
        for number in range(rounds):
            clock.round(number)
    pairs = zip(clock.seconds["read"], clock.seconds["read of one"], strict=True)
    clock.derive("going on", many.pieces - one.pieces or 1, [max(a - b, 1e-3) for a, b in pairs])
    clock.derive("first", few.pieces, [first] * rounds)

    print(
        f"Measured on {datetime.now(UTC).date()} on {cpu()}, {chosen.threads} threads, "
        f"{rounds} rounds: {len(few.documents)} articles of {few.words:,} words and "
        f"{few.pieces:,} pieces; for the whole command {len(many.documents):,} articles."
    )
    figures: Figures = {
        "threads": chosen.threads,
        "cpu": cpu(),
        "articles": [len(few.documents), len(many.documents)],
        "words": few.words,
        "pieces": few.pieces,
        "seconds": clock.seconds,
        "limits": _limits(clock, limits),
        "stages": _stages(clock, few, limits),
        "read": _read(clock, whole, many),
        "rivals": _rivals(clock, few, others),
    }
    done = sum(batch.ids.size for batch in asked)
    print(
        f"\nThe encoder reads {done / few.pieces:.2f} pieces for each one of a text: windows "
        "overlap, and contents are looked at again."
    )
    print("\nWhat is found, and how much of it is right: `benchmarks/attribution.py`.")
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False), "utf-8")


def _limits(clock: Clock, limits: dict[str, Limit]) -> Figures:
    print("\n### The machine's limit: the model's matrix products alone\n")
    print("| products in | GFLOP/s | pieces/s | slowest–fastest round |")
    print("|---|---:|---:|---:|")
    figures: Figures = {}
    for kind, name in LIMITS.items():
        rates = clock.rates(name)
        pieces = statistics.median(rates)
        giga = pieces * operations() / 1e9
        numbers = limits[kind].numbers
        print(f"| {numbers} | {giga:,.0f} | {pieces:,.0f} | {min(rates):,.0f}–{max(rates):,.0f} |")
        figures[kind] = {"numbers": numbers, "gflops": giga, "pieces": pieces}
    print(
        f"\nOne piece in a window of {WINDOW} costs {operations() / 1e6:.1f} million operations, "
        "attention included."
    )
    return figures


def _stages(clock: Clock, few: stages.Texts, limits: dict[str, Limit]) -> Figures:
    print("\n### Reading\n")
    print(
        "| | words/s | pieces/s | articles/s | to extraction "
        f"| of the limit ({limits['float'].numbers}) | of the limit ({limits['int8'].numbers}) |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|")
    rows = {
        "encoder": "the encoder alone, its windows prepared",
        "extraction": "extraction: texts to attributions",
        "first": "the same, the first time",
        "going on": "`onrecord read` into a book, without its start",
        "read": "`onrecord read` into a book, all of it",
    }
    figures: Figures = {}
    for name, label in rows.items():
        pieces = statistics.median(clock.rates(name))
        words, articles = (pieces * n / few.pieces for n in (few.words, len(few.documents)))
        ratio, *shares = (clock.ratio(name, other) for other in ("extraction", *LIMITS.values()))
        print(
            f"| {label} | {words:,.0f} | {pieces:,.0f} | {articles:.1f} | {ratio:.2f} "
            f"| {shares[0]:.1%} | {shares[1]:.1%} |"
        )
        figures[name] = {
            "words": words,
            "pieces": pieces,
            "articles": articles,
            "to extraction": ratio,
            "of the limit": dict(zip(LIMITS, shares, strict=True)),
        }
    return figures


def _read(clock: Clock, whole: stages.Command, many: stages.Texts) -> Figures:
    figures: Figures = {
        "peak MB": statistics.median(whole.peaks) / 1e6,
        "start s": statistics.median(clock.seconds["read of one"]),
        "first statement s": statistics.median(clock.seconds["first statement"]),
    }
    print("\n### The command\n")
    print("| | |")
    print("|---|---:|")
    print(
        f"| most memory that reading {len(many.documents):,} articles takes "
        f"| {figures['peak MB']:,.0f} MB |"
    )
    print(f"| `onrecord read` of one article into a new book | {figures['start s']:.2f} s |")
    print(
        "| from `onrecord read REPORT --json` to its first statements "
        f"| {figures['first statement s']:.2f} s |"
    )
    return figures


def _rivals(clock: Clock, few: stages.Texts, others: Sequence[Rival]) -> Figures:
    if not others:
        return {}
    print("\n### Others, on the same articles\n")
    print("| | pipeline | processes | words/s | found | OnRecord's extraction to it |")
    print("|---|---|---:|---:|---:|---:|")
    figures: Figures = {}
    for one in others:
        if one.absent:
            print(f"| {one.title} | – | {one.processes} | – | – | absent: {one.absent} |")
            figures[one.name] = {"absent": one.absent}
            continue
        words = statistics.median(clock.rates(one.name)) * few.words / few.pieces
        ratio = clock.ratio("extraction", one.name)
        gave_up = f" (gave up on {one.failed} articles)" if one.failed else ""
        print(
            f"| {one.title} | {one.pipeline} | {one.processes} | {words:,.0f} "
            f"| {one.found:,}{gave_up} | {ratio:.2f} |"
        )
        figures[one.name] = {"words": words, "found": one.found, "extraction to it": ratio}
    return figures


if __name__ == "__main__":
    main()
