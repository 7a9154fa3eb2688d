"""Finds the times of a report, in the order of the text, in time linear in its length."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from onrecord.document import Document
from onrecord.interpret.times.grammar import Found, expressions
from onrecord.interpret.times.published import Publication, publication
from onrecord.interpret.times.reference import Reference, Resolved
from onrecord.interpret.times.resolving import resolve
from onrecord.interpret.times.senses import Away, Between, Clock, Day, Deictic, Holiday, Same
from onrecord.interpret.times.tense import tense
from onrecord.interpret.times.text import Tokens, sentences
from onrecord.meaning import Time

_REACH: Final = 2
"""Sentences after which a year that was told no longer holds for dates without one."""


@dataclass(slots=True)
class _Told:
    """The last date that was told with its year, and where."""

    date: Resolved
    sentence: int
    paragraph: int


def found(document: Document) -> tuple[Time, ...]:
    """Finds what a report says of time.

    Args:
        document: The report; its `published` and `outlet` tell what times are counted from.

    Returns:
        The times, none overlapping another. Without a date of publication, times that need one are
        unresolved and have an empty value.

    Example:
        >>> report = Document("r", "Guns fell silent late Thursday.", published="2031-03-10")
        >>> [(time.span.text, time.value, time.precision) for time in found(report)]
        [('late Thursday', '2031-03-06', 'part')]
    """
    at = Reference(publication(document))
    told: _Told | None = None
    times = []
    for sentence in sentences(document.text):
        opening: Resolved | None = None
        for one in expressions(sentence):
            at.year = opening or (_near(told, sentence, at.published) if told else None)
            time = resolve(one.sense, at, partial(tense, sentence, one.start, one.end))
            span = document.span(sentence.starts[one.start], sentence.ends[one.end - 1])
            times.append(Time(span, time.value, time.precision, time.known))
            if time.day is None or not isinstance(
                one.sense, Day | Deictic | Holiday | Away | Same | Clock | Between
            ):
                continue
            if not isinstance(one.sense, Between):
                at.told = time
            if isinstance(one.sense, Day) and one.sense.year is not None:
                if one.sense.month is not None:
                    told = _Told(time, sentence.number, sentence.paragraph)
                    opening = time
                elif _opens(sentence, one):
                    opening = time
    return tuple(times)


def _near(told: _Told, sentence: Tokens, published: Publication | None) -> Resolved | None:
    """The date told last with its year, where it stands near enough to lend the year.

    Close to publication, a date without a year is counted from there: of a report of 2015 that
    tells of September 2014, “in March” is March 2015.
    """
    if told.paragraph == sentence.paragraph:
        near = sentence.number - told.sentence <= _REACH
    else:
        near = sentence.paragraph - told.paragraph == 1 and sentence.number < _REACH
    if published is not None and told.date.day is not None:
        near = near and not 0 <= published.day.year - told.date.day.year <= 1
    return told.date if near else None


def _opens(sentence: Tokens, one: Found) -> bool:
    """Whether a year opens its sentence, so that its dates are of that year: “In 2013, …”."""
    return one.start == 1 and sentence.at(0) in ("in", "during", "by")
