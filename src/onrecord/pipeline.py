"""The one place where the stages are joined: documents in, readings out; knows no book.

Any split of the documents into batches gives the same readings. One document that a stage cannot
take is set aside with its reason and the others of its batch are read.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence

from onrecord.document import Document, Origin, Skipped
from onrecord.engine.session import Engine
from onrecord.errors import OnRecordError
from onrecord.extract import attributions
from onrecord.interpret import statements, with_meanings
from onrecord.resolve.cast import cast
from onrecord.resolve.speaking import resolve
from onrecord.statement import Reading

log = logging.getLogger(__name__)

BATCH = 32
"""Documents in a batch: what is decoded together, written in one transaction, and lost when a run
is cut off. Together with `CHARACTERS` it bounds memory."""
CHARACTERS = 400_000
"""Characters in a batch; a longer document is a batch of its own."""


def read(documents: Sequence[Document], engine: Engine) -> list[Reading]:
    """Reads one batch."""
    readings = []
    for analysis in engine.analyse(documents):
        found = attributions(analysis)
        entries = statements(analysis.document, found, engine.name)
        whole = cast(analysis)
        actors, entries = resolve(whole, entries)
        entries = with_meanings(whole, entries, actors, engine.name)
        readings.append(Reading(analysis.document, found, entries, engine.name, actors))
    return readings


def run(
    documents: Iterable[Document], engine: Engine, batch: int = BATCH
) -> Iterator[Reading | Skipped]:
    """Reads documents as they come, in their order, with memory for one batch."""
    for chosen in batches(documents, batch):
        yield from read_or_skip(chosen, engine)


def batches(documents: Iterable[Document], batch: int = BATCH) -> Iterator[list[Document]]:
    """Groups documents into batches of at most `batch` documents and `CHARACTERS` characters."""
    stream = iter(documents)
    chosen: list[Document] = []
    size = 0
    for document in stream:
        if chosen and (len(chosen) >= batch or size + len(document.text) > CHARACTERS):
            yield chosen
            chosen, size = [], 0
        chosen.append(document)
        size += len(document.text)
    if chosen:
        yield chosen


def read_or_skip(documents: Sequence[Document], engine: Engine) -> list[Reading | Skipped]:
    """Reads one batch, and each document alone where one of them cannot be read."""
    try:
        return list(read(documents, engine))
    except Exception:
        log.debug("batch of %d failed, reading one by one", len(documents), exc_info=True)
    found: list[Reading | Skipped] = []
    for document in documents:
        try:
            found += read([document], engine)
        except Exception as error:
            log.debug("document %s failed", document.id, exc_info=True)
            code = error.code if isinstance(error, OnRecordError) else "E000"
            origin = document.origin or Origin(str(document.id))
            said = str(error).partition("\n")[0]  # some runtimes tell their whole story
            found.append(Skipped(origin, code, f"the engine failed on this text: {said}"))
    return found
