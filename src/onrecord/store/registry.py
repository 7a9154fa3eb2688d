"""Entries of the registry, read from the book."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, get_args

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    false,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)

from onrecord.errors import NotInBookError, QueryError
from onrecord.registry import Entry, Held, Membership, Part, Shares
from onrecord.resolve.naming import words
from onrecord.store import facts
from onrecord.store.base import ActorPage, ActorQuery
from onrecord.store.casting import chunks
from onrecord.store.schema import blocks, documents, entries, parts, statements, versions
from onrecord.store.search import pack, unpack
from onrecord.values import PERSON

_MOST: Final = 10_000
"""Actors on one page at most."""
PARTS: Final[tuple[Part, ...]] = get_args(Part)
_MEMBERS: Final = entries.alias("members")
_IS_ROOT: Final = entries.c.root == entries.c.key
_SORTS: Final = ("name", "called", "kind", "country", "post", "body")


def page(connection: Connection, query: ActorQuery) -> ActorPage:
    """See `Store.actors`."""
    if not 1 <= query.limit <= _MOST:
        raise QueryError(f"a page cannot hold {query.limit} actors", f"Ask for 1 to {_MOST:,}.")
    conditions: list[ColumnElement[bool]] = [_IS_ROOT]
    if query.kind is not None:
        conditions.append(entries.c.kind == query.kind)
    if query.country:
        conditions.append(entries.c.country == query.country)
    if query.text.strip():
        conditions.append(_named(query.text))
    total = connection.execute(
        select(func.count()).select_from(entries).where(*conditions)
    ).scalar_one()
    here = unpack(query.cursor, int, str, str) if query.cursor else None
    rows = connection.execute(
        select(entries)
        .where(*conditions, _after(here) if here else true())
        .order_by(entries.c.said.desc(), entries.c.name, entries.c.id)
        .limit(query.limit + 1)
    ).all()
    more = len(rows) > query.limit
    rows = rows[: query.limit]
    found = shown(connection, [row.key for row in rows])
    previous: str | None = None
    if here:
        before = connection.execute(
            select(entries.c.said, entries.c.name, entries.c.id)
            .where(*conditions, _before(here))
            .order_by(entries.c.said, entries.c.name.desc(), entries.c.id.desc())
            .limit(query.limit)
        ).all()
        # The cursor's own actor closes the page before, so that page starts limit - 1 earlier.
        previous = pack(*before[-1]) if len(before) == query.limit else ""
    last = rows[-1] if more else None
    return ActorPage(
        tuple(found[row.key] for row in rows),
        total,
        pack(last.said, last.name, last.id) if last is not None else "",
        previous,
    )


def _after(here: Sequence[str | float]) -> ColumnElement[bool]:
    """Whether an actor comes after a place: those who said less, then names and ids upwards."""
    said, name, key = here
    return or_(
        entries.c.said < said,
        and_(entries.c.said == said, tuple_(entries.c.name, entries.c.id) > tuple_(name, key)),
    )


def _before(here: Sequence[str | float]) -> ColumnElement[bool]:
    said, name, key = here
    return or_(
        entries.c.said > said,
        and_(entries.c.said == said, tuple_(entries.c.name, entries.c.id) < tuple_(name, key)),
    )


def _named(typed: str) -> ColumnElement[bool]:
    """Whether a name holds words that begin as those that were typed; the keys hold all names."""
    wanted = words(typed)
    if not wanted:
        return false()
    name = literal(" ").concat(func.substr(blocks.c.key, 3))
    named = select(_MEMBERS.c.root).join(blocks, blocks.c.entry == _MEMBERS.c.key)
    return entries.c.key.in_(
        named.where(blocks.c.key.between("n:", "n;"), *(name.like(f"% {word}%") for word in wanted))
    )


def row_of(connection: Connection, key: str) -> Any:  # noqa: ANN401 - a row
    """The row of an entry by its id, or of the one that it was joined with.

    Raises:
        NotInBookError: If the book holds no such actor.
    """
    root = select(entries.c.root).where(entries.c.id == key).scalar_subquery()
    row = connection.execute(select(entries).where(entries.c.key == root)).one_or_none()
    if row is None:
        raise NotInBookError(f"the book holds no actor “{key}”", "Look for it among the actors.")
    return row


def actor(connection: Connection, key: str) -> Entry:
    """See `Store.actor`."""
    row = row_of(connection, key)
    return shown(connection, [row.key])[row.key]


def members(key: str) -> Select[Any]:
    """The rows of all entries that are shown as one with the entry of an id."""
    return select(entries.c.key).where(
        entries.c.root == select(_MEMBERS.c.root).where(_MEMBERS.c.id == key).scalar_subquery()
    )


def shares(connection: Connection, key: str) -> Shares:
    """See `Store.shares`."""
    row = row_of(connection, key)
    its = select(entries.c.key).where(entries.c.root == row.key)
    second = statements.c.reported_in.is_not(None)
    found: dict[tuple[int, bool], int] = {
        (part, bool(hand)): number
        for part, hand, number in connection.execute(
            select(parts.c.part, second, func.count(parts.c.statement.distinct()))
            .join(statements, statements.c.key == parts.c.statement)
            .where(parts.c.entry.in_(its))
            .group_by(parts.c.part, second)
        )
    }

    def number(part: Part) -> int:
        place = PARTS.index(part)
        return found.get((place, False), 0) + found.get((place, True), 0)

    said = PARTS.index("said")
    return Shares(
        found.get((said, False), 0),
        found.get((said, True), 0),
        number("heard"),
        number("about"),
        number("relayed"),
    )


def every(connection: Connection) -> Iterator[Entry]:
    """See `Store.every_actor`; a few hundred at a time are in memory."""
    last = ""
    while True:
        rows = connection.execute(
            select(entries.c.key, entries.c.id)
            .where(_IS_ROOT, entries.c.id > last)
            .order_by(entries.c.id)
            .limit(500)
        ).all()
        if not rows:
            return
        found = shown(connection, [row.key for row in rows])
        yield from (found[row.key] for row in rows)
        last = rows[-1].id


def shown(connection: Connection, keys: Sequence[int]) -> dict[int, Entry]:
    """Entries as they are shown, with all that was joined; by the rows that were asked for."""
    asked: dict[int, int] = {}
    for chosen in chunks(keys):
        wanted = select(entries.c.key, entries.c.root).where(entries.c.key.in_(chosen))
        asked |= {row.key: row.root for row in connection.execute(wanted)}
    rows: list[Any] = []
    for chosen in chunks(sorted(set(asked.values()))):
        rows += connection.execute(select(entries).where(entries.c.root.in_(chosen))).all()
    groups: dict[int, list[Any]] = {}
    for row in sorted(rows, key=lambda row: (row.key != row.root, row.key)):
        groups.setdefault(row.root, []).append(row)
    found = _entries(connection, groups)
    return {key: found[root] for key, root in asked.items()}


def alone(connection: Connection, keys: Sequence[int]) -> dict[int, Entry]:
    """Entries as they are without what was joined with them, by their rows."""
    groups: dict[int, list[Any]] = {}
    for chosen in chunks(keys):
        for row in connection.execute(select(entries).where(entries.c.key.in_(chosen))):
            groups[row.key] = [row]
    return _entries(connection, groups, alone=True)


def _entries(
    connection: Connection, groups: Mapping[int, Sequence[Any]], *, alone: bool = False
) -> dict[int, Entry]:
    """Entries made of groups of rows, the one that the others were joined with first."""
    group_of = {row.key: key for key, rows in groups.items() for row in rows}
    told: dict[int, list[Any]] = {key: [] for key in groups}
    for fact in facts.of_entries(connection, list(group_of), _SORTS):
        told[group_of[fact.entry]].append(fact)
    stated = [fact for among in told.values() for fact in among]
    reports = _reports(connection, stated)
    whole = _bodies(connection, stated)
    found: dict[int, Entry] = {}
    for key, rows in groups.items():
        first = rows[0]
        name, kind, country = (
            facts.shown_as(rows, told[key]) if alone else (first.name, first.kind, first.country)
        )
        listed = next((row.set_by for row in rows if row.set_by.startswith(PERSON)), None)
        found[key] = Entry(
            first.id,
            name,
            kind,
            country,
            _aliases(name, told[key]),
            _held(told[key], reports),
            _part_of(str(first.id), told[key], reports, whole),
            {k: v for row in reversed(rows) for k, v in json.loads(row.identifiers).items()},
            listed or first.set_by,
            first.own_said if alone else first.said,
            first.own_reports if alone else first.reports,
        )
    return found


def _aliases(name: str, told: Iterable[Any]) -> tuple[str, ...]:
    """Every other name, that of most reports first."""
    counted: dict[str, int] = {}
    for fact in told:
        if fact.sort == "name" and fact.one != name:
            counted[fact.one] = counted.get(fact.one, 0) + fact.reports
    return tuple(sorted(counted, key=lambda one: (-counted[one], one)))


def _held(told: Iterable[Any], reports: Mapping[int, Any]) -> tuple[Held, ...]:
    """Offices, the earliest first and those without a date last; each once for all reports."""
    found: dict[tuple[str, str, str], list[Any]] = {}
    for fact in told:
        if fact.sort == "post":
            found.setdefault((fact.one, fact.two, fact.three), []).append(fact)
    held = []
    for (title, of, country), among in found.items():
        listed = [fact for fact in among if fact.listed]
        dated = [fact for fact in among if fact.first is not None]
        first = min(
            dated,
            key=lambda fact: (fact.first_instant == "", fact.first_instant, fact.first),
            default=None,
        )
        last = max(dated, key=lambda fact: (fact.last_instant, fact.last), default=None)
        since = next((fact.since for fact in listed if fact.since), "")
        until = next((fact.until for fact in listed if fact.until), "")
        if first is not None and last is not None:
            since = since or (reports[first.first].published or "" if first.first_instant else "")
            until = until or (reports[last.last].published or "" if last.last_instant else "")
        held.append(
            Held(
                title,
                of,
                country,
                since,
                until,
                reports[first.first].id if first is not None else "",
                first.start if first is not None else None,
                first.end if first is not None else None,
            )
        )
    return tuple(sorted(held, key=lambda one: (one.since == "", one.since, one.title, one.of)))


def _part_of(
    own: str, told: Iterable[Any], reports: Mapping[int, Any], whole: Mapping[int, Any]
) -> tuple[Membership, ...]:
    found: dict[str, Membership] = {}
    dated = sorted(
        (fact for fact in told if fact.sort == "body" and int(fact.one) in whole),
        key=lambda fact: (fact.first is None, fact.first_instant == "", fact.first_instant),
    )
    for fact in dated:
        body = whole[int(fact.one)]
        report = reports[fact.first].id if fact.first is not None else ""
        # A part that was joined with its whole is no part of it any more.
        if body.id != own:
            found.setdefault(body.id, Membership(body.id, body.name, report))
    return tuple(sorted(found.values(), key=lambda one: (one.name, str(one.body))))


def _reports(connection: Connection, stated: Iterable[Any]) -> dict[int, Any]:
    """The reports that facts are first and last known from, by the rows of their versions."""
    wanted = sorted({key for fact in stated for key in (fact.first, fact.last) if key is not None})
    found: dict[int, Any] = {}
    for chosen in chunks(wanted):
        for row in connection.execute(
            select(versions.c.key, versions.c.published, documents.c.id)
            .join(documents, documents.c.key == versions.c.document)
            .where(versions.c.key.in_(chosen))
        ):
            found[row.key] = row
    return found


def _bodies(connection: Connection, stated: Iterable[Any]) -> dict[int, Any]:
    """What the bodies that facts name are shown as, by the rows that the facts name them by."""
    wanted = sorted({int(fact.one) for fact in stated if fact.sort == "body"})
    found: dict[int, Any] = {}
    for chosen in chunks(wanted):
        for row in connection.execute(
            select(_MEMBERS.c.key.label("asked"), entries.c.id, entries.c.name)
            .join(entries, entries.c.key == _MEMBERS.c.root)
            .where(_MEMBERS.c.key.in_(chosen))
        ):
            found[row.asked] = row
    return found
