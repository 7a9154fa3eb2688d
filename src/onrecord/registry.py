"""Actors across reports: an entry for each, what it goes by, and which two may be one.

An `onrecord.statement.Actor` is of one report. A book matches those of all its reports with entries
of its registry. Where a match is doubtful, two entries stand apart and a `Proposal` asks a person,
whose decision no later run overturns.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from onrecord.statement import ActorId, ActorKind
from onrecord.values import Value

Decision = Literal["same", "different", "unsure"]
Part = Literal["said", "heard", "relayed", "about"]
"""What an actor may be to a statement: its speaker, an addressee, a relay, or named in what was
said."""


@dataclass(frozen=True, slots=True)
class Held:
    """An office, and the report that states who holds it.

    Attributes:
        title: The office in small letters: ``foreign minister``.
        of: The body or place that it is of, as it is named; empty where none is.
        country: ISO 3166-1 alpha-3; empty where unknown.
        since: When the first report that states it was published, ISO 8601; empty where unknown.
        until: The same for the last one.
        document: The id of the first report that states it; empty where a person's list does.
        start: The first code point of the words that state it there; None where a list does.
        end: One past the last.
    """

    title: str
    of: str = ""
    country: str = ""
    since: str = ""
    until: str = ""
    document: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """That an actor is a part of a body.

    Attributes:
        body: The body's id in the registry.
        name: The name that the body is shown under.
        document: The id of the first report that states it; empty where a person's list does.
    """

    body: ActorId | str
    name: str
    document: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of the registry.

    Attributes:
        id: Names the actor within the book; it stays the same when the entry is renamed or grows.
        name: The canonical name, which it is shown under.
        kind: A person, a body, an outlet, a document or a place.
        country: ISO 3166-1 alpha-3; empty where unknown.
        aliases: Every other name that it goes by.
        held: Offices, the earliest first.
        part_of: The bodies that it is a part of.
        identifiers: What others call it, by scheme: ``{"wikidata": "Q42"}``.
        set_by: ``rule:NAME`` where reports alone made it, ``person:NAME`` where a list did.
        said: Statements that it speaks in.
        reports: Reports that name it.
    """

    id: ActorId | str
    name: str
    kind: ActorKind
    country: str = ""
    aliases: tuple[str, ...] = ()
    held: tuple[Held, ...] = ()
    part_of: tuple[Membership, ...] = ()
    identifiers: Mapping[str, str] = field(default_factory=dict)
    set_by: str = "rule:reports"
    said: int = 0
    reports: int = 0


@dataclass(frozen=True, slots=True)
class Shares:
    """How much an actor has to do with, in statements.

    Attributes:
        first_hand: Said by it, as a report tells it.
        second_hand: Said by it, as somebody in a report tells it.
        heard: Said to it.
        about: Said about it: named in the content.
        relayed: Known through it.
    """

    first_hand: int
    second_hand: int
    heard: int
    about: int
    relayed: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """That two entries may be one, for a person to decide.

    Attributes:
        id: Names the proposal within the book.
        first: The entry that was there before.
        second: The other.
        reasons: What speaks for it and against it, each a sentence for people.
        likelihood: How likely they are one, between 0 and 1.
        decision: What a person decided, with who and what before; None while it is open.
    """

    id: str
    first: Entry
    second: Entry
    reasons: tuple[str, ...]
    likelihood: float
    decision: Value[Decision] | None = None
