"""What the statements of the seed report do, at whom and when, as a careful reader tells it.

Polarity, certainty and conditions of the same statements are in `interpret/test_seed_modality.py`.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord import pipeline
from onrecord.engine.session import load_engine
from onrecord.statement import Party, Statement
from tests import seed

pytestmark = seed.NEEDED

READING = Path(__file__).parent / "data" / "seed_meanings.json"
PUBLISHED = "2015-10-26"


def read(published: str | None) -> dict[str, Statement]:
    """The seed report's statements by the names that the reading gives them."""
    document, gold = seed.load()
    [reading] = pipeline.read([replace(document, published=published)], load_engine())
    result = seed.compare(reading.statements, gold)
    return {str(pair.gold.statement.id): pair.found for pair in (*result.found, *result.optional)}


@pytest.fixture(scope="module")
def found() -> dict[str, Statement]:
    return read(None)


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    entries: dict[str, Any] = json.loads(READING.read_text("utf-8"))["meanings"]
    return entries


def act_of(statement: Statement) -> str | None:
    assert statement.meaning is not None
    return None if statement.meaning.act is None else statement.meaning.act.value


def test_acts_are_what_a_careful_reader_writes(
    found: dict[str, Statement], expected: dict[str, Any]
) -> None:
    told = {name: act_of(found[name]) for name in expected if name in found}
    wrong = {
        name: (act, expected[name]["acts"])
        for name, act in told.items()
        if act is not None and act not in expected[name]["acts"]
    }
    right = sum(act in expected[name]["acts"] for name, act in told.items())
    # Twenty are aimed at. What cues name is right; of the rest the reader is hardly ever sure.
    assert right >= 7, (right, wrong, [name for name, act in told.items() if act is None])
    assert len(wrong) <= 1, wrong


def names(party: Party) -> set[str]:
    return set(party.actor.names) | {party.actor.name} if party.actor else set()


def test_who_is_named_as_a_target_is_one(
    found: dict[str, Statement], expected: dict[str, Any]
) -> None:
    wrong = {
        name: [sorted(names(party)) for party in found[name].targets]
        for name, entry in expected.items()
        if name in found
        for party in found[name].targets
        if party.actor is not None and not names(party) & set(entry["targets"])
    }
    assert len(wrong) <= 3, wrong


def test_relative_times_wait_for_a_date(found: dict[str, Statement]) -> None:
    for statement in found.values():
        assert statement.meaning is not None
        for time in (statement.meaning.said_at, *statement.meaning.times):
            assert time is None or time.known in ("explicit", "unresolved")


def test_relative_times_are_counted_from_the_date() -> None:
    dated = read(PUBLISHED)
    said = {
        name: one.meaning.said_at.value
        for name, one in dated.items()
        if one.meaning is not None and one.meaning.said_at is not None
    }
    assert said["s16"] in ("2015-W43", "2015-10-19/2015-10-25")
    assert said["s04"] == PUBLISHED
