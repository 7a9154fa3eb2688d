"""The actors of a report and the parties of its statements: how they are written and read back."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, get_args

from sqlalchemy import Connection, insert, select, text

from onrecord.document import Document, Span
from onrecord.errors import BookError, SpanMismatchError
from onrecord.statement import ROLES, Actor, Mention, Party, Post, Reading, Statement
from onrecord.store.meanings import spans_of
from onrecord.store.places import span_of, whole
from onrecord.store.schema import actors, bodies, entries, mentions, parties, posts

PartyRole = Literal["speaker", "relay", "addressee", "target"]
"""What a party is to a statement; who speaks together with the speaker is a speaker too."""
PARTY_ROLES: Final[tuple[PartyRole, ...]] = get_args(PartyRole)
_CHUNK: Final = 500
"""Keys in one query: below SQLite's limit of values."""

_LAST_ACTOR: Final = text("SELECT coalesce(max(key), 0) FROM actors")
_ADD_ACTORS: Final = insert(actors)
_ADD_MENTIONS: Final = insert(mentions)
_ADD_POSTS: Final = insert(posts)
_ADD_BODIES: Final = insert(bodies)
_ADD_PARTIES: Final = insert(parties)
_ROOTS: Final = entries.alias("roots")


def check(reading: Reading) -> None:
    """Holds every span against the text, and every party against the actors of the reading.

    Raises:
        SpanMismatchError: If a span is of another text.
        BookError: If two actors have one key, or a party's actor is none of the reading's.
    """
    document = reading.document
    for what, span in _spans(reading):
        if span.document is not document and span.document.text != document.text:
            raise SpanMismatchError(
                f"{what} has a span of another text than that of document {document.id}",
                "Make the spans of the document that the reading is of.",
            )
    known = {actor.key for actor in reading.actors}
    if len(known) < len(reading.actors):
        raise BookError(
            f"two actors of document {document.id} have one key",
            "Nothing of it was written. Give each actor of a report a key of its own.",
        )
    for statement in reading.statements:
        for _, _, party in parties_of(statement):
            for actor in (party.actor, party.of):
                if actor is not None and actor.key not in known:
                    raise BookError(
                        f"statement {statement.id} names actor {actor.key!r}, which its reading "
                        "does not have",
                        "Nothing of it was written. Give the reading all actors of its parties.",
                    )


def _spans(reading: Reading) -> Iterator[tuple[str, Span]]:
    """Every span of a reading, with what it belongs to."""
    for statement in reading.statements:
        what = f"statement {statement.id}"
        for role in ROLES:
            for span in statement.spans(role):
                yield what, span
        for span in spans_of(statement.meaning) if statement.meaning else ():
            yield what, span
        for _, _, party in parties_of(statement):
            for span in (*party.told, *((party.span,) if party.span else ())):
                yield what, span
    for actor in reading.actors:
        what = f"actor {actor.key}"
        for mention in actor.mentions:
            yield what, mention.span
            if mention.leads_to is not None:
                yield what, mention.leads_to
        for post in actor.posts:
            yield what, post.span


def parties_of(statement: Statement) -> Iterator[tuple[PartyRole, int, Party]]:
    """Every party of a statement, with what it is to it and its place among its like."""
    if statement.speaker is not None:
        for place, party in enumerate((statement.speaker, *statement.joint)):
            yield "speaker", place, party
    for place, party in enumerate(statement.chain):
        yield "relay", place, party
    for place, party in enumerate(statement.addressees):
        yield "addressee", place, party
    for place, party in enumerate(statement.targets):
        yield "target", place, party


def add_actors(connection: Connection, version: int, found: Sequence[Actor]) -> dict[str, int]:
    """Writes the actors of a version, not matched yet, and gives the row of each by its key."""
    if not found:
        return {}
    last = connection.execute(_LAST_ACTOR).scalar_one()
    keys = {actor.key: last + place for place, actor in enumerate(found, 1)}
    rows: list[dict[str, object]] = []
    named: list[dict[str, object]] = []
    held: list[dict[str, object]] = []
    within: list[dict[str, object]] = []
    for place, actor in enumerate(found):
        key = keys[actor.key]
        rows.append(
            {
                "key": key,
                "version": version,
                "place": place,
                "id": actor.key,
                "name": actor.name,
                "kind": actor.kind,
                "country": actor.country,
            }
        )
        for part, mention in enumerate(actor.mentions):
            named.append({"actor": key, "part": part, **_mention(mention)})
        for part, post in enumerate(actor.posts):
            held.append({"actor": key, "part": part, **_post(post)})
        within += [
            {"actor": key, "part": part, "body": body} for part, body in enumerate(actor.part_of)
        ]
    for command, given in (
        (_ADD_ACTORS, rows),
        (_ADD_MENTIONS, named),
        (_ADD_POSTS, held),
        (_ADD_BODIES, within),
    ):
        if given:
            connection.execute(command, given)
    return keys


def _mention(mention: Mention) -> dict[str, object]:
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "via": mention.via,
        "lead_start": mention.leads_to.start if mention.leads_to else None,
        "lead_end": mention.leads_to.end if mention.leads_to else None,
        "confidence": mention.confidence,
    }


def _post(post: Post) -> dict[str, object]:
    return {
        "start": post.span.start,
        "end": post.span.end,
        "title": post.title,
        "of": post.of,
        "country": post.country,
    }


def add_parties(
    connection: Connection, found: Mapping[int, Statement], actor_keys: Mapping[str, int]
) -> None:
    """Writes the parties of statements, given by the rows of both."""
    rows = [
        {
            "statement": key,
            "role": PARTY_ROLES.index(role),
            "place": place,
            "kind": party.kind,
            "actor": actor_keys[party.actor.key] if party.actor else None,
            "start": party.span.start if party.span else None,
            "end": party.span.end if party.span else None,
            "plural": int(party.plural),
            "of": actor_keys[party.of.key] if party.of else None,
            "country": party.country,
            "told": json.dumps([[span.start, span.end] for span in party.told]),
            "trace": json.dumps(party.trace),
            "confidence": party.confidence,
        }
        for key, statement in found.items()
        for role, place, party in parties_of(statement)
    ]
    if rows:
        connection.execute(_ADD_PARTIES, rows)


def actors_of(connection: Connection, version: int, document: Document) -> tuple[Actor, ...]:
    """The actors of a version, in the order that they were given in."""
    rows = connection.execute(
        _actors().where(actors.c.version == version).order_by(actors.c.place)
    ).all()
    return tuple(_build(connection, rows, {version: document}).values())


def parties_by_statement(
    connection: Connection, keys: Sequence[int], documents_of: Mapping[int, Document]
) -> dict[int, dict[PartyRole, list[Party]]]:
    """The parties of statements, each in the order that it was given in.

    Args:
        connection: The caller's.
        keys: The statements' rows.
        documents_of: The report of each of them.
    """
    found: dict[int, dict[PartyRole, list[Party]]] = {}
    rows: list[Any] = []
    for chosen in chunks(keys):
        rows += connection.execute(
            select(parties)
            .where(parties.c.statement.in_(chosen))
            .order_by(parties.c.statement, parties.c.role, parties.c.place)
        ).all()
    if not rows:
        return found
    wanted = sorted({key for row in rows for key in (row.actor, row.of) if key is not None})
    named: list[Any] = []
    for chosen in chunks(wanted):
        named += connection.execute(_actors().where(actors.c.key.in_(chosen))).all()
    reports: dict[int, Document] = {}
    by_actor = {row.key: row.version for row in named}
    for row in rows:
        for key in (row.actor, row.of):
            if key is not None:
                reports[by_actor[key]] = documents_of[row.statement]
    known = _build(connection, named, reports)
    for row in rows:
        role = PARTY_ROLES[row.role]
        party = _party(row, documents_of[row.statement], known)
        found.setdefault(row.statement, {}).setdefault(role, []).append(party)
    return found


def chunks(keys: Sequence[int]) -> Iterator[list[int]]:
    """Keys in lists that one query can hold."""
    for start in range(0, len(keys), _CHUNK):
        yield list(keys[start : start + _CHUNK])


def _actors() -> Any:  # noqa: ANN401 - a select that is extended
    """Actors with the id of the entry that theirs is shown as."""
    return (
        select(actors)
        .add_columns(_ROOTS.c.id.label("shown"))
        .outerjoin(entries, entries.c.key == actors.c.entry)
        .outerjoin(_ROOTS, _ROOTS.c.key == entries.c.root)
    )


def _build(
    connection: Connection, rows: Sequence[Any], reports: Mapping[int, Document]
) -> dict[int, Actor]:
    """Actors of rows by key; `reports` are the documents of their versions."""
    keys = [row.key for row in rows]
    document = {row.key: reports[row.version] for row in rows}
    named: dict[int, list[Mention]] = {key: [] for key in keys}
    held: dict[int, list[Post]] = {key: [] for key in keys}
    within: dict[int, list[str]] = {key: [] for key in keys}
    for one in _of(connection, mentions, keys):
        report = document[one.actor]
        leads_to = span_of(report, one.lead_start, one.lead_end)
        named[one.actor].append(
            Mention(whole(report, one.start, one.end), one.via, leads_to, one.confidence)
        )
    for one in _of(connection, posts, keys):
        span = whole(document[one.actor], one.start, one.end)
        held[one.actor].append(Post(span, one.title, one.of, one.country))
    for one in _of(connection, bodies, keys):
        within[one.actor].append(one.body)
    return {
        row.key: Actor(
            row.id,
            row.name,
            row.kind,
            row.country,
            tuple(named[row.key]),
            tuple(held[row.key]),
            tuple(within[row.key]),
            row.shown,
        )
        for row in rows
    }


def _of(connection: Connection, table: Any, keys: Sequence[int]) -> Iterable[Any]:  # noqa: ANN401
    """What belongs to actors, in its order."""
    for chosen in chunks(keys):
        yield from connection.execute(
            select(table).where(table.c.actor.in_(chosen)).order_by(table.c.actor, table.c.part)
        )


def _party(row: Any, document: Document, known: Mapping[int, Actor]) -> Party:  # noqa: ANN401
    return Party(
        row.kind,
        known[row.actor] if row.actor is not None else None,
        span_of(document, row.start, row.end),
        bool(row.plural),
        known[row.of] if row.of is not None else None,
        row.country,
        tuple(whole(document, start, end) for start, end in json.loads(row.told)),
        tuple(json.loads(row.trace)),
        row.confidence,
    )
