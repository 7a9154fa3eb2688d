"""Reads documents into a book, and goes on where an interrupted run stopped.

A document that the book holds already, read by the same engine, costs a look-up and no reading.
Every batch is one transaction, so an interruption loses at most one batch and never half a report.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord import pipeline
from onrecord.document import Document, Skipped
from onrecord.engine.session import Engine
from onrecord.statement import Reading
from onrecord.store.base import Store, Written


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the inputs.

    Attributes:
        new: Reports that the book did not hold.
        changed: Reports of which the book held another text, or what another engine found.
        same: Reports that the book held as they are.
        skipped: Inputs that gave no document.
        statements: Statements written.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    skipped: int = 0
    statements: int = 0

    @property
    def read(self) -> int:
        """Inputs that gave a document."""
        return self.new + self.changed + self.same


def read_into(
    book: Store | None,
    inputs: Iterable[Document | Skipped],
    engine: Callable[[], Engine],
    told: Callable[[Reading | Skipped], None] = lambda _: None,
) -> Iterator[Tally]:
    """Reads inputs into a book, and yields the tally so far after every batch.

    Args:
        book: Where readings and skips are written; None writes them nowhere but to `told`.
        inputs: Documents and what was set aside, as `ingest.read_paths` yields them.
        engine: Makes the engine; called when the first document needs it.
        told: Is given everything that is written, once it is.
    """
    tally = Tally()
    loaded: Engine | None = None
    for batch, skipped in _gather(inputs):
        aside = list(skipped)
        fresh: list[Document] = []
        if batch:
            loaded = loaded or engine()
            name = loaded.name
            fresh = [one for one in batch if book is None or not book.holds(one, name)]
        readings: list[Reading] = []
        if fresh and loaded is not None:
            for result in pipeline.read_or_skip(fresh, loaded):
                if isinstance(result, Reading):
                    readings.append(result)
                else:
                    aside.append(result)
        written: Sequence[Written] = ["new"] * len(readings)
        if book is not None:
            written = book.write(readings) if readings else ()
            if aside:
                book.skip(aside)
        tally = replace(
            tally,
            new=tally.new + written.count("new"),
            changed=tally.changed + written.count("changed"),
            same=tally.same + written.count("same") + len(batch) - len(fresh),
            skipped=tally.skipped + len(aside),
            statements=tally.statements
            + sum(
                len(reading.statements)
                for reading, how in zip(readings, written, strict=True)
                if how != "same"
            ),
        )
        for reading in readings:
            told(reading)
        for skip in aside:
            told(skip)
        yield tally


def _gather(
    inputs: Iterable[Document | Skipped],
) -> Iterator[tuple[list[Document], list[Skipped]]]:
    """Groups inputs into batches as the pipeline wants them, with what was set aside among them."""
    chosen: list[Document] = []
    aside: list[Skipped] = []
    size = 0
    for one in inputs:
        if isinstance(one, Skipped):
            aside.append(one)
            if len(aside) >= pipeline.BATCH:
                # A folder of nothing but empty files must not fill the memory either.
                yield chosen, aside
                chosen, aside, size = [], [], 0
            continue
        full = len(chosen) >= pipeline.BATCH or size + len(one.text) > pipeline.CHARACTERS
        if chosen and full:
            yield chosen, aside
            chosen, aside, size = [], [], 0
        chosen.append(one)
        size += len(one.text)
    if chosen or aside:
        yield chosen, aside
