#!/usr/bin/env python3
"""Scores how well the shipped engine tells what was said, against texts labelled by people.

    python benchmarks/interpretation.py [--shared DIR] [--weights DIR] [--json FILE]
        [--only events|acts|pairs|conditions|factuality|times]

Prints a Markdown table of figures, none from a text that was learnt or that a rule was tried on:

- events: the PLOVER type of the events of a held-out fifth of PLV (Hu et al. 2024), source and
  target given: accuracy and macro F1.
- acts: the acts of statements of PolNeAR that no step of training saw, their spans given: how many
  are answered, and how many of the answers are right.
- pairs: sentences that differ in a word or two, of which polarity or certainty must differ too.
- conditions: F1 of the spans of conditions, in invented sentences and in sentences of reports.
- factuality: mean absolute error on UW's and MEANTIME's development parts, beside two baselines.
- times: F1 of the dates of GUM's held-out documents, found and resolved.

The labelled data are in ``--shared``, else the environment variable ONRECORD_SHARED, else
``../shared`` beside the checkout.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from evaluation import acts as acting  # noqa: E402
from evaluation import conditions as conditional  # noqa: E402
from evaluation import pairs as minimal  # noqa: E402
from evaluation import times as dated  # noqa: E402
from evaluation.factuality import factuality_errors  # noqa: E402
from evaluation.reports import load_reports  # noqa: E402
from onrecord.engine.session import NeuralEngine, load_engine  # noqa: E402


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table.

    Attributes:
        what: What was measured.
        value: In per cent, but for errors.
        asked: What is asked for; None where nothing is.
        of: How many items it was measured on.
        beside: What else there is to say.
    """

    what: str
    value: float
    asked: float | None
    of: int
    beside: str = ""


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--shared",
        type=Path,
        default=Path(os.environ.get("ONRECORD_SHARED") or ROOT.parent / "shared"),
    )
    parser.add_argument("--weights", type=Path, help="weights other than the shipped ones")
    parser.add_argument("--json", type=Path, help="writes the figures there too")
    parser.add_argument("--only", choices=tuple(MEASURED), action="append")
    chosen = parser.parse_args()
    data = chosen.shared / "data"

    @cache
    def engine() -> NeuralEngine:
        return load_engine(chosen.weights)

    sys.stdout.write(f"{datetime.now(UTC).date()}\n\n| what | figure | asked | of | |\n")
    sys.stdout.write("|---|---|---|---|---|\n")
    rows = {}
    for name in chosen.only or MEASURED:
        for one in MEASURED[name](engine, data):
            asked = "" if one.asked is None else f"{one.asked:g}"
            digits = 2 if name == "factuality" else 1
            sys.stdout.write(
                f"| {one.what} | {one.value:.{digits}f} | {asked} | {one.of:,} | {one.beside} |\n"
            )
            sys.stdout.flush()
            rows[one.what] = one.value
    if chosen.json:
        chosen.json.write_text(json.dumps(rows, indent=2) + "\n", "utf-8")


Loaded = Callable[[], NeuralEngine]


def events(engine: Loaded, data: Path) -> Iterator[Figure]:
    """Types of events with their actors given."""
    told = acting.events(engine(), data)
    per_type = ", ".join(f"{name} {100 * f1:.0f}" for name, _, f1 in acting.by_label(told))
    yield Figure("PLOVER type, accuracy", 100 * acting.accuracy(told), 86, len(told))
    yield Figure("PLOVER type, macro F1", 100 * acting.macro(told), 84, len(told), per_type)


def acts(engine: Loaded, data: Path) -> Iterator[Figure]:
    """Acts of statements with their spans given."""
    told = acting.acts(engine(), data)
    found = acting.answered(told)
    beside = f"{found.share:.0%} answered; by either reading {100 * found.either:.1f}"
    yield Figure("acts, right where answered", 100 * found.right, 90, len(told), beside)
    whole = sum(one.told in one.right for one in told) / len(told)
    yield Figure("acts, right if all were answered", 100 * whole, None, len(told))
    people = 100 * acting.agreement(told)
    yield Figure("acts, one reader against another", people, None, len(told), "all answered")


def pairs(_engine: Loaded, _data: Path) -> Iterator[Figure]:
    """Minimal pairs of negations and hedges."""
    every = minimal.load_pairs()
    for title, part in (
        ("minimal pairs, held out", [one for one in every if one.held_out]),
        ("minimal pairs, all", list(every)),
    ):
        right, count = minimal.share_right(part)
        yield Figure(title, 100 * right / count, 95, count)


def conditions(_engine: Loaded, data: Path) -> Iterator[Figure]:
    """Spans of conditions."""
    every = [
        *conditional.load_invented(),
        *conditional.load_reported(load_reports(data / "reports")),
    ]
    for title, part in (
        ("conditions, held out (F1)", [one for one in every if one.held_out]),
        ("conditions, all (F1)", every),
    ):
        score = conditional.score_conditions(part)
        yield Figure(title, 100 * score.f1, 85, len(part), f"exact {100 * score.exact_f1:.1f}")


def factuality(_engine: Loaded, data: Path) -> Iterator[Figure]:
    """How far off the factuality of events is, between −3 and 3."""
    for name, found in factuality_errors(data / "factuality").items():
        beside = (
            f"majority {found.majority:.2f}, lemma {found.by_lemma:.2f}, r {found.correlation:.2f}"
        )
        yield Figure(f"factuality, {name} (mean error)", found.fitted, None, found.count, beside)


def times(_engine: Loaded, data: Path) -> Iterator[Figure]:
    """Dates with their values."""
    every = dated.load_dates(data.parent / dated.FILE)
    kept = [one for one in every if one.held_out]
    for title, texts in (
        ("times, GUM held out, documents read whole (F1)", dated.whole_documents(kept)),
        ("times, GUM held out, each sentence alone (F1)", kept),
    ):
        score = dated.score(texts)
        beside = f"precision {100 * score.precision:.1f}, recall {100 * score.recall:.1f}"
        yield Figure(title, 100 * score.f1, 85, score.gold, beside)


MEASURED = {
    "events": events,
    "acts": acts,
    "pairs": pairs,
    "conditions": conditions,
    "factuality": factuality,
    "times": times,
}


if __name__ == "__main__":
    main()
