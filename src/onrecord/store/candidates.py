"""Which entries an actor of a report may be, found by their keys and not by looking at all."""

import json
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, bindparam, or_, select, text

from onrecord.resolve.blocking import asked
from onrecord.resolve.likeness import Known, compare, names_of
from onrecord.statement import Actor
from onrecord.store import facts
from onrecord.store.casting import chunks
from onrecord.store.schema import actors, entries, proposals
from onrecord.values import PERSON

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
        self._root: dict[int, int] = {}
        self._members: dict[int, list[Any]] = {}
        self._told: dict[int, list[Any]] = {}
        self._held: set[int] = set()
        self._known: dict[int, Known] = {}
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

    def member(self, root: int, actor: Actor, former: int | None) -> int:
        """The one of the entries joined under a root that an actor is written down for.

        It is the one that it was before, or else the likest.
        """
        rows = self._members.get(root, ())
        if len(rows) < 2:
            return root
        if former is not None and self._root.get(former) == root:
            return former

        def fit(row: Any) -> tuple[float, bool, int]:  # noqa: ANN401 - a row
            likeness = compare(actor, self._build(row, [row]))
            return -likeness.odds if likeness else math.inf, row.key != root, row.key

        return int(min(rows, key=fit).key)

    def add(self, root: int, actor: Actor, keys: Iterable[str]) -> None:
        """Takes up an entry that was made just now, for another actor of the same report."""
        for key in keys:
            self._bearers.setdefault(key, set()).add(root)
        self._root[root] = root
        countries = {actor.country, *(post.country for post in actor.posts)} - {""}
        titles = frozenset(post.title for post in actor.posts)
        self._known[root] = Known(root, names_of(actor), actor.kind, frozenset(countries), titles)

    def _load(self, hits: Sequence[int]) -> None:
        rows: list[Any] = []
        for chosen in chunks(hits):
            rows += self._connection.execute(_GROUPS, {"hits": chosen}).all()
        self._root = {row.key: row.root for row in rows}
        for row in sorted(rows, key=lambda row: row.key):
            self._members.setdefault(row.root, []).append(row)
        sorts = ("name", "country", "post")
        for fact in facts.of_entries(self._connection, list(self._root), sorts):
            self._told.setdefault(fact.entry, []).append(fact)
        self._held = _held(self._connection, self._former)
        for row in rows:
            if row.key == row.root:
                self._known[row.key] = self._build(row, self._members[row.key])

    def _build(self, top: Any, rows: Sequence[Any]) -> Known:  # noqa: ANN401 - rows
        """What is known of entries that are one; `top` is the one that they are shown as."""
        stated = [fact for row in rows for fact in self._told.get(row.key, ())]
        stated.sort(key=lambda fact: -fact.reports)
        names = _first(stated, "name")[:_MOST_NAMES]
        # What the report was read to say before is no longer written down of the entry.
        before = [name for row in rows for name in self._former.get(row.key, ())]
        countries = {fact.one for fact in stated if fact.sort == "country"}
        countries |= {fact.three for fact in stated if fact.sort == "post"}
        countries |= {row.listed_country for row in rows}
        return Known(
            top.key,
            tuple(dict.fromkeys((*names, *before))),
            top.kind,
            frozenset(countries - {""}),
            frozenset(_first(stated, "post")),
            top.reports,
            any(row.set_by.startswith(PERSON) for row in rows),
            held=any(row.key in self._held for row in rows),
        )


_HIT: Final = entries.alias("hit")
_GROUPS: Final = (
    select(entries.c.key, entries.c.root, entries.c.kind, entries.c.listed_country)
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
