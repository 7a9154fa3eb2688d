"""The actors of a book, asked for and looked up, and which two may be one."""

import getpass
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from onrecord.desk.people import sources
from onrecord.document import Document
from onrecord.errors import NotInBookError, QueryError
from onrecord.export.actors.base import KINDS
from onrecord.registry import Entry, Proposal, Shares
from onrecord.statement import Statement
from onrecord.store.base import ActorPage, ActorQuery, Query, Store
from onrecord.vocabulary.alpha2 import country_code

_PAGE: Final = 500
LIKE: Final = 200
"""Actors of a like name among which the one of just that name is looked for."""
_NAMED: Final = 5
"""Actors that an error names at most."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """An actor, and how much it has to do with.

    Attributes:
        entry: The actor.
        shares: How many statements it has to do with.
        reports: By id, the reports that its roles and bodies are stated in.
    """

    entry: Entry
    shares: Shares
    reports: Mapping[str, Document]


def user() -> str:
    """The login name of whoever runs the program."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a process may have no user, as in a container
        return "somebody"


def ask(*, text: str = "", kind: str | None = None, country: str = "") -> ActorQuery:
    """Makes a query of what a person typed.

    Raises:
        QueryError: If there is no such kind or country.

    Example:
        >>> ask(country="Norway").country
        'NOR'
    """
    chosen = next((one for one in KINDS if one == kind), None)
    if kind and chosen is None:
        raise QueryError(f"there is no kind “{kind}”", f"Choose from {', '.join(KINDS)}.")
    code = country_code(country) if country.strip() else ""
    if country.strip() and not code:
        raise QueryError(
            f"“{country}” is no country that is known", "Write its ISO 3166-1 code, such as NLD."
        )
    return ActorQuery(text=text.strip(), kind=chosen, country=code)


def every(store: Store, query: ActorQuery, limit: int) -> tuple[ActorPage, tuple[Entry, ...]]:
    """The first actors that a query finds, over its pages, and the last of these pages.

    Raises:
        QueryError: If the query cannot be understood.
    """
    found: list[Entry] = []
    page = store.actors(replace(query, limit=min(limit, _PAGE)))
    found += page.entries
    while page.next and len(found) < limit:
        page = store.actors(replace(query, limit=min(limit, _PAGE), cursor=page.next))
        found += page.entries
    return page, tuple(found[:limit])


def portrait(store: Store, words: str) -> Portrait:
    """An actor by its id, or by a name that no other goes by.

    Raises:
        NotInBookError: If the book has no such actor, or several of that name.
    """
    try:
        entry = store.actor(words)
    except NotInBookError as error:
        like = store.actors(ActorQuery(text=words, limit=LIKE)).entries
        named = [one for one in like if goes_by(one, words)]
        if len(named) != 1:
            raise _unclear(words, named or like) from error
        (entry,) = named
    return Portrait(entry, store.shares(str(entry.id)), sources(store, [entry]))


def said(store: Store, entry: Entry, limit: int) -> Iterator[Statement]:
    """What an actor is reported to have said, newest report first."""
    query = Query(actor=entry.id, limit=min(limit, _PAGE))
    left = limit
    while True:
        page = store.find(query)
        yield from page.statements[:left]
        left -= len(page.statements)
        if not page.next or left <= 0:
            return
        query = replace(query, cursor=page.next)


def open_proposals(store: Store, *, decided: bool = False) -> Iterator[Proposal]:
    """Proposals that nobody decided, or those that somebody did, the likeliest first."""
    page = store.proposals(decided=decided, limit=_PAGE)
    yield from page.proposals
    while page.next:
        page = store.proposals(decided=decided, limit=_PAGE, cursor=page.next)
        yield from page.proposals


def goes_by(entry: Entry, name: str) -> bool:
    """Whether an actor has just this name, capitals and spare white space apart."""
    folded = " ".join(name.split()).casefold()
    return any(one.casefold() == folded for one in (entry.name, *entry.aliases))


def _unclear(words: str, like: Sequence[Entry]) -> NotInBookError:
    if not like:
        return NotInBookError(
            f"the book has no actor “{words}”", "Look for it with: onrecord actors list --text …"
        )
    names = "; ".join(f"{one.id} ({one.name}, {one.kind})" for one in like[:_NAMED])
    return NotInBookError(f"“{words}” is not one actor's id or name", f"Did you mean: {names}?")
