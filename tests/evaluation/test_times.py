"""How values are compared with GUM's."""

import os
from pathlib import Path

import pytest

from evaluation.times import FILE, agrees, is_held_out, load_dates, score
from onrecord.document import Document
from onrecord.meaning import Time

REPORT = Document("d", "last week", published="2015-10-28")


def _time(value: str) -> Time:
    return Time(REPORT.span(0, 9), value, "range", "relative")


@pytest.mark.parametrize(
    ("value", "norm"),
    [
        ("2015-10-26", {"when": "2015-10-26"}),
        ("2015-10-26T14:00", {"when": "2015-10-26"}),
        ("2011/..", {"when": "2011"}),
        ("XXXX-04", {"when": "--04"}),
        ("-0507", {"when": "-508"}),
        ("0347", {"when": "347"}),
        ("1990/1999", {"from": "1990-01-01", "to": "1999-12-31"}),
        ("2015-W43", {"from": "2015-10-19", "to": "2015-10-25"}),
        ("2015-W44", {"from": "2015-10-26", "to": "2015-10-28"}),
        ("2014-22", {"from": "2014-06", "to": "2014-09"}),
        ("2014-22", {"from": "2014-06-01", "to": "2014-08-31"}),
        ("../2012-03", {"notAfter": "2012-03"}),
    ],
)
def test_the_same_time_in_another_form_agrees(value: str, norm: dict[str, str]) -> None:
    assert agrees(_time(value), norm)


@pytest.mark.parametrize(
    ("value", "norm"),
    [
        ("", {"when": "2015"}),
        ("2015", {"when": "2015-10"}),
        ("2015-10", {"when": "2015"}),
        ("2015-10-26", {"when": "2015-10-27"}),
        ("P4Y", {"when": "2015"}),
        ("R/P1W", {"when": "2015"}),
        ("2015-W43", {"when": "2015-10-19"}),
        ("1990/1999", {"from": "1980-01-01", "to": "1989-12-31"}),
        ("1990/1999", {"when": "1990"}),
    ],
)
def test_another_time_or_another_precision_does_not_agree(value: str, norm: dict[str, str]) -> None:
    assert not agrees(_time(value), norm)


def test_an_interval_stands_for_its_ends_where_they_are_marked_apart() -> None:
    assert agrees(_time("2014/2016"), {"when": "2014"}, 0)
    assert agrees(_time("2014/2016"), {"when": "2016"}, 1)
    assert not agrees(_time("2014/2016"), {"when": "2014"}, 1)


SHARED = Path(os.environ.get("ONRECORD_SHARED") or Path(__file__).parents[2].parent / "shared")


@pytest.mark.skipif(
    not (SHARED / FILE).exists(),
    reason="GUM's dates are not here; ONRECORD_SHARED names the folder that holds data/",
)
def test_values_stay_above_their_floor() -> None:
    sentences = load_dates(SHARED / FILE)
    seen = [one for one in sentences if not is_held_out(str(one.document.id))]
    assert score(seen).f1 >= 0.87
    assert score(seen).precision >= 0.9
