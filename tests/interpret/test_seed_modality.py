"""Polarity, certainty and conditions of the seed report, as a careful reader has them.

What is expected stands here as offsets and words for them alone: the text never enters the project.
"""

import pytest

from onrecord import Reading, pipeline
from onrecord.engine.session import load_engine
from onrecord.interpret.conditions import conditions
from onrecord.interpret.held import held
from onrecord.statement import Statement
from tests import seed

pytestmark = seed.NEEDED

HELD = {
    29: ("affirmed", "certain", "certain", []),
    139: ("affirmed", "certain", "underspecified", [(122, 131), (166, 177)]),
    278: ("affirmed", "certain", "certain", []),
    376: ("denied", "certain", "certain", [(398, 401)]),
    451: ("affirmed", "certain", "certain", []),
    603: ("affirmed", "certain", "certain", []),
    770: ("affirmed", "certain", "certain", [(744, 751)]),
    865: ("affirmed", "certain", "certain", []),
    1090: ("affirmed", "certain", "certain", []),
    1338: ("affirmed", "certain", "certain", []),
    1425: ("affirmed", "certain", "certain", []),
    1576: ("affirmed", "certain", "certain", []),
    1808: ("unsaid", "certain", "certain", [(1796, 1799)]),
    1871: ("affirmed", "certain", "certain", []),
    1894: ("affirmed", "certain", "underspecified", []),
    2022: ("affirmed", "certain", "certain", []),
    2052: ("affirmed", "certain", "underspecified", [(2028, 2051)]),
    2259: ("denied", "probable", "certain", [(2243, 2252)]),
    2301: ("denied", "certain", "certain", [(2311, 2317)]),
    2334: ("affirmed", "certain", "certain", []),
    2460: ("denied", "certain", "certain", [(2472, 2475)]),
    2580: ("denied", "certain", "certain", [(2571, 2574)]),
    2619: ("affirmed", "certain", "certain", []),
    2796: ("affirmed", "certain", "certain", [(2803, 2809), (2810, 2819)]),
    2831: ("denied", "certain", "certain", [(2847, 2852)]),
}
"""By where a content begins: polarity, certainty, how sure the report is, and the words for it."""

CONDITIONS = {
    139: [("until", (160, 208), [(139, 159), (209, 232)])],
    278: [("if", (347, 373), [(278, 345)])],
    2334: [("then", (2335, 2371), [(2381, 2418)])],
    2619: [("if", (2620, 2662), [(2663, 2744)])],
}
"""By where a content begins: kind, condition and what depends on it. All others have none."""


@pytest.fixture(scope="module")
def reading() -> Reading:
    document, _ = seed.load()
    [found] = pipeline.read([document], load_engine())
    return found


def begins(statement: Statement) -> int:
    return min(span.start for span in statement.content)


def test_every_negation_and_hedge_is_as_a_careful_reader_has_it(reading: Reading) -> None:
    by_id = {one.id: one for one in reading.statements}
    found = {}
    for one in reading.statements:
        main = by_id.get(one.continues) if one.continues is not None else None
        polarity, certainty, reported, triggers = held(one, main)
        places = [(trigger.span.start, trigger.span.end) for trigger in triggers]
        values = (polarity.value, certainty.value, reported.value)
        found[begins(one)] = (*values, list(dict.fromkeys(places)))
    assert {start: found.get(start) for start in HELD} == HELD


def test_every_condition_is_as_a_careful_reader_has_it(reading: Reading) -> None:
    found = {}
    for one in reading.statements:
        rows = [
            (
                condition.kind,
                (condition.span.start, condition.span.end),
                [(span.start, span.end) for span in condition.consequence],
            )
            for condition in conditions(one)
        ]
        if rows:
            found[begins(one)] = rows
    assert found == CONDITIONS
