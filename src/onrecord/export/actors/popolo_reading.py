"""Reads Popolo JSON: what `popolo` writes, and what others do.

Collections may be absent, and memberships and posts may stand within persons and organizations.
A membership with a role or a post is an office, one without a post makes its member a part of the
organization.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

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
from onrecord.export.actors.popolo import COLLECTIONS, COUNTRY, NAMED, OUTLET
from onrecord.registry import Entry, Held, Membership
from onrecord.statement import ActorKind
from onrecord.vocabulary.alpha2 import country_code

Object = Mapping[str, object]

_NAMES: Final = tuple(dict.fromkeys(COLLECTIONS.values()))
_WORDS: Final = {"organizations": "organization", "persons": "person", "areas": "area"}
_DEEP: Final = 8
"""How many areas are climbed from one within another until a country is found."""


def read(text: str, path: str) -> Listed:
    """Reads actors. An object that cannot be one is set aside with its reason.

    https://www.popoloproject.com/specs/

    Args:
        text: The file's text.
        path: The file, as errors name it.

    Raises:
        MalformedRecordError: If it is no JSON object with a collection of Popolo.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MalformedRecordError(
            f"{path} is no JSON: {error}", "Save it again, or name another --format."
        ) from error
    if not isinstance(data, dict) or not any(name in data for name in _NAMES):
        raise MalformedRecordError(
            f"{path} has no collection of Popolo",
            "It should be an object with persons, organizations or areas.",
        )
    return _Reader(data, Listing(path, "popolo")).result()


class _Reader:
    def __init__(self, data: Object, listing: Listing) -> None:
        self._listing = listing
        self._things = {name: tuple(self._collection(data, name)) for name in _NAMES}
        self._areas = _by_id(self._things["areas"])
        self._posts = _by_id(
            (
                *self._collection(data, "posts"),
                *(
                    {"organization_id": _text(one, "id"), **post}
                    for one in self._things["organizations"]
                    for post in _objects(one, "posts")
                ),
            )
        )
        self._held: dict[str, list[Held]] = {}
        self._part_of: dict[str, list[Membership]] = {}
        everything = [one for name in _NAMES for one in self._things[name]]
        self._names = {id_: _text(one, "name") for id_, one in _by_id(everything).items()}
        for membership, place in self._memberships(data):
            try:
                self._membership(membership)
            except MalformedRecordError as error:
                listing.aside(error, place)

    def result(self) -> Listed:
        for name in _NAMES:
            for index, thing in enumerate(self._things[name]):
                id_ = _text(thing, "id")
                if id_.startswith((COUNTRY, NAMED)):
                    continue  # these only explain others
                place = f"{_WORDS.get(name, 'document')} {id_ or index + 1}"
                entry = self._actor(thing, id_, self._kind(name, thing))
                self._listing.add(entry, place)
        return self._listing.done()

    def _collection(self, data: Object, name: str) -> Iterator[Object]:
        found = data.get(name)
        if found is None:
            return
        if not isinstance(found, list):
            self._listing.aside(
                MalformedRecordError("this is no list", "Write a list of objects."), name
            )
            return
        for index, one in enumerate(found):
            if isinstance(one, dict):
                yield one
            else:
                self._listing.aside(
                    MalformedRecordError("this is no object", "Write it with “{” and “}”."),
                    f"{name}, number {index + 1}",
                )

    def _memberships(self, data: Object) -> Iterator[tuple[Object, str]]:
        for index, one in enumerate(self._collection(data, "memberships")):
            yield one, f"membership {_text(one, 'id') or index + 1}"
        for name, field in (("persons", "person_id"), ("organizations", "organization_id")):
            for thing in self._things[name]:
                id_ = _text(thing, "id")
                for one in _objects(thing, "memberships"):
                    yield {field: id_, **one}, f"membership of {_WORDS[name]} {id_}"

    def _kind(self, collection: str, thing: Object) -> ActorKind:
        if collection == "organizations":
            return "outlet" if _text(thing, "classification") == OUTLET else "body"
        return next(kind for kind, name in COLLECTIONS.items() if name == collection)

    def _actor(self, thing: Object, id_: str, kind: ActorKind) -> Entry:
        name = _text(thing, "name")
        identifiers = {
            _text(one, "scheme"): _text(one, "identifier")
            for one in _objects(thing, "identifiers")
            if _text(one, "scheme") and _text(one, "identifier")
        }
        part_of = list(self._part_of.get(id_, ()))
        parent = _text(thing, "parent_id") or _text(_object(thing, "parent"), "id")
        if parent and kind in ("body", "outlet"):
            part_of.append(Membership(parent, self._names.get(parent, "")))
        return Entry(
            id_,
            name,
            kind,
            self._country(thing, kind),
            once((_text(one, "name") for one in _objects(thing, "other_names")), without=name),
            tuple(self._held.get(id_, ())),
            _each_once(part_of),
            identifiers,
        )

    def _country(self, thing: Object, kind: ActorKind) -> str:
        if kind == "person":
            return country_code(_text(thing, "national_identity"))
        return self._country_of(thing, "parent" if kind == "place" else "area")

    def _country_of(self, thing: Object, field: str) -> str:
        """The country that an area is or lies in."""
        area = _object(thing, field) or self._areas.get(_text(thing, f"{field}_id"), {})
        for _ in range(_DEEP):
            id_ = _text(area, "id")
            if id_.startswith(COUNTRY):
                return country_code(id_.removeprefix(COUNTRY))
            if _text(area, "classification").lower() == "country":
                return country_code(_text(area, "identifier")) or country_code(_text(area, "name"))
            area = _object(area, "parent") or self._areas.get(_text(area, "parent_id"), {})
        return ""

    def _membership(self, membership: Object) -> None:
        member = _object(membership, "person") or _object(membership, "member")
        who = _text(membership, "person_id") or _text(member, "id")
        if who not in self._names:
            raise MalformedRecordError(
                f"its member “{who}” is not in the file" if who else "it names no member",
                "Put the id of a person of the file under “person_id”.",
            )
        post = _object(membership, "post") or self._posts.get(_text(membership, "post_id"), {})
        body = _organization(membership)
        report = _report(membership)
        title = _text(membership, "role") or _text(post, "role") or _text(post, "label")
        if title:
            held = Held(
                title,
                self._names.get(_organization(post) or body, ""),
                self._country_of(post, "area") or self._country_of(membership, "area"),
                day(_text(membership, "start_date")),
                day(_text(membership, "end_date")),
            )
            self._held.setdefault(who, []).append(stated(held, report))
        behalf = _text(membership, "on_behalf_of_id") or _text(
            _object(membership, "on_behalf_of"), "id"
        )
        for one in (behalf,) if post else (body, behalf):
            if one and one != who:
                found = Membership(one, self._names.get(one, ""), cited(report)[0])
                self._part_of.setdefault(who, []).append(found)


def _each_once(part_of: list[Membership]) -> tuple[Membership, ...]:
    """Bodies in their order; of what is told twice, the first that a report states counts."""
    found: dict[str, Membership] = {}
    for one in part_of:
        before = found.setdefault(str(one.body), one)
        if one.document and not before.document:
            found[str(one.body)] = replace(before, document=one.document)
    return tuple(found.values())


def _organization(thing: Object) -> str:
    return _text(thing, "organization_id") or _text(_object(thing, "organization"), "id")


def _report(membership: Object) -> str:
    for source in _objects(membership, "sources"):
        url = _text(source, "url")
        if url.startswith(SCHEME):
            return url.removeprefix(SCHEME)
    return ""


def _by_id(things: Iterable[Object]) -> dict[str, Object]:
    found: dict[str, Object] = {}
    for thing in things:
        found.setdefault(_text(thing, "id"), thing)
    found.pop("", None)
    return found


def _text(thing: Object, field: str) -> str:
    value = thing.get(field)
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else ""


def _object(thing: Object, field: str) -> Object:
    value = thing.get(field)
    return value if isinstance(value, dict) else {}


def _objects(thing: Object, field: str) -> tuple[Object, ...]:
    value = thing.get(field)
    if not isinstance(value, list):
        return ()
    return tuple(one for one in value if isinstance(one, dict))
