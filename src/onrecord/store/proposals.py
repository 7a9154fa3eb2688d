"""Proposals that two entries may be one, and what people decided of them.

Which entries are shown as one follows from the decisions that stand, and from nothing else: taking
one back gives both entries again as they were.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from onrecord.errors import NotInBookError, QueryError
from onrecord.registry import Decision, Proposal
from onrecord.store import facts
from onrecord.store.base import ProposalPage
from onrecord.store.registry import alone, shown
from onrecord.store.schema import actors, decisions, entries, proposals
from onrecord.store.search import pack, unpack
from onrecord.values import PERSON, Value

_MOST: Final = 10_000
"""Proposals on one page at most."""
_ADD: Final = sqlite_insert(proposals).on_conflict_do_nothing()
_FIRST: Final = entries.alias("first_entry")
_SECOND: Final = entries.alias("second_entry")
_DECIDE: Final = insert(decisions)


def propose(
    connection: Connection, first: int, second: int, likelihood: float, reasons: Sequence[str]
) -> None:
    """Notes that two entries may be one; a pair that was proposed before is left as it is."""
    rows = connection.execute(
        select(entries.c.key, entries.c.id).where(entries.c.key.in_([first, second]))
    )
    names: dict[int, str] = {row.key: row.id for row in rows}
    pair = f"{names[first]}\x1f{names[second]}"
    connection.execute(
        _ADD,
        {
            "id": hashlib.sha256(pair.encode("utf-8", "surrogatepass")).hexdigest()[:12],
            "first": first,
            "second": second,
            "likelihood": likelihood,
            "reasons": json.dumps(list(reasons), ensure_ascii=False),
            "decided": 0,
        },
    )


def page(connection: Connection, *, decided: bool, limit: int, cursor: str) -> ProposalPage:
    """See `Store.proposals`; what decisions on others made needless is not asked again."""
    if not 1 <= limit <= _MOST:
        raise QueryError(f"a page cannot hold {limit} proposals", f"Ask for 1 to {_MOST:,}.")
    wanted = _joined(proposals).where(proposals.c.decided == int(decided))
    if not decided:
        wanted = wanted.where(_FIRST.c.root != _SECOND.c.root)
    total = connection.execute(
        select(func.count()).select_from(wanted.with_only_columns(proposals.c.key).subquery())
    ).scalar_one()
    if cursor:
        wanted = wanted.where(_after(cursor))
    rows = connection.execute(
        wanted.order_by(proposals.c.likelihood.desc(), proposals.c.id).limit(limit + 1)
    ).all()
    more = len(rows) > limit
    rows = rows[:limit]
    following = pack(rows[-1].likelihood, rows[-1].id) if more else ""
    return ProposalPage(tuple(_build(connection, rows)), total, following)


def _joined(*columns: Any) -> Any:  # noqa: ANN401 - a select that is extended
    return (
        select(*columns)
        .join(_FIRST, _FIRST.c.key == proposals.c.first)
        .join(_SECOND, _SECOND.c.key == proposals.c.second)
    )


def _after(cursor: str) -> ColumnElement[bool]:
    likelihood, name = unpack(cursor, float, str)
    return or_(
        proposals.c.likelihood < likelihood,
        and_(proposals.c.likelihood == likelihood, proposals.c.id > name),
    )


def _build(connection: Connection, rows: Sequence[Any]) -> list[Proposal]:
    """Proposals of rows; an entry that was joined is shown as it is without the others."""
    standing: dict[int, Value[Decision]] = {}
    if rows:
        wanted = [row.key for row in rows]
        for start in range(0, len(wanted), 500):
            for one in connection.execute(
                select(decisions)
                .where(
                    decisions.c.proposal.in_(wanted[start : start + 500]),
                    decisions.c.undone_by.is_(None),
                )
                .order_by(decisions.c.key)
            ):
                before = standing.get(one.proposal)
                standing[one.proposal] = Value(one.decision, one.set_by, None, before)
    sides = sorted({key for row in rows for key in (row.first, row.second)})
    joined = {
        key
        for row in rows
        if row.key in standing and standing[row.key].value == "same"
        for key in (row.first, row.second)
    }
    own = alone(connection, sorted(joined))
    whole = shown(connection, sides)
    found = []
    for row in rows:
        decision = standing.get(row.key)
        among = own if decision is not None and decision.value == "same" else whole
        found.append(
            Proposal(
                row.id,
                among[row.first],
                among[row.second],
                tuple(json.loads(row.reasons)),
                row.likelihood,
                decision,
            )
        )
    return found


def _one(connection: Connection, name: str) -> Any:  # noqa: ANN401 - a row
    row = connection.execute(select(proposals).where(proposals.c.id == name)).one_or_none()
    if row is None:
        raise NotInBookError(
            f"the book holds no proposal “{name}”", "Look for it among the proposals."
        )
    return row


def decide(connection: Connection, name: str, decision: Decision, person: str) -> Proposal:
    """See `Store.decide`."""
    row = _one(connection, name)
    if decision == "same":
        _hold_apart(connection, row)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(
        _DECIDE,
        {
            "proposal": row.key,
            "decision": decision,
            "set_by": f"{PERSON}{person}",
            "set_at": now,
        },
    )
    return _settle(connection, row)


def undo(connection: Connection, name: str, person: str) -> Proposal:
    """See `Store.undo`."""
    row = _one(connection, name)
    last = connection.execute(
        select(func.max(decisions.c.key)).where(
            decisions.c.proposal == row.key, decisions.c.undone_by.is_(None)
        )
    ).scalar()
    if last is None:
        raise NotInBookError(
            f"nobody decided proposal “{name}”", "Only what was decided can be taken back."
        )
    now = datetime.now(UTC).isoformat(timespec="seconds")
    connection.execute(
        update(decisions)
        .where(decisions.c.key == last)
        .values(undone_by=f"{PERSON}{person}", undone_at=now)
    )
    return _settle(connection, row)


def _settle(connection: Connection, row: Any) -> Proposal:  # noqa: ANN401 - a row
    """Brings the entries of a proposal into line with the decisions that stand now."""
    standing = connection.execute(
        select(func.count()).where(decisions.c.proposal == row.key, decisions.c.undone_by.is_(None))
    ).scalar_one()
    connection.execute(
        update(proposals).where(proposals.c.key == row.key).values(decided=int(standing > 0))
    )
    _join(connection, _group(connection, (row.first, row.second)))
    return _build(connection, [_one(connection, row.id)])[0]


def _group(connection: Connection, keys: Iterable[int]) -> list[int]:
    """The entries that are shown as one with any of these."""
    roots = select(entries.c.root).where(entries.c.key.in_(list(keys)))
    return sorted(
        connection.execute(select(entries.c.key).where(entries.c.root.in_(roots))).scalars()
    )


def _latest(connection: Connection, keys: Sequence[int]) -> list[Any]:
    """The standing decision of every proposal between entries of these, the earliest first."""
    newer = decisions.alias("newer")
    newest = (
        select(func.max(newer.c.key))
        .where(newer.c.undone_by.is_(None), newer.c.proposal == proposals.c.key)
        .scalar_subquery()
    )
    return list(
        connection.execute(
            select(decisions.c.key, decisions.c.decision, proposals.c.first, proposals.c.second)
            .join(proposals, proposals.c.key == decisions.c.proposal)
            .where(
                decisions.c.key == newest,
                or_(proposals.c.first.in_(keys), proposals.c.second.in_(keys)),
            )
            .order_by(decisions.c.key)
        ).all()
    )


def _hold_apart(connection: Connection, row: Any) -> None:  # noqa: ANN401 - a row
    """Refuses to join two when somebody decided of those joined with them that they are not one."""
    group = set(_group(connection, (row.first, row.second)))
    for one in _latest(connection, sorted(group)):
        pair = {one.first, one.second}
        if one.decision == "different" and pair <= group and pair != {row.first, row.second}:
            names = shown(connection, sorted(pair))
            first, second = (names[key].name for key in (one.first, one.second))
            raise QueryError(
                f"“{first}” and “{second}” would become one, and a person decided that they are "
                "two",
                "Take that decision back first.",
            )


def _join(connection: Connection, members: Sequence[int]) -> None:
    """Joins entries as the standing decisions say, and counts anew what each is shown with."""
    root = {key: key for key in members}

    def find(key: int) -> int:
        while root[key] != key:
            key = root[key]
        return key

    for one in _latest(connection, members):
        if one.decision == "same" and one.first in root and one.second in root:
            first, second = find(one.first), find(one.second)
            if first != second:
                root[second] = first
    for key in members:
        connection.execute(update(entries).where(entries.c.key == key).values(root=find(key)))
    for top in sorted({find(key) for key in members}):
        its = [key for key in members if find(key) == top]
        said = select(func.coalesce(func.sum(entries.c.own_said), 0)).where(entries.c.key.in_(its))
        reports = select(func.count(actors.c.version.distinct())).where(actors.c.entry.in_(its))
        connection.execute(
            update(entries)
            .where(entries.c.key == top)
            .values(said=said.scalar_subquery(), reports=reports.scalar_subquery())
        )
    facts.show(connection, {find(key) for key in members})
