"""How the actors of a report come to entries of the registry, and leave them again.

Only current versions count. An actor is written down for one entry, whatever was joined with that
by a person: joining moves nothing, and so can be undone.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, text, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from onrecord.document import Document
from onrecord.registry import Part
from onrecord.resolve.blocking import offered
from onrecord.resolve.likeness import names_of
from onrecord.resolve.matching import Judgement, is_named_in_full, judge
from onrecord.resolve.naming import words
from onrecord.statement import Actor, Party, Reading, Statement
from onrecord.store import facts
from onrecord.store.building import actors_within
from onrecord.store.candidates import Candidates, matched
from onrecord.store.casting import chunks
from onrecord.store.proposals import propose
from onrecord.store.registry import PARTS
from onrecord.store.schema import actors, blocks, decisions, entries, parts, proposals

BY_REPORTS: Final = "rule:reports"
"""What `Entry.set_by` is of an entry that no list states."""
_ADD_ENTRY: Final = insert(entries)
_ADD_BLOCKS: Final = sqlite_insert(blocks).on_conflict_do_nothing()
_ADD_PARTS: Final = sqlite_insert(parts).on_conflict_do_nothing()
_IS: Final = update(actors).where(actors.c.key == bindparam("row")).values(entry=bindparam("whose"))
_LEAVE: Final = update(actors).where(actors.c.version == bindparam("gone")).values(entry=None)
_COUNT: Final = text(
    "UPDATE entries SET own_said = own_said + :said, own_reports = own_reports + :reports "
    "WHERE key = :key"
)
_COUNT_ROOT: Final = text(
    "UPDATE entries SET said = said + :said, reports = reports + :reports WHERE key = :key"
)
_WEIGHTS: Final = select(entries.c.key, entries.c.own_reports).where(
    entries.c.key.in_(bindparam("keys", expanding=True))
)
_WEIGH: Final = text("UPDATE blocks SET weight = :weight WHERE entry = :key AND weight <> :weight")
_FORGET_PARTS: Final = text(
    "DELETE FROM parts WHERE statement IN (SELECT key FROM statements WHERE version = :version)"
)
_SAID: Final = text(
    "SELECT parts.entry, count(*) FROM statements JOIN parts ON parts.statement = statements.key "
    "WHERE statements.version = :version AND parts.part = 0 GROUP BY parts.entry"
)
_LAST_ENTRY: Final = text("SELECT coalesce(max(key), 0) FROM entries")
_TAKEN: Final = select(entries.c.key).where(entries.c.id == bindparam("id"))


@dataclass(frozen=True, slots=True)
class Former:
    """What a report was matched with when it was read before.

    Attributes:
        by_name: Entries by the words of the names that it used.
        names: The names that it used of each entry, which nothing else may use.
    """

    by_name: Mapping[tuple[str, ...], int]
    names: Mapping[int, tuple[str, ...]]

    def of(self, actor: Actor) -> int | None:
        """The entry that somebody of the actor's name was, if any."""
        for name in names_of(actor):
            if words(name) in self.by_name:
                return self.by_name[words(name)]
        return None


NOBODY: Final = Former({}, {})


def register(
    connection: Connection,
    version: int,
    instant: str,
    reading: Reading,
    rows: Mapping[str, int],
    statement_rows: Mapping[int, Statement],
    former: Former = NOBODY,
) -> None:
    """Matches the actors of a version with entries, and makes those that are missing.

    Args:
        connection: The caller's.
        version: The version's row.
        instant: When it was published, as `writing.instant` gives it.
        reading: What was read of it.
        rows: The row of each actor by its key.
        statement_rows: The statements by their rows.
        former: What it was matched with before.
    """
    if not reading.actors:
        return
    bound = _match(connection, reading, former)
    connection.execute(_IS, [{"row": rows[actor.key], "whose": entry} for actor, entry in bound])
    facts.add(connection, version, instant, facts.stated(bound))
    _add_parts(connection, statement_rows, bound)
    touched = sorted({entry for _, entry in bound})
    keys = sorted(
        {(key, entry) for actor, entry in bound for key in offered(names_of(actor), actor.kind)}
    )
    connection.execute(
        _ADD_BLOCKS, [{"key": key, "entry": entry, "weight": 0} for key, entry in keys]
    )
    _count(connection, touched, _said(connection, version), 1)
    facts.show(connection, _roots(connection, touched).values())


def _match(connection: Connection, reading: Reading, former: Former) -> list[tuple[Actor, int]]:
    """The entry of each actor; those of a full name first, since they tell who the others are."""
    known = Candidates(connection, reading.actors, former.names)
    found: dict[str, int] = {}
    roots: set[int] = set()
    order = sorted(reading.actors, key=lambda actor: not is_named_in_full(actor))
    for actor in order:
        before = former.of(actor)
        candidates = known.of(actor, roots, before)
        judgement = judge(actor, candidates)
        likely = {doubt.key for doubt in judgement.doubts}
        if judgement.likeness is not None and not judgement.likeness.full:
            likely.add(judgement.likeness.key)
        if likely and roots and not (before and judgement.verdict == "same"):
            candidates = known.with_company(candidates, roots)
            judgement = judge(actor, candidates)
        if judgement.key is None:
            entry = _make(connection, reading.document, actor)
            known.add(entry, actor, offered(names_of(actor), actor.kind))
            _doubt(connection, entry, judgement)
            roots.add(entry)
        else:
            entry = known.member(judgement.key, actor, before)
            roots.add(judgement.key)
        found[actor.key] = entry
    return [(actor, found[actor.key]) for actor in reading.actors]


def _doubt(connection: Connection, entry: int, judgement: Judgement) -> None:
    for doubt in judgement.doubts:
        propose(connection, doubt.key, entry, doubt.likelihood, doubt.reasons)


def _make(connection: Connection, document: Document, actor: Actor) -> int:
    """A new entry, whose id comes from what it was first met as."""
    key: int = connection.execute(_LAST_ENTRY).scalar_one() + 1
    number = 0
    while True:
        first = f"{document.id}\x1f{actor.kind}\x1f{actor.name}\x1f{number}"
        name = hashlib.sha256(first.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        if connection.execute(_TAKEN, {"id": name}).scalar() is None:
            break
        number += 1
    connection.execute(
        _ADD_ENTRY, entry_row(key, name, actor.name, actor.kind, actor.country, BY_REPORTS)
    )
    return key


def entry_row(
    key: int, name: str, shown: str, kind: str, country: str, set_by: str
) -> dict[str, Any]:
    """The row of an entry of which nothing is counted yet."""
    return {
        "key": key,
        "id": name,
        "root": key,
        "name": shown,
        "kind": kind,
        "country": country,
        "said": 0,
        "reports": 0,
        "own_said": 0,
        "own_reports": 0,
        "set_by": set_by,
        "listed_name": "",
        "listed_kind": "",
        "listed_country": "",
        "identifiers": "{}",
    }


def _add_parts(
    connection: Connection,
    found: Mapping[int, Statement],
    bound: Sequence[tuple[Actor, int]],
) -> None:
    """Writes down what each entry is to each statement."""
    entry_of = {actor.key: entry for actor, entry in bound}
    # “We” within somebody's words names nobody that is spoken about.
    named = sorted(
        (mention.span.start, mention.span.end, entry)
        for actor, entry in bound
        for mention in actor.mentions
        if mention.via != "speaker"
    )
    starts = [start for start, _, _ in named]
    rows: set[tuple[int, int, int]] = set()
    for row, statement in found.items():
        for part, among in _by_part(statement):
            for party in among:
                if party.actor is not None:
                    rows.add((entry_of[party.actor.key], PARTS.index(part), row))
        for span in statement.content:
            first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
            rows.update(
                (entry, PARTS.index("about"), row)
                for _, end, entry in named[first:last]
                if end <= span.end
            )
    if rows:
        connection.execute(
            _ADD_PARTS,
            [{"entry": entry, "part": part, "statement": row} for entry, part, row in sorted(rows)],
        )


def _by_part(statement: Statement) -> Iterator[tuple[Part, tuple[Party, ...]]]:
    yield "said", (statement.speaker, *statement.joint) if statement.speaker is not None else ()
    yield "heard", statement.addressees
    yield "relayed", statement.chain
    yield "about", statement.targets


def _said(connection: Connection, version: int) -> dict[int, int]:
    """How many statements of a version each entry speaks in."""
    return {row[0]: row[1] for row in connection.execute(_SAID, {"version": version})}


def _roots(connection: Connection, keys: Sequence[int]) -> dict[int, int]:
    """The entry that each entry is shown as."""
    found: dict[int, int] = {}
    for chosen in chunks(keys):
        rows = connection.execute(
            select(entries.c.key, entries.c.root).where(entries.c.key.in_(chosen))
        )
        found |= {row.key: row.root for row in rows}
    return found


def _count(
    connection: Connection, touched: Sequence[int], said: Mapping[int, int], sign: int
) -> None:
    """Counts one report more, or less, of each entry and of what each is shown as."""
    root_of = _roots(connection, touched)
    connection.execute(
        _COUNT,
        [{"key": key, "said": sign * said.get(key, 0), "reports": sign} for key in touched],
    )
    of_root: dict[int, int] = {}
    for key, root in root_of.items():
        of_root[root] = of_root.get(root, 0) + said.get(key, 0)
    connection.execute(
        _COUNT_ROOT,
        [{"key": root, "said": sign * of_root[root], "reports": sign} for root in sorted(of_root)],
    )
    weighed = []
    for chosen in chunks(touched):
        weighed += [
            {"key": row.key, "weight": int(row.own_reports).bit_length()}
            for row in connection.execute(_WEIGHTS, {"keys": chosen})
        ]
    connection.execute(_WEIGH, weighed)


def unregister(connection: Connection, version: int) -> Former:
    """Takes the actors of a version out of their entries, and says which those were.

    The entries stay, also those that nothing names now: `sweep` removes these, once the report's
    new actors were matched.
    """
    entry_of = matched(connection, version)
    if not entry_of:
        return NOBODY
    found = [actor for actor in actors_within(connection, version) if actor.key in entry_of]
    bound = [(actor, entry_of[actor.key]) for actor in found]
    said = _said(connection, version)
    connection.execute(_FORGET_PARTS, {"version": version})
    connection.execute(_LEAVE, {"gone": version})
    facts.remove(connection, version, facts.stated(bound))
    touched = sorted({entry for _, entry in bound})
    _count(connection, touched, said, -1)
    facts.show(connection, _roots(connection, touched).values())
    by_name: dict[tuple[str, ...], int] = {}
    names: dict[int, tuple[str, ...]] = {}
    for actor, entry in bound:
        names[entry] = (*names.get(entry, ()), *names_of(actor))
        for name in names_of(actor):
            by_name.setdefault(words(name), entry)
    return Former(by_name, names)


def sweep(connection: Connection, touched: Sequence[int]) -> None:
    """Removes the entries that nothing names, no list states and no decision holds.

    What is left of those that were touched loses the keys of names that it no longer goes by.
    """
    standing = select(decisions.c.proposal).where(decisions.c.undone_by.is_(None))
    sides = [
        select(side).where(proposals.c.key.in_(standing))
        for side in (proposals.c.first, proposals.c.second)
    ]
    gone = list(
        connection.execute(
            select(entries.c.key).where(
                entries.c.own_reports == 0,
                entries.c.set_by == BY_REPORTS,
                *(entries.c.key.not_in(side) for side in sides),
            )
        ).scalars()
    )
    for chosen in chunks(gone):
        about = select(proposals.c.key).where(
            or_(proposals.c.first.in_(chosen), proposals.c.second.in_(chosen))
        )
        connection.execute(delete(decisions).where(decisions.c.proposal.in_(about)))
        connection.execute(
            delete(proposals).where(
                or_(proposals.c.first.in_(chosen), proposals.c.second.in_(chosen))
            )
        )
        connection.execute(delete(entries).where(entries.c.key.in_(chosen)))
    _rekey(connection, touched)


def _rekey(connection: Connection, touched: Sequence[int]) -> None:
    stated: dict[int, dict[str, list[str]]] = {}
    for fact in facts.of_entries(connection, touched, ("name", "kind")):
        stated.setdefault(fact.entry, {}).setdefault(fact.sort, []).append(fact.one)
    for entry, told in stated.items():
        kinds: list[Any] = told.get("kind", [])
        keys = set().union(*(offered(told.get("name", ()), kind) for kind in kinds))
        there = connection.execute(
            select(blocks.c.row, blocks.c.key).where(blocks.c.entry == entry)
        )
        gone = [row.row for row in there if row.key not in keys]
        for chosen in chunks(gone):
            connection.execute(delete(blocks).where(blocks.c.row.in_(chosen)))
