"""What the tests of the book share: two reports, a scripted engine, and a book as text."""

import sqlite3
from pathlib import Path

from onrecord import Document, Reading, pipeline
from onrecord.engine.stub import StubEngine

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
