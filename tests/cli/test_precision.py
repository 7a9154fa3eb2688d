"""`--precision`: what the verbs print is a subset, and they say why; with the shipped engine."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import demo
from onrecord.extract.precision import shipped

REPORTS = [str(path) for path in demo.reports()]


def run(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("precision") / "demo.book"
    assert run("read", *REPORTS, "--book", path).returncode == 0
    return path


def shown(book: Path, *options: str) -> dict[str, float]:
    done = run("show", "--book", book, "--json", *options)
    lines = map(json.loads, done.stdout.splitlines())
    return {line["id"]: line["confidence"] for line in lines}


def test_more_precision_shows_fewer_statements_and_the_surest(book: Path) -> None:
    whole = shown(book)
    some = shown(book, "--precision", "0.8")
    fewer = shown(book, "--precision", "0.9")

    assert fewer.keys() < some.keys() < whole.keys()
    assert min(fewer.values()) >= shipped().threshold(0.9) - 1e-4


def test_every_verb_keeps_the_same_statements_and_says_why(book: Path) -> None:
    kept = shown(book, "--precision", "0.8").keys()

    export = run("export", "--book", book, "--format", "jsonl", "--precision", "0.8")

    assert {json.loads(line)["id"] for line in export.stdout.splitlines()} == kept
    for done in (export, run("show", "--book", book, "--precision", "0.8")):
        assert f"{len(kept)} of " in done.stderr
        assert "at least 80 % are right" in done.stderr


def test_what_no_threshold_reaches_is_nothing_and_a_sentence(book: Path) -> None:
    done = run("show", "--book", book, "--precision", "0.999")
    assert done.returncode == 0
    assert done.stdout.strip() == ""
    assert "That 99.9 % are right cannot be promised; the most is" in done.stderr


@pytest.mark.parametrize("wrong", ["0", "1", "2", "most"])
def test_what_is_no_precision_is_refused(book: Path, wrong: str) -> None:
    assert run("show", "--book", book, "--precision", wrong).returncode == 2


def test_reading_prints_what_is_kept_and_the_book_keeps_everything(
    book: Path, tmp_path: Path
) -> None:
    whole = run("read", REPORTS[0], "--json")
    done = run("read", REPORTS[0], "--json", "--precision", "0.8", "--book", tmp_path / "a.book")

    (all_of_it,) = (json.loads(line)["attributions"] for line in whole.stdout.splitlines())
    (kept,) = (json.loads(line)["attributions"] for line in done.stdout.splitlines())
    assert 0 < len(kept) < len(all_of_it)
    places = [one["cue"] for one in all_of_it]
    for one in kept:
        assert one["cue"] in places
        assert one["confidence"] >= shipped().threshold(0.8) - 1e-4
        assert one["inner"] == []
    assert "at least 80 % are right" in done.stderr
    entries = run("show", "--book", tmp_path / "a.book", "--json").stdout.splitlines()
    assert len(entries) > len(kept)
