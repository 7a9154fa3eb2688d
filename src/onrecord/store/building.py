"""Rows of the book become documents and statements again.

A text is held against its digest, and a span against its text, before anybody sees them.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from onrecord.document import Document, Origin, Span
from onrecord.statement import Actor, Statement
from onrecord.store import casting, meanings
from onrecord.store.places import damaged, whole
from onrecord.store.schema import documents, spans, statements, versions

_CHUNK: Final = 500
"""Statements fetched at once: below SQLite's limit of values in one query."""
_VERSIONS: Final = (
    select(versions)
    .add_columns(documents.c.id)
    .join(documents, documents.c.key == versions.c.document)
)


def statements_of(connection: Connection, keys: Sequence[int]) -> Iterator[Statement]:
    """The statements of versions, in the order of the text."""
    rows = connection.execute(_VERSIONS.where(versions.c.key.in_(keys)))
    known = {row.key: document_of(row) for row in rows}
    yield from statements_within(connection, known)


def statements_by_key(connection: Connection, keys: Sequence[int]) -> list[Statement]:
    """Statements in the order of the keys given."""
    found: dict[int, Statement] = {}
    for i in range(0, len(keys), _CHUNK):
        chosen = list(keys[i : i + _CHUNK])
        rows = connection.execute(select(statements).where(statements.c.key.in_(chosen))).all()
        needed = {row.version for row in rows}
        reports = connection.execute(_VERSIONS.where(versions.c.key.in_(needed)))
        known = {row.key: document_of(row) for row in reports}
        found |= _assemble(connection, rows, known)
    return [found[key] for key in keys]


def statements_within(connection: Connection, known: Mapping[int, Document]) -> list[Statement]:
    """The statements of versions of which the documents are made already."""
    rows = connection.execute(
        select(statements)
        .where(statements.c.version.in_(list(known)))
        .order_by(statements.c.version, statements.c.place, statements.c.id)
    ).all()
    found: list[Statement] = []
    for i in range(0, len(rows), _CHUNK):
        found += _assemble(connection, rows[i : i + _CHUNK], known).values()
    return found


def actors_within(connection: Connection, version: int) -> tuple[Actor, ...]:
    """The actors of a version, in the order that they were given in."""
    row = connection.execute(_VERSIONS.where(versions.c.key == version)).one()
    return casting.actors_of(connection, version, document_of(row))


def _assemble(
    connection: Connection, rows: Sequence[Any], known: Mapping[int, Document]
) -> dict[int, Statement]:
    """Statements by key; a span that its text cannot have raises, so no wrong one is shown."""
    documents_of = {row.key: known[row.version] for row in rows}
    parts: dict[int, tuple[list[Span], list[Span], list[Span]]] = {
        row.key: ([], [], []) for row in rows
    }
    if rows:
        for span in connection.execute(
            select(spans)
            .where(spans.c.statement.in_(list(parts)))
            .order_by(spans.c.statement, spans.c.role, spans.c.part)
        ):
            document = documents_of[span.statement]
            parts[span.statement][span.role].append(whole(document, span.start, span.end))
    cast = casting.parties_by_statement(connection, [row.key for row in rows], documents_of)
    return {
        row.key: Statement(
            row.id,
            documents_of[row.key],
            source=tuple(parts[row.key][0]),
            cue=tuple(parts[row.key][1]),
            content=tuple(parts[row.key][2]),
            manner=meanings.manner_of(row),
            confidence=row.confidence,
            continues=row.continues,
            reported_in=row.reported_in,
            speaker=next(iter(cast.get(row.key, {}).get("speaker", ())), None),
            joint=tuple(cast.get(row.key, {}).get("speaker", ())[1:]),
            chain=tuple(cast.get(row.key, {}).get("relay", ())),
            addressees=tuple(cast.get(row.key, {}).get("addressee", ())),
            targets=tuple(cast.get(row.key, {}).get("target", ())),
            meaning=meanings.meaning_of(row, documents_of[row.key]),
        )
        for row in rows
    }


def document_of(row: Row[Any]) -> Document:
    """A version as a document; a text that was altered in the file is shown to nobody."""
    origin = (
        Origin(row.origin_path, row.origin_place or "", row.reader, row.encoding)
        if row.origin_path is not None
        else None
    )
    document = Document(
        row.id, row.text, row.title, row.outlet, row.byline, row.published, row.url, origin
    )
    if document.digest != row.digest:
        raise damaged(row.id)
    return document
