"""How entries are found in the book again. Every function works on the caller's connection."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    distinct,
    func,
    literal_column,
    or_,
    select,
    text,
    tuple_,
)

from onrecord.document import Origin, Skipped
from onrecord.errors import NotInBookError, QueryError
from onrecord.statement import Promise, Reading, Statement
from onrecord.store import casting, facets, registry, search
from onrecord.store.base import Counts, Page, Query, Version
from onrecord.store.building import (
    document_of,
    statements_by_key,
    statements_of,
    statements_within,
)
from onrecord.store.schema import documents, parts, skips, statements, versions
from onrecord.store.search import Place
from onrecord.values import PERSON

_PLACE = (versions.c.instant, documents.c.id, statements.c.place, statements.c.id)
_MOST = 1_000_000
"""Statements on one page at most, which is more than a machine's memory should be asked for."""


def _joined(*columns: ColumnElement[Any]) -> Select[Any]:
    """Statements of current versions."""
    return (
        select(*columns)
        .select_from(statements)
        .join(versions, versions.c.key == statements.c.version)
        .join(documents, documents.c.version == versions.c.key)
    )


def _conditions(query: Query, without: Collection[str] = ()) -> list[Any]:
    """What a query asks, apart from the facets that are named."""
    found: list[Any] = [*facets.conditions(query, without)]
    if query.text.strip():
        words = search.fts_query(query.text)
        index, column = (
            ("report_words", versions.c.key)
            if query.in_reports
            else ("statement_words", statements.c.key)
        )
        matching: Select[Any] = (
            select(literal_column("rowid"))
            .select_from(text(index))
            .where(text(f"{index} MATCH :words").bindparams(words=words))
        )
        found.append(column.in_(matching))
    if query.outlets and "outlets" not in without:
        found.append(func.coalesce(versions.c.outlet, "").in_(query.outlets))
    if query.document is not None:
        found.append(documents.c.id == query.document)
    if query.minimum_confidence > 0:
        found.append(statements.c.confidence >= query.minimum_confidence)
    if query.promise is not None:
        found.append(_kept(query.promise))
    if query.actor is not None:
        part = registry.PARTS.index(query.part)
        whose = registry.members(str(query.actor))
        its = select(parts.c.statement).where(parts.c.entry.in_(whose), parts.c.part == part)
        found.append(statements.c.key.in_(its))
    if query.hand is not None:
        second = statements.c.reported_in.is_not(None)
        found.append(second if query.hand == 2 else ~second)
    if query.strange_to:
        found += [~_BY_PERSON, statements.c.manner_set_by != f"model:{query.strange_to}"]
    return found


_BY_PERSON = func.substr(statements.c.manner_set_by, 1, len(PERSON)) == PERSON


def _kept(promise: Promise) -> ColumnElement[bool]:
    """See `Promise.keeps`."""
    measured = and_(
        statements.c.manner_set_by == f"model:{promise.engine}",
        statements.c.confidence >= promise.threshold,
        statements.c.reported_in.is_(None),
    )
    return or_(_BY_PERSON, measured)


def _after(place: Place) -> ColumnElement[bool]:
    """Whether a statement comes after a place: older reports, then ids and places upwards."""
    return or_(
        versions.c.instant < place.instant,
        and_(
            versions.c.instant == place.instant,
            tuple_(*_PLACE[1:]) > tuple_(place.document, place.place, place.id),
        ),
    )


def _before(place: Place) -> ColumnElement[bool]:
    return or_(
        versions.c.instant > place.instant,
        and_(
            versions.c.instant == place.instant,
            tuple_(*_PLACE[1:]) < tuple_(place.document, place.place, place.id),
        ),
    )


_FORWARD = (_PLACE[0].desc(), *(column.asc() for column in _PLACE[1:]))
_BACKWARD = (_PLACE[0].asc(), *(column.desc() for column in _PLACE[1:]))


def find(connection: Connection, query: Query) -> Page:
    """See `Store.find`."""
    if not 1 <= query.limit <= _MOST:
        raise QueryError(f"a page cannot hold {query.limit} statements", f"Ask for 1 to {_MOST:,}.")
    conditions = _conditions(query)
    total = connection.execute(_joined(func.count()).where(*conditions)).scalar_one()
    wanted = _joined(statements.c.key, *_PLACE).where(*conditions).order_by(*_FORWARD)
    if query.cursor:
        wanted = wanted.where(_after(search.decode(query.cursor)))
    rows = connection.execute(wanted.limit(query.limit + 1)).all()
    more = len(rows) > query.limit
    rows = rows[: query.limit]
    found = statements_by_key(connection, [row[0] for row in rows])
    return Page(
        tuple(found),
        total,
        search.encode(Place(*rows[-1][1:])) if more else "",
        _previous(connection, conditions, query),
    )


def _previous(connection: Connection, conditions: list[Any], query: Query) -> str | None:
    """The cursor of the page before: after the statement that precedes that page's first one."""
    if not query.cursor:
        return None
    here = search.decode(query.cursor)
    before = (
        _joined(*_PLACE).where(*conditions, _before(here)).order_by(*_BACKWARD).limit(query.limit)
    )
    rows = connection.execute(before).all()
    # The cursor's own statement closes the page before, so that page starts limit - 1 earlier.
    return search.encode(Place(*rows[-1])) if len(rows) == query.limit else ""


def counts(connection: Connection, query: Query | None) -> Counts:
    """See `Store.counts`."""
    asked = query or Query()
    conditions = _conditions(asked)
    number = connection.execute(_joined(func.count()).where(*conditions)).scalar_one()
    reports = (
        select(func.count()).select_from(documents)
        if query is None
        else _joined(func.count(distinct(documents.c.key))).where(*conditions)
    )
    outlet = func.coalesce(versions.c.outlet, "")
    by_outlet = (
        _joined(outlet, func.count())
        .where(*_conditions(asked, ["outlets"]))
        .group_by(outlet)
        .order_by(outlet)
    )

    def by_facet(without: Collection[str]) -> Iterable[Any]:
        wanted = _joined(*facets.COLUMNS, func.count()).where(*_conditions(asked, without))
        return connection.execute(wanted.group_by(*facets.COLUMNS))

    return Counts(
        documents=connection.execute(reports).scalar_one(),
        statements=number,
        skipped=connection.execute(select(func.count()).select_from(skips)).scalar_one(),
        outlets={row[0]: row[1] for row in connection.execute(by_outlet)},
        **facets.spread(asked, by_facet),
    )


def reading(connection: Connection, document_id: str) -> Reading:
    """See `Store.reading`."""
    row = connection.execute(
        select(versions)
        .add_columns(documents.c.id)
        .join(documents, documents.c.version == versions.c.key)
        .where(documents.c.id == document_id)
    ).one_or_none()
    if row is None:
        raise NotInBookError(
            f"the book holds no report “{document_id}”", "Look for it on the record page."
        )
    document = document_of(row)
    found = statements_within(connection, {row.key: document})
    actors = casting.actors_of(connection, row.key, document)
    return Reading(document, (), tuple(found), row.engine, actors)


def versions_of(connection: Connection, document_id: str) -> tuple[Version, ...]:
    """See `Store.versions`."""
    rows = connection.execute(
        select(versions.c.number, versions.c.digest, versions.c.read_at, versions.c.engine)
        .join(documents, documents.c.key == versions.c.document)
        .where(documents.c.id == document_id)
        .order_by(versions.c.number)
    ).all()
    if not rows:
        raise NotInBookError(
            f"the book holds no report “{document_id}”", "Look for it on the record page."
        )
    return tuple(Version(*row) for row in rows)


def every_statement(connection: Connection) -> Iterator[Statement]:
    """See `Store.statements`: one report at a time is in memory."""
    rows = connection.execute(
        select(documents.c.version).order_by(documents.c.id), execution_options={"yield_per": 1000}
    )
    for (version,) in rows:
        yield from statements_of(connection, [version])


def every_skip(connection: Connection) -> Iterator[Skipped]:
    """See `Store.skips`."""
    rows: Iterable[Any] = connection.execute(select(skips).order_by(skips.c.path, skips.c.key))
    for row in rows:
        origin = Origin(row.path, row.place, row.reader, row.encoding)
        yield Skipped(origin, row.code, row.reason)
