"""What reports and lists state of entries: names, kinds, countries, offices, bodies.

A fact counts the reports that state it, so that it goes when the last of them does. Of offices and
bodies the first and the last report are kept too.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    case,
    delete,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from onrecord.document import Span
from onrecord.resolve.blocking import is_full
from onrecord.resolve.likeness import names_of
from onrecord.statement import Actor, ActorKind
from onrecord.store.casting import chunks
from onrecord.store.schema import actors, bodies, entries, facts, posts, versions
from onrecord.vocabulary.countries import country_of


class Fact(NamedTuple):
    """What is stated of an entry.

    Attributes:
        entry: The entry's row.
        sort: ``name``; ``called``, which is the fullest name of a report; ``kind``; ``country``;
            ``post``, with title, body and country; ``body``, with the row of its entry.
        one: What is stated.
        two: More of it.
        three: More of it.
    """

    entry: int
    sort: str
    one: str
    two: str = ""
    three: str = ""


_DATED: Final = ("post", "body")
_NEW: Final = sqlite_insert(facts).values(
    reports=1,
    first=bindparam("version"),
    first_instant=bindparam("instant"),
    start=bindparam("start"),
    end=bindparam("end"),
    last=bindparam("version"),
    last_instant=bindparam("instant"),
    listed=0,
    since="",
    until="",
    **{name: bindparam(name) for name in Fact._fields},
)
_ARRIVED: Final = _NEW.excluded.first_instant
# A report without a date comes after those that have one.
_EARLIER: Final = or_(
    facts.c.first.is_(None),
    and_(_ARRIVED != "", or_(facts.c.first_instant == "", facts.c.first_instant > _ARRIVED)),
)
_LATER: Final = or_(facts.c.last.is_(None), facts.c.last_instant <= _ARRIVED)
_ADD: Final = _NEW.on_conflict_do_update(
    index_elements=Fact._fields,
    set_={
        "reports": facts.c.reports + 1,
        **{
            name: case((_EARLIER, _NEW.excluded[name]), else_=facts.c[name])
            for name in ("first", "first_instant", "start", "end")
        },
        **{
            name: case((_LATER, _NEW.excluded[name]), else_=facts.c[name])
            for name in ("last", "last_instant")
        },
    },
)
_SAME: Final = and_(*(facts.c[name] == bindparam(f"its_{name}") for name in Fact._fields))
_LESS: Final = update(facts).where(_SAME).values(reports=facts.c.reports - 1)
_GONE: Final = delete(facts).where(_SAME, facts.c.reports <= 0, facts.c.listed == 0)
_TOUCHED: Final = select(facts.c.reports).where(
    _SAME,
    or_(facts.c.first == bindparam("version"), facts.c.last == bindparam("version")),
)
_REPAIR: Final = (
    update(facts)
    .where(_SAME)
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("first", "first_instant", "start", "end", "last", "last_instant")
        }
    )
)
_SHOW: Final = (
    update(entries)
    .where(entries.c.key == bindparam("row"))
    .values(name=bindparam("shown"), kind=bindparam("sort"), country=bindparam("land"))
)


def stated(bound: Sequence[tuple[Actor, int]]) -> dict[Fact, Span | None]:
    """What a report states of the entries that its actors were matched with.

    Args:
        bound: Each actor with the row of its entry.

    Returns:
        Each fact once, with the words that state an office.
    """
    found: dict[Fact, Span | None] = {}
    by_key = {actor.key: entry for actor, entry in bound}
    for actor, entry in bound:
        for name in names_of(actor):
            found.setdefault(Fact(entry, "name", name))
        found.setdefault(Fact(entry, "called", names_of(actor)[0]))
        found.setdefault(Fact(entry, "kind", actor.kind))
        if actor.country:
            found.setdefault(Fact(entry, "country", actor.country))
        for post in actor.posts:
            found.setdefault(Fact(entry, "post", post.title, post.of, post.country), post.span)
        for body in actor.part_of:
            if by_key.get(body, entry) != entry:
                found.setdefault(Fact(entry, "body", str(by_key[body])))
    return found


def add(
    connection: Connection, version: int, instant: str, found: Mapping[Fact, Span | None]
) -> None:
    """Counts what a version states; `instant` is when it was published."""
    rows = [
        {
            **fact._asdict(),
            "version": version if fact.sort in _DATED else None,
            "instant": instant if fact.sort in _DATED else "",
            "start": span.start if span else None,
            "end": span.end if span else None,
        }
        for fact, span in found.items()
    ]
    if rows:
        connection.execute(_ADD, rows)


def remove(connection: Connection, version: int, found: Iterable[Fact]) -> None:
    """Counts no longer what a version states; its actors must have left their entries before."""
    gone = list(found)
    if not gone:
        return
    rows = [_its(fact) for fact in gone]
    connection.execute(_LESS, rows)
    connection.execute(_GONE, rows)
    for fact, row in zip(gone, rows, strict=True):
        if fact.sort in _DATED:
            left = connection.execute(_TOUCHED, {**row, "version": version}).scalar()
            if left is not None:
                _repair(connection, fact)


def _its(fact: Fact) -> dict[str, object]:
    return {f"its_{name}": value for name, value in fact._asdict().items()}


def _repair(connection: Connection, fact: Fact) -> None:
    """Finds the first and last report of a fact anew, since one of them was taken away."""
    where = [actors.c.entry == fact.entry]
    if fact.sort == "post":
        wanted = (
            select(versions.c.key, versions.c.instant, posts.c.start, posts.c.end)
            .join(actors, actors.c.version == versions.c.key)
            .join(posts, posts.c.actor == actors.c.key)
        )
        where += [
            posts.c.title == fact.one,
            posts.c.of == fact.two,
            posts.c.country == fact.three,
        ]
        wanted = wanted.where(*where).order_by(versions.c.key, posts.c.start)
    else:
        other = actors.alias("others")
        wanted = (
            select(versions.c.key, versions.c.instant, null(), null())
            .join(actors, actors.c.version == versions.c.key)
            .join(bodies, bodies.c.actor == actors.c.key)
            .join(other, (other.c.version == versions.c.key) & (other.c.id == bodies.c.body))
            .where(*where, other.c.entry == int(fact.one))
            .order_by(versions.c.key)
        )
    rows = connection.execute(wanted).all()
    first = min(rows, key=lambda row: (row[1] == "", row[1], row[0]), default=None)
    last = max(rows, key=lambda row: (row[1], row[0]), default=None)
    connection.execute(
        _REPAIR,
        {
            **_its(fact),
            "new_first": first[0] if first else None,
            "new_first_instant": first[1] if first else "",
            "new_start": first[2] if first else None,
            "new_end": first[3] if first else None,
            "new_last": last[0] if last else None,
            "new_last_instant": last[1] if last else "",
        },
    )


def of_entries(connection: Connection, keys: Sequence[int], sorts: Sequence[str]) -> list[Any]:
    """The facts of these sorts about entries, those of most reports first."""
    found: list[Any] = []
    for chosen in chunks(keys):
        found += connection.execute(
            select(facts).where(facts.c.entry.in_(chosen), facts.c.sort.in_(sorts))
        ).all()
    found.sort(key=lambda row: (-row.reports, row.sort, row.one, row.two, row.three, row.entry))
    return found


def show(connection: Connection, roots: Iterable[int]) -> None:
    """Gives entries the name, kind and country that most reports state, or a list does."""
    wanted = sorted(set(roots))
    members: list[Any] = []
    for chosen in chunks(wanted):
        members += connection.execute(
            select(entries).where(entries.c.root.in_(chosen)).order_by(entries.c.key)
        ).all()
    of_root: dict[int, list[Any]] = {root: [] for root in wanted}
    for row in members:
        of_root[row.root].append(row)
    root_of = {row.key: row.root for row in members}
    told: dict[int, list[Any]] = {root: [] for root in wanted}
    for fact in of_entries(connection, list(root_of), ("called", "kind", "country", "name")):
        told[root_of[fact.entry]].append(fact)
    changed = []
    for root, rows in of_root.items():
        # The list that states the entry itself comes before one of an entry that was joined to it.
        rows.sort(key=lambda row: (row.key != row.root, row.key))
        now = next((row for row in rows if row.key == root), None)
        if now is None:
            continue
        shown = shown_as(rows, told[root])
        if shown != (now.name, now.kind, now.country):
            changed.append({"row": root, "shown": shown[0], "sort": shown[1], "land": shown[2]})
    if changed:
        connection.execute(_SHOW, changed)


def shown_as(rows: Sequence[Any], told: Sequence[Any]) -> tuple[str, ActorKind, str]:
    """The name, kind and country of entries that are one, by what is stated of them.

    Args:
        rows: The entries, the one that the others were joined with first.
        told: Facts about them.
    """
    kinds = _counted(told, "kind")
    listed = [next((row[place] for row in rows if row[place]), "") for place in _LISTED]
    kind: Any = listed[1] or _most(kinds) or rows[0].kind
    called = _counted(told, "called") or _counted(told, "name")
    name = listed[0] or max(
        called, key=lambda one: (is_full(one, kind), called[one], len(one), one), default=""
    )
    name = name or rows[0].name
    match = country_of(name)
    if not listed[1] and "place" in kinds and match is not None and match.how == "name":
        # A country is a place even where most reports speak of its government.
        kind = "place"
    return name, kind, listed[2] or _most(_counted(told, "country"))


_LISTED: Final = tuple(
    list(entries.c.keys()).index(name) for name in ("listed_name", "listed_kind", "listed_country")
)


def _counted(told: Iterable[Any], sort: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for fact in told:
        if fact.sort == sort:
            found[fact.one] = found.get(fact.one, 0) + fact.reports
    return found


def _most(counted: Mapping[str, int]) -> str:
    return min(counted, key=lambda one: (-counted[one], one), default="")
