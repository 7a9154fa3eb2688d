"""The wire format of the service, apart from the record's own words so that each may move alone.

All offsets count Unicode code points from the start of the document's text, ends not included.
"""

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from onrecord.desk.precision import Kept
from onrecord.desk.search import Findings
from onrecord.desk.telling import sentence
from onrecord.document import Document
from onrecord.statement import Actor, ActorKind, Manner, Party, Reading, Statement
from onrecord.store.base import Version
from onrecord.web.meaning_schemas import MeaningOut
from onrecord.web.wire import SpanOut, Wire


class ReportOut(Wire):
    """What is known about a report."""

    id: str
    title: str | None
    outlet: str | None
    byline: str | None
    published: str | None = Field(description="ISO 8601, no more precise than known.")
    url: str | None

    @classmethod
    def of(cls, document: Document) -> "ReportOut":
        """The wire format of a document without its text."""
        return cls(
            id=document.id,
            title=document.title,
            outlet=document.outlet,
            byline=document.byline,
            published=document.published,
            url=document.url,
        )


class NamedOut(Wire):
    """An actor as one report names it."""

    key: str = Field(description="Names the actor within its report.")
    name: str = Field(description="The fullest name that the report gives.")
    kind: ActorKind
    country: str = Field(description="ISO 3166-1 alpha-3; empty where the report does not tell.")
    entry: str | None = Field(description="The actor across reports, for /api/v1/actors.")

    @classmethod
    def of(cls, actor: Actor) -> "NamedOut":
        """The wire format of an actor of one report."""
        return cls(
            key=actor.key,
            name=actor.name,
            kind=actor.kind,
            country=actor.country,
            entry=None if actor.entry is None else str(actor.entry),
        )


class PartyOut(Wire):
    """Who speaks in a statement, relays it or is spoken to."""

    kind: str = Field(description="A kind of source of the vocabulary.", examples=["official"])
    actor: NamedOut | None = Field(description="Null where the party is unnamed or unknown.")
    span: SpanOut | None = Field(description="The words for it; null where there are none.")
    plural: bool
    of: NamedOut | None = Field(description="The named actor that an unnamed party belongs to.")
    country: str = Field(description="ISO 3166-1 alpha-3; empty where unknown.")
    told: list[SpanOut] = Field(description="What is said of an unnamed party.")
    trace: list[str] = Field(description="The rules and grounds that led to it.")
    confidence: float | None

    @classmethod
    def of_party(cls, party: Party) -> "PartyOut":
        """The wire format of a party."""
        return cls(
            kind=party.kind,
            actor=NamedOut.of(party.actor) if party.actor else None,
            span=SpanOut.of([party.span])[0] if party.span else None,
            plural=party.plural,
            of=NamedOut.of(party.of) if party.of else None,
            country=party.country,
            told=SpanOut.of(party.told),
            trace=list(party.trace),
            confidence=party.confidence,
        )


class StatementOut(Wire):
    """One entry of the record."""

    id: str
    document: ReportOut
    source: list[SpanOut] = Field(description="Empty where the text names nobody.")
    cue: list[SpanOut]
    content: list[SpanOut]
    manner: Manner
    manner_set_by: str = Field(examples=["model:onrecord-1"])
    confidence: float = Field(
        description="The probability that source and content are right and belong together."
    )
    continues: str | None = Field(description="The statement whose quotation this one carries on.")
    reported_in: str | None = Field(description="The statement that this one is known through.")
    speaker: PartyOut | None = Field(description="Null where nobody worked out who speaks.")
    joint: list[PartyOut] = Field(description="Who says it together with the speaker.")
    chain: list[PartyOut] = Field(description="Who relays it, from the outlet to the speaker.")
    addressees: list[PartyOut] = Field(description="To whom it was said.")
    targets: list[PartyOut] = Field(description="At whom what it does is directed.")
    meaning: MeaningOut | None = Field(description="Null where nobody interpreted it.")
    sentence: str = Field(description="The statement in one sentence, for people.")

    @classmethod
    def of(cls, statement: Statement) -> "StatementOut":
        """The wire format of a statement."""
        return cls(
            id=statement.id,
            document=ReportOut.of(statement.document),
            source=SpanOut.of(statement.source),
            cue=SpanOut.of(statement.cue),
            content=SpanOut.of(statement.content),
            manner=statement.manner.value,
            manner_set_by=statement.manner.set_by,
            confidence=statement.confidence,
            continues=statement.continues,
            reported_in=statement.reported_in,
            speaker=PartyOut.of_party(statement.speaker) if statement.speaker else None,
            joint=[PartyOut.of_party(party) for party in statement.joint],
            chain=[PartyOut.of_party(party) for party in statement.chain],
            addressees=[PartyOut.of_party(party) for party in statement.addressees],
            targets=[PartyOut.of_party(party) for party in statement.targets],
            meaning=MeaningOut.of(statement.meaning) if statement.meaning else None,
            sentence=sentence(statement),
        )


class PrecisionOut(Wire):
    """What a precision that was asked for leaves."""

    asked: float = Field(description="The share that is to be right.", examples=[0.9])
    reached: bool = Field(description="Whether that can be promised.")
    threshold: float | None = Field(description="The confidence that it takes; null for none.")
    highest: float = Field(description="The highest precision that can be promised.")
    engine: str = Field(description="The weights that the promise is of.")
    of: int = Field(description="Statements that there would be otherwise.")
    other_weights: int = Field(description="Those of them that other weights found.")
    why: str = Field(description="The same in words.")

    @classmethod
    def of_kept(cls, kept: Kept) -> "PrecisionOut":
        """The wire format of what a promise leaves."""
        return cls(
            asked=kept.promise.precision,
            reached=kept.reached,
            threshold=kept.promise.threshold if kept.reached else None,
            highest=kept.highest,
            engine=kept.promise.engine,
            of=kept.total,
            other_weights=kept.strange,
            why=kept.why,
        )


class StatementsOut(Wire):
    """One page of statements."""

    total: int = Field(description="Statements on all pages together.")
    next: str | None = Field(description="The cursor of the next page; null on the last.")
    previous: str | None = Field(description="The cursor of the page before; null on the first.")
    outlets: dict[str, int] = Field(description="Statements by outlet, whatever outlets are asked.")
    manners: dict[str, int] = Field(description="Statements by manner, whatever manners are asked.")
    acts: dict[str, int] = Field(
        description="Statements by act, whatever acts are asked; “abstained” where the interpreter "
        "could not tell, “not-interpreted” where nobody looked."
    )
    certainties: dict[str, int] = Field(description="Statements by certainty, in the same way.")
    polarities: dict[str, int] = Field(description="Statements by polarity, in the same way.")
    conditional: dict[str, int] = Field(
        description="Statements on a condition (yes), on none that is stated (no), and "
        "not-interpreted."
    )
    precision: PrecisionOut | None = Field(description="Null where none was asked for.")
    statements: list[StatementOut]

    @classmethod
    def of(cls, findings: Findings) -> "StatementsOut":
        """The wire format of what a query finds."""
        page, counts = findings.page, findings.counts
        return cls(
            total=page.total,
            next=page.next or None,
            previous=page.previous,
            outlets=dict(counts.outlets),
            manners=dict(counts.manners),
            acts=dict(counts.acts),
            certainties=dict(counts.certainties),
            polarities=dict(counts.polarities),
            conditional=dict(counts.conditional),
            precision=PrecisionOut.of_kept(findings.kept) if findings.kept else None,
            statements=[StatementOut.of(statement) for statement in page.statements],
        )


class VersionOut(Wire):
    """One version of a report's text."""

    number: int
    digest: str = Field(description="SHA-256 of the text in UTF-8.")
    read_at: str
    engine: str


class DocumentOut(Wire):
    """A report with its text and its statements."""

    document: ReportOut
    text: str
    offsets: Literal["code points"] = "code points"
    engine: str
    versions: list[VersionOut]
    statements: list[StatementOut]

    @classmethod
    def of(cls, reading: Reading, versions: Sequence[Version]) -> "DocumentOut":
        """The wire format of a reading."""
        return cls(
            document=ReportOut.of(reading.document),
            text=reading.document.text,
            engine=reading.engine,
            versions=[
                VersionOut(number=v.number, digest=v.digest, read_at=v.read_at, engine=v.engine)
                for v in versions
            ],
            statements=[StatementOut.of(statement) for statement in reading.statements],
        )


class Health(Wire):
    """That the service answers, and how much its book holds."""

    status: Literal["ok"] = "ok"
    version: str
    documents: int
    statements: int


class Problem(Wire):
    """What went wrong (RFC 9457)."""

    type: str = Field(default="about:blank")
    title: str = Field(description="The HTTP status in words.", examples=["Bad Request"])
    status: int = Field(examples=[400])
    code: str = Field(description="OnRecord's code of the error.", examples=["E502"])
    detail: str = Field(description="What happened, to what, and what to do about it.")
