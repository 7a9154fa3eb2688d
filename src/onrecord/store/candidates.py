"""Which entries an actor of a report may be, found by their keys and not by looking at all."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, bindparam, or_, select, text

from onrecord.resolve.blocking import asked
from onrecord.resolve.matching import Known, names_of
from onrecord.statement import Actor
from onrecord.store import facts
from onrecord.store.casting import chunks
from onrecord.store.schema import actors, entries, proposals

MOST: Final = 50
"""Bearers of one key that are looked at: those that most reports name."""
_MOST_NAMES: Final = 20
"""Names of one entry that are compared: those that most reports use."""
_RECENT: Final = 30
"""Reports of an entry in which its company is looked for: the last ones that were read."""

_BEARERS: Final = text(
    """
    SELECT asked.value AS "key", blocks.entry FROM json_each(:keys) AS asked, blocks
    WHERE blocks.row IN (SELECT b.row FROM blocks AS b WHERE b.key = asked.value
                         ORDER BY b.weight DESC, b.entry LIMIT :most)
    """
)
_COMPANY: Final = text(
    """
    SELECT count(DISTINCT other.entry) FROM
      (SELECT version FROM actors WHERE entry = :entry ORDER BY version DESC LIMIT :recent)
      AS known JOIN actors AS other ON other.version = known.version
    WHERE other.kind IN ('person', 'body') AND other.entry <> :entry
      AND other.entry IN (SELECT value FROM json_each(:beside))
    """
)


class Candidates:
    """The entries that the actors of one report may be; each is what it is shown as.

    `Known.key` is the row of a root. Which of the entries that were joined an actor is written
    down for is told by `member`, so that taking them apart gives each its own again.
    """

    def __init__(
        self,
        connection: Connection,
        found: Sequence[Actor],
        former: Mapping[int, tuple[str, ...]],
    ) -> None:
        self._connection = connection
        self._asked = {actor.key: asked(names_of(actor), actor.kind) for actor in found}
        wanted = sorted(set().union(*self._asked.values())) if found else []
        self._bearers: dict[str, set[int]] = {}
        rows = connection.execute(_BEARERS, {"keys": json.dumps(wanted), "most": MOST})
        for key, entry in rows:
            self._bearers.setdefault(key, set()).add(entry)
        self._former = former
        self._known: dict[int, Known] = {}
        self._root: dict[int, int] = {}
        self._names: dict[int, tuple[str, ...]] = {}
        self._load(sorted(set(former).union(*self._bearers.values())))

    def of(self, actor: Actor, taken: Collection[int], former: int | None) -> list[Known]:
        """The entries that an actor may be.

        Args:
            actor: One of the report's.
            taken: Roots of the entries that others of its actors are.
            former: The entry that it was when the report was read before.
        """
        hits = {entry for key in self._asked[actor.key] for entry in self._bearers.get(key, ())}
        if former is not None:
            hits.add(former)
        roots = sorted({self._root[entry] for entry in hits if entry in self._root})
        before = self._root.get(former) if former is not None else None
        return [
            replace(self._known[root], taken=root in taken, former=root == before) for root in roots
        ]

    def with_company(self, known: Sequence[Known], beside: Iterable[int]) -> list[Known]:
        """The same, with how many of the entries beside which the actor stands they stood."""
        others = json.dumps(sorted(set(beside)))
        return [
            replace(
                one,
                company=self._connection.execute(
                    _COMPANY, {"entry": one.key, "recent": _RECENT, "beside": others}
                ).scalar_one(),
            )
            for one in known
        ]

    def member(self, root: int, actor: Actor) -> int:
        """The one of the entries joined under a root that goes by most of an actor's names."""
        names = {name.casefold() for name in names_of(actor)}
        members = [entry for entry, its in self._root.items() if its == root]

        def fit(entry: int) -> tuple[int, bool, int]:
            shared = sum(name.casefold() in names for name in self._names.get(entry, ()))
            return -shared, entry != root, entry

        return min(members, key=fit)

    def add(self, root: int, actor: Actor, keys: Iterable[str]) -> None:
        """Takes up an entry that was made just now, for another actor of the same report."""
        for key in keys:
            self._bearers.setdefault(key, set()).add(root)
        self._root[root] = root
        self._names[root] = names_of(actor)
        countries = {actor.country, *(post.country for post in actor.posts)} - {""}
        self._known[root] = Known(
            root,
            names_of(actor),
            actor.kind,
            frozenset(countries),
            frozenset(post.title for post in actor.posts),
        )

    def _load(self, hits: Sequence[int]) -> None:
        rows: list[Any] = []
        for chosen in chunks(hits):
            rows += self._connection.execute(_GROUPS, {"hits": chosen}).all()
        self._root = {row.key: row.root for row in rows}
        told: dict[int, list[Any]] = {}
        for fact in facts.of_entries(
            self._connection, list(self._root), ("name", "country", "post")
        ):
            told.setdefault(self._root[fact.entry], []).append(fact)
            if fact.sort == "name":
                self._names[fact.entry] = (*self._names.get(fact.entry, ()), fact.one)
        for entry, names in self._former.items():
            # What it was read to say before is no longer written down of the entry.
            self._names[entry] = (*self._names.get(entry, ()), *names)
        of_root: dict[int, list[int]] = {}
        for row in sorted(rows, key=lambda row: row.key):
            of_root.setdefault(row.root, []).append(row.key)
        held = _held(self._connection, self._former)
        listed = {row.root for row in rows if row.set_by.startswith("person:")}
        for row in rows:
            if row.key == row.root:
                stated = told.get(row.key, [])
                self._known[row.key] = Known(
                    row.key,
                    self._names_of(_first(stated, "name")[:_MOST_NAMES], of_root[row.key]),
                    row.kind,
                    frozenset(
                        code
                        for fact in stated
                        for code in ((fact.one,) if fact.sort == "country" else (fact.three,))
                        if fact.sort != "name" and code
                    )
                    | ({row.country} - {""}),
                    frozenset(_first(stated, "post")),
                    row.reports,
                    row.root in listed,
                    held=not held.isdisjoint(of_root[row.key]),
                )

    def _names_of(self, stated: tuple[str, ...], members: Sequence[int]) -> tuple[str, ...]:
        before = (name for entry in members for name in self._former.get(entry, ()))
        return tuple(dict.fromkeys((*stated, *before)))


_HIT: Final = entries.alias("hit")
_GROUPS: Final = (
    select(entries.c.key, entries.c.root, entries.c.kind, entries.c.country)
    .add_columns(entries.c.reports, entries.c.set_by)
    .where(
        entries.c.root.in_(
            select(_HIT.c.root).where(_HIT.c.key.in_(bindparam("hits", expanding=True)))
        )
    )
)


def _first(stated: Iterable[Any], sort: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(fact.one for fact in stated if fact.sort == sort))


def _held(connection: Connection, keys: Collection[int]) -> set[int]:
    """Those of the entries that a person's decision is about."""
    if not keys:
        return set()
    rows = connection.execute(
        select(proposals.c.first, proposals.c.second).where(
            proposals.c.decided == 1,
            or_(proposals.c.first.in_(keys), proposals.c.second.in_(keys)),
        )
    ).all()
    return {key for row in rows for key in row} & set(keys)


def matched(connection: Connection, version: int) -> dict[str, int]:
    """The entries that the actors of a version were matched with, by `Actor.key`."""
    rows = connection.execute(
        select(actors.c.id, actors.c.entry).where(
            actors.c.version == version, actors.c.entry.is_not(None)
        )
    )
    return {row.id: row.entry for row in rows}
