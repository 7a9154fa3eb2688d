"""How readings get into the book. Every function works within the caller's transaction.

The commands are made once: to make one costs more than to carry it out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, text, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from onrecord.document import Document, Skipped
from onrecord.statement import ROLES, Reading, Statement
from onrecord.store import casting, meanings, registering
from onrecord.store.base import Written
from onrecord.store.building import statements_of
from onrecord.store.schema import actors, documents, skips, spans, statements, versions

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
_ADD_DOCUMENT: Final = insert(documents).returning(documents.c.key)
_ADD_VERSION: Final = insert(versions).returning(versions.c.key)
_MAKE_CURRENT: Final = (
    update(documents)
    .where(documents.c.key == bindparam("document"))
    .values(version=bindparam("current"))
)
_ADD_STATEMENTS: Final = insert(statements)
_ADD_SPANS: Final = insert(spans)
_LAST_STATEMENT: Final = text("SELECT coalesce(max(key), 0) FROM statements")
_FORGET_SKIP: Final = delete(skips).where(
    skips.c.path == bindparam("path"), skips.c.place == bindparam("place")
)
_INDEX_STATEMENT: Final = text(
    "INSERT INTO statement_words (rowid, content, source, title) "
    "VALUES (:key, :content, :source, :title)"
)
_INDEX_REPORT: Final = text(
    "INSERT INTO report_words (rowid, title, body) VALUES (:key, :title, :body)"
)
# An index without texts must be given the texts that it is to forget.
_UNINDEX_STATEMENT: Final = text(
    "INSERT INTO statement_words (statement_words, rowid, content, source, title) "
    "VALUES ('delete', :key, :content, :source, :title)"
)
_UNINDEX_REPORT: Final = text(
    "INSERT INTO report_words (report_words, rowid, title, body) "
    "VALUES ('delete', :key, :title, :body)"
)
_YEAR_OR_MONTH: Final = re.compile(r"\d{4}(-\d{2})?", re.ASCII)


def holds(connection: Connection, document: Document, engine: str) -> bool:
    """See `Store.holds`."""
    current = connection.execute(_CURRENT, {"id": str(document.id)}).one_or_none()
    return current is not None and _same(current, document) and current.engine == engine


def _same(current: Row[Any], document: Document) -> bool:
    described = all(getattr(current, name) == getattr(document, name) for name in _DESCRIPTION)
    return described and bool(current.digest == document.digest)


def write(connection: Connection, reading: Reading) -> Written:
    """See `Store.write`; writes one reading."""
    casting.check(reading)
    document = reading.document
    if document.origin is not None:
        place = {"path": document.origin.path, "place": document.origin.place}
        connection.execute(_FORGET_SKIP, place)
    current = connection.execute(_CURRENT, {"id": str(document.id)}).one_or_none()
    if current is None:
        new = {"id": str(document.id), "version": 0}
        key = connection.execute(_ADD_DOCUMENT, new).scalar_one()
        _add_version(connection, key, 1, reading)
        return "new"
    if not _same(current, document):
        former, reading = _leave(connection, current.key, reading)
        _add_version(connection, current.document, current.number + 1, reading, former)
        return "changed"
    if current.engine == reading.engine:
        return "same"
    former, reading = _leave(connection, current.key, reading)
    connection.execute(delete(statements).where(statements.c.version == current.key))
    connection.execute(delete(actors).where(actors.c.version == current.key))
    connection.execute(
        update(versions).where(versions.c.key == current.key).values(engine=reading.engine)
    )
    _index_report(connection, current.key, document)
    _add_findings(connection, current.key, reading, former)
    return "changed"


def _add_version(
    connection: Connection,
    document: int,
    number: int,
    reading: Reading,
    former: registering.Former = registering.NOBODY,
) -> None:
    report = reading.document
    origin = report.origin
    row: dict[str, object] = {
        "document": document,
        "number": number,
        "digest": report.digest,
        "text": report.text,
        **{name: getattr(report, name) for name in _DESCRIPTION},
        "instant": instant(report.published),
        "origin_path": origin.path if origin else None,
        "origin_place": origin.place if origin else None,
        "reader": origin.reader if origin else None,
        "encoding": origin.encoding if origin else None,
        "engine": reading.engine,
        "read_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    version = connection.execute(_ADD_VERSION, row).scalar_one()
    connection.execute(_MAKE_CURRENT, {"document": document, "current": version})
    _index_report(connection, version, report)
    _add_findings(connection, version, reading, former)


def instant(published: str | None) -> str:
    """The instant of a publication in UTC, for ordering; a day counts as its first moment.

    What is no date is as good as none, and comes last.

    Example:
        >>> instant("2031-03-11T19:40:00+02:00"), instant("2031-03"), instant("soon")
        ('2031-03-11T17:40:00', '2031-03', '')
    """
    if not published or _YEAR_OR_MONTH.fullmatch(published):
        return published or ""
    try:
        moment = datetime.fromisoformat(published)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return moment.replace(tzinfo=None).isoformat(timespec="seconds")


def _add_findings(
    connection: Connection, version: int, reading: Reading, former: registering.Former
) -> None:
    """Writes the statements and actors of a version, and matches the actors."""
    written = _add_statements(connection, version, reading.statements)
    keys = casting.add_actors(connection, version, reading.actors)
    casting.add_parties(connection, written, keys)
    moment = instant(reading.document.published)
    registering.register(connection, version, moment, reading, keys, written, former)
    if former.names:
        registering.sweep(connection, sorted(former.names))


def _add_statements(
    connection: Connection, version: int, found: Sequence[Statement]
) -> dict[int, Statement]:
    """Writes statements and gives them by their rows."""
    if not found:
        return {}
    last = connection.execute(_LAST_STATEMENT).scalar_one()
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
                **meanings.columns_of(statement),
            }
        )
        parts += [
            {"statement": key, "role": role, "part": part, "start": span.start, "end": span.end}
            for role, name in enumerate(ROLES)
            for part, span in enumerate(statement.spans(name))
        ]
        words.append(_words(key, statement))
    connection.execute(_ADD_STATEMENTS, rows)
    connection.execute(_ADD_SPANS, parts)
    connection.execute(_INDEX_STATEMENT, words)
    return dict(enumerate(found, last + 1))


def _words(key: int, statement: Statement) -> dict[str, object]:
    return {
        "key": key,
        "content": " ".join(span.text for span in statement.content),
        "source": " ".join(span.text for span in statement.source),
        "title": statement.document.title or "",
    }


def _index_report(connection: Connection, version: int, document: Document) -> None:
    words = {"key": version, "title": document.title or "", "body": document.text}
    connection.execute(_INDEX_REPORT, words)


def _leave(
    connection: Connection, version: int, reading: Reading
) -> tuple[registering.Former, Reading]:
    """Takes a version that is to be replaced out of the search and the registry.

    Returns:
        Whom it named, and the reading that replaces it with what people had set of its statements.
    """
    old = list(statements_of(connection, [version]))
    _unindex(connection, version, old)
    found = meanings.keep_decisions(reading.statements, meanings.decided(old))
    return registering.unregister(connection, version), replace(reading, statements=found)


def _unindex(connection: Connection, version: int, old: Sequence[Statement]) -> None:
    """Takes a version out of the search, where only current versions are found."""
    if old:
        keys = connection.execute(
            select(statements.c.id, statements.c.key).where(statements.c.version == version)
        )
        by_id: dict[str, int] = {row.id: row.key for row in keys}
        words = [_words(by_id[str(statement.id)], statement) for statement in old]
        connection.execute(_UNINDEX_STATEMENT, words)
    row = connection.execute(
        select(versions.c.title, versions.c.text).where(versions.c.key == version)
    ).one()
    forget = {"key": version, "title": row.title or "", "body": row.text}
    connection.execute(_UNINDEX_REPORT, forget)


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
