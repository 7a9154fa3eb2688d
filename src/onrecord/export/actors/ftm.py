"""FollowTheMoney entities, one a line as JSON; see https://followthemoney.tech.

Person           a person.
Organization     a body, or an outlet where its `classification` is ``news outlet``.
Territory        a place.
Document         a document that is quoted like an actor.
Position         an office; `organization` is the body that it is of, and `name` ends with that
                 body's. A body that is no actor of the list is an Organization whose id begins
                 with ``onrecord-named``.
Occupancy        who holds a position from when to when.
Membership       who is a part of which body.
Identification   what others call somebody; a Wikidata id is a property of its own. Of a place or a
                 document, which can have none, it is a keyword: ``scheme=number``.

`recordId` of a link is ``onrecord:`` and the id of the report that states it. Countries are ISO
3166-1 alpha-2 in small letters. Ids may hold letters, digits, “.” and “-” alone; one that holds
more is written as ``onrecord-x-`` and its bytes. Dates are days, as others need no more.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final, TextIO
from urllib.parse import quote

from onrecord.export.actors.base import SCHEME, cite, day, key
from onrecord.registry import Entry, Held
from onrecord.statement import ActorKind
from onrecord.vocabulary.alpha2 import alpha2

SCHEMATA: Final[Mapping[ActorKind, str]] = {
    "person": "Person",
    "body": "Organization",
    "outlet": "Organization",
    "place": "Territory",
    "document": "Document",
}
OUTLET: Final = "news outlet"
NAMED: Final = "onrecord-named"
_ENCODED: Final = "onrecord-x-"
# `EntityType` in followthemoney/types/entity.py.
_ID: Final = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
_WIKIDATA: Final = re.compile(r"[PQ]\d+")

Properties = dict[str, list[str]]


def ftm_id(id_: str) -> str:
    """An id as FollowTheMoney takes it.

    Example:
        >>> ftm_id("Q42"), ftm_id("a/b")
        ('Q42', 'onrecord-x-612f62')
    """
    if _ID.fullmatch(id_) and not id_.startswith(_ENCODED):
        return id_
    return _ENCODED + id_.encode("utf-8", "surrogatepass").hex()


def own_id(id_: str) -> str:
    """The id that `ftm_id` made another of.

    Example:
        >>> own_id("onrecord-x-612f62")
        'a/b'
    """
    if id_.startswith(_ENCODED):
        try:
            return bytes.fromhex(id_.removeprefix(_ENCODED)).decode("utf-8", "surrogatepass")
        except ValueError:
            pass  # somebody else's id after all
    return id_


def keyword(scheme: str, value: str) -> str:
    """An identifier of what is no legal entity, which nothing but a keyword can hold.

    Example:
        >>> keyword("treaties", "17")
        'treaties=17'
    """
    return f"{quote(scheme, safe=' ')}={value}"


def write(entries: Iterable[Entry], stream: TextIO) -> int:
    """Writes every actor with its links, and returns how many actors there are."""
    entries = tuple(entries)
    writer = _Writer(stream, entries)
    for entry in entries:
        writer.put(entry)
    return len(entries)


class _Writer:
    def __init__(self, stream: TextIO, entries: tuple[Entry, ...]) -> None:
        self._stream = stream
        self._bodies = {
            one.name: ftm_id(str(one.id))
            for one in reversed(entries)
            if SCHEMATA[one.kind] == "Organization"
        }
        self._written: set[str] = set()

    def put(self, entry: Entry) -> None:
        id_ = ftm_id(str(entry.id))
        identifiers = dict(entry.identifiers)
        wikidata = identifiers.get("wikidata", "")
        if _WIKIDATA.fullmatch(wikidata):
            del identifiers["wikidata"]
        else:
            wikidata = ""
        legal = entry.kind not in ("place", "document")
        self._line(
            id_,
            SCHEMATA[entry.kind],
            name=[entry.name],
            alias=list(entry.aliases),
            country=[_country(entry.country)],
            classification=[OUTLET if entry.kind == "outlet" else ""],
            wikidataId=[wikidata],
            fileName=[entry.name if entry.kind == "document" else ""],  # asked of a Document
            keywords=[] if legal else [keyword(*one) for one in sorted(identifiers.items())],
        )
        for scheme, value in sorted(identifiers.items()) if legal else ():
            self._line(
                key("id", id_, scheme),
                "Identification",
                holder=[id_],
                type=[scheme],
                number=[value],
            )
        for index, held in enumerate(entry.held):
            self._line(
                key("held", id_, index),
                "Occupancy",
                holder=[id_],
                post=[self._position(held)],
                startDate=[day(held.since)],
                endDate=[day(held.until)],
                recordId=[_record(cite(held.document, held.start, held.end))],
            )
        for index, membership in enumerate(entry.part_of):
            self._line(
                key("member", id_, index),
                "Membership",
                member=[id_],
                organization=[ftm_id(str(membership.body))],
                recordId=[_record(cite(membership.document))],
            )

    def _position(self, held: Held) -> str:
        body = self._bodies.get(held.of, "")
        if held.of and not body:
            body = key(NAMED, held.of)
            self._line(body, "Organization", name=[held.of])
        id_ = key("post", held.title, held.of, held.country)
        self._line(
            id_,
            "Position",
            name=[f"{held.title} of {held.of}" if held.of else held.title],
            organization=[body],
            country=[_country(held.country)],
        )
        return id_

    def _line(self, id_: str, schema: str, **properties: list[str]) -> None:
        """Writes an entity, once, with the properties that have a value."""
        if id_ in self._written:
            return
        self._written.add(id_)
        told = {name: kept for name, values in properties.items() if (kept := _kept(values))}
        entity = {"id": id_, "schema": schema, "properties": told}
        self._stream.write(json.dumps(entity, ensure_ascii=False) + "\n")


def _kept(values: list[str]) -> list[str]:
    return [value for value in values if value]


def _country(code: str) -> str:
    return alpha2(code).lower()


def _record(address: str) -> str:
    return SCHEME + address if address else ""
