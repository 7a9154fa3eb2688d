"""What `speed.py` times of OnRecord: the encoder, extraction, the command and its start."""

import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from unittest import mock

from tokenizers import Tokenizer

from onrecord import demo, models
from onrecord.document import Document
from onrecord.engine import tokens, windows
from onrecord.engine.runtime import OpenVinoEncoder
from onrecord.engine.session import Engine, Numbers
from onrecord.extract import attributions
from onrecord.ingest import read_paths

EXAMPLE: Final = "evening-post-deadline.txt"
ONRECORD: Final = (sys.executable, "-m", "onrecord")
WORD: Final = re.compile(r"\w+")

# A process remembers the memory of whoever started it as its own, until it needs more: the command
# is therefore started by this small one and not by the benchmark.
WATCH: Final = """
import json, resource, subprocess, sys, time
begin = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
seconds = time.perf_counter() - begin
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
peak *= 1 if sys.platform == "darwin" else 1024
print(json.dumps([done.returncode, seconds, peak, done.stderr]))
"""


@dataclass(frozen=True, slots=True)
class Texts:
    """Articles and how much there is of them.

    Attributes:
        documents: The articles.
        words: What white space parts; the same for everyone who is timed.
        pieces: Of the encoder's vocabulary, each once however many windows it is in.
    """

    documents: tuple[Document, ...]
    words: int
    pieces: int


def texts(documents: Iterable[Document]) -> Texts:
    """Counts the words and pieces of articles."""
    tokenizer = Tokenizer.from_file(str(models.folder() / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    pieces = tokens.Pieces(tokenizer)
    chosen = tuple(documents)
    return Texts(
        chosen,
        sum(len(one.text.split()) for one in chosen),
        sum(len(tokens.cut(one.text, pieces).pieces) for one in chosen),
    )


def articles(path: Path) -> list[Document]:
    """PolNeAR's articles, or where they are absent the example reports, repeated."""
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            records = [json.loads(line) for line in stream]
        return [Document(record["id"], record["text"]) for record in records]
    print(f"{path} is not there: the example reports are read instead", file=sys.stderr)
    found = read_paths([str(path) for path in demo.reports()], stdin=sys.stdin.buffer)
    return repeated([one for one in found if isinstance(one, Document)], 84)


def repeated(documents: Sequence[Document], least: int) -> list[Document]:
    """Articles again and again, with other ids and another word in the middle of each."""
    found = list(documents)
    while len(found) < least:
        copy = len(found) // len(documents)
        for one in documents:
            words = list(WORD.finditer(one.text))
            middle = words[len(words) // 2]
            text = f"{one.text[: middle.start()]}copy{copy}{one.text[middle.end() :]}"
            found.append(Document(f"{one.id}-{copy}", text))
    return found


def extraction(engine: Engine, chosen: Texts) -> float:
    """Seconds from texts to attributions."""
    begin = time.perf_counter()
    for analysis in engine.analyse(chosen.documents):
        attributions(analysis)
    return time.perf_counter() - begin


def recorded(engine: Engine, chosen: Texts) -> tuple[float, list[windows.Inputs]]:
    """Extraction as it is the first time, and the windows that the encoder was asked for."""
    asked: list[windows.Inputs] = []
    run = OpenVinoEncoder.run

    def kept(stream: Iterable[windows.Inputs]) -> Iterator[windows.Inputs]:
        for one in stream:
            asked.append(one)
            yield one

    def recording(self: OpenVinoEncoder, stream: Iterable[windows.Inputs]) -> Iterator[Numbers]:
        return run(self, kept(stream))

    with mock.patch.object(OpenVinoEncoder, "run", recording):
        seconds = extraction(engine, chosen)
    return seconds, asked


def encoding(encoder: OpenVinoEncoder, prepared: Sequence[windows.Inputs]) -> float:
    """Seconds of the encoder alone."""
    begin = time.perf_counter()
    for _ in encoder.run(prepared):
        pass
    return time.perf_counter() - begin


class Command:
    """`onrecord read` of some articles into a new book, in a process of its own."""

    def __init__(
        self, folder: Path, name: str, documents: Sequence[Document], threads: int
    ) -> None:
        self._path = folder / f"{name}.jsonl.gz"
        self._count = len(documents)
        self._threads = threads
        with gzip.open(self._path, "wt", encoding="utf-8") as stream:
            for one in documents:
                stream.write(json.dumps({"id": one.id, "text": one.text}) + "\n")
        self.peaks: list[int] = []
        """Of each run, in bytes."""

    def seconds(self) -> float:
        """How long it takes from the command to the end of its process."""
        with tempfile.TemporaryDirectory() as folder:
            command = (*ONRECORD, "read", str(self._path), "--book", f"{folder}/speed.book")
            watch = [sys.executable, "-c", WATCH, *command, "--threads", str(self._threads)]
            out = subprocess.run(watch, stdout=subprocess.PIPE, check=True).stdout
        status, seconds, peak, said = json.loads(out)
        if status or f"{self._count:,} read" not in said:
            sys.exit(f"onrecord read did not read all {self._count} articles:\n{said}")
        self.peaks.append(peak)
        return float(seconds)


def first_statement(threads: int) -> float:
    """Seconds from the command to the first line of what it has found in one report."""
    command = (*ONRECORD, "read", str(demo.folder() / EXAMPLE), "--json", "--threads", str(threads))
    begin = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        seconds = time.perf_counter() - begin
        _, said = process.communicate()
    if process.returncode or not json.loads(line)["attributions"]:
        sys.exit(f"onrecord read found nothing in {EXAMPLE}:\n{said.decode()}")
    return seconds
