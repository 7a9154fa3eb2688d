"""The words that every stage shares: attribution, statement, actor, link, value, reading.

All are immutable. An `Attribution` is what the text shows (spans); a `Statement` is what is written
down of it in the record. Nothing here judges whether what a source said is true.
"""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, Literal, NewType, TypeVar

from onrecord.document import Document, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

StatementId = NewType("StatementId", str)
ActorId = NewType("ActorId", str)

Role = Literal["source", "cue", "content"]
Manner = Literal["direct", "indirect", "mixed", "narrated"]

ROLES: tuple[Role, ...] = ("source", "cue", "content")

PERSON = "person:"
"""How `Value.set_by` begins where a person set the value."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """A value together with who set it, how surely, and what it was before.

    Attributes:
        value: The value itself.
        set_by: ``model:NAME``, ``rule:NAME`` or ``person:NAME``.
        confidence: The probability that the value is right, or None where nobody estimated it.
        replaced: What this value took the place of.
    """

    value: T
    set_by: str
    confidence: float | None = None
    replaced: "Value[T] | None" = None

    def history(self) -> "Iterator[Value[T]]":
        """Yields this value and then every one before it, newest first."""
        step: Value[T] | None = self
        while step is not None:
            yield step
            step = step.replaced


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
class Actor:
    """Someone who can speak: a person, a body, an outlet.

    Attributes:
        id: Names the actor within a record book.
        name: The name that it is shown under.
        kind: ``person``, ``body``, ``outlet``, ``place`` or ``document``.
        mentions: The spans that name it.
    """

    id: ActorId | str
    name: str
    kind: str
    mentions: tuple[Span, ...] = ()


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
    """

    document: Document
    attributions: tuple[Attribution, ...]
    statements: tuple[Statement, ...]
    engine: str


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
