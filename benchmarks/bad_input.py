#!/usr/bin/env python3
"""Reads what is no tidy news report, in growing sizes, and prints time and peak memory.

    python benchmarks/bad_input.py [--sizes 0.25 0.5 1] [--cases unbroken quotes …] [--book]

Each case is made anew in a temporary folder and read by the real command line in a process of its
own. Time is the processor's, so that what else the machine does changes it little. What to look
for: that a doubled size doubles the time at most, and that memory stays far below 700 MB. Ten
megabytes take minutes: the encoder reads every word.
"""

import argparse
import gzip
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

PROSE = (
    'The harbour master said on Monday that the ferry will not sail. "We have looked at the pier, '
    'and it is cracked," Jorun Vask told the council, which had asked for a report. According to '
    "two officials, the repair will take a month. “Nobody was warned,” said a captain who did not "
    "want to be named, and she added that the company knew of it. "
)
GERMAN = (
    "Der Hafenmeister sagte am Montag, dass die Fähre nicht fahren werde. „Wir haben uns die "
    "Mauer angesehen, und sie hat einen Riss“, erklärte Jorun Vask dem Rat der Stadt. "
)
MARKS = ["“”", '""', "‘’", "''", "«»", "„“", "‹›", "»«"]


def _page(size: int) -> str:
    body = _filled(f"<p>{PROSE.strip()}</p>", size)
    return (
        f"<html><head><title>The pier</title></head><body><article>{body}</article></body></html>"
    )


def _nested(size: int) -> str:
    depth = 200
    opening = " ".join(f"{MARKS[i % len(MARKS)][0]}she said" for i in range(depth))
    closing = "".join(MARKS[i % len(MARKS)][1] for i in reversed(range(depth)))
    return _filled(f"{opening} no{closing}. ", size)


def _filled(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


def _record(text: str) -> bytes:
    return json.dumps({"id": "one", "text": text}).encode() + b"\n"


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum() or c == " ").lower()


def _text(make: Callable[[int], str]) -> Callable[[int], bytes]:
    return lambda size: make(size).encode()


def _repeated(piece: str) -> Callable[[int], bytes]:
    return _text(lambda size: _filled(piece, size))


CASES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "unbroken": (".txt", _repeated(PROSE)),
    "paragraphs": (".txt", _repeated(PROSE.replace(". ", ".\n\n"))),
    "quotation marks": (".txt", _repeated('"')),
    "curly marks": (".txt", _repeated("“")),
    "marks in a row": (".txt", _repeated(PROSE * 3 + '"' * 1000)),
    "capitals": (".txt", _repeated(PROSE.upper())),
    "no punctuation": (".txt", _repeated(_bare(PROSE))),
    "another language": (".txt", _repeated(GERMAN)),
    "one-word paragraphs": (".txt", _repeated("said\n\nhe\n\n")),
    "one word": (".txt", _repeated("a")),
    "one sentence": (".txt", _repeated(PROSE.replace(".", ",").replace("”", "").replace("“", ""))),
    "unclosed quotation": (".txt", _text(lambda size: "“" + _filled(_bare(PROSE), size))),
    "nested quotations": (".txt", _text(_nested)),
    "only attributions": (".txt", _repeated("“No,” he said. She said yes. ")),
    "said said said": (".txt", _repeated("said ")),
    "full stops": (".txt", _repeated(".")),
    "initials": (".txt", _repeated("A. ")),
    "digits": (".txt", _repeated("1234567890 ")),
    "one number": (".txt", _repeated("1234567890")),
    "emoji": (".txt", _repeated("👩‍👩‍👧‍👦🏳️‍🌈 ")),
    "combining marks": (".txt", _repeated("e\u0301\u0327\u0308")),
    "right to left": (".txt", _repeated(f"{PROSE} \u202eقال الوزير\u202c ")),
    "white space": (".txt", _text(lambda size: f"He said no. {' ' * size} She said yes.")),
    "line ends": (".txt", _text(lambda size: f"He said no. {chr(10) * size} She said yes.")),
    "NULs": (".txt", _text(lambda size: _filled(PROSE, size // 2) + "\0" * (size // 2))),
    "page in one line": (".html", _text(_page)),
    "page without an end": (".html", lambda size: _page(size).encode()[: size // 2]),
    "open tags": (".html", _repeated("<div>he said ")),
    "angle brackets": (".html", _repeated("<")),
    "record of one line": (".jsonl", lambda size: _record(_filled(PROSE, size))),
    "open brackets": (".jsonl", _repeated("[")),
    "record cut off": (".jsonl", lambda size: _record(_filled(PROSE, size))[:-9]),
    "packed and cut off": (
        ".jsonl.gz",
        lambda size: gzip.compress(_record(_filled(PROSE, size)) * 2)[:-20],
    ),
}
"""Each case: the ending of its file, and its bytes for a size."""


def measure(path: Path, book: Path | None) -> tuple[int, float, float, str]:
    """Reads a file; exit status, seconds of processor, peak megabytes, and the last line said."""
    said = path.with_suffix(".said")
    output = ["--book", str(book)] if book else ["--json"]
    command = [sys.executable, "-m", "onrecord", "read", str(path), *output]
    pid = os.posix_spawn(
        sys.executable,
        command,
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            (os.POSIX_SPAWN_OPEN, 2, str(said), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
        ],
    )
    _, status, used = os.wait4(pid, 0)
    lines = said.read_text("utf-8", "replace").strip().splitlines()
    line = next((line for line in lines if "skipped" in line), lines[-1] if lines else "")
    unit = 1 if sys.platform == "darwin" else 1024
    code = os.waitstatus_to_exitcode(status)
    return code, used.ru_utime + used.ru_stime, used.ru_maxrss * unit / 1e6, line


def main() -> None:
    """Makes and reads the cases, and prints a row for each."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=float, nargs="+", default=[0.25, 0.5, 1], help="megabytes")
    parser.add_argument("--cases", nargs="+", choices=CASES, default=list(CASES), metavar="CASE")
    parser.add_argument("--book", action="store_true", help="write a book instead of JSON")
    chosen = parser.parse_args()
    print("| case | MB | status | processor, s | peak, MB | said |", flush=True)
    print("|---|---:|---:|---:|---:|---|", flush=True)
    for name in chosen.cases:
        ending, make = CASES[name]
        for size in chosen.sizes:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"case{ending}"
                path.write_bytes(make(int(size * 1e6)))
                book = Path(folder) / "case.book" if chosen.book else None
                code, seconds, peak, line = measure(path, book)
            line = line.replace(folder, "…").replace("|", "¦")[:90]
            row = f"| {name} | {size:g} | {code} | {seconds:.1f} | {peak:,.0f} | {line} |"
            print(row, flush=True)


if __name__ == "__main__":
    main()
