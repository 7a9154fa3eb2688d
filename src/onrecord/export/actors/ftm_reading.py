"""Reads FollowTheMoney entities: what `ftm` writes, and what others do.

Persons, organizations with their kinds, territories and documents are actors; occupancies,
directorships, employments and memberships link them. Lines with one id are one entity. Entities of
other schemata are counted and left out.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote

from onrecord.errors import MalformedRecordError
from onrecord.export.actors.base import (
    SCHEME,
    Listed,
    Listing,
    cited,
    day,
    once,
    stated,
)
from onrecord.export.actors.ftm import NAMED, OUTLET, own_id
from onrecord.registry import Entry, Held, Membership
from onrecord.statement import ActorKind
from onrecord.vocabulary.alpha2 import country_code

KINDS: Final[Mapping[str, ActorKind]] = {
    "Person": "person",
    "LegalEntity": "body",
    "Organization": "body",
    "PublicBody": "body",
    "Company": "body",
    "Territory": "place",
    "Document": "document",
}
"""Schemata that are actors."""
LINKS: Final[Mapping[str, tuple[str, str]]] = {
    "Occupancy": ("holder", "post"),
    "Membership": ("member", "organization"),
    "Directorship": ("director", "organization"),
    "Employment": ("employee", "employer"),
}
"""Schemata that link two entities, with the properties that name them."""
_IDENTIFIERS: Final = {
    "wikidataId": "wikidata",
    "leiCode": "lei",
    "opencorporatesUrl": "opencorporates",
    "registrationNumber": "registration",
    "ogrnCode": "ogrn",
    "innCode": "inn",
    "permId": "permid",
    "swiftBic": "bic",
}
_OTHER_NAMES: Final = ("name", "alias", "abbreviation", "previousName", "weakAlias")
_COUNTRIES: Final = ("country", "jurisdiction", "mainCountry", "nationality", "citizenship")


@dataclass(slots=True)
class _Entity:
    """An entity, gathered over its lines."""

    id: str
    schema: str
    place: str
    properties: dict[str, list[str]] = field(default_factory=dict)

    def all(self, *names: str) -> Iterator[str]:
        for name in names:
            yield from self.properties.get(name, ())

    def first(self, *names: str) -> str:
        return next(self.all(*names), "")


def read(text: str, path: str) -> Listed:
    """Reads actors. An entity that cannot be one is set aside with its reason.

    https://followthemoney.tech/explorer/

    Args:
        text: The file's text.
        path: The file, as errors name it.
    """
    listing = Listing(path, "ftm")
    entities: dict[str, _Entity] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            _gather(_parse(line), f"line {number}", entities)
        except MalformedRecordError as error:
            listing.aside(error, f"line {number}")
    return _Reader(entities, listing).result()


def _parse(line: str) -> object:
    try:
        return json.loads(line.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        raise MalformedRecordError(
            f"this is no JSON: {error}", "Each line must be one entity."
        ) from error


def _gather(data: object, place: str, entities: dict[str, _Entity]) -> str:
    """Puts an entity, and those nested in it, beside the others; returns its id."""
    if not isinstance(data, dict):
        raise MalformedRecordError("this is no entity", "Each line must be a JSON object.")
    id_, schema, properties = (data.get(name) for name in ("id", "schema", "properties"))
    if not (isinstance(id_, str) and id_ and isinstance(schema, str)):
        raise MalformedRecordError("it has no id or no schema", "An entity needs both.")
    if not isinstance(properties, dict):
        raise MalformedRecordError(f"{id_} has no properties", "Write them as lists by name.")
    entity = entities.setdefault(id_, _Entity(id_, schema, place))
    for name, values in properties.items():
        kept = entity.properties.setdefault(name, [])
        for value in values if isinstance(values, list) else [values]:
            plain = _gather(value, place, entities) if isinstance(value, dict) else value
            if isinstance(plain, str) and plain.strip() and plain.strip() not in kept:
                kept.append(plain.strip())
    return id_


class _Reader:
    def __init__(self, entities: Mapping[str, _Entity], listing: Listing) -> None:
        self._entities = entities
        self._listing = listing
        self._held: dict[str, list[Held]] = {}
        self._part_of: dict[str, dict[str, Membership]] = {}
        self._identifiers: dict[str, dict[str, str]] = {}

    def result(self) -> Listed:
        others: Counter[str] = Counter()
        for entity in self._entities.values():
            if entity.schema in LINKS or entity.schema == "Identification":
                try:
                    self._link(entity)
                except MalformedRecordError as error:
                    self._listing.aside(error, f"{entity.place}, {entity.schema} {entity.id}")
            elif entity.schema not in KINDS and entity.schema != "Position":
                others[entity.schema] += 1
        for entity in self._entities.values():
            if entity.schema in KINDS and not entity.id.startswith(NAMED):
                self._listing.add(self._actor(entity), f"{entity.place}, {entity.id}")
        for schema, count in others.most_common():
            self._listing.note(f"{count:,} of schema {schema} left out: no actor is one.")
        return self._listing.done()

    def _link(self, link: _Entity) -> None:
        if link.schema == "Identification":
            who = self._end(link, "holder")
            scheme, number = link.first("type"), link.first("number")
            if scheme and number:
                self._identifiers.setdefault(who.id, {})[scheme] = number
            return
        who, what = (self._end(link, name) for name in LINKS[link.schema])
        if link.schema == "Occupancy":
            self._hold(who, link, what, *self._office(what))
            return
        name = what.first("name")
        report = cited(_report(link))[0]
        self._part_of.setdefault(who.id, {}).setdefault(
            what.id, Membership(own_id(what.id), name, report)
        )
        for role in link.all("role"):
            self._hold(who, link, what, role, name)

    def _end(self, link: _Entity, name: str) -> _Entity:
        id_ = link.first(name)
        if id_ not in self._entities:
            raise MalformedRecordError(
                f"its {name} “{id_}” is not in the file" if id_ else f"it names no {name}",
                f"Put an entity with that id into the file, or its id under “{name}”.",
            )
        return self._entities[id_]

    def _office(self, position: _Entity) -> tuple[str, str]:
        """A position's title and the body that it is of."""
        title = position.first("name")
        body = self._entities.get(position.first("organization"))
        of = body.first("name") if body else ""
        return title.removesuffix(f" of {of}") if of else title, of

    def _hold(self, who: _Entity, link: _Entity, where: _Entity, title: str, of: str) -> None:
        held = Held(
            title,
            of,
            _country(where),
            day(link.first("startDate", "periodStart", "date")),
            day(link.first("endDate", "periodEnd")),
        )
        if title:
            self._held.setdefault(who.id, []).append(stated(held, _report(link)))

    def _actor(self, entity: _Entity) -> Entry:
        name = entity.first(*_OTHER_NAMES)
        kind = KINDS[entity.schema]
        if OUTLET in entity.all("classification") and kind == "body":
            kind = "outlet"
        identifiers = {
            scheme: value for one, scheme in _IDENTIFIERS.items() if (value := entity.first(one))
        }
        if entity.schema in ("Territory", "Document"):
            told = (one.partition("=") for one in entity.all("keywords") if "=" in one)
            identifiers |= {unquote(scheme): value for scheme, _, value in told if scheme and value}
        held = list(self._held.get(entity.id, ()))
        titles = {one.title.lower() for one in held}
        held += [Held(one) for one in entity.all("position") if one.lower() not in titles]
        return Entry(
            own_id(entity.id),
            name,
            kind,
            _country(entity),
            once(entity.all(*_OTHER_NAMES), without=name),
            tuple(held),
            tuple(self._part_of.get(entity.id, {}).values()),
            identifiers | self._identifiers.get(entity.id, {}),
        )


def _country(entity: _Entity) -> str:
    """The first country that is known; of a part of one, the country."""
    codes = (country_code(code.partition("-")[0]) for code in entity.all(*_COUNTRIES))
    return next(filter(None, codes), "")


def _report(link: _Entity) -> str:
    own = (one for one in link.all("recordId") if one.startswith(SCHEME))
    return next(own, "").removeprefix(SCHEME)
