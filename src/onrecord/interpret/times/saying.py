"""Which of a report's times tells when something was said, and which ones are spoken of.

A time tells when something was said if it stands in the sentence of its cue, outside of what is
said, and nothing between the two begins another clause. Where no time does, the day of publication
is assumed, and that it is only assumed is kept.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from onrecord.document import Document, Span
from onrecord.interpret.times.finding import found
from onrecord.interpret.times.published import publication
from onrecord.interpret.times.text import Tokens, sentences
from onrecord.meaning import Time
from onrecord.statement import Statement
from onrecord.vocabulary.times import words_for

_REACH: Final = 14
"""Tokens between a cue and the time that may be its own."""
_NEVER: Final = frozenset({"duration", "set", "range", "decade", "century"})


def timed(
    document: Document, statements: Sequence[Statement], times: Sequence[Time] | None = None
) -> list[tuple[Time | None, tuple[Time, ...]]]:
    """Tells when each statement of a report was said, and of which times it speaks.

    Args:
        document: The report.
        statements: Its statements.
        times: What `found` gives for it, where that is at hand.

    Returns:
        For each statement, in their order, when it was said and the times within its content. A
        statement that carries another on was said with it. When it was said is assumed to be the
        date of publication, with no span, where no words tell it; None where that is unknown too.
    """
    sayings = _Sayings(document, found(document) if times is None else times, statements)
    said = {one.id: sayings.said_at(one) for one in statements}
    return [
        (said.get(one.continues or one.id, said[one.id]), sayings.within(one)) for one in statements
    ]


class _Sayings:
    """The times, the sentences and the cues of one report, each found by where it stands."""

    def __init__(
        self, document: Document, times: Sequence[Time], statements: Sequence[Statement]
    ) -> None:
        self._times = [(time.span, time) for time in times if time.span is not None]
        self._starts = [span.start for span, _ in self._times]
        self._sentences = (
            [(one.starts[0], one.ends[-1]) for one in sentences(document.text)] if times else []
        )
        self._text = document.text
        self._cues = sorted({(cue.start, cue.end) for one in statements for cue in one.cue})
        published = publication(document)
        self._assumed = (
            Time(None, published.value, published.precision, "assumed") if published else None
        )
        self._cut: tuple[tuple[int, int], Tokens] | None = None

    def within(self, statement: Statement) -> tuple[Time, ...]:
        """The times that stand within a statement's content."""
        spans = sorted(statement.content, key=lambda span: span.start)
        return tuple(time for part in spans for _, time in self._between(part.start, part.end))

    def said_at(self, statement: Statement) -> Time | None:
        """When a statement was said, by its own words or by the date of publication."""
        best: tuple[int, int, Time] | None = None
        for cue in statement.cue:
            bounds = self._sentence(cue.start)
            if bounds is None:
                continue
            for span, time in self._between(*bounds):
                if time.precision in _NEVER or any(
                    part.overlaps(span) for part in statement.content
                ):
                    continue
                far = self._distance(bounds, span, cue, statement)
                if far is not None and (best is None or (far, -span.start) < best[:2]):
                    best = (far, -span.start, time)
        return best[2] if best else self._assumed

    def _between(self, start: int, end: int) -> list[tuple[Span, Time]]:
        first = bisect_left(self._starts, start)
        return self._times[first : bisect_left(self._starts, end, first)]

    def _sentence(self, place: int) -> tuple[int, int] | None:
        at = bisect_right(self._sentences, (place, len(self._text) + 1)) - 1
        if at < 0 or self._sentences[at][1] <= place:
            return None
        return self._sentences[at]

    def _tokens(self, bounds: tuple[int, int]) -> Tokens:
        """The tokens of a sentence, with places that count from its beginning."""
        if self._cut is None or self._cut[0] != bounds:
            joined = Tokens()
            for part in sentences(self._text[bounds[0] : bounds[1]]):
                joined.starts += part.starts
                joined.ends += part.ends
                joined.raw += part.raw
                joined.low += part.low
            self._cut = (bounds, joined)
        return self._cut[1]

    def _distance(
        self, bounds: tuple[int, int], span: Span, cue: Span, statement: Statement
    ) -> int | None:
        """How many tokens lie between a time and a cue; None where the time is not the cue's."""
        if span.start < cue.end and cue.start < span.end:
            return 0
        tokens = self._tokens(bounds)
        start = bisect_left(tokens.starts, span.start - bounds[0])
        end = bisect_left(tokens.starts, span.end - bounds[0])
        if not _adverbial(tokens, start, end):
            return None
        after = span.start >= cue.end
        gap = (cue.end, span.start) if after else (span.end, cue.start)
        if self._another_cue(*gap):
            return None
        first = bisect_left(tokens.starts, gap[0] - bounds[0])
        last = bisect_left(tokens.starts, gap[1] - bounds[0])
        opens = start <= 2
        said = any(part.start < gap[1] and gap[0] < part.end for part in statement.content)
        if said:
            # “On Monday, ‘we shall see,’ he said”: only what opens the sentence reaches over it.
            return last - first if opens and not after else None
        if last - first > _REACH or any(_breaks(tokens, i) for i in range(first, last)):
            return None
        if not after and not opens and _in_aside(tokens, start):
            return None
        return last - first

    def _another_cue(self, start: int, end: int) -> bool:
        """Whether the cue of something else stands between two places."""
        at = bisect_left(self._cues, (start, 0))
        return at < len(self._cues) and self._cues[at][1] <= end


def _breaks(t: Tokens, i: int) -> bool:
    """Whether another clause begins at a token: with “that”, or with “and” behind a comma."""
    joins = t.at(i) in ("and", "but") and t.at(i - 1) == ","
    return joins or t.at(i) in words_for("clause-breaks")


def _adverbial(t: Tokens, start: int, end: int) -> bool:
    """Whether a time says when, and does not only describe a thing: “Friday's attack”."""
    if t.at(end) in ("'", "-") and (t.at(end) == "-" or t.at(end + 1) == "s"):
        return False
    before = t.at(start - 1)
    if before in words_for("not-when"):
        return False
    if before in words_for("describing"):
        return any(t.at(i) in words_for("occasions") for i in range(end, end + 4))
    if t.at(start).isdigit() and len(t.at(start)) == 4 and end == start + 1:
        return before in ("in", "during", "since")
    return True


def _in_aside(t: Tokens, start: int) -> bool:
    """Whether a time stands in a clause that tells of somebody or something before the cue."""
    for i in range(start - 1, max(-1, start - _REACH), -1):
        if t.at(i) in words_for("clause-breaks"):
            return True
        if t.at(i) == ",":
            return t.at(i + 1) in words_for("clause-breaks")
    return False
