"""Who speaks, relays and is spoken to, as it is read on a page.

The words of a report stay as they are. What was worked out stands beside them: the name of an
actor in brackets, or the class of a source that the report does not name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.document import Document, Span
from onrecord.statement import Actor, Party, Statement
from onrecord.vocabulary import terms
from onrecord.vocabulary.countries import countries
from onrecord.web.addresses import actor_path

Tips = Mapping[tuple[int, int], str]
"""What pronouns and descriptions of a text stand for, by the place where each stands."""

_BARE = frozenset({"unknown", "not stated"})
"""Labels that do not say of what they are."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that are shown in one manner.

    Attributes:
        text: The words; white space in runs is one space.
        tip: The words that they stand for; empty where they stand for themselves.
        href: The page of the actor that they name; empty where there is none.
    """

    text: str
    tip: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class PartyView:
    """A party to a statement.

    Attributes:
        words: What the report calls it where it speaks; empty where it does not say.
        beside: What it is called in full, where the words do not say so.
        label: The class of a party that the report does not name; empty for an actor.
        definition: What that class is.
        of: The named actor that an unnamed party belongs to.
        country: The name of its country; empty where unknown.
        told: What the report says of an unnamed party.
    """

    words: tuple[Piece, ...]
    beside: Piece | None
    label: str
    definition: str
    of: Piece | None
    country: str
    told: tuple[str, ...]


def country_name(code: str) -> str:
    """The name of a country; a code that nobody knows is its own name.

    Example:
        >>> country_name("NLD"), country_name("XQX"), country_name("")
        ('Netherlands', 'XQX', '')
    """
    found = countries().get(code)
    return found.name if found else code


def tips_of(actors: Iterable[Actor]) -> Tips:
    """What the mentions of actors stand for, where they are no names themselves.

    Words that stand for several actors say so of each.
    """
    found: dict[tuple[int, int], dict[str, None]] = {}
    for actor in actors:
        for mention in actor.mentions:
            if mention.leads_to is not None:
                tip = _stands_for(_plain(mention.leads_to.text), actor)
                found.setdefault((mention.span.start, mention.span.end), {})[tip] = None
    return {place: " and ".join(tips) for place, tips in found.items()}


def actors_of(statement: Statement) -> tuple[Actor, ...]:
    """The actors that the parties of a statement are or belong to, each once."""
    parties = (
        *_speakers(statement),
        *statement.chain,
        *statement.addressees,
        *statement.targets,
    )
    named = {one.key: one for party in parties for one in (party.actor, party.of) if one}
    return tuple(named.values())


def stretches(spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    """Where spans stand; those with nothing but white space between them are one."""
    found: list[tuple[int, int]] = []
    for span in spans:
        end = found[-1][1] if found else 0
        if found and span.start >= end and not span.document.text[end : span.start].strip():
            found[-1] = (found[-1][0], span.end)
        else:
            found.append((span.start, span.end))
    return tuple(found)


def source_pieces(statement: Statement, tips: Tips) -> tuple[tuple[Piece, ...], ...]:
    """The words of a statement's source in parts, each part in pieces."""
    actors = [one.actor for one in _speakers(statement) if one.actor is not None]
    return tuple(
        _pieces(statement.document, start, end, actors, tips)
        for start, end in stretches(statement.source)
    )


def _speakers(statement: Statement) -> tuple[Party, ...]:
    return (statement.speaker, *statement.joint) if statement.speaker else ()


def speakers(statement: Statement, tips: Tips) -> tuple[PartyView, ...]:
    """The views of who speaks, alone or together; their words are those of the source."""
    source = stretches(statement.source)
    words = " ".join(_plain(one.text) for one in statement.source)
    return tuple(
        _view(
            one,
            words,
            tips,
            None
            if one.span is None
            or any(one.span.start < end and start < one.span.end for start, end in source)
            else one.span,
        )
        for one in _speakers(statement)
    )


def party(one: Party, tips: Tips) -> PartyView:
    """The view of who relays a statement or is spoken to."""
    return _view(one, _plain(one.span.text) if one.span else "", tips, one.span)


def _view(one: Party, words: str, tips: Tips, span: Span | None) -> PartyView:
    """The view of a party of which `words` are shown anyway, and those of `span` are to be."""
    actor = one.actor
    named = [actor] if actor is not None else []
    beside = None
    if actor is not None and not _named(actor.name).search(words):
        beside = Piece(actor.name, href=_href(actor))
    term = terms("sources").get(one.kind)
    label = term.label if term else one.kind
    if label in _BARE:
        label = f"speaker {label}"
    return PartyView(
        words=_pieces(span.document, span.start, span.end, named, tips) if span else (),
        beside=beside,
        label="" if actor is not None else label,
        definition=term.definition if term else "",
        of=Piece(one.of.name, href=_href(one.of)) if one.of else None,
        country=country_name(one.country),
        told=tuple(_plain(span.text) for span in one.told),
    )


def _pieces(
    document: Document, start: int, end: int, actors: Sequence[Actor], tips: Tips
) -> tuple[Piece, ...]:
    """Cuts words where a tip or an actor's name begins or ends; the outermost wins."""
    text = document.text
    marked = [(*place, Piece("", tip=tip)) for place, tip in tips.items()]
    for actor in actors:
        named = _named(actor.name).search(text, start, end) if actor.entry is not None else None
        if named:
            marked.append((*named.span(), Piece("", href=_href(actor))))
    found: list[Piece] = []
    at = start
    for first, last, piece in sorted(marked, key=lambda one: (one[0], -one[1])):
        if first < at or last > end:
            continue
        found += [Piece(text[at:first]), Piece(text[first:last], piece.tip, piece.href)]
        at = last
    found.append(Piece(text[at:end]))
    return _tidy(found)


def _tidy(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Makes runs of white space one space, and drops it at the ends."""
    found = [
        Piece(re.sub(r"\s+", " ", piece.text), piece.tip, piece.href)
        for piece in pieces
        if piece.text
    ]
    if found:
        found[0] = Piece(found[0].text.lstrip(), found[0].tip, found[0].href)
        found[-1] = Piece(found[-1].text.rstrip(), found[-1].tip, found[-1].href)
    return tuple(piece for piece in found if piece.text)


def _stands_for(words: str, actor: Actor) -> str:
    return f"“{words}”" if _named(actor.name).search(words) else f"“{words}”, {actor.name}"


def _named(name: str) -> re.Pattern[str]:
    """Finds a name as a whole, over the end of a line too."""
    words = r"\s+".join(re.escape(word) for word in name.split())
    return re.compile(rf"(?<!\w){words}(?!\w)")


def _href(actor: Actor) -> str:
    return "" if actor.entry is None else actor_path(str(actor.entry))


def _plain(text: str) -> str:
    return " ".join(text.split())
