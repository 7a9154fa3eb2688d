"""Searches the record: what the record page and the service both answer with.

A `Findings` always explains itself: whatever statement an entry stands within or carries on is
there too, even where it is on another page of the results.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from onrecord.desk.precision import Kept, check
from onrecord.errors import QueryError
from onrecord.extract.precision import TrackRecord, shipped
from onrecord.meaning import Polarity
from onrecord.registry import Part
from onrecord.statement import Manner, Statement
from onrecord.store.base import ABSTAINED, NOT_INTERPRETED, Counts, Page, Query, Store
from onrecord.vocabulary import terms

MANNERS: tuple[Manner, ...] = get_args(Manner)
PARTS: tuple[Part, ...] = get_args(Part)
ACTS = (*terms("acts"), ABSTAINED, NOT_INTERPRETED)
CERTAINTIES = (*terms("certainty"), NOT_INTERPRETED)
POLARITIES = (*get_args(Polarity), NOT_INTERPRETED)
CONDITIONAL = ("yes", "no", NOT_INTERPRETED)
"""Whether the report states a condition; that nobody looked is another answer than no."""

MOST = 500
"""Statements on one page at most: about half a megabyte of JSON, which any client can hold."""


@dataclass(frozen=True, slots=True)
class Findings:
    """One page of what a query finds.

    Attributes:
        query: What was asked.
        page: The statements.
        counts: How everything that the query finds is spread over its filters.
        around: By id, the statements that those of the page stand within or carry on.
        kept: What a precision that was asked for leaves of them, or None.
    """

    query: Query
    page: Page
    counts: Counts
    around: Mapping[str, Statement]
    kept: Kept | None = None


def ask(
    *,
    text: str = "",
    outlets: Iterable[str] = (),
    manners: Iterable[str] = (),
    acts: Iterable[str] = (),
    certainties: Iterable[str] = (),
    polarities: Iterable[str] = (),
    conditional: Iterable[str] = (),
    document: str | None = None,
    minimum_confidence: float = 0.0,
    precision: float | None = None,
    track: Callable[[], TrackRecord] = shipped,
    actor: str | None = None,
    part: str = "said",
    hand: int | None = None,
    limit: int = 50,
    cursor: str = "",
) -> Query:
    """Makes a query of what a person typed or an address holds.

    `track` is called where a precision is asked for: it tells how often answers were right.

    Raises:
        QueryError: If a manner, an act or another word is not one, or a number is out of its range.

    Example:
        >>> ask(text=" truce ", manners=["direct"]).text
        'truce'
    """
    chosen_part = next((one for one in PARTS if one == part), None)
    if chosen_part is None:
        raise QueryError(
            f"an actor cannot be “{part}” to a statement", f"Choose from {', '.join(PARTS)}."
        )
    if not 1 <= limit <= MOST:
        raise QueryError(f"a page cannot hold {limit} statements", f"Ask for 1 to {MOST}.")
    if math.isnan(minimum_confidence) or not 0 <= minimum_confidence <= 1:
        raise QueryError(
            f"{minimum_confidence} is not a confidence", "Give a number between 0 and 1."
        )
    if hand not in {None, 1, 2}:
        raise QueryError(f"there is no hand {hand}", "Give 1 for first hand or 2 for second.")
    return Query(
        text=text.strip(),
        outlets=tuple(dict.fromkeys(outlets)),
        manners=_known("manner", manners, MANNERS),
        acts=_known("act", acts, ACTS),
        certainties=_known("degree of certainty", certainties, CERTAINTIES),
        polarities=_known("polarity", polarities, POLARITIES),
        conditional=_known("kind of condition", conditional, CONDITIONAL),
        document=document,
        minimum_confidence=minimum_confidence,
        promise=None if precision is None else track().promise(check(precision)),
        actor=actor or None,
        part=chosen_part,
        hand=None if hand is None else 1 if hand == 1 else 2,
        limit=limit,
        cursor=cursor,
    )


def _known(what: str, chosen: Iterable[str], words: Sequence[str]) -> tuple[str, ...]:
    """The chosen words in the order of all of them, each once."""
    chosen = tuple(chosen)
    for word in chosen:
        if word not in words:
            raise QueryError(f"there is no {what} “{word}”", f"Choose from {', '.join(words)}.")
    return tuple(word for word in words if word in chosen)


def search(store: Store, query: Query, track: Callable[[], TrackRecord] = shipped) -> Findings:
    """Finds one page of statements, with counts and with what they stand within or carry on.

    Raises:
        QueryError: If the search text or the cursor cannot be understood.
    """
    page = store.find(query)
    kept = None if query.promise is None else keep(store, query, page.total, track())
    return Findings(query, page, store.counts(query), around(store, page.statements), kept)


def keep(store: Store, query: Query, shown: int, track: TrackRecord) -> Kept | None:
    """What the promise of a query leaves of all that it would find without one."""
    if query.promise is None:
        return None
    whole = replace(query, promise=None, cursor="", limit=1)
    strange = replace(whole, strange_to=query.promise.engine)
    return Kept(
        query.promise,
        track.highest,
        track.answers,
        shown,
        store.find(whole).total,
        store.find(strange).total,
    )


def around(store: Store, statements: Iterable[Statement]) -> dict[str, Statement]:
    """The statements that these stand within or carry on, by id."""
    statements = tuple(statements)
    known = {str(statement.id): statement for statement in statements}
    missing = {
        statement.document.id
        for statement in statements
        for other in (statement.reported_in, statement.continues)
        if other is not None and str(other) not in known
    }
    for document in missing:
        for statement in store.reading(document).statements:
            known.setdefault(str(statement.id), statement)
    return known
