"""What the tests of the book share: two reports, a scripted engine, and a book as text."""

import sqlite3
from dataclasses import replace
from pathlib import Path

from onrecord import Document, Reading, pipeline
from onrecord.engine.stub import StubEngine
from onrecord.statement import Actor, Party

ENGINE = StubEngine(
    [
        ("The envoy", "said", "the ferry will sail"),
        ("Café Órla", "warns", ("“Never,”", "“not now”")),
    ]
)
FERRY = "The envoy said the ferry will sail."
CAFE = "Café Órla warns: “Never,” 😀 and “not now”."


def read(*documents: Document, engine: StubEngine = ENGINE) -> list[Reading]:
    return pipeline.read(documents, engine)


def dump(path: Path) -> list[str]:
    """Everything in the book but the times at which it was written."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE versions SET read_at = ''")
        lines = list(connection.iterdump())
        connection.rollback()
    return lines


def bare(actor: Actor | None) -> Actor | None:
    """An actor without the entry that a book matched it with."""
    return actor if actor is None else replace(actor, entry=None)


def without_entries(reading: Reading) -> Reading:
    """A reading whose actors are matched with no entry, as it is before it is in a book."""

    def party(one: Party) -> Party:
        return replace(one, actor=bare(one.actor), of=bare(one.of))

    statements = tuple(
        replace(
            one,
            speaker=party(one.speaker) if one.speaker else None,
            joint=tuple(map(party, one.joint)),
            chain=tuple(map(party, one.chain)),
            addressees=tuple(map(party, one.addressees)),
            targets=tuple(map(party, one.targets)),
        )
        for one in reading.statements
    )
    actors = tuple(replace(actor, entry=None) for actor in reading.actors)
    return replace(reading, statements=statements, actors=actors)
