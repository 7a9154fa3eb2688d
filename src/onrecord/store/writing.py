"""How readings get into the book. Every function works within the caller's transaction."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from onrecord.document import Document, Skipped
from onrecord.statement import ROLES, Reading, Statement
from onrecord.store.base import Written
from onrecord.store.finding import statements_of
from onrecord.store.schema import documents, skips, spans, statements, versions

_DESCRIPTION: Final = ("title", "outlet", "byline", "published", "url")

_CURRENT = (
    select(
        documents.c.key.label("document"),
        versions.c.key,
        versions.c.number,
        versions.c.digest,
        versions.c.engine,
        *(versions.c[name] for name in _DESCRIPTION),
    )
    .join(versions, versions.c.key == documents.c.version)
    .where(documents.c.id == bindparam("id"))
)


def holds(connection: Connection, document: Document, engine: str) -> bool:
    """See `Store.holds`."""
    current = connection.execute(_CURRENT, {"id": str(document.id)}).one_or_none()
    return current is not None and _same(current, document) and current.engine == engine


def _same(current: Row[Any], document: Document) -> bool:
    described = all(getattr(current, name) == getattr(document, name) for name in _DESCRIPTION)
    return described and bool(current.digest == document.digest)


def write(connection: Connection, reading: Reading) -> Written:
    """See `Store.write`; writes one reading."""
    document = reading.document
    if document.origin is not None:
        place = {"path": document.origin.path, "place": document.origin.place}
        connection.execute(delete(skips).filter_by(**place))
    current = connection.execute(_CURRENT, {"id": str(document.id)}).one_or_none()
    if current is None:
        key = connection.execute(
            insert(documents).values(id=str(document.id), version=0).returning(documents.c.key)
        ).scalar_one()
        _add_version(connection, key, 1, reading)
        return "new"
    if not _same(current, document):
        _unindex(connection, current.key)
        _add_version(connection, current.document, current.number + 1, reading)
        return "changed"
    if current.engine == reading.engine:
        return "same"
    _unindex(connection, current.key)
    connection.execute(delete(statements).where(statements.c.version == current.key))
    connection.execute(
        update(versions).where(versions.c.key == current.key).values(engine=reading.engine)
    )
    _index_report(connection, current.key, document)
    _add_statements(connection, current.key, reading.statements)
    return "changed"


def _add_version(connection: Connection, document: int, number: int, reading: Reading) -> None:
    report = reading.document
    origin = report.origin
    version = connection.execute(
        insert(versions)
        .values(
            document=document,
            number=number,
            digest=report.digest,
            text=report.text,
            **{name: getattr(report, name) for name in _DESCRIPTION},
            instant=instant(report.published),
            origin_path=origin.path if origin else None,
            origin_place=origin.place if origin else None,
            reader=origin.reader if origin else None,
            encoding=origin.encoding if origin else None,
            engine=reading.engine,
            read_at=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        .returning(versions.c.key)
    ).scalar_one()
    connection.execute(update(documents).where(documents.c.key == document).values(version=version))
    _index_report(connection, version, report)
    _add_statements(connection, version, reading.statements)


def instant(published: str | None) -> str:
    """The instant of a publication in UTC, for ordering; a day counts as its first moment."""
    if not published:
        return ""
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        # A year or a month alone orders as it is written.
        return published
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def _add_statements(connection: Connection, version: int, found: Sequence[Statement]) -> None:
    if not found:
        return
    last = connection.execute(text("SELECT coalesce(max(key), 0) FROM statements")).scalar_one()
    rows, parts, words = [], [], []
    for key, statement in enumerate(found, last + 1):
        rows.append(
            {
                "key": key,
                "id": str(statement.id),
                "version": version,
                "place": statement.start,
                "manner": statement.manner.value,
                "manner_set_by": statement.manner.set_by,
                "manner_confidence": statement.manner.confidence,
                "confidence": statement.confidence,
                "continues": statement.continues,
                "reported_in": statement.reported_in,
            }
        )
        parts += [
            {"statement": key, "role": role, "part": part, "start": span.start, "end": span.end}
            for role, name in enumerate(ROLES)
            for part, span in enumerate(statement.spans(name))
        ]
        words.append(_words(key, statement))
    connection.execute(insert(statements), rows)
    connection.execute(insert(spans), parts)
    connection.execute(
        text(
            "INSERT INTO statement_words (rowid, content, source, title) "
            "VALUES (:key, :content, :source, :title)"
        ),
        words,
    )


def _words(key: int, statement: Statement) -> dict[str, object]:
    return {
        "key": key,
        "content": " ".join(span.text for span in statement.content),
        "source": " ".join(span.text for span in statement.source),
        "title": statement.document.title or "",
    }


def _index_report(connection: Connection, version: int, document: Document) -> None:
    connection.execute(
        text("INSERT INTO report_words (rowid, title, body) VALUES (:key, :title, :body)"),
        {"key": version, "title": document.title or "", "body": document.text},
    )


def _unindex(connection: Connection, version: int) -> None:
    """Takes a version out of the search, where only current versions are found.

    An index without texts must be given the texts that it is to forget.
    """
    old = list(statements_of(connection, [version]))
    if old:
        keys = connection.execute(
            select(statements.c.id, statements.c.key).where(statements.c.version == version)
        )
        by_id: dict[str, int] = {row.id: row.key for row in keys}
        connection.execute(
            text(
                "INSERT INTO statement_words (statement_words, rowid, content, source, title) "
                "VALUES ('delete', :key, :content, :source, :title)"
            ),
            [_words(by_id[str(statement.id)], statement) for statement in old],
        )
    row = connection.execute(
        select(versions.c.title, versions.c.text).where(versions.c.key == version)
    ).one()
    connection.execute(
        text(
            "INSERT INTO report_words (report_words, rowid, title, body) "
            "VALUES ('delete', :key, :title, :body)"
        ),
        {"key": version, "title": row.title or "", "body": row.text},
    )


def skip(connection: Connection, skipped: Iterable[Skipped]) -> None:
    """See `Store.skip`."""
    rows = [
        {
            "path": one.origin.path,
            "place": one.origin.place,
            "reader": one.origin.reader,
            "encoding": one.origin.encoding,
            "code": one.code,
            "reason": one.reason,
        }
        for one in skipped
    ]
    if rows:
        connection.execute(sqlite_insert(skips).on_conflict_do_nothing(), rows)
