#!/usr/bin/env python3
"""Measures how far confidences are probabilities, and whether promised precisions are kept.

    python benchmarks/calibration.py [--shared DIR] [--weights DIR] [--threads N]

Reads the labelled articles that the weights never learnt: 40 held out from PolNeAR's training part,
and its development part. Every figure is of fits that did not see the article measured:

- **held out → dev**: calibration and thresholds from the 40 articles alone, measured on dev;
- **crosswise**: both sets in ten folds by article, each measured by a fit on the other nine. What
  ships is fitted on both sets, so this is the figure for what ships.

A perfect calibration measured on few answers shows an error too: it stands beside each error.
"""

import argparse
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from onrecord import models
from onrecord.engine.session import load_engine
from onrecord.extract.precision import ERROR, Right, Sure, TrackRecord
from onrecord.training.calibrate import (
    FOLDS,
    Answers,
    best_ridge,
    calibration_error,
    collect,
    crosswise,
    fit,
    noise,
    sureness,
    surprise,
)
from onrecord.training.data import load
from onrecord.training.parts import folder_of, split

ROOT = Path(__file__).resolve().parents[1]
ASKED = (0.75, 0.8, 0.85, 0.9, 0.95)
DRAWS = 200


def main() -> None:
    """Reads the articles and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    shared = Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--shared", type=Path, default=shared, help="the folder with data/")
    parser.add_argument("--weights", type=Path, default=models.folder(), help="of weights")
    parser.add_argument("--threads", type=int, default=0, help="of the processor; 0 takes them all")
    asked = parser.parse_args()
    data = asked.shared / "data"
    if not data.exists():
        sys.exit(f"{data} is not there: pass --shared the folder that has data/")
    engine = load_engine(asked.weights, asked.threads)
    held_out = split(data)[0]
    development = load(folder_of(data) / "polnear.dev.jsonl.gz")
    answers = collect([*held_out, *development], engine)
    measure(answers, len(held_out), engine.name)


def measure(answers: Answers, held_out: int, name: str) -> None:
    """Prints everything.

    Args:
        answers: Of both sets, the articles held out first.
        held_out: How many articles those are.
        name: Of the weights.
    """
    dev = answers.article >= held_out
    articles = len(np.unique(answers.article))
    print(f"{name}, {articles} articles, {len(dev):,} attributions, {datetime.now(UTC).date()}\n")
    print("| calibration | attributions | error | seen if none | surprise |")
    print("|---|---:|---:|---:|---:|")
    first, second = answers.where(~dev), answers.where(dev)
    forth = sureness(fit(first, best_ridge(first)), second)
    back = sureness(fit(second, best_ridge(second)), first)
    both = crosswise(answers, best_ridge(answers))
    row("held out → dev", forth, second.right)
    row("dev → held out", back, first.right)
    row("crosswise, on dev", both[dev], second.right)
    row("crosswise, on both", both, answers.right)

    print("\n| confidence, crosswise on dev | attributions | mean | right |\n|---|---:|---:|---:|")
    places = np.minimum((both[dev] * 10).astype(int), 9)
    for place in range(10):
        here = places == place
        if here.any():
            shown = f"{both[dev][here].mean():.1%} | {second.right[here].mean():.1%}"
            print(f"| {place / 10:.1f}–{(place + 1) / 10:.1f} | {here.sum():,} | {shown} |")

    print(f"\nPromises, kept but for a chance of {ERROR:.0%}; share kept and share right on dev:\n")
    print(
        "| asked | held out → dev: threshold | kept | right | crosswise: threshold | kept | right |"
    )
    print("|---|---:|---:|---:|---:|---:|---:|")
    alone = record_of(first, crosswise(first, best_ridge(first)))
    folds = answers.article % FOLDS
    across = [crosswise_record(answers, folds == fold) for fold in range(FOLDS)]
    for precision in ASKED:
        threshold = alone.threshold(precision)
        honest = cells(f"{threshold:.3f}", forth >= threshold, second.right)
        passed = np.zeros(len(dev), bool)
        thresholds = []
        for fold, (record, sure) in enumerate(across):
            thresholds.append(record.threshold(precision))
            passed[folds == fold] = sure >= thresholds[-1]
        span = f"{min(thresholds):.3f}–{max(thresholds):.3f}"
        print(f"| {precision:.2f} | {honest} | {cells(span, passed[dev], second.right)} |")
    whole = record_of(answers, both)
    print(f"\nThe most that can be promised: {alone.highest:.1%} by the articles held out alone,")
    print(
        f"{whole.highest:.1%} by both sets, which is what ships (design effect {whole.alike:.1f})."
    )
    repeated(both, answers)


def row(title: str, sure: Sure, right: Right) -> None:
    """Prints one line of the first table."""
    error, none = calibration_error(sure, right), noise(sure)
    print(f"| {title} | {len(right):,} | {error:.1%} | {none:.1%} | {surprise(sure, right):.3f} |")


def crosswise_record(answers: Answers, here: Right) -> tuple[TrackRecord, Sure]:
    """The track record of all but a fold, and the fold's confidences by a fit on the others."""
    rest = answers.where(~here)
    ridge = best_ridge(rest)
    return record_of(rest, crosswise(rest, ridge)), sureness(fit(rest, ridge), answers.where(here))


def record_of(answers: Answers, sure: Sure) -> TrackRecord:
    """The track record of answers."""
    return TrackRecord.of("", sure, answers.right, answers.article)


def cells(threshold: str, passed: Right, right: Right) -> str:
    """Threshold, share kept and share right."""
    if not passed.any():
        return "none | 0 % | –"
    return f"{threshold} | {passed.mean():.0%} | {right[passed].mean():.1%}"


def repeated(sure: Sure, answers: Answers) -> None:
    """Prints how often promises are kept when whole articles are drawn anew."""
    print(
        f"\nThresholds from a random half of the articles, measured on the other, {DRAWS} times:\n"
    )
    print("| asked | promised | kept to | share kept | right |\n|---|---:|---:|---:|---:|")
    chance = np.random.default_rng(1)
    numbers = np.unique(answers.article)
    halves = [
        np.isin(answers.article, chance.permutation(numbers)[: len(numbers) // 2])
        for _ in range(DRAWS)
    ]
    records = [record_of(answers.where(half), sure[half]) for half in halves]
    for precision in ASKED:
        shares, kept = [], []
        for half, record in zip(halves, records, strict=True):
            passed = ~half & (sure >= record.threshold(precision))
            if passed.any():
                shares.append(answers.right[passed].mean())
                kept.append(passed.sum() / (~half).sum())
        good = sum(share >= precision for share in shares)
        known = f"{good} of {len(shares)} | {np.mean(kept):.0%} | {np.mean(shares):.1%}"
        print(
            f"| {precision:.2f} | {len(shares)} of {DRAWS} | {known if shares else '– | – | –'} |"
        )


if __name__ == "__main__":
    main()
