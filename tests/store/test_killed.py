"""A writer that is killed leaves whole batches, and the same command then finishes the book."""

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from onrecord.store import open_book
from tests.store.small import dump

REPORTS = 1500
BATCH = 20
WRITER = f"""
import sys
from onrecord import Document, pipeline
from onrecord.engine.stub import StubEngine
from onrecord.store import open_book

engine = StubEngine([("The envoy", "said", "the ferry will sail")])
book = open_book(sys.argv[1], create=True)
for start in range(0, {REPORTS}, {BATCH}):
    texts = [f"The envoy said the ferry will sail. {{i}}" for i in range(start, start + {BATCH})]
    documents = [Document(f"d{{start + i}}", text) for i, text in enumerate(texts)]
    fresh = [one for one in documents if not book.holds(one, engine.name)]
    if fresh:
        book.write(pipeline.read(fresh, engine))
"""


def writer(path: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path)])


def committed(path: Path) -> int:
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
            (count,) = connection.execute("SELECT count(*) FROM documents").fetchone()
            return int(count)
    except sqlite3.OperationalError:
        return 0


def test_a_killed_writer_leaves_whole_batches_and_the_next_one_the_same_book(
    tmp_path: Path,
) -> None:
    calm, killed = tmp_path / "calm.book", tmp_path / "killed.book"
    assert writer(calm).wait() == 0

    for part in (1, REPORTS // 3, 2 * REPORTS // 3):
        victim = writer(killed)
        while committed(killed) < part:
            assert victim.poll() is None, "it ended before it could be killed"
            time.sleep(0.005)
        victim.send_signal(signal.SIGKILL)
        victim.wait()
        assert part <= committed(killed) < REPORTS
        assert committed(killed) % BATCH == 0
        store = open_book(killed, create=False)
        assert sum(1 for _ in store.statements()) == committed(killed)
        store.close()

    assert writer(killed).wait() == 0
    assert dump(killed) == dump(calm)
