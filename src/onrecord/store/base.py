"""What a record book can do, whatever holds it.

A book is a pure function of the readings given to it: writing the same reading twice changes
nothing, and whole documents are in it or none of them. Pages and verbs talk to `Store` alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from onrecord.document import Document, Skipped
from onrecord.registry import Decision, Entry, Part, Proposal, Shares
from onrecord.statement import ActorId, ActorKind, Promise, Reading, Statement

Written = Literal["new", "changed", "same"]

ABSTAINED: Final = "abstained"
"""The act of statements of which the interpreter could not tell what is done in saying it."""
NOT_INTERPRETED: Final = "not-interpreted"
"""The act, certainty, polarity and condition of statements that nobody interpreted."""
CONDITIONAL: Final = ("yes", "no")
"""Whether the report states a condition."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which statements, and which page of them.

    Attributes:
        text: Words to search for in contents, sources and the reports' titles; empty for all.
            A phrase stands in double quotes; a trailing ``*`` matches beginnings.
        outlets: Only reports of these outlets; empty for all.
        manners: Only statements given in these manners; empty for all.
        acts: Only statements that do one of these, as their first act or their second; or
            `ABSTAINED`, or `NOT_INTERPRETED`. Empty for all.
        certainties: Only statements so certain, or `NOT_INTERPRETED`; empty for all.
        polarities: Only statements of these polarities, or `NOT_INTERPRETED`; empty for all.
        conditional: Only statements on a condition (``yes``) or on none (``no``), or
            `NOT_INTERPRETED`; empty for all.
        in_reports: Search the reports' whole texts instead, for all statements of those that match.
        document: Only statements of this report.
        minimum_confidence: Only statements at least this sure.
        promise: Only statements that `Promise.keeps`; None for all.
        actor: Only statements that this actor of the registry has to do with; None for all.
        part: What the actor is to them; nothing counts where `actor` is None.
        hand: Only what is known at first or at second hand (1 or 2); None for both.
        strange_to: Only statements that neither this engine nor a person set; empty for all.
        limit: Statements on a page.
        cursor: Where the page starts, as an earlier page's `next` gave it; empty for the first.
    """

    text: str = ""
    outlets: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    polarities: tuple[str, ...] = ()
    conditional: tuple[str, ...] = ()
    in_reports: bool = False
    document: str | None = None
    minimum_confidence: float = 0.0
    promise: Promise | None = None
    actor: ActorId | str | None = None
    part: Part = "said"
    hand: Literal[1, 2] | None = None
    strange_to: str = ""
    limit: int = 50
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of statements, newest report first and in the order of the text within a report.

    Attributes:
        statements: The statements, each with its whole report.
        total: How many statements the query finds on all pages together.
        next: The cursor of the next page, empty on the last.
        previous: The cursor of the page before, None on the first (the empty cursor is the first).
    """

    statements: tuple[Statement, ...]
    total: int
    next: str
    previous: str | None


@dataclass(frozen=True, slots=True)
class ActorQuery:
    """Which actors of the registry, and which page of them.

    Attributes:
        text: What a name or alias begins with, or words in it, accents and case apart; empty for
            all.
        kind: Only actors of this kind; None for all.
        country: Only actors of this country, ISO 3166-1 alpha-3; empty for all.
        limit: Actors on a page.
        cursor: Where the page starts, as an earlier page's `next` gave it; empty for the first.
    """

    text: str = ""
    kind: ActorKind | None = None
    country: str = ""
    limit: int = 50
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class ActorPage:
    """One page of actors, those who said most first and then by name.

    Attributes:
        entries: The actors.
        total: How many the query finds on all pages together.
        next: The cursor of the next page, empty on the last.
        previous: The cursor of the page before, None on the first.
    """

    entries: tuple[Entry, ...]
    total: int
    next: str
    previous: str | None


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """One page of proposals, the likeliest first.

    Attributes:
        proposals: The proposals.
        total: How many there are on all pages together.
        next: The cursor of the next page, empty on the last.
    """

    proposals: tuple[Proposal, ...]
    total: int
    next: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a book holds, and how a query's findings are spread over its filters.

    Attributes:
        documents: Reports, each counted once whatever its versions.
        statements: Statements of the reports' current versions.
        skipped: Inputs that gave no document.
        outlets: Statements by outlet; reports without one are under the empty string.
        manners: Statements by manner.
        acts: Statements by act, `ABSTAINED` and `NOT_INTERPRETED` among them; one that does two
            things counts for both.
        certainties: Statements by certainty, and `NOT_INTERPRETED`.
        polarities: Statements by polarity, and `NOT_INTERPRETED`.
        conditional: Statements on a condition (``yes``), on none (``no``), and `NOT_INTERPRETED`.
    """

    documents: int
    statements: int
    skipped: int
    outlets: Mapping[str, int] = field(default_factory=dict)
    manners: Mapping[str, int] = field(default_factory=dict)
    acts: Mapping[str, int] = field(default_factory=dict)
    certainties: Mapping[str, int] = field(default_factory=dict)
    polarities: Mapping[str, int] = field(default_factory=dict)
    conditional: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a report's text.

    Attributes:
        number: 1 for the first.
        digest: `Document.digest` of its text.
        read_at: ISO 8601 instant in UTC at which it was first read.
        engine: The engine that its statements come from.
    """

    number: int
    digest: str
    read_at: str
    engine: str


class Store(Protocol):
    """A record book that is open."""

    def holds(self, document: Document, engine: str) -> bool:
        """Whether this very text and its metadata were read already by this very engine."""

    def write(self, readings: Sequence[Reading]) -> tuple[Written, ...]:
        """Writes whole readings, all or none, and says of each what it was to the book.

        Actors are matched with entries of the registry, in the order of the readings; a report
        that is read anew keeps the entries whose names it still has, and what nothing names any
        more goes, unless a person's list or decision holds it.

        A text that the book holds under the same id is left as it is (``same``) unless the engine
        is another, which replaces the statements (``changed``). Another text under the same id, or
        other metadata, becomes its current version (``changed``); the earlier versions stay.

        What a person set of a statement that is found again stays, with what the engine says now
        beneath it.

        Raises:
            SpanMismatchError: If a statement or actor has a span of another text.
            BookError: If two actors have one key, or a party's actor is none of the reading's.
            EncodingError: If a text or name holds half a surrogate pair, which no file can hold.
        """

    def skip(self, skipped: Sequence[Skipped]) -> None:
        """Notes inputs that gave no document.

        The same input and reason are noted once, and no longer once the input gives a document.
        """

    def find(self, query: Query) -> Page:
        """Finds statements of the documents' current versions.

        Raises:
            QueryError: If the cursor, the limit or the search text cannot be understood.
            BookUnreadableError: If a text was altered in the book since it was read.
        """

    def counts(self, query: Query | None = None) -> Counts:
        """Counts the book, or what a query finds in it (leaving each filter out of its own counts).

        Raises:
            QueryError: If the search text cannot be understood.
        """

    def reading(self, document_id: str) -> Reading:
        """The current version of one report with its statements, in the order of the text.

        The reading's `attributions` are empty: the book keeps statements.

        Raises:
            NotInBookError: If the book holds no such document.
        """

    def versions(self, document_id: str) -> tuple[Version, ...]:
        """Every version of a report, oldest first.

        Raises:
            NotInBookError: If the book holds no such document.
        """

    def statements(self) -> Iterator[Statement]:
        """Yields every current statement by document id and place, with memory for one report."""

    def skips(self) -> Iterator[Skipped]:
        """Yields what was set aside, in the order of its origin."""

    def actors(self, query: ActorQuery | None = None) -> ActorPage:
        """Finds actors of the registry.

        Raises:
            QueryError: If the cursor or the limit cannot be understood.
        """

    def actor(self, key: str) -> Entry:
        """One actor; an id that was joined with another gives the one that it went into.

        Raises:
            NotInBookError: If the book holds no such actor.
        """

    def shares(self, key: str) -> Shares:
        """How many statements an actor has to do with, by what it is to them.

        Raises:
            NotInBookError: If the book holds no such actor.
        """

    def put_actors(self, entries: Sequence[Entry]) -> tuple[Written, ...]:
        """Takes over a person's list: joins each with the entry of its id, or makes one.

        Names and offices are added to what is there, and whatever else the list states counts from
        now on. Reports that are read later are matched with it. Whoever the book knows already and
        may be a new one of the list is proposed to be one with it.

        Raises:
            QueryError: If an entry has no name, or two have one id.
        """

    def every_actor(self) -> Iterator[Entry]:
        """Yields every actor by id."""

    def proposals(
        self, *, decided: bool = False, limit: int = 50, cursor: str = ""
    ) -> ProposalPage:
        """Proposals that are open, or those that were decided.

        Raises:
            QueryError: If the cursor or the limit cannot be understood.
        """

    def decide(self, proposal: str, decision: Decision, person: str) -> Proposal:
        """Writes down what a person decided, and joins the two entries or takes them apart.

        Raises:
            NotInBookError: If the book holds no such proposal.
            QueryError: If two would become one of whom a standing decision says that they differ.
        """

    def undo(self, proposal: str, person: str) -> Proposal:
        """Takes a decision back: the proposal is as it was before it, and so are the entries.

        Raises:
            NotInBookError: If the book holds no such proposal, or nobody decided it.
        """

    def close(self) -> None:
        """Lets go of the book."""
