"""What the page of an actor is made of, and how a list of actors is spread over its kinds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from onrecord.desk.search import PARTS, Findings, search
from onrecord.document import Document
from onrecord.errors import NotInBookError
from onrecord.export.actors.base import KINDS
from onrecord.registry import Entry, Shares
from onrecord.statement import ActorKind, Statement
from onrecord.store.base import ActorPage, ActorQuery, Query, Store

SOURCES = 40
"""Reports whose headlines are looked up for one page: each of them is read whole."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """An actor with one page of what it has to do with.

    Attributes:
        entry: The actor.
        shares: How many statements it has to do with.
        findings: One page of them.
        reports: By id, the reports that its roles and bodies are stated in.
    """

    entry: Entry
    shares: Shares
    findings: Findings
    reports: Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class Directory:
    """One page of actors.

    Attributes:
        page: The actors.
        kinds: How many of each kind the query finds, whatever kind it asks for.
        everyone: How many the book holds.
    """

    page: ActorPage
    kinds: Mapping[ActorKind, int]
    everyone: int


def dossier(store: Store, entry: Entry, query: Query) -> Dossier:
    """Gathers what a query finds of an actor.

    Raises:
        QueryError: If the cursor cannot be understood.
    """
    return Dossier(
        entry,
        store.shares(str(entry.id)),
        search(store, query),
        sources(store, [entry]),
    )


def directory(store: Store, query: ActorQuery) -> Directory:
    """Finds one page of actors, with counts.

    Raises:
        QueryError: If the cursor cannot be understood.
    """
    page = store.actors(query)
    one = replace(query, limit=1, cursor="")
    kinds = {kind: store.actors(replace(one, kind=kind)).total for kind in KINDS}
    return Directory(page, kinds, store.actors(ActorQuery(limit=1)).total)


def examples(store: Store, entry: Entry, most: int = 2) -> tuple[Statement, ...]:
    """A few statements that show who an actor is: what it said, or else what was said of it."""
    for part in PARTS:
        found = store.find(Query(actor=entry.id, part=part, limit=most)).statements
        if found:
            return found
    return ()


def sources(store: Store, entries: Iterable[Entry]) -> dict[str, Document]:
    """The reports that roles and bodies of entries are stated in, the first few of them, by id."""
    wanted: dict[str, None] = {}
    for entry in entries:
        wanted |= dict.fromkeys(held.document for held in entry.held if held.document)
        wanted |= dict.fromkeys(one.document for one in entry.part_of if one.document)
    found: dict[str, Document] = {}
    for name in list(wanted)[:SOURCES]:
        try:
            found[name] = store.reading(name).document
        except NotInBookError:
            continue
    return found
