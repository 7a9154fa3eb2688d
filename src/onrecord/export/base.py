"""What every format's writer can do."""

from typing import Protocol, TextIO

from onrecord.statement import Statement


class Exporter(Protocol):
    """Writes statements one after the other, and knows how many it wrote.

    Attributes:
        unit: What is counted: ``statements``, or ``events`` that they amount to.
    """

    unit: str

    def __init__(self, stream: TextIO) -> None:
        """Begins the output."""

    def write(self, statement: Statement) -> None:
        """Writes one statement."""

    def finish(self) -> int:
        """Ends the output and returns how many are in it."""
