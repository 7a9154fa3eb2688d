"""Actors of the registry as they are read on a page: roles with their sources, and numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.document import Document
from onrecord.registry import Entry, Held, Membership, Part, Proposal, Shares
from onrecord.statement import ActorKind
from onrecord.values import PERSON
from onrecord.web.addresses import actor_path, place_path
from onrecord.web.parties import country_name
from onrecord.web.views import Report, day, headline

PART_LABELS: Mapping[Part, str] = {
    "said": "Said",
    "heard": "Was told",
    "about": "Was spoken of",
    "relayed": "Relayed",
}
KIND_LABELS: Mapping[ActorKind, tuple[str, str]] = {
    "person": ("person", "People"),
    "body": ("body", "Bodies"),
    "outlet": ("outlet", "Outlets"),
    "document": ("document", "Documents"),
    "place": ("place", "Places"),
}
"""What one of a kind and what all of it are called."""
_DAY = len("2031-03-12")


@dataclass(frozen=True, slots=True)
class Source:
    """The report that states something, with the way to the words.

    Attributes:
        label: Its headline, or its id where that is not at hand.
        outlet: Who published it; empty where unknown.
        href: The place in it.
    """

    label: str
    outlet: str
    href: str


@dataclass(frozen=True, slots=True)
class Role:
    """An office that an actor is stated to hold, or a body that it is a part of.

    Attributes:
        name: The office or body.
        href: The body's page; empty for an office.
        country: The name of its country; empty where unknown.
        when: When it was stated; empty where unknown.
        source: Where it is first stated; None where a person's list states it.
    """

    name: str
    href: str
    country: str
    when: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class Profile:
    """An actor of the registry.

    Attributes:
        id: Its id.
        name: The name that it is shown under.
        kind: What it is.
        country: The name of its country; empty where unknown.
        aliases: Its other names.
        roles: Its offices, the earliest first.
        bodies: What it is a part of.
        identifiers: What others call it, by scheme.
        said: Statements that it speaks in.
        reports: Reports that name it.
        list_of: Whose list states it; empty where reports alone do.
        href: Its page.
    """

    id: str
    name: str
    kind: str
    country: str
    aliases: tuple[str, ...]
    roles: tuple[Role, ...]
    bodies: tuple[Role, ...]
    identifiers: Mapping[str, str]
    said: int
    reports: int
    list_of: str
    href: str


def profile(entry: Entry, reports: Mapping[str, Document] | None = None) -> Profile:
    """Makes the view of an actor; `reports` are those with its sources, as far as at hand."""
    known = reports or {}
    return Profile(
        id=str(entry.id),
        name=entry.name,
        kind=KIND_LABELS[entry.kind][0],
        country=country_name(entry.country),
        aliases=entry.aliases,
        roles=tuple(_role(held, known) for held in entry.held),
        bodies=tuple(_body(one, known) for one in entry.part_of),
        identifiers=entry.identifiers,
        said=entry.said,
        reports=entry.reports,
        list_of=entry.set_by.removeprefix(PERSON) if entry.set_by.startswith(PERSON) else "",
        href=actor_path(str(entry.id)),
    )


def _role(held: Held, known: Mapping[str, Document]) -> Role:
    name = f"{held.title} of {held.of}" if held.of else held.title
    return Role(
        name[:1].upper() + name[1:],
        "",
        country_name(held.country),
        _when(held),
        _source(held.document, known, held.start, held.end),
    )


def _body(one: Membership, known: Mapping[str, Document]) -> Role:
    source = _source(one.document, known)
    return Role(one.name, actor_path(str(one.body)) if one.body else "", "", "", source)


def _when(held: Held) -> str:
    """When an office was stated, in days; what a list says is when it was held."""
    since, until = day(held.since[:_DAY]), day(held.until[:_DAY])
    if not held.document:
        if since and until:
            return f"{since} to {until}"
        return f"since {since}" if since else f"until {until}" if until else ""
    if since and until and since != until:
        return f"stated {since} to {until}"
    return f"stated {since or until}" if since or until else ""


def _source(
    document: str, known: Mapping[str, Document], start: int | None = None, end: int | None = None
) -> Source | None:
    if not document:
        return None
    report = known.get(document)
    return Source(
        headline(report) if report else document,
        (report.outlet or "") if report else "",
        place_path(document, start, end),
    )


@dataclass(frozen=True, slots=True)
class Hands:
    """How much of what an actor said is known at first and at second hand.

    Attributes:
        first: Statements as a report tells them.
        second: Statements as somebody in a report tells them.
        percent: The share of the first, from 0 to 100; never 0 or 100 where both are there.
    """

    first: int
    second: int
    percent: int

    @property
    def said(self) -> int:
        """Both together."""
        return self.first + self.second


def hands(shares: Shares) -> Hands:
    """Makes the view of the two shares.

    Example:
        >>> hands(Shares(first_hand=999, second_hand=1, heard=0, about=0, relayed=0)).percent
        99
    """
    first, second = shares.first_hand, shares.second_hand
    share = round(100 * first / (first + second)) if first + second else 0
    if first and second:
        share = min(99, max(1, share))
    return Hands(first, second, share)


@dataclass(frozen=True, slots=True)
class Tab:
    """One part of an actor's page.

    Attributes:
        label: What the actor is to the statements.
        count: How many there are.
        chosen: Whether it is shown.
        href: The page that shows it.
    """

    label: str
    count: int
    chosen: bool
    href: str


def tabs(actor: str, shares: Shares, part: Part) -> Sequence[Tab]:
    """The parts of an actor's page."""
    counts: Mapping[Part, int] = {
        "said": shares.first_hand + shares.second_hand,
        "heard": shares.heard,
        "about": shares.about,
        "relayed": shares.relayed,
    }
    return [
        Tab(label, counts[one], one == part, actor_path(actor, part="" if one == "said" else one))
        for one, label in PART_LABELS.items()
    ]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two actors that may be one.

    Attributes:
        id: The proposal's id.
        sides: The two.
        examples: For each of them, reports with a few statements of it or about it.
        reasons: What speaks for it and against it.
        percent: How likely they are one, from 0 to 100.
        decision: What a person decided, in words; empty while it is open.
        person: Who did.
    """

    id: str
    sides: tuple[Profile, Profile]
    examples: tuple[Sequence[Report], Sequence[Report]]
    reasons: tuple[str, ...]
    percent: int
    decision: str
    person: str


DECIDED: Mapping[str, str] = {"same": "the same", "different": "different", "unsure": "not sure"}
"""What a decision is called."""


def pair(
    proposal: Proposal,
    reports: Mapping[str, Document],
    examples: tuple[Sequence[Report], Sequence[Report]] = ((), ()),
) -> Pair:
    """Makes the view of a proposal; `reports` are those with its sources."""
    decision = proposal.decision
    return Pair(
        proposal.id,
        (profile(proposal.first, reports), profile(proposal.second, reports)),
        examples,
        proposal.reasons,
        round(100 * min(1.0, max(0.0, proposal.likelihood))),
        DECIDED[decision.value] if decision else "",
        decision.set_by.removeprefix(PERSON) if decision else "",
    )
