"""The wire format of the registry of actors; offsets as in `onrecord.web.schemas`."""

from pydantic import Field

from onrecord.registry import Decision, Entry, Held, Membership, Proposal, Shares
from onrecord.statement import ActorKind
from onrecord.store.base import ActorPage, ProposalPage
from onrecord.web.wire import Wire


class HeldOut(Wire):
    """An office, and where it is stated who holds it."""

    title: str = Field(examples=["foreign minister"])
    of: str = Field(description="The body or place that it is of; empty where none is.")
    country: str
    since: str = Field(description="When the first report that states it was published.")
    until: str = Field(description="The same for the last one.")
    document: str = Field(description="The first report; empty where a person's list states it.")
    start: int | None = Field(description="The first code point of the words there.")
    end: int | None

    @classmethod
    def of_held(cls, held: Held) -> "HeldOut":
        """The wire format of an office."""
        return cls(
            title=held.title,
            of=held.of,
            country=held.country,
            since=held.since,
            until=held.until,
            document=held.document,
            start=held.start,
            end=held.end,
        )


class MembershipOut(Wire):
    """That an actor is a part of a body."""

    body: str = Field(description="The body's id, for /api/v1/actors.")
    name: str
    document: str

    @classmethod
    def of(cls, membership: Membership) -> "MembershipOut":
        """The wire format of a membership."""
        return cls(body=str(membership.body), name=membership.name, document=membership.document)


class ActorOut(Wire):
    """An actor across the reports of a book."""

    id: str
    name: str
    kind: ActorKind
    country: str = Field(description="ISO 3166-1 alpha-3; empty where unknown.")
    aliases: list[str]
    held: list[HeldOut] = Field(description="Offices, the earliest first.")
    part_of: list[MembershipOut]
    identifiers: dict[str, str] = Field(examples=[{"wikidata": "Q42"}])
    set_by: str = Field(examples=["rule:reports"])
    said: int = Field(description="Statements that it speaks in.")
    reports: int = Field(description="Reports that name it.")

    @classmethod
    def of(cls, entry: Entry) -> "ActorOut":
        """The wire format of an actor of the registry."""
        return cls(
            id=str(entry.id),
            name=entry.name,
            kind=entry.kind,
            country=entry.country,
            aliases=list(entry.aliases),
            held=[HeldOut.of_held(held) for held in entry.held],
            part_of=[MembershipOut.of(one) for one in entry.part_of],
            identifiers=dict(entry.identifiers),
            set_by=entry.set_by,
            said=entry.said,
            reports=entry.reports,
        )


class SharesOut(Wire):
    """How many statements an actor has to do with."""

    first_hand: int = Field(description="Said by it, as a report tells it.")
    second_hand: int = Field(description="Said by it, as somebody in a report tells it.")
    heard: int = Field(description="Said to it.")
    about: int = Field(description="Said about it.")
    relayed: int = Field(description="Known through it.")

    @classmethod
    def of(cls, shares: Shares) -> "SharesOut":
        """The wire format of shares."""
        return cls(
            first_hand=shares.first_hand,
            second_hand=shares.second_hand,
            heard=shares.heard,
            about=shares.about,
            relayed=shares.relayed,
        )


class PortraitOut(Wire):
    """One actor, and how much it has to do with."""

    actor: ActorOut
    shares: SharesOut


class ActorsOut(Wire):
    """One page of actors, those who said most first."""

    total: int = Field(description="Actors on all pages together.")
    next: str | None = Field(description="The cursor of the next page; null on the last.")
    previous: str | None = Field(description="The cursor of the page before; null on the first.")
    actors: list[ActorOut]

    @classmethod
    def of(cls, page: ActorPage) -> "ActorsOut":
        """The wire format of a page of actors."""
        return cls(
            total=page.total,
            next=page.next or None,
            previous=page.previous,
            actors=[ActorOut.of(entry) for entry in page.entries],
        )


class DecisionOut(Wire):
    """What a person decided."""

    value: Decision
    set_by: str = Field(examples=["person:mara"])


class ProposalOut(Wire):
    """That two actors may be one."""

    id: str
    first: ActorOut
    second: ActorOut
    reasons: list[str]
    likelihood: float = Field(description="How likely they are one, between 0 and 1.")
    decision: DecisionOut | None = Field(description="Null while it is open.")

    @classmethod
    def of(cls, proposal: Proposal) -> "ProposalOut":
        """The wire format of a proposal."""
        decision = proposal.decision
        return cls(
            id=proposal.id,
            first=ActorOut.of(proposal.first),
            second=ActorOut.of(proposal.second),
            reasons=list(proposal.reasons),
            likelihood=proposal.likelihood,
            decision=DecisionOut(value=decision.value, set_by=decision.set_by)
            if decision
            else None,
        )


class ProposalsOut(Wire):
    """One page of proposals, the likeliest first."""

    total: int = Field(description="Proposals on all pages together.")
    next: str | None = Field(description="The cursor of the next page; null on the last.")
    proposals: list[ProposalOut]

    @classmethod
    def of(cls, page: ProposalPage) -> "ProposalsOut":
        """The wire format of a page of proposals."""
        return cls(
            total=page.total,
            next=page.next or None,
            proposals=[ProposalOut.of(proposal) for proposal in page.proposals],
        )
