"""Says in plain words what a precision that was asked for leaves, and why."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord.errors import QueryError
from onrecord.extract.precision import ERROR, TrackRecord, shipped
from onrecord.statement import Promise, Reading, Statement
from onrecord.values import PERSON


def check(precision: float) -> float:
    """Refuses what is no precision.

    Raises:
        QueryError: If it is not between 0 and 1, neither included.
    """
    if not 0 < precision < 1:  # false for NaN too
        raise QueryError(
            f"{precision:g} is not a precision", "Give a number between 0 and 1, such as 0.9."
        )
    return precision


def percent(share: float) -> str:
    """A share as people write it, rounded down: a promise is never made larger.

    Example:
        >>> percent(0.95), percent(0.9559), percent(0.9999)
        ('95 %', '95.5 %', '99.9 %')
    """
    tenths = math.floor(share * 1000 + 1e-6)
    return f"{tenths // 10} %" if tenths % 10 == 0 else f"{tenths / 10} %"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a promise leaves of some statements.

    Attributes:
        promise: What was asked.
        highest: The highest precision that can be promised.
        answers: How many labelled answers that rests on.
        shown: Statements that are kept.
        total: Statements that there would be otherwise.
        strange: Those of them that other weights than the promise's found.
    """

    promise: Promise
    highest: float
    answers: int
    shown: int
    total: int
    strange: int

    @property
    def reached(self) -> bool:
        """Whether the precision can be promised."""
        return math.isfinite(self.promise.threshold)

    @property
    def why(self) -> str:
        """One or two sentences: what is shown, why, and what is not."""
        asked = percent(self.promise.precision)
        if self.reached:
            said = (
                f"Shown are statements of which at least {asked} are right: those that the "
                f"program is at least {percent(self.promise.threshold)} sure of. "
                f"{self.answers:,} answers that people checked bear that out, for reports like "
                f"theirs, but for a chance of {percent(ERROR)}. Left out, too, is what is known "
                "at second hand, since that was never checked."
            )
        else:
            said = (
                f"That {asked} are right cannot be promised; the most is {percent(self.highest)}. "
                "Shown is only what a person set."
            )
        if self.strange:
            many = self.strange != 1
            said += (
                f" {self.strange:,} statement{'s' if many else ''} that other weights found "
                f"{'are' if many else 'is'} left out, since nothing is known of them: read "
                "their reports again with the present ones."
            )
        return said

    @property
    def line(self) -> str:
        """The same with the numbers, for a terminal."""
        return f"{self.shown:,} of {self.total:,} statements. {self.why}"


class Sieve:
    """Lets through what a promise keeps, and counts what goes by."""

    def __init__(self, precision: float, track: TrackRecord | None = None) -> None:
        self._track = track or shipped()
        self.promise = self._track.promise(check(precision))
        self._shown = self._total = self._strange = 0

    def of(self, statements: Iterable[Statement]) -> Iterator[Statement]:
        """Yields those that are kept."""
        own = f"model:{self.promise.engine}"
        for statement in statements:
            self._total += 1
            set_by = statement.manner.set_by
            self._strange += set_by != own and not set_by.startswith(PERSON)
            if self.promise.keeps(statement):
                self._shown += 1
                yield statement

    def attributions(self, reading: Reading) -> Reading:
        """A reading with no more than the attributions that are kept, and nothing within them."""
        kept = tuple(
            replace(one, inner=())
            for one in reading.attributions
            if reading.engine == self.promise.engine and one.confidence >= self.promise.threshold
        )
        return replace(reading, attributions=kept, statements=tuple(self.of(reading.statements)))

    def kept(self) -> Kept:
        """What was let through of all that went by."""
        return Kept(
            self.promise,
            self._track.highest,
            self._track.answers,
            self._shown,
            self._total,
            self._strange,
        )
