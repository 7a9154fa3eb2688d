"""Reads how a statement is held: polarity, certainty, and the words that set them.

Rules alone, from the words of the report: no model and no network. What the values mean and how
doubtful cases are settled stands in `docs/interpretation.md`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from onrecord.document import Document, Span
from onrecord.interpret.certainty import (
    content_certainty,
    cue_hedges,
    distances,
    scare_quotes,
)
from onrecord.interpret.clauses import Clauses, clauses_of, words_of
from onrecord.interpret.marks import hedges, negations, weakest
from onrecord.interpret.polarity import content_denied, cue_polarity
from onrecord.meaning import Certainty, Polarity, Sign, Trigger
from onrecord.statement import Statement
from onrecord.values import Value

Held = tuple[Value[Polarity], Value[Certainty], Value[Certainty], tuple[Trigger, ...]]

_NEAR: Final = 60
"""Characters beside a cue that are looked at for what belongs to it; words cut off are left out."""
_GAP: Final = 40
"""Characters between a cue and its content, at most, that still belong to the cue."""


def held(statement: Statement, main: Statement | None = None) -> Held:
    """Reads a statement's polarity, its certainty, and how sure the report is of its source.

    Args:
        statement: The statement.
        main: Where it continues another, that one: its cue holds for all that continues it, but
            for what the cue denies or leaves unsaid, which is the content beside it alone.

    Returns:
        Polarity; certainty of the speaker; certainty of the report; and the words that set them,
        in the order of the text.
    """
    document = statement.document
    content = clauses_of(words_of(statement.content))
    around = main if main is not None and not statement.cue else statement
    cue = clauses_of(words_of(_cue_words(around)))
    frame = clauses_of(words_of(_frame(around)))

    denials, said_how = negations(content), hedges(content)
    kept = distances(frame)
    # “Seems to have said” is the report's doubt, not the source's.
    doubted = {frame.words[at].start for one in kept for at in one.places}
    cue_denials = negations(cue)
    cue_how = tuple(
        one
        for one in cue_hedges(cue, content)
        if not any(cue.words[at].start in doubted for at in one.places)
    )
    scare = () if statement.manner.value == "direct" else scare_quotes(content)

    polarity: Polarity = "denied" if content_denied(content, denials) else "affirmed"
    if around is statement:
        does = cue_polarity(cue, cue_denials, content)
        if does == "unsaid":
            polarity = "unsaid"
        elif does == "denied":
            polarity = "affirmed" if polarity == "denied" else "denied"
    certainty = weakest(content_certainty(content, said_how), *(one.certainty for one in cue_how))
    second_hand: Certainty = "certain" if statement.reported_in is None else "underspecified"
    reported = weakest(second_hand, *(one.certainty for one in kept), *(_SCARED for _ in scare))

    found = [_trigger(document, content, one.places, "negation", "speaker") for one in denials]
    found += [
        _trigger(document, content, one.places, _sign(one.certainty), "speaker") for one in said_how
    ]
    found += [_trigger(document, content, places, "distance", "reporter") for places in scare]
    found += [_trigger(document, frame, one.places, "distance", "reporter") for one in kept]
    if around is statement:
        found += [
            _trigger(document, cue, one.places, "negation", "reporter") for one in cue_denials
        ]
    found += [
        _trigger(document, cue, how.places, _sign(how.certainty), "reporter") for how in cue_how
    ]
    return (
        Value(polarity, "rule:polarity"),
        Value(certainty, "rule:certainty"),
        Value(reported, "rule:certainty"),
        tuple(sorted(_once(found), key=lambda one: (one.span.start, one.span.end, one.sign))),
    )


_SCARED: Final[Certainty] = "underspecified"


def _sign(certainty: Certainty) -> Sign:
    return "booster" if certainty == "certain" else "hedge"


def _once(found: Iterable[Trigger]) -> list[Trigger]:
    return list({(one.span.start, one.span.end, one.sign): one for one in found}.values())


def _trigger(
    document: Document,
    clauses: Clauses,
    places: range,
    sign: Sign,
    by: Literal["speaker", "reporter"],
) -> Trigger:
    first, last = clauses.words[places.start], clauses.words[places.stop - 1]
    return Trigger(document.span(first.start, last.end), sign, by)


def _cue_words(statement: Statement) -> tuple[Span, ...]:
    """The cue, and the words between it and a content that follows: “made no” “mention of”."""
    if not statement.cue:
        return ()
    end = statement.cue[-1].end
    following = [span.start for span in statement.content if span.start >= end]
    between: tuple[Span, ...] = ()
    if following and 0 < min(following) - end <= _GAP:
        between = _free(statement, end, min(following), own_source=False)
    return (*statement.cue, *between)


def _frame(statement: Statement) -> tuple[Span, ...]:
    """Source, cue and the words beside them in their sentence that are none of the content."""
    if not statement.cue:
        return ()
    text = statement.document.text
    near = [*statement.cue]
    near += [one for one in statement.source if abs(one.start - statement.cue[0].start) < 4 * _NEAR]
    start, end = min(one.start for one in near), max(one.end for one in near)
    if end - start > 8 * _NEAR:
        start, end = statement.cue[0].start, statement.cue[-1].end
    left = max((text.rfind(mark, max(0, start - _NEAR), start) for mark in ".?!\n,;”"), default=-1)
    left = left + 1 if left >= 0 else start
    following = [one.start for one in statement.content if one.start >= end]
    if following and min(following) - end <= _GAP:
        end = min(following)
    return _free(statement, left, end, own_source=True)


def _free(statement: Statement, start: int, end: int, *, own_source: bool) -> tuple[Span, ...]:
    """The stretches between two places that are none of the content."""
    taken: Sequence[Span] = sorted(
        (*statement.content, *(() if own_source else statement.source)), key=lambda one: one.start
    )
    taken = taken[bisect_left(taken, start, key=lambda one: one.end) :]
    found, at = [], start
    for span in taken:
        if span.start >= end:
            break
        if at < span.start:
            found.append(statement.document.span(at, span.start))
        at = max(at, span.end)
    if at < end:
        found.append(statement.document.span(at, end))
    return tuple(found)
