#!/usr/bin/env python3
"""Scores the values of the times that are found, against the dates that GUM marks.

    python benchmarks/times.py [--shared DIR] [--misses]

Prints a Markdown table: precision, recall and F1 over expressions with their normal form, on the
documents that the rules were written with and on the held-out fifth, by genre. Each is measured
twice: with a document of its own for each sentence, and with the sentences of a document together,
so that “two years later” has a year to count from. What counts as right is told in
`evaluation/times.py`. ``--misses`` lists what is wrong in the documents that are not held out.

The labelled data are in ``--shared``, else the environment variable ONRECORD_SHARED, else
``../shared`` beside the checkout.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from evaluation.times import FILE, Score, Sentence, by_genre, load_dates, score  # noqa: E402
from evaluation.times import whole_documents as whole  # noqa: E402


def main() -> None:
    """Reads the data and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    shared = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--shared", type=Path, default=shared, help="the folder with data/")
    parser.add_argument("--misses", action="store_true", help="list what is wrong, held out apart")
    asked = parser.parse_args()
    path = asked.shared / FILE
    if not path.exists():
        sys.exit(f"{path} is not there: pass --shared the folder that has data/")
    sentences = load_dates(path)
    print("\n".join(table(sentences)))
    if asked.misses:
        seen = whole([one for one in sentences if not one.held_out])
        print("\n" + "\n".join(score(seen).misses))


def table(sentences: Sequence[Sentence]) -> list[str]:
    """The lines of the table, in Markdown."""
    lines = [
        "| documents | read | genre | expressions | precision | recall | F1 |",
        "|---|---|---|---|---|---|---|",
    ]
    for part, held_out in (("written with", False), ("held out", True)):
        chosen = [one for one in sentences if one.held_out is held_out]
        for how, texts in (("by sentence", chosen), ("whole", whole(chosen))):
            lines.append(_line(part, how, "all", score(texts)))
            lines += [_line(part, how, name, one) for name, one in by_genre(texts).items()]
    return lines


def _line(part: str, how: str, genre: str, result: Score) -> str:
    shares = (result.precision, result.recall, result.f1)
    figures = " | ".join(f"{100 * share:.1f}" for share in shares)
    return f"| {part} | {how} | {genre} | {result.gold} | {figures} |"


if __name__ == "__main__":
    main()
