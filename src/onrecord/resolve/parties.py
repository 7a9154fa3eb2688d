"""Who speaks: a source phrase to a party, by the head of the phrase and the cast of the report.

A phrase whose head is a name, or leads to one, is that actor. Any other is unnamed, and told apart
by the noun that it has. Nothing unnamed becomes a body: of “an official of the ministry” the
ministry is kept as the body that the official is of.
"""

import re
from itertools import pairwise
from typing import Final

from onrecord.document import Span
from onrecord.engine.mentions import NAMES, PRONOUNS
from onrecord.engine.mentions import Mention as Marked
from onrecord.resolve.cast import Cast
from onrecord.resolve.heads import head
from onrecord.resolve.referring import is_definite
from onrecord.statement import Actor, Party
from onrecord.vocabulary.countries import country_of
from onrecord.vocabulary.phrases import looks_plural
from onrecord.vocabulary.speakers import SourceClass, classify

KIND_OF: Final = {
    "person": "person",
    "body": "body",
    "outlet": "outlet",
    "document": "document",
    "place": "body",
}
"""The kind of source that an actor's kind makes. A country that speaks is its government."""
NOT_STATED: Final = Party("not-stated", trace=("no source",))
_SEVERAL: Final = frozenset({"we", "they"})
_BEFORE: Final = 7
"""Words before a noun that may belong to its phrase."""
_JOINED: Final = re.compile(r"\s*(?:,|,?\s+and|,?\s+as well as|,?\s+or)\s+(?:the\s+)?$")
_OWNED: Final = re.compile(r"['’]s?\s+\w")
_MOST: Final = 8
"""Parties of one source: what lists more is no source."""


def party(source: Span, cast: Cast) -> Party:
    """Whom a source phrase stands for.

    Args:
        source: The phrase.
        cast: Of its report.
    """
    analysis = cast.analysis
    place = head(source, analysis.words, analysis.mentions, cast.inside(source))
    if place is None:
        return _unnamed(source, None, cast, ("no mention",))
    behind = source.document.text[cast.span(place).end : source.end]
    if _OWNED.match(behind):
        return _unnamed(source, None, cast, ("possessive",))
    return at(place, cast, source)


def joint(source: Span, cast: Cast, first: Party) -> tuple[Party, ...]:
    """Who speaks together with the first one: “NAME and NAME said”."""
    analysis = cast.analysis
    text = analysis.document.text
    inside = cast.inside(source)
    found: list[Party] = []
    before = first.actor
    for one, other in pairwise(inside):
        between = text[cast.span(one).end : cast.span(other).start]
        if one not in cast.of or other not in cast.of or not _JOINED.match(between):
            continue
        actor = cast.actors[cast.of[other]]
        if actor is not before and len(found) < _MOST:
            found.append(at(other, cast, cast.span(other)))
    return tuple(found)


def at(place: int, cast: Cast, phrase: Span | None = None) -> Party:
    """Whom the mention at a place stands for.

    Args:
        place: In `Analysis.mentions`.
        cast: Of its report.
        phrase: The words that it is the head of; None lets them be found.
    """
    one, span = cast.analysis.mentions[place], cast.span(place)
    if place in cast.of:
        actor = cast.actors[cast.of[place]]
        mention = cast.mention(place)
        actor, trace = _speaking(actor, cast, (mention.via,))
        return Party(
            KIND_OF[actor.kind],
            actor,
            span,
            one.cls in _SEVERAL,
            country=actor.country,
            trace=trace,
            confidence=mention.confidence,
        )
    if place in cast.leads:
        to = cast.leads[place]
        found = _unnamed(phrase_of(to, cast), to, cast, ("antecedent",))
        return Party(
            found.kind, None, span, one.cls in _SEVERAL or found.plural, found.of, found.country,
            trace=("antecedent", *found.trace),
        )  # fmt: skip
    return _unnamed(phrase or phrase_of(place, cast), place, cast, ())


def phrase_of(place: int, cast: Cast) -> Span:
    """The words of a noun with what stands before it: “the Western-backed rebels”."""
    analysis, surfaces = cast.analysis, cast.surfaces()
    one = analysis.mentions[place]
    begin = one.begin
    if one.cls in ("people", "body") and is_definite(surfaces, one):
        floor = max(0, one.begin - _BEFORE)
        while begin > floor and surfaces[begin].casefold() not in _OPENING:
            begin -= 1
    elif one.cls in ("people", "body"):
        sentence = analysis.sentences[one.begin]
        while (
            begin > max(0, one.begin - _BEFORE)
            and analysis.sentences[begin - 1] == sentence
            and (surfaces[begin - 1][0].isupper() or surfaces[begin - 1] == "-")
        ):
            begin -= 1
    words = analysis.words
    return analysis.document.span(int(words.starts[begin]), int(words.ends[one.end - 1]))


_OPENING: Final = frozenset({"the", "that", "this", "these", "those", "his", "her", "its", "their"})


def _speaking(actor: Actor, cast: Cast, trace: tuple[str, ...]) -> tuple[Actor, tuple[str, ...]]:
    """A capital that speaks is its country's government, where the report names the country."""
    if actor.kind != "place":
        return actor, trace
    match = country_of(actor.name)
    if match is not None and match.how in ("capital", "seat") and not match.ambiguous:
        country = cast.of_country(match.country.code)
        if country is not None and country is not actor:
            return country, (*trace, "capital")
    return actor, trace


def _unnamed(phrase: Span, place: int | None, cast: Cast, trace: tuple[str, ...]) -> Party:
    """A party that no name is known of, told apart by its noun."""
    words = phrase.text.split()
    found = classify(words)
    one = cast.analysis.mentions[place] if place is not None else None
    span = phrase if one is None else cast.span(place or 0)
    of, country = _of(phrase, one, cast)
    if found is None:
        kind = _by_class(one)
        plural = one is not None and (
            one.cls in _SEVERAL or (one.cls not in NAMES and looks_plural(words[-1].casefold()))
        )
        return Party(kind, None, span, plural, of, country, trace=(*trace, "no noun known"))
    kind = found.source
    if kind in ("body", "outlet"):
        # “The ministry”, of which the report never says which one.
        kind = _unnamed_kind(found)
    return Party(kind, None, span, found.plural, of, country, trace=(*trace, "noun"))


def _unnamed_kind(found: SourceClass) -> str:
    return "unnamed-body" if found.source == "body" else "reports"


def _by_class(one: Marked | None) -> str:
    if one is None or one.cls == "other":
        return "unspecified"
    if one.cls in PRONOUNS.values():
        return "unknown"
    return "unnamed-body" if one.cls == "body" else "individual"


def _of(phrase: Span, head_of: Marked | None, cast: Cast) -> tuple[Actor | None, str]:
    """The named actor within an unnamed party's phrase, and the country of the party."""
    actor: Actor | None = None
    country = ""
    for place in cast.inside(phrase):
        one = cast.analysis.mentions[place]
        if one is head_of:
            continue
        if one.cls == "nationality" and not country:
            match = country_of(cast.span(place).text)
            country = match.country.code if match is not None and not match.ambiguous else ""
        elif place in cast.of and one.cls in NAMES and actor is None:
            actor = cast.actors[cast.of[place]]
    if actor is not None and not country:
        country = actor.country
    return actor, country
