"""The verbs, run as a person runs them, with the shipped engine."""

import csv
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.cli import VERBS, main

FERRY = "The ferry will sail on Monday, the harbour master said. “Nobody will stop it,” he added.\n"
TRAINING = {"onnxruntime", "onnx", "torch"}
"""Packages of the extra, which must not be needed where nothing is trained."""


def run(
    *arguments: str | Path, stdin: str = "", folder: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "onrecord", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        text=True,
        cwd=folder,
        check=False,
    )


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.txt"
    path.write_text(FERRY, "utf-8")
    return path


def test_reading_shows_how_to_look_at_what_was_read(report: Path, tmp_path: Path) -> None:
    book = tmp_path / "a.book"

    read = run("read", report, "--book", book)
    shown = run("show", "--book", book)

    assert read.returncode == 0, read.stderr
    assert read.stdout == ""
    assert "1 read" in read.stderr
    assert f"onrecord serve --book {book}" in read.stderr
    assert "The ferry will sail on Monday" in " ".join(shown.stdout.split())
    assert "[said]" in shown.stdout
    assert "“Nobody will stop it,”" in shown.stdout


def test_reading_again_changes_nothing(report: Path, tmp_path: Path) -> None:
    book = tmp_path / "a.book"
    run("read", report, "--book", book)
    first = run("export", "--book", book, "--format", "jsonl").stdout

    again = run("read", report, "--book", book)

    assert "1 of them known already" in again.stderr
    assert run("export", "--book", book, "--format", "jsonl").stdout == first


def test_json_has_one_line_for_each_report_and_needs_no_book(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl.gz"
    records = [{"id": f"r{i}", "text": f"{FERRY}{i}"} for i in range(3)]
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, records)).encode()))

    done = run("read", path, "--json", folder=tmp_path)

    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == ["r0", "r1", "r2"]
    for line, record in zip(lines, records, strict=True):
        said = line["attributions"][0]
        assert [record["text"][a:b] for a, b in said["cue"]] == ["said"]
        assert set(said) == {"source", "cue", "content", "manner", "confidence", "inner"}
    assert not list(tmp_path.glob("*.book"))


def test_standard_input_is_read(tmp_path: Path) -> None:
    done = run("read", "-", "--json", stdin=FERRY)
    assert json.loads(done.stdout)["attributions"]


def test_what_cannot_be_read_is_named_and_the_rest_is_read(report: Path, tmp_path: Path) -> None:
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (tmp_path / "empty.txt").write_bytes(b"")

    done = run("read", tmp_path, "--json")

    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert "photo.txt: this is a PNG picture, not text" in done.stderr
    assert "empty.txt: the file is empty" in done.stderr
    assert "1 read, 2 skipped" in done.stderr


def test_when_nothing_can_be_read_the_status_says_so(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = run("read", tmp_path / "empty.txt", "--book", tmp_path / "a.book")
    assert done.returncode == 3
    assert "nothing could be read" in done.stderr
    assert "Traceback" not in done.stderr


def test_csv_is_written_to_a_file_with_a_row_for_each_statement(
    report: Path, tmp_path: Path
) -> None:
    book, table = tmp_path / "a.book", tmp_path / "a.csv"
    run("read", report, "--book", book)

    done = run("export", "--book", book, "--format", "csv", "--output", table)

    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert f"{len(rows)} statements" in done.stderr
    assert [row["cue"] for row in rows] == ["said", "added"]


def test_a_book_that_is_not_there_is_one_line_with_a_remedy(tmp_path: Path) -> None:
    done = run("show", "--book", tmp_path / "none.book")
    assert done.returncode == 4
    assert done.stderr.startswith("onrecord: there is no record book at")
    assert done.stderr.count("\n") == 1


def test_the_demo_shows_the_record_and_how_to_open_it(tmp_path: Path) -> None:
    done = run("demo", "--book", "demo.book", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "Northway · 2026-03-11 · Shells hit Ostrel ferry landing as truce frays" in done.stdout
    assert done.stdout.splitlines()[-2].startswith("6 reports, ")
    assert done.stdout.splitlines()[-1].endswith("onrecord serve --book demo.book")


@pytest.mark.parametrize("verb", [[], *([verb] for verb in VERBS), ["train", "attribution"]])
def test_every_verb_explains_itself(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([*verb, "--help"])
    assert end.value.code == 0
    assert "Usage: onrecord" in capsys.readouterr().out


def loaded_by(*arguments: str | Path) -> set[str]:
    """The packages that a verb imports."""
    code = (
        "import sys\n"
        "from onrecord.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {name.partition(".")[0] for name in done.stderr.splitlines()[-1].split()}


def test_help_loads_nothing_heavy() -> None:
    heavy = {"numpy", "openvino", "sqlalchemy", "fastapi", "trafilatura", "rich"}
    assert not (heavy | TRAINING) & loaded_by("--help")


def test_only_reading_loads_the_runtime_and_nothing_loads_what_training_needs(
    report: Path, tmp_path: Path
) -> None:
    book = tmp_path / "a.book"

    reading = loaded_by("read", report, "--book", book)
    assert "openvino" in reading
    assert not TRAINING & reading
    for verb in (["show"], ["export", "--format", "csv"]):
        for asked in ([], ["--precision", "0.8"]):
            assert not {"openvino", *TRAINING} & loaded_by(*verb, "--book", book, *asked)


def test_training_without_its_packages_says_how_to_get_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.delitem(sys.modules, "onrecord.training.recipe", raising=False)
    with pytest.raises(SystemExit) as end:
        main(["train", "attribution", "--data", str(tmp_path)])
    assert end.value.code == 6
    assert "onrecord[training]" in capsys.readouterr().err


def test_output_is_utf_8_whatever_the_terminal_says(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record = {"id": "כ", "text": f"{FERRY} כן 😀", "title": "כותרת"}
    path.write_text(json.dumps(record, ensure_ascii=False), "utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "onrecord", "read", str(path), "--json"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        check=True,
    )

    assert json.loads(done.stdout.decode("utf-8"))["title"] == "כותרת"
