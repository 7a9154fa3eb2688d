"""The actors of a book: looked up, taken over from a person's list, and written into one.

A list is matched with itself and with the book first. Who has no id there is whom the book knows
under that name, and rows that name one without an id are one actor. Who has an id that the book
does not know is whom reports alone call so, if they call one so; the entry keeps its own id, and
the list's as an identifier.
"""

import getpass
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TextIO

from onrecord.document import Skipped
from onrecord.errors import NotInBookError, QueryError
from onrecord.export import actors as formats
from onrecord.export.actors.base import KINDS, Listed, key
from onrecord.ingest.decoding import decode
from onrecord.registry import Entry, Held, Membership, Proposal, Shares
from onrecord.statement import PERSON, Statement
from onrecord.store.base import ActorPage, ActorQuery, Query, Store
from onrecord.vocabulary.alpha2 import country_code

_PAGE: Final = 500
_LIKE: Final = 50
"""Actors of a like name among which the one of just that name is looked for."""
_LIST: Final = "list"
"""The scheme of the id that a list has for an actor of another id."""
_NAMED: Final = 5
"""Actors that an error names at most."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """An actor, and how much it has to do with."""

    entry: Entry
    shares: Shares


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of a list.

    Attributes:
        new: Actors that the book did not have.
        changed: Actors of which the list states something that the book did not have.
        same: Actors that the book held as they are.
        aside: Rows and entities that gave nothing, each with its reason.
        notes: What was not taken over and what was added, each a sentence.
    """

    new: int
    changed: int
    same: int
    aside: tuple[Skipped, ...]
    notes: tuple[str, ...]

    @property
    def taken(self) -> int:
        """How many actors the list gave."""
        return self.new + self.changed + self.same


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
        like = store.actors(ActorQuery(text=words, limit=_LIKE)).entries
        named = [one for one in like if _goes_by(one, words)]
        if len(named) != 1:
            raise _unclear(words, named or like) from error
        (entry,) = named
    return Portrait(entry, store.shares(str(entry.id)))


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


def import_list(
    store: Store, data: bytes, path: str, form: str | None = None, person: str | None = None
) -> Imported:
    """Takes a person's list over into the book, all of it that can be.

    Args:
        store: The book.
        data: The list.
        path: The file, as errors name it.
        form: One of `onrecord.export.actors.READERS`; None to tell it by the content.
        person: Whose list it is; None for the user.

    Raises:
        DocumentError: If the whole list cannot be read; nothing is taken over then.
        QueryError: If there is no such format.
    """
    listed = formats.read(decode(data)[0], path, form)
    entries, notes = settle(store, listed, person or user())
    written = store.put_actors(entries) if entries else ()
    return Imported(
        written.count("new"),
        written.count("changed"),
        written.count("same"),
        listed.aside,
        (*listed.notes, *notes),
    )


def export_list(store: Store, form: str, stream: TextIO, *, reports: bool = False) -> int:
    """Writes every actor of the book, and returns how many there are.

    An empty book that imports the list exports the same one: names, offices and bodies stand in an
    order that needs no counting.

    Args:
        store: The book.
        form: One of `onrecord.export.actors.WRITERS`.
        stream: Open for text, with newline translation off.
        reports: Whether to write which report states a role. Another book does not have that
            report, so it will not be in that book's list.

    Raises:
        QueryError: If there is no such format.
    """
    return formats.write(
        (_ordered(one, reports=reports) for one in store.every_actor()), form, stream
    )


def settle(store: Store, listed: Listed, person: str) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Gives every actor of a list an id, and every body that it names an entry.

    Returns:
        The entries, each id once, and what was added or left out, each a sentence.
    """
    tidy = [_tidy(one, person) for one in listed.entries]
    named = Counter((one.kind, one.name.casefold()) for one in tidy)
    chosen: dict[str, Entry] = {}
    own_id: dict[str, str] = {}
    for one in tidy:
        if one.id:
            entry = one if named[one.kind, one.name.casefold()] > 1 else _joined(store, one)
            own_id[str(one.id)] = str(entry.id)
        else:
            entry = replace(one, id=_id_of(store, one))
        before = chosen.get(str(entry.id))
        chosen[str(entry.id)] = entry if before is None else _merged(before, entry)
    bodies = _Bodies(store, chosen, own_id, person)
    settled = {id_: bodies.placed(entry) for id_, entry in chosen.items()}
    joined = sum(one != other for one, other in own_id.items())
    notes = bodies.notes()
    if joined:
        notes = (f"{joined:,} joined with actors of the same name, which keep their ids.", *notes)
    return tuple(_wholes_first(settled | bodies.added)), notes


def _wholes_first(entries: Mapping[str, Entry]) -> Iterator[Entry]:
    """Each body before its parts, so that the book never makes one of its name alone."""
    seen: set[str] = set()
    waiting = [(id_, False) for id_ in reversed(list(entries))]
    while waiting:
        id_, its_wholes_are_out = waiting.pop()
        if its_wholes_are_out:
            yield entries[id_]
        elif id_ in entries and id_ not in seen:
            seen.add(id_)
            waiting.append((id_, True))
            waiting += [(str(one.body), False) for one in entries[id_].part_of]


class _Bodies:
    """Finds whom a membership means: in the list, then in the book; else a new body."""

    def __init__(
        self, store: Store, chosen: Mapping[str, Entry], own_id: Mapping[str, str], person: str
    ) -> None:
        self._store = store
        self._chosen = chosen
        self._own_id = own_id
        self._person = person
        self._by_name: dict[str, str] = {}
        for entry in chosen.values():
            for name in (entry.name, *entry.aliases) if entry.kind != "person" else ():
                self._by_name.setdefault(name.casefold(), str(entry.id))
        self.added: dict[str, Entry] = {}
        self._lost: list[str] = []

    def placed(self, entry: Entry) -> Entry:
        """The entry with the bodies that it is a part of, each by its id."""
        found: dict[str, Membership] = {}
        for one in entry.part_of:
            body = self._body(entry, one)
            if body is not None and body.id != entry.id:
                found.setdefault(str(body.id), replace(one, body=body.id, name=body.name))
        return replace(entry, part_of=tuple(found.values()))

    def notes(self) -> tuple[str, ...]:
        """What was added and what was left out."""
        if not self.added:
            return tuple(self._lost)
        names = ", ".join(f"“{one.name}”" for one in self.added.values())
        return (f"Added as bodies, since the list names them alone: {names}.", *self._lost)

    def _body(self, entry: Entry, membership: Membership) -> Entry | None:
        known = str(membership.body)
        known = self._own_id.get(known, known) or self._by_name.get(membership.name.casefold(), "")
        if known in self._chosen:
            return self._chosen[known]
        if known:
            try:
                return self._store.actor(known)
            except NotInBookError:
                pass  # a body that the list alone names
        if not membership.name:
            self._lost.append(
                f"“{entry.name}” is not made a part of “{known}”, since neither the list nor the "
                "book has an actor with that id."
            )
            return None
        body = Entry(known, membership.name, "body", set_by=PERSON + self._person)
        if not known:
            body = replace(body, id=_id_of(self._store, body, _known_body))
        try:
            return self._store.actor(str(body.id))
        except NotInBookError:
            return self.added.setdefault(str(body.id), body)


def _joined(store: Store, entry: Entry) -> Entry:
    """An entry of a list with the id of whom it is in the book, if that is sure."""
    try:
        store.actor(str(entry.id))
    except NotInBookError:
        known = _known(store, entry, _same_kind)
        full = entry.kind != "person" or " " in entry.name
        if known and full and (_of_reports(known) or known.identifiers.get(_LIST) == entry.id):
            identifiers = {**entry.identifiers, _LIST: str(entry.id)}
            return replace(entry, id=known.id, identifiers=identifiers)
    return entry


def _of_reports(entry: Entry) -> bool:
    return not entry.set_by.startswith(PERSON)


def _id_of(store: Store, entry: Entry, fits: Callable[[Entry, Entry], bool] | None = None) -> str:
    """The id of the one actor of the book that goes by this name, or else a new one."""
    known = _known(store, entry, fits or _same_kind)
    if known is not None:
        return str(known.id)
    return key("list", entry.kind, entry.name.casefold(), entry.country)


def _known(store: Store, entry: Entry, fits: Callable[[Entry, Entry], bool]) -> Entry | None:
    """The one actor of the book that fits an entry and goes by its name."""
    like = store.actors(ActorQuery(text=entry.name, limit=_LIKE)).entries
    known = [one for one in like if fits(one, entry) and _goes_by(one, entry.name)]
    return known[0] if len(known) == 1 else None


def _same_kind(known: Entry, entry: Entry) -> bool:
    return known.kind == entry.kind and (
        not (known.country and entry.country) or known.country == entry.country
    )


def _known_body(known: Entry, _: Entry) -> bool:
    return known.kind != "person"


def _goes_by(entry: Entry, name: str) -> bool:
    folded = " ".join(name.split()).casefold()
    return any(one.casefold() == folded for one in (entry.name, *entry.aliases))


def _unclear(words: str, like: Sequence[Entry]) -> NotInBookError:
    if not like:
        return NotInBookError(
            f"the book has no actor “{words}”", "Look for it with: onrecord actors list --text …"
        )
    names = "; ".join(f"{one.id} ({one.name}, {one.kind})" for one in like[:_NAMED])
    return NotInBookError(f"“{words}” is not one actor's id or name", f"Did you mean: {names}?")


def _tidy(entry: Entry, person: str) -> Entry:
    """An entry of a list as the book keeps it: no spare white space, offices in small letters."""
    name = " ".join(entry.name.split())
    aliases = dict.fromkeys(" ".join(one.split()) for one in entry.aliases)
    return replace(
        entry,
        id=str(entry.id).strip(),
        name=name,
        aliases=tuple(one for one in aliases if one and one != name),
        held=tuple(
            replace(
                one,
                title=" ".join(one.title.lower().split()),
                of=" ".join(one.of.split()),
                document="",
                start=None,
                end=None,
            )
            for one in entry.held
        ),
        # The list states it now, whatever report it was that its maker read it in.
        part_of=tuple(
            replace(one, name=" ".join(one.name.split()), document="") for one in entry.part_of
        ),
        set_by=PERSON + person,
    )


def _merged(one: Entry, other: Entry) -> Entry:
    """Two rows about one actor."""
    return replace(
        one,
        country=one.country or other.country,
        aliases=tuple(
            name for name in dict.fromkeys((*one.aliases, *other.aliases)) if name != one.name
        ),
        held=tuple(dict.fromkeys((*one.held, *other.held))),
        part_of=tuple(dict.fromkeys((*one.part_of, *other.part_of))),
        identifiers={**other.identifiers, **one.identifiers},
    )


def _ordered(entry: Entry, *, reports: bool) -> Entry:
    held: Iterable[Held] = entry.held
    part_of: Iterable[Membership] = entry.part_of
    if not reports:
        held = (replace(one, document="", start=None, end=None) for one in held)
        part_of = (replace(one, document="") for one in part_of)
    return replace(
        entry,
        aliases=tuple(sorted(entry.aliases)),
        held=tuple(sorted(held, key=lambda one: (one.since, one.title, one.of, one.country))),
        part_of=tuple(sorted(part_of, key=lambda one: (one.name, str(one.body)))),
    )
