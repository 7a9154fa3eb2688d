"""A table of news expressions: every time is found with its value, and nothing else is."""

from pathlib import Path
from typing import NamedTuple

import pytest

from onrecord.document import Document
from onrecord.interpret.times import found

TABLE = Path(__file__).parents[1] / "data" / "time_expressions.tsv"


class Row(NamedTuple):
    """A sentence and the times that must be found in it."""

    published: str
    outlet: str
    sentence: str
    times: tuple[tuple[str, ...], ...]


def _rows() -> list[Row]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = []
    for line in [line for line in lines if not line.startswith("#")][1:]:
        published, outlet, sentence, *times = line.split("\t")
        wanted = [tuple(part.strip() for part in time.split("|")) for time in times if time]
        rows.append(Row(published, outlet, sentence, tuple(wanted)))
    return rows


ROWS = _rows()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.published} {row.sentence}")
def test_a_sentence_has_the_times_of_the_table_and_no_others(row: Row) -> None:
    report = Document("d", row.sentence, outlet=row.outlet or None, published=row.published or None)
    got = tuple(
        (time.span.text, time.value, time.precision, time.known)
        for time in found(report)
        if time.span
    )
    assert got == row.times


def test_the_table_is_as_long_as_it_should_be() -> None:
    assert sum(len(row.times) for row in ROWS) >= 120
    assert sum(not row.times for row in ROWS) >= 25
