"""`onrecord show` tells statements in sentences and narrows them by what they mean."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli.show import command
from onrecord.errors import QueryError
from onrecord.store import open_book
from tests.store.test_meanings import full


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.book"
    book = open_book(path, create=True)
    book.write([full()])
    book.close()
    return path


def show(path: Path, *arguments: str) -> Result:
    runner = CliRunner()
    return runner.invoke(command, [*arguments, "--book", str(path)], color=True)


def contents(result: Result) -> list[str]:
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    return [line["content"][0]["text"].split(" last")[0] for line in lines]


def test_the_sentence_stands_above_the_details_with_its_verb_in_bold(path: Path) -> None:
    lines = show(path, "--act", "offer").stdout.splitlines()

    plain = [line.replace("\x1b[1m", "").replace("\x1b[0m", "") for line in lines]
    assert plain[2].startswith("  Odile Varr allegedly offers the Upland Front, and asks:")
    assert "\x1b[1moffers\x1b[0m" in lines[2]
    assert "\x1b[1mif\x1b[0m" in "".join(lines)
    details = " ".join(" ".join(plain[2:]).split())
    assert "Odile Varr (indirect, 0.80, at Upland Front; unknown, offer 0.93, ask 0.55" in details
    assert "conditional, hedge: allegedly, negation: silent" in details
    assert "said last week: 2031-03-03/09" in details


def test_abstained_not_stated_and_not_interpreted_read_apart(path: Path) -> None:
    abstained = " ".join(show(path, "--act", "abstained").stdout.split())
    unread = " ".join(show(path, "--act", "not-interpreted").stdout.split())

    assert "act not told" in abstained
    assert "date not stated" in abstained
    assert "no condition stated" in abstained
    assert "not interpreted" not in abstained
    for words in ("act not told", "date not stated", "no condition stated"):
        assert words not in unread


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--act", "offer"], ["grain"]),
        (["--act", "demand", "--act", "ask"], ["grain", "peace"]),
        (["--act", "abstained"], ["the dam"]),
        (["--certainty", "certain", "--polarity", "affirmed"], ["grain", "peace"]),
        (["--polarity", "unsaid"], ["the dam"]),
        (["--conditional"], ["grain"]),
        (["--unconditional"], ["the dam", "peace"]),
        ([], ["grain", "the dam", "peace", "wants rain"]),
    ],
)
def test_options_narrow_by_what_is_meant(
    path: Path, arguments: list[str], found: list[str]
) -> None:
    assert contents(show(path, *arguments, "--json")) == found


def test_a_word_that_is_none_is_refused_with_the_choices(path: Path) -> None:
    result = show(path, "--act", "shout")

    assert isinstance(result.exception, QueryError)
    assert "no act “shout”" in str(result.exception)
    assert "not-interpreted" in str(result.exception)
