"""The cast of a report: whom it names, and for whom each name, noun and pronoun stands.

Names are gathered by their likeness (`names`). A noun such as “the minister” goes to the one whom
the report gives that office, else where the engine's antecedent leads, as pronouns do. Every step
leaves its ground in `Mention.via`.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.document import Span
from onrecord.engine.heads import Analysis
from onrecord.resolve.described import describe
from onrecord.resolve.drafts import Draft, span_of
from onrecord.resolve.gathered import named
from onrecord.resolve.governments import GOVERNMENTS, governments
from onrecord.resolve.mended import whole_names, with_repeated, with_sources, without_titles
from onrecord.resolve.posts import Surfaces
from onrecord.resolve.referring import led
from onrecord.statement import Actor, Mention
from onrecord.vocabulary.countries import country_of


@dataclass(frozen=True, slots=True)
class Cast:
    """Whom a report names, and who is meant where.

    Attributes:
        analysis: The engine's reading of the report.
        actors: Whom it names, in the order of the text.
        of: For the place of a mention in `Analysis.mentions`, the place of its actor.
        leads: For the place of a noun or pronoun that leads to no name, where it leads instead: the
            place of the noun that stands first of all that mean the same.
    """

    analysis: Analysis
    actors: tuple[Actor, ...]
    of: Mapping[int, int]
    leads: Mapping[int, int]
    _starts: Sequence[int] = field(repr=False)
    _mentions: Mapping[int, Mention] = field(repr=False)
    _countries: Mapping[str, Actor] = field(repr=False)
    _bodies: Mapping[str, Actor] = field(repr=False)

    def inside(self, span: Span) -> range:
        """The places of mentions that begin within a span."""
        return range(bisect_left(self._starts, span.start), bisect_left(self._starts, span.end))

    def mention(self, place: int) -> Mention:
        """The mention at a place that stands for an actor.

        Raises:
            KeyError: If it stands for none.
        """
        return self._mentions[self.span(place).start]

    def surfaces(self) -> Surfaces:
        """The report's words."""
        return Surfaces(self.analysis.document.text, self.analysis.words)

    def span(self, place: int) -> Span:
        """The characters of a mention."""
        return span_of(self.analysis, self.analysis.mentions[place])

    def of_country(self, code: str) -> Actor | None:
        """The country of a code, if the report names it."""
        return self._countries.get(code)

    def body(self, name: str) -> Actor | None:
        """A body or place by one of its names."""
        return self._bodies.get(name)


def cast(analysis: Analysis) -> Cast:
    """Finds whom a report names.

    Args:
        analysis: The engine's reading.
    """
    analysis = without_titles(with_repeated(with_sources(whole_names(analysis))))
    drafts, of = named(analysis)
    surfaces = Surfaces(analysis.document.text, analysis.words)
    describe(analysis, drafts, of)
    governments(analysis, surfaces, drafts, of)
    leads = led(analysis, surfaces, drafts, of)
    order = sorted(range(len(drafts)), key=lambda i: min(drafts[i].via))
    rank = {old: new for new, old in enumerate(order)}
    keys = [f"a{number}" for number in range(1, len(drafts) + 1)]
    actors = tuple(
        _actor(analysis, drafts[old], keys[rank[old]], [keys[rank[i]] for i in drafts[old].part_of])
        for old in order
    )
    return Cast(
        analysis,
        actors,
        {place: rank[i] for place, i in of.items()},
        leads,
        [int(analysis.words.starts[one.begin]) for one in analysis.mentions],
        {mention.span.start: mention for actor in actors for mention in actor.mentions},
        {a.country: a for a in reversed(actors) if a.kind == "place" and _is_country(a.name)},
        {name: a for a in reversed(actors) if a.kind != "person" for name in a.names},
    )


def _is_country(name: str) -> bool:
    """Whether a place's name is a country's, its government's or its people's, and no capital's."""
    match = country_of(name)
    if match is not None:
        return match.how not in ("capital", "seat")
    return name.rsplit(" ", 1)[-1].casefold() in GOVERNMENTS


def _actor(analysis: Analysis, draft: Draft, key: str, part_of: Iterable[str]) -> Actor:
    mentions = []
    for place in sorted(draft.via):
        how, other, sure = draft.via[place]
        leads_to = None if other is None else span_of(analysis, analysis.mentions[other])
        mentions.append(Mention(span_of(analysis, analysis.mentions[place]), how, leads_to, sure))
    return Actor(
        key=key,
        name=draft.name,
        kind=draft.kind,
        country=draft.country,
        mentions=tuple(mentions),
        posts=tuple(draft.posts),
        part_of=tuple(sorted(part_of)),
    )
