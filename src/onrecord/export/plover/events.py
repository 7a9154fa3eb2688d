"""Statements → events: who demanded, offered, accused, refused, of whom, and when.

A claim never becomes an event: that Y did Z, said by X, is X's accusation and never Z. Nobody who
is not named becomes a body: an official of a ministry is an official of its country.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from onrecord.meaning import Meaning, Time
from onrecord.statement import Party, Statement
from onrecord.vocabulary import terms
from onrecord.vocabulary.events import (
    EventType,
    code_of_body,
    contexts_of,
    event_types,
    mode_of,
    sector_of_body,
    sector_of_source,
    sector_of_title,
)

_NEGATED: Final = re.compile(r"\b(?:not|never|neither|nor|cannot)\b|n[’']t\b", re.IGNORECASE)
_GIVING_WAY: Final = re.compile(
    r"\b(?:withdraw\w*|releas\w*|lift\w*|cease-?fire|truce|disarm\w*|pull\s+back|stand\s+down|resign\w*)",
    re.IGNORECASE,
)
_BINDING: Final = frozenset({"promise", "offer", "accept"})
_NO_ACTOR: Final = frozenset({"document", "reports", "unspecified", "unknown", "not-stated"})
_WEEK: Final = re.compile(r"(\d{4})-W(\d{2})")


@dataclass(frozen=True, slots=True)
class Side:
    """An actor or a recipient.

    Attributes:
        name: Of whom the report names; empty for anybody else.
        raw: The report's words.
        country: ISO 3166-1 alpha-3, or a code for bodies of no country; empty where unknown.
        sector: A code of PLOVER; empty where unknown.
        title: The office that the report gives; empty where it gives none.
    """

    name: str
    raw: str
    country: str
    sector: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """An event of PLOVER that a statement amounts to.

    Attributes:
        statement: Where it comes from.
        event: Its type.
        mode: Empty where the words show none.
        kind: Quad and scale of the type.
        actors: Who does it.
        recipients: To whom; may be empty.
        start: The first day on which it was said.
        end: The last, where it is not the same.
        auxiliary: ``negation`` where the report says that it was not done.
        contexts: Those that the words show.
    """

    statement: Statement
    event: str
    mode: str
    kind: EventType
    actors: tuple[Side, ...]
    recipients: tuple[Side, ...]
    start: date
    end: date | None
    auxiliary: tuple[str, ...]
    contexts: tuple[str, ...]

    @property
    def scale(self) -> float:
        """The scale of its mode, or of its type where it has none."""
        return self.kind.modes.get(self.mode, self.kind.scale)


def events(statement: Statement) -> tuple[Event, ...]:
    """The events that a statement amounts to: none, one, or two where it does two things.

    Args:
        statement: One that was interpreted; of any other nothing is exported.
    """
    meaning = statement.meaning
    if meaning is None or meaning.act is None or statement.speaker is None:
        return ()
    when = days(meaning.said_at)
    actors = _sides((statement.speaker, *statement.joint))
    if when is None or not actors:
        return ()
    found = []
    text = " ".join(span.text for span in statement.content)
    for value in (meaning.act, meaning.also):
        term = terms("acts")[value.value] if value is not None else None
        if value is None or term is None or term.plover is None:
            continue
        event = term.plover
        if value.value in _BINDING and _GIVING_WAY.search(text):
            event = "CONCEDE"
        modes = term.modes
        mode = modes[0] if len(modes) == 1 else mode_of(event, text)
        recipients = _sides(statement.targets)
        keys = {(one.name, one.raw) for one in actors}
        found.append(
            Event(
                statement,
                event,
                mode if mode in event_types()[event].modes else "",
                event_types()[event],
                actors,
                tuple(one for one in recipients if (one.name, one.raw) not in keys),
                when[0],
                when[1],
                ("negation",) if is_negated(statement, meaning) else (),
                contexts_of(text),
            )
        )
    return tuple(found)


def is_strict(event: Event) -> bool:
    """Whether nobody would dispute the event: said outright, and not only wished or alleged."""
    meaning = event.statement.meaning
    return (
        meaning is not None
        and not event.auxiliary
        and event.statement.manner.value != "narrated"
        and meaning.reported.value == "certain"
        and meaning.polarity.value != "unsaid"
    )


def is_negated(statement: Statement, meaning: Meaning) -> bool:
    """Whether the report says that it was not done: “did not demand”."""
    cue = {(span.start, span.end) for span in statement.cue}
    return meaning.polarity.value == "unsaid" or any(
        one.sign == "negation"
        and one.by == "reporter"
        and any(start <= one.span.start < end for start, end in cue)
        and _NEGATED.search(one.span.text)
        for one in meaning.triggers
    )


def days(time: Time | None) -> tuple[date, date | None] | None:
    """The first and last day of a time; None where it is unknown or no stretch of days.

    Example:
        >>> days(Time(None, "2015-W43", "week", "relative"))
        (datetime.date(2015, 10, 19), datetime.date(2015, 10, 25))
    """
    if time is None or not time.value:
        return None
    first, _, last = time.value.partition("/")
    start, end = _bounds(first), _bounds(last or first)
    if start is None or end is None:
        return None
    return (start[0], end[1]) if start[0] != end[1] else (start[0], None)


def _bounds(value: str) -> tuple[date, date] | None:
    week = _WEEK.fullmatch(value)
    try:
        if week:
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return monday, monday + timedelta(days=6)
        if re.fullmatch(r"\d{4}", value):
            return date(int(value), 1, 1), date(int(value), 12, 31)
        if re.fullmatch(r"\d{4}-\d{2}", value):
            first = date.fromisoformat(f"{value}-01")
            following = (first + timedelta(days=31)).replace(day=1)
            return first, following - timedelta(days=1)
        day = date.fromisoformat(value[:10])
    except ValueError:
        return None
    return day, day


def _sides(parties: Iterable[Party]) -> tuple[Side, ...]:
    found = [_side(party) for party in parties]
    return tuple(side for side in found if side is not None)


def _side(party: Party) -> Side | None:
    """A party with a country or a sector; nobody else is an actor."""
    if party.kind in _NO_ACTOR:
        return None
    raw = party.span.text if party.span is not None else ""
    actor = party.actor
    if actor is None:
        of = party.of
        country = party.country or (of.country or code_of_body(of.name) if of is not None else "")
        sector = sector_of_source(party.kind)
        if not sector and of is not None:
            sector = "GOV" if of.kind == "place" else sector_of_body(of.name)
        return Side("", raw, country, sector) if country or sector else None
    titles = [post.title for post in actor.posts]
    country = actor.country or party.country or code_of_body(actor.name)
    country = country or next((post.country for post in actor.posts if post.country), "")
    sector = next((code for title in titles if (code := sector_of_title(title))), "")
    if not sector:
        sector = {"place": "GOV", "outlet": "JRN"}.get(actor.kind, "")
    if not sector and actor.kind == "body":
        sector = sector_of_body(actor.name)
    if not country and not sector:
        return None
    return Side(actor.name, raw, country, sector, titles[0] if titles else "")
