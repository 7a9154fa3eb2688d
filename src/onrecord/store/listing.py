"""A person's list of actors is taken over into the registry."""

import json
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, select, text, update
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from onrecord.document import Document
from onrecord.errors import QueryError
from onrecord.registry import Entry
from onrecord.resolve.blocking import offered
from onrecord.resolve.likeness import compare
from onrecord.resolve.matching import MOST_DOUBTS, WORTH_ASKING
from onrecord.statement import Actor, Mention, Post
from onrecord.store import facts
from onrecord.store.base import Written
from onrecord.store.candidates import Candidates
from onrecord.store.proposals import propose
from onrecord.store.registering import entry_row
from onrecord.store.schema import blocks, entries
from onrecord.values import PERSON

_BY_LIST: Final = f"{PERSON}list"
_STATE: Final = text(
    """
    INSERT INTO facts (entry, sort, one, two, three, reports, first_instant, last_instant, listed,
                       since, until)
    VALUES (:entry, :sort, :one, :two, :three, 0, '', '', 1, :since, :until)
    ON CONFLICT (entry, sort, one, two, three) DO UPDATE SET listed = 1,
      since = CASE WHEN excluded.since <> '' THEN excluded.since ELSE since END,
      until = CASE WHEN excluded.until <> '' THEN excluded.until ELSE until END
    """
)


def put(connection: Connection, given: Sequence[Entry]) -> tuple[Written, ...]:
    """See `Store.put_actors`."""
    ids = [str(entry.id) for entry in given]
    if len(set(ids)) < len(ids):
        twice = next(one for one in ids if ids.count(one) > 1)
        raise QueryError(
            f"the list has two actors of the id “{twice}”", "Give each an id of its own."
        )
    for entry in given:
        if not entry.name.strip() or not str(entry.id).strip():
            raise QueryError(
                f"actor “{entry.id}” of the list has no name or no id", "Give it both."
            )
    before = [_state(connection, one) for one in ids]
    for entry, known in zip(given, before, strict=True):
        row = _put(connection, entry)
        if known is None:
            _ask(connection, row, entry)
    after = [_state(connection, one) for one in ids]
    return tuple(
        "new" if old is None else "same" if old == new else "changed"
        for old, new in zip(before, after, strict=True)
    )


def _put(connection: Connection, entry: Entry) -> int:
    row = _row(connection, str(entry.id), entry.name, entry.kind, entry.country)
    set_by = entry.set_by if entry.set_by.startswith(PERSON) else _BY_LIST
    identifiers = {**json.loads(row.identifiers), **entry.identifiers}
    connection.execute(
        update(entries)
        .where(entries.c.key == row.key)
        .values(
            set_by=set_by,
            listed_name=" ".join(entry.name.split()),
            listed_kind=entry.kind,
            listed_country=entry.country or row.listed_country,
            identifiers=json.dumps(identifiers, ensure_ascii=False, sort_keys=True),
        )
    )
    names = [" ".join(name.split()) for name in (entry.name, *entry.aliases) if name.strip()]
    stated: list[dict[str, object]] = [_fact(row.key, "name", name) for name in names]
    if entry.country:
        stated.append(_fact(row.key, "country", entry.country))
    for held in entry.held:
        fact = _fact(row.key, "post", held.title, held.of, held.country)
        stated.append({**fact, "since": held.since, "until": held.until})
    for member in entry.part_of:
        body = _row(connection, str(member.body), member.name, "body", "")
        stated.append(_fact(row.key, "body", str(body.key)))
    connection.execute(_STATE, stated)
    _key(connection, row.key, names, entry.kind, row.own_reports)
    facts.show(connection, [row.root])
    return int(row.key)


def _ask(connection: Connection, row: int, entry: Entry) -> None:
    """Proposes those that the registry has already and that a new one of the list may be."""
    actor = _as_read(entry)
    known = Candidates(connection, [actor], {}).of(actor, (), None)
    likely = [found for one in known if one.key != row and (found := compare(actor, one))]
    likely.sort(key=lambda found: (-found.odds, found.key))
    for found in likely[:MOST_DOUBTS]:
        if found.odds >= WORTH_ASKING:
            propose(connection, found.key, row, found.likelihood, found.reasons)


def _as_read(entry: Entry) -> Actor:
    """An entry of a list as if a report had named it, so that it is compared like one."""
    names = [name for name in dict.fromkeys((entry.name, *entry.aliases)) if name.strip()]
    report = Document(str(entry.id), "\n".join(names))
    mentions = []
    start = 0
    for name in names:
        mentions.append(Mention(report.span(start, start + len(name)), "name"))
        start += len(name) + 1
    posts = tuple(Post(mentions[0].span, one.title, one.of, one.country) for one in entry.held)
    return Actor(str(entry.id), entry.name, entry.kind, entry.country, tuple(mentions), posts)


def _fact(entry: int, sort: str, one: str, two: str = "", three: str = "") -> dict[str, object]:
    return {
        **facts.Fact(entry, sort, one, two, three)._asdict(),
        "since": "",
        "until": "",
    }


def _key(connection: Connection, entry: int, names: Sequence[str], kind: Any, reports: int) -> None:  # noqa: ANN401
    keys = [
        {"key": key, "entry": entry, "weight": int(reports).bit_length()}
        for key in sorted(offered(names, kind))
    ]
    if keys:
        connection.execute(sqlite_insert(blocks).on_conflict_do_nothing(), keys)


def _row(connection: Connection, name: str, shown: str, kind: Any, country: str) -> Any:  # noqa: ANN401
    """The row of an entry by its id, which is made where there is none."""
    wanted = select(entries).where(entries.c.id == name)
    row = connection.execute(wanted).one_or_none()
    if row is None:
        key = connection.execute(text("SELECT coalesce(max(key), 0) + 1 FROM entries")).scalar_one()
        made = entry_row(key, name, shown or name, kind, country, _BY_LIST)
        connection.execute(entries.insert(), {**made, "listed_name": shown or name})
        connection.execute(_STATE, [_fact(key, "name", shown or name)])
        _key(connection, key, [shown or name], kind, 0)
        row = connection.execute(wanted).one()
    return row


def _state(connection: Connection, name: str) -> object:
    """All that a list could change of an entry; None where there is none."""
    row = connection.execute(select(entries).where(entries.c.id == name)).one_or_none()
    if row is None:
        return None
    stated = facts.of_entries(connection, [row.key], ("name", "country", "post", "body"))
    return tuple(row), sorted(tuple(fact) for fact in stated if fact.listed)
