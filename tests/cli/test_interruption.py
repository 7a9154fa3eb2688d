"""A run that is killed and repeated ends with the book of a run that nobody disturbed."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

DOCUMENTS = 10_000
SPEAKERS = ("The envoy", "A harbour official", "Minister Dorzan", "The union", "Her spokesman")


def news(path: Path) -> None:
    with path.open("w", encoding="utf-8") as stream:
        for i in range(DOCUMENTS):
            speaker = SPEAKERS[i % len(SPEAKERS)]
            text = f"{speaker} said that pier {i} would be closed. “We will see,” he told Northway."
            record = {"id": f"n{i:05}", "text": text, "outlet": f"o{i % 7}", "date": "2031-03-11"}
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def command(source: Path, book: Path) -> list[str]:
    return [sys.executable, "-m", "onrecord", "read", str(source), "--book", str(book)]


def contents(book: Path) -> list[str]:
    with sqlite3.connect(book) as connection:
        connection.execute("UPDATE versions SET read_at = ''")
        return list(connection.iterdump())


def committed(book: Path) -> int:
    try:
        with sqlite3.connect(f"file:{book}?mode=ro", uri=True) as connection:
            (count,) = connection.execute("SELECT count(*) FROM documents").fetchone()
            return int(count)
    except sqlite3.OperationalError:
        return 0


def peak(process: "subprocess.Popen[bytes]") -> int:
    """Kilobytes of memory that the process had at most until now."""
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1])
    return 0


@pytest.mark.timeout(900)
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads memory from /proc")
def test_ten_thousand_reports_survive_a_kill_with_level_memory(tmp_path: Path) -> None:
    source, calm, killed = tmp_path / "n.jsonl", tmp_path / "calm.book", tmp_path / "killed.book"
    news(source)

    undisturbed = subprocess.Popen(command(source, calm), stderr=subprocess.DEVNULL)
    memory: dict[str, int] = {}
    while undisturbed.poll() is None:
        done = committed(calm)
        if done >= 2_000:
            memory.setdefault("early", peak(undisturbed))
        if done >= 9_000:
            memory["late"] = max(memory.get("late", 0), peak(undisturbed))
        time.sleep(0.1)
    assert undisturbed.returncode == 0
    # Between 2,000 and 9,000 reports: what a report needed is given back, but for a few numbers
    # for each id and what the allocator keeps.
    assert memory["late"] < 1.15 * memory["early"]

    victim = subprocess.Popen(command(source, killed), stderr=subprocess.DEVNULL)
    while committed(killed) < DOCUMENTS // 3:
        assert victim.poll() is None, "it ended before it could be killed"
        time.sleep(0.05)
    victim.send_signal(signal.SIGKILL)
    victim.wait()
    assert DOCUMENTS // 3 <= committed(killed) < DOCUMENTS

    subprocess.run(command(source, killed), stderr=subprocess.DEVNULL, check=True)

    assert committed(killed) == DOCUMENTS
    assert contents(killed) == contents(calm)
