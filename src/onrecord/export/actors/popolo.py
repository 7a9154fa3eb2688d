"""Popolo JSON, data of open government; see https://www.popoloproject.com/specs.

One object with the collections `persons`, `organizations`, `areas`, `posts` and `memberships`.

person           a person; `national_identity` is the country's ISO 3166-1 alpha-3 code.
organization     a body, or an outlet where its `classification` is ``news outlet``.
area             a place; or a country, whose id is ``iso3166:`` and its code.
post             an office with its body and country. A body that is no actor of the list is an
                 organization whose id begins with ``named:``.
membership       who holds a post from when to when; or, where it has no post, who is a part of
                 which organization.
source           of a membership: ``onrecord:`` and the id of the report that states it.
document         a document that is quoted like an actor. Popolo has no such class, so they stand
                 in a collection of their own, which its readers skip.

Popolo dates are days, so the times of day of a role are not in the file.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Final, TextIO
from urllib.parse import quote

from onrecord.export.actors.base import SCHEME, cite, day, key
from onrecord.registry import Entry, Held, Membership
from onrecord.statement import ActorKind
from onrecord.vocabulary.countries import countries

COLLECTIONS: Final[Mapping[ActorKind, str]] = {
    "person": "persons",
    "body": "organizations",
    "outlet": "organizations",
    "place": "areas",
    "document": "documents",
}
OUTLET: Final = "news outlet"
COUNTRY: Final = "iso3166:"
NAMED: Final = "named:"

Thing = dict[str, object]


def write(entries: Iterable[Entry], stream: TextIO) -> int:
    """Writes all actors as one object, and returns how many there are."""
    writer = _Writer(tuple(entries))
    json.dump(writer.result(), stream, ensure_ascii=False, indent=2)
    stream.write("\n")
    return len(writer.entries)


class _Writer:
    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.entries = entries
        self._bodies = {
            one.name: str(one.id)
            for one in reversed(entries)
            if COLLECTIONS[one.kind] == "organizations"
        }
        self._all: dict[str, dict[str, Thing]] = {
            name: {}
            for name in ("persons", "organizations", "areas", "documents", "posts", "memberships")
        }

    def result(self) -> dict[str, list[Thing]]:
        for entry in self.entries:
            self._put(COLLECTIONS[entry.kind], self._actor(entry))
        for entry in self.entries:
            for index, held in enumerate(entry.held):
                self._put("memberships", self._occupied(entry, held, index))
            for index, membership in enumerate(entry.part_of):
                self._put("memberships", self._member(entry, membership, index))
        return {
            name: list(things.values())
            for name, things in self._all.items()
            if things or name != "documents"
        }

    def _put(self, collection: str, thing: Thing) -> str:
        name = str(thing["id"])
        self._all[collection].setdefault(name, thing)
        return name

    def _actor(self, entry: Entry) -> Thing:
        thing: Thing = {"id": entry.id, "name": entry.name}
        if entry.aliases:
            thing["other_names"] = [{"name": alias} for alias in entry.aliases]
        if entry.identifiers:
            thing["identifiers"] = [
                {"scheme": scheme, "identifier": value}
                for scheme, value in sorted(entry.identifiers.items())
            ]
        if entry.kind == "outlet":
            thing["classification"] = OUTLET
        if entry.country:
            if entry.kind == "person":
                thing["national_identity"] = entry.country
            else:
                field = "parent_id" if entry.kind == "place" else "area_id"
                thing[field] = self._country(entry.country)
        return thing

    def _country(self, code: str) -> str:
        country = countries().get(code)
        name = country.name if country else code
        return self._put(
            "areas",
            {
                "id": COUNTRY + code,
                "name": name,
                "identifier": code,
                "classification": "country",
            },
        )

    def _post(self, held: Held) -> Thing:
        """What a membership says of the office: the post and, where it has one, its body."""
        label = f"{held.title} of {held.of}" if held.of else held.title
        post: Thing = {
            "id": key("post", held.title, held.of, held.country),
            "label": label,
            "role": held.title,
        }
        if held.of:
            post["organization_id"] = self._bodies.get(held.of) or self._put(
                "organizations", {"id": NAMED + quote(held.of, safe=" "), "name": held.of}
            )
        if held.country:
            post["area_id"] = self._country(held.country)
        named = {"post_id": self._put("posts", post), "role": held.title}
        # Programs that read Popolo look for the organization at the membership, not at the post.
        return named | {field: post[field] for field in ("organization_id",) if field in post}

    def _occupied(self, entry: Entry, held: Held, index: int) -> Thing:
        membership: Thing = {"id": key("held", entry.id, index), **_who(entry), **self._post(held)}
        for field, instant in (("start_date", held.since), ("end_date", held.until)):
            if day(instant):
                membership[field] = day(instant)
        return membership | _sources(cite(held.document, held.start, held.end))

    def _member(self, entry: Entry, membership: Membership, index: int) -> Thing:
        thing: Thing = {"id": key("member", entry.id, index), **_who(entry)}
        body = str(membership.body)
        thing["organization_id"] = body
        if not any(body in things for things in self._all.values()):
            self._put("organizations", {"id": body, "name": membership.name})
        return thing | _sources(cite(membership.document))


def _who(entry: Entry) -> Thing:
    if entry.kind == "person":
        return {"person_id": entry.id}
    return {"member": {"id": entry.id, "name": entry.name}}


def _sources(address: str) -> Thing:
    return {"sources": [{"url": SCHEME + address, "note": "report"}]} if address else {}
