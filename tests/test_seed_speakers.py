"""Who speaks in the seed report, through whom and to whom, as a careful reader tells it.

The reading is kept as offsets of names, since the report's text never enters the project.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord import Reading, pipeline
from onrecord.engine.session import load_engine
from onrecord.statement import Actor, Party
from tests import seed

pytestmark = seed.NEEDED

READING = Path(__file__).parent / "data" / "seed_speakers.json"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(READING.read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def reading() -> Reading:
    document, _ = seed.load()
    [found] = pipeline.read([document], load_engine())
    return found


def is_named(actor: Actor | None, place: list[int]) -> bool:
    """Whether one of an actor's names stands at a place."""
    return actor is not None and any(
        mention.span.start < place[1] and place[0] < mention.span.end
        for mention in actor.mentions
        if mention.leads_to is None
    )


def faults(party: Party | None, entry: dict[str, Any]) -> list[str]:
    """What of a party is not as a reader has it."""
    if party is None:
        return ["nobody"]
    found = []
    if "kind" in entry and party.kind != entry["kind"]:
        found.append(f"kind {party.kind}")
    if "actor" in entry and not is_named(party.actor, entry["actor"]):
        found.append(f"actor {party.actor.name if party.actor else None}")
    if "kind" in entry and "actor" not in entry and "country" not in entry and party.actor:
        found.append(f"named {party.actor.name}")
    if "of" in entry and not is_named(party.of, entry["of"]):
        found.append(f"of {party.of.name if party.of else None}")
    if "country" in entry and party.country != entry["country"]:
        found.append(f"country {party.country}")
    return found


def test_every_speaker_of_the_seed_report_is_who_a_careful_reader_says(
    reading: Reading, expected: dict[str, Any]
) -> None:
    _, gold = seed.load()
    pairs = seed.compare(reading.statements, gold)
    wrong = {}
    for pair in (*pairs.found, *pairs.optional):
        entry = expected["speakers"].get(str(pair.gold.statement.id))
        if entry is None:
            continue
        found = faults(pair.found.speaker, entry)
        for name, parties in (
            ("chain", pair.found.chain),
            ("addressees", pair.found.addressees),
        ):
            wanted = entry.get(name, [])
            if name == "chain" and len(parties) != len(wanted):
                found.append(f"{name} of {len(parties)}")
            for one, other in zip(wanted, parties, strict=False):
                found += [f"{name}: {fault}" for fault in faults(other, one)]
            if len(parties) < len(wanted):
                found.append(f"{name} lacks {len(wanted) - len(parties)}")
        if found:
            wrong[str(pair.gold.statement.id)] = found
    assert wrong == {}


def test_parts_and_words_lead_where_a_careful_reader_says(
    reading: Reading, expected: dict[str, Any]
) -> None:
    by_key = {actor.key: actor for actor in reading.actors}
    for link in expected["parts"]:
        [part] = [actor for actor in reading.actors if is_named(actor, link["part"])]
        assert any(is_named(by_key[key], link["whole"]) for key in part.part_of)
    for word in expected["words"]:
        start, end = word["mention"]
        [actor] = [
            actor
            for actor in reading.actors
            for mention in actor.mentions
            if (mention.span.start, mention.span.end) == (start, end)
        ]
        assert is_named(actor, word["actor"])
