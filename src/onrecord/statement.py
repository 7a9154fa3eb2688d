"""The words that every stage shares: attribution, statement, actor, link, value, reading.

All are immutable. An `Attribution` is what the text shows (spans); a `Statement` is what is written
down of it in the record. Nothing here judges whether what a source said is true.
"""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NewType

from onrecord.document import Document, Span
from onrecord.meaning import Meaning
from onrecord.values import PERSON, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

StatementId = NewType("StatementId", str)
ActorId = NewType("ActorId", str)

Role = Literal["source", "cue", "content"]
Manner = Literal["direct", "indirect", "mixed", "narrated"]
ActorKind = Literal["person", "body", "outlet", "document", "place"]

ROLES: tuple[Role, ...] = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words of a text that ascribe something to someone (Pareti 2012; Newell et al. 2018).

    Attributes:
        source: Who is said to have said, thought or wanted it; empty where the text names nobody.
        cue: The words that ascribe it ("said", "according to"); empty for a floating quotation.
        content: What is ascribed, in one part or several, in the order of the text.
        manner: How the content is given; see `vocabulary/manners.toml`.
        confidence: The probability that source and content are right and belong together.
        inner: Attributions that stand within the content: what the source says that others said.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    manner: Manner
    confidence: float
    inner: "tuple[Attribution, ...]" = ()

    def spans(self, role: Role) -> tuple[Span, ...]:
        """The spans of one role."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]

    @property
    def start(self) -> int:
        """The first code point of any of its spans."""
        return min(span.start for role in ROLES for span in self.spans(role))

    def walk(self) -> "Iterator[Attribution]":
        """Yields this attribution and then those within it, outermost first."""
        yield self
        for attribution in self.inner:
            yield from attribution.walk()


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a report that stand for an actor.

    Attributes:
        span: The words, of a name without its title: “Lavrov”, “he”, “the ministry”.
        via: How they are known to: ``name``, a ground of `resolve.naming`, ``pronoun``,
            ``description``, ``post`` or ``speaker`` (“we” within somebody's words).
        leads_to: The words that they were resolved to, where they are no name themselves.
        confidence: The probability that they stand for this actor; None where nobody estimated it.
    """

    span: Span
    via: str
    leads_to: Span | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Post:
    """What a report states somebody to be: “Russian Foreign Minister”, “president of the bank”.

    Attributes:
        span: The words that state it.
        title: The office in small letters and in the singular: ``foreign minister``.
        of: The body or place that it is of, as it is named; empty where none is.
        country: ISO 3166-1 alpha-3 of that body or place; empty where unknown.
    """

    span: Span
    title: str
    of: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone or something that a report names: a person, a body, an outlet.

    Attributes:
        key: Names the actor within its report.
        name: The fullest name that the report gives.
        kind: ``person``, ``body``, ``outlet``, ``document`` or ``place``.
        country: ISO 3166-1 alpha-3; empty where the report does not tell.
        mentions: The words that stand for it, in the order of the text.
        posts: What the report states it to be.
        part_of: Keys of the actors of the same report that it is stated to be a part of.
        entry: The actor across reports that it was matched with, in a book.
    """

    key: str
    name: str
    kind: ActorKind
    country: str = ""
    mentions: tuple[Mention, ...] = ()
    posts: tuple[Post, ...] = ()
    part_of: tuple[str, ...] = ()
    entry: ActorId | str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Its names as the report writes them, each once, in the order of the text."""
        named = (one for one in self.mentions if one.leads_to is None)
        return tuple(dict.fromkeys(" ".join(one.span.text.split()) for one in named))


@dataclass(frozen=True, slots=True)
class Party:
    """Who speaks in a statement, relays it or is spoken to.

    An unnamed party is never counted as an actor, and never taken for the body that it is of.

    Attributes:
        kind: One of `vocabulary/sources.toml`.
        actor: Whom the report names; None where the party is unnamed or unknown.
        span: The words that stand for the party where it speaks; None where the text names nobody.
        plural: Whether it is several: “officials”, “they”.
        of: The named actor that an unnamed party belongs to: of “an FSA spokesman” the FSA.
        country: ISO 3166-1 alpha-3 of the party; empty where unknown.
        told: What is said of an unnamed party: “speaking on condition of anonymity”.
        trace: The rules and grounds that led to it, in their order.
        confidence: The probability that it is this party; None where nobody estimated it.
    """

    kind: str
    actor: Actor | None = None
    span: Span | None = None
    plural: bool = False
    of: Actor | None = None
    country: str = ""
    told: tuple[Span, ...] = ()
    trace: tuple[str, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One entry of the record: what a source is reported to have said.

    A sentence that only continues a quotation is a statement of its own. Its cue and source stand
    in the statement that it continues, whose source it shares.

    Attributes:
        id: The same for the same spans of the same text, whoever computes it.
        document: The report.
        source: Who said it, in the report's words. A continuing statement repeats the spans of the
            one that it continues.
        cue: The words that ascribe it; empty for a continuing statement and a floating quotation.
        content: What was said, in one part or several.
        manner: Direct, indirect, mixed or narrated.
        confidence: The probability that source and content are right and belong together.
        continues: The statement whose quotation this one carries on.
        reported_in: The statement within whose content this one stands: it is known at second hand.
        speaker: Whose words they are; None where nobody resolved it.
        joint: Who says it together with the speaker: “NAME and NAME said”.
        chain: Who relays them, from the outlet to the one that the speaker is known through.
        addressees: To whom it was said.
        targets: At whom what it does is directed, the addressee apart: of whom is demanded, who is
            accused, whose offer is refused.
        meaning: What is done in saying it, how surely, on which condition and when; None where
            nobody interpreted it.
    """

    id: StatementId | str
    document: Document
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    manner: Value[Manner]
    confidence: float
    continues: StatementId | str | None = None
    reported_in: StatementId | str | None = None
    speaker: Party | None = None
    joint: tuple[Party, ...] = ()
    chain: tuple[Party, ...] = ()
    addressees: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    meaning: Meaning | None = None

    def spans(self, role: Role) -> tuple[Span, ...]:
        """The spans of one role."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[role]

    @property
    def start(self) -> int:
        """The first code point of its own cue or content: where it stands in the text."""
        return min(span.start for span in (*self.cue, *self.content))


@dataclass(frozen=True, slots=True)
class Link:
    """How two statements stand to each other.

    Attributes:
        kind: One of `vocabulary/links.toml`.
        first: The statement that the link goes from.
        second: The statement that it goes to.
        value: Whether the link holds, with who says so and how surely.
    """

    kind: str
    first: StatementId | str
    second: StatementId | str
    value: Value[bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one report was found to say, by one engine.

    Attributes:
        document: The report.
        attributions: What its words ascribe to whom, in the order of the text.
        statements: What is written down of them, in the order of the text.
        engine: The name and version of the engine that read it.
        actors: Whom it names, in the order of the text.
    """

    document: Document
    attributions: tuple[Attribution, ...]
    statements: tuple[Statement, ...]
    engine: str
    actors: tuple[Actor, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """Which statements are right at least so often: of one engine, those at least so sure.

    Second hand is never promised, since no labelled report says how often it is read rightly. What
    a person set stands: people's decisions outrank machines'.

    Attributes:
        precision: The share that is to be right, as it was asked for.
        engine: The name of the weights whose answers were measured.
        threshold: The confidence from which on they are right so often; infinite where none is.
    """

    precision: float
    engine: str
    threshold: float

    def keeps(self, statement: Statement) -> bool:
        """Whether the promise covers a statement, or a person set it."""
        if statement.manner.set_by.startswith(PERSON):
            return True
        return (
            statement.manner.set_by == f"model:{self.engine}"
            and statement.confidence >= self.threshold
            and statement.reported_in is None
        )


def statement_id(
    document_id: str, digest: str, cue: tuple[Span, ...], content: tuple[Span, ...]
) -> StatementId:
    """Names a statement by its document, the digest of the text, and where it stands."""
    places = ";".join(f"{span.start}-{span.end}" for span in (*cue, *content))
    key = f"{document_id}\x1f{digest}\x1f{places}"
    return StatementId(hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16])
