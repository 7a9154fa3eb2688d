#!/usr/bin/env python3
"""Scores the shipped engine, through the command line, against human-labelled articles.

    python benchmarks/attribution.py [--shared DIR]

Needs the shared folder with the labelled data and the scorer: ``--shared``, else the environment
variable ONRECORD_SHARED, else ``../shared`` beside the checkout. Prints a table for the README.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HUMANS = {
    "relation": 73.5,
    "relation=": 59.8,
    "content": 79.6,
    "span SOURCE": 78.8,
    "span CUE": 70.7,
    "span CONTENT": 69.3,
    "token SOURCE": 81.2,
    "token CUE": 69.4,
    "token CONTENT": 91.3,
}
"""F1 of one annotator against another on PolNeAR's articles that several people read."""


def main() -> None:
    """Reads the articles, scores what was found and prints the rows."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--shared",
        type=Path,
        default=Path(os.environ.get("ONRECORD_SHARED", ROOT.parent / "shared")),
        help="the folder with data/ and tools/",
    )
    shared = parser.parse_args().shared
    gold = shared / "data" / "attribution" / "polnear.dev.jsonl.gz"
    scorer = shared / "tools" / "score_attributions.py"
    for path in (gold, scorer):
        if not path.exists():
            sys.exit(f"{path} is not there: pass --shared the folder that has data/ and tools/")
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "found.jsonl"
        with found.open("wb") as stream:
            command = [sys.executable, "-m", "onrecord", "read", str(gold), "--json"]
            subprocess.run(command, stdout=stream, stderr=subprocess.DEVNULL, check=True)
        count = sum(len(json.loads(line)["attributions"]) for line in found.open(encoding="utf-8"))
        table = subprocess.run(
            [sys.executable, str(scorer), str(gold), str(found)],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    print(f"PolNeAR dev, 84 articles, {count:,} attributions found, {datetime.now(UTC).date()}\n")
    print("| | precision | recall | F1 | humans' F1 |")
    print("|---|---:|---:|---:|---:|")
    for line in table.splitlines():
        name, rest = line[:14].strip(), line[14:].split()
        human = HUMANS.get(name)
        figures = " | ".join(rest[1::2])
        print(f"| {name} | {figures} | {human if human is not None else '–'} |")


if __name__ == "__main__":
    main()
