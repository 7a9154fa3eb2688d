r"""CSV, one row an actor, as RFC 4180 has it: UTF-8, a header, CR LF between rows.

Columns, of which name and kind are needed:

id            names the actor within the book; the same id again is the same actor.
name          the name that it is shown under.
kind          person, body, outlet, document or place.
country       an ISO 3166-1 code; alpha-3 where we write it, any name or code where we read it.
aliases       other names:            ``E. Vasko; Elena Vasko``
roles         offices:                ``mayor | of=Ostrel | country=NOR | since=2031 | until=2032``
part_of       bodies:                 ``Harbour Board | id=b7``
identifiers   what others call it:    ``wikidata=Q42; lei=529900…``

A cell holds several values with “;” between them. The parts of a role after the first have their
name before “=”; ``report=`` is where a report states it. A backslash stands before “;”, “|”, “=”
and “\” that are part of a value. What we write is read back exactly.
"""

import csv
import re
from collections.abc import Iterable
from typing import Final, TextIO

from onrecord.export.actors.base import cite
from onrecord.registry import Entry, Held, Membership

COLUMNS: Final = (
    "id",
    "name",
    "kind",
    "country",
    "aliases",
    "roles",
    "part_of",
    "identifiers",
)
FACTS: Final = ("of", "country", "since", "until", "report")
"""What may be told of a role, in this order."""

_SPECIAL: Final = re.compile(r"([\\;|=])")


def write(entries: Iterable[Entry], stream: TextIO) -> int:
    """Writes a row for each actor as it comes, and returns how many there are.

    https://www.rfc-editor.org/rfc/rfc4180
    """
    rows = csv.writer(stream)
    rows.writerow(COLUMNS)
    count = 0
    for entry in entries:
        rows.writerow(
            (
                entry.id,
                entry.name,
                entry.kind,
                entry.country,
                "; ".join(map(_escape, entry.aliases)),
                "; ".join(map(_role, entry.held)),
                "; ".join(map(_membership, entry.part_of)),
                "; ".join(
                    f"{_escape(scheme)}={_escape(value)}"
                    for scheme, value in sorted(entry.identifiers.items())
                ),
            )
        )
        count += 1
    return count


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _role(held: Held) -> str:
    facts = zip(
        FACTS,
        (
            held.of,
            held.country,
            held.since,
            held.until,
            cite(held.document, held.start, held.end),
        ),
        strict=True,
    )
    told = (f"{name}={_fact(name, value)}" for name, value in facts if value)
    return " | ".join((_escape(held.title), *told))


def _fact(name: str, value: str) -> str:
    # An address has no “|” or “\” of its own, and “=” is read up to the first alone.
    return value.replace(";", "\\;") if name == "report" else _escape(value)


def _membership(membership: Membership) -> str:
    told = [_escape(membership.name), f"id={_escape(str(membership.body))}"]
    if membership.document:
        told.append(f"report={_fact('report', cite(membership.document))}")
    return " | ".join(told)
