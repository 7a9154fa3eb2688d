"""A person's list of actors taken over into a book, and a book's actors written as a list.

A list is matched with itself and with the book first. Who has no id there is whom the book knows
under that name, and rows that name one without an id are one actor. Who has an id that the book
does not know is whom reports alone call so, if they call one so; the entry keeps its own id, and
the list's as an identifier.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TextIO

from onrecord.desk.actors import LIKE, goes_by, user
from onrecord.document import Skipped
from onrecord.errors import NotInBookError
from onrecord.export import actors as formats
from onrecord.export.actors.base import Listed, key
from onrecord.ingest.base import whole_characters
from onrecord.ingest.dates import iso_date
from onrecord.ingest.decoding import decode
from onrecord.registry import Entry, Held, Membership
from onrecord.store.base import ActorQuery, Store
from onrecord.values import PERSON

_LIST: Final = "list"
"""The scheme of the id that a list has for an actor of another id."""
_NAMED: Final = 5
"""Bodies that a note names at most."""


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
    book = _Book(store)
    tidy = [_tidy(one, person) for one in listed.entries]
    named = Counter((one.kind, one.name.casefold()) for one in tidy)
    chosen: dict[str, Entry] = {}
    own_id: dict[str, str] = {}
    for one in tidy:
        if one.id:
            entry = one if named[one.kind, one.name.casefold()] > 1 else _joined(book, one)
            own_id[str(one.id)] = str(entry.id)
        else:
            entry = replace(one, id=_id_of(book, one))
        before = chosen.get(str(entry.id))
        chosen[str(entry.id)] = entry if before is None else _merged(before, entry)
    bodies = _Bodies(book, chosen, own_id, person)
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


class _Book:
    """Whom the book knows."""

    def __init__(self, store: Store) -> None:
        self._store = store
        # A first list is long, and nobody is to be looked up then.
        self._empty = store.actors(ActorQuery(limit=1)).total == 0
        # Many are a part of one body.
        self._by_id: dict[str, Entry | None] = {}

    def of_id(self, id_: str) -> Entry | None:
        """The actor of an id."""
        if not self._empty and id_ not in self._by_id:
            try:
                self._by_id[id_] = self._store.actor(id_)
            except NotInBookError:
                self._by_id[id_] = None
        return self._by_id.get(id_)

    def of_name(self, entry: Entry, fits: Callable[[Entry, Entry], bool]) -> Entry | None:
        """The one actor that fits an entry and goes by its name."""
        if self._empty:
            return None
        like = self._store.actors(ActorQuery(text=entry.name, limit=LIKE)).entries
        known = [one for one in like if fits(one, entry) and goes_by(one, entry.name)]
        return known[0] if len(known) == 1 else None


class _Bodies:
    """Finds whom a membership means: in the list, then in the book; else a new body."""

    def __init__(
        self, book: _Book, chosen: Mapping[str, Entry], own_id: Mapping[str, str], person: str
    ) -> None:
        self._book = book
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
        names = [f"“{one.name}”" for one in self.added.values()]
        more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
        told = ", ".join(names[:_NAMED]) + more
        return (f"Added as bodies, since the list names them alone: {told}.", *self._lost)

    def _body(self, entry: Entry, membership: Membership) -> Entry | None:
        id_ = str(membership.body)
        name = membership.name.casefold()
        known = self._own_id.get(id_, id_) or self._by_name.get(name, "")
        found = self._chosen.get(known) or self.added.get(known)
        found = found or (self._book.of_id(known) if known else None)
        if found is not None:
            return found
        if not name:
            self._lost.append(
                f"“{entry.name}” is not made a part of “{known}”, since neither the list nor the "
                "book has an actor with that id."
            )
            return None
        body = Entry(known, membership.name, "body", set_by=PERSON + self._person)
        found = None if known else self._book.of_name(body, _known_body)
        if found is None:
            found = body if known else replace(body, id=_new_id(body))
            self.added[str(found.id)] = found
        self._by_name.setdefault(name, str(found.id))
        return found


def _joined(book: _Book, entry: Entry) -> Entry:
    """An entry of a list with the id of whom it is in the book, if that is sure."""
    if book.of_id(str(entry.id)) is not None:
        return entry
    known = book.of_name(entry, _same_kind)
    full = entry.kind != "person" or " " in entry.name
    if known and full and (_of_reports(known) or known.identifiers.get(_LIST) == entry.id):
        identifiers = {**entry.identifiers, _LIST: str(entry.id)}
        return replace(entry, id=known.id, identifiers=identifiers)
    return entry


def _of_reports(entry: Entry) -> bool:
    return not entry.set_by.startswith(PERSON)


def _id_of(book: _Book, entry: Entry) -> str:
    """The id of the one actor of the book that goes by this name, or else a new one."""
    known = book.of_name(entry, _same_kind)
    return str(known.id) if known else _new_id(entry)


def _new_id(entry: Entry) -> str:
    return key("list", entry.kind, entry.name.casefold(), entry.country)


def _same_kind(known: Entry, entry: Entry) -> bool:
    return known.kind == entry.kind and (
        not (known.country and entry.country) or known.country == entry.country
    )


def _known_body(known: Entry, _: Entry) -> bool:
    return known.kind != "person"


def _tidy(entry: Entry, person: str) -> Entry:
    """An entry of a list as the book keeps it.

    The list states what it states now, whatever report its maker read it in.
    """
    name = _words(entry.name)
    aliases = dict.fromkeys(map(_words, entry.aliases))
    return replace(
        entry,
        id=_words(str(entry.id)),
        name=name,
        aliases=tuple(one for one in aliases if one and one != name),
        held=tuple(map(_office, entry.held)),
        part_of=tuple(Membership(_words(str(one.body)), _words(one.name)) for one in entry.part_of),
        identifiers={_words(scheme): _words(value) for scheme, value in entry.identifiers.items()},
        set_by=PERSON + person,
    )


def _office(held: Held) -> Held:
    """An office in small letters, with days as ISO 8601 has them; what is none is left out."""
    return Held(
        _words(held.title).lower(),
        _words(held.of),
        held.country,
        iso_date(held.since) or "",
        iso_date(held.until) or "",
    )


def _words(text: str) -> str:
    """Words with single spaces, and no characters that a book cannot hold."""
    return " ".join(whole_characters(text.replace("\0", "\ufffd")).split())


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
