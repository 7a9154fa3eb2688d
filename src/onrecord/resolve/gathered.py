"""Those whom a report names, each with the kind that its names and the tagger give it."""

from collections.abc import Iterable, Sequence
from typing import Final

from onrecord.engine.heads import Analysis
from onrecord.engine.mentions import NAMES, Mention
from onrecord.resolve.drafts import Draft, span_of
from onrecord.resolve.names import Name, gather
from onrecord.resolve.naming import LINKS, words
from onrecord.resolve.outlets import is_outlet
from onrecord.statement import ActorKind
from onrecord.vocabulary.countries import countries, country_of


def named(analysis: Analysis) -> tuple[list[Draft], dict[int, int]]:
    """Those who are named, and for the place of each name whose it is."""
    places = [
        i
        for i, one in enumerate(analysis.mentions)
        if one.cls in NAMES and one.cls != "nationality"
    ]
    spans = [span_of(analysis, analysis.mentions[i]) for i in places]
    text = analysis.document.text
    tagged = [(span.text, analysis.mentions[i]) for i, span in zip(places, spans, strict=True)]
    kinds = agreed(tagged)
    ends = _trimmed([span.text for span in spans])
    names = [
        Name(span.start, span.start + end, kinds[words(span.text)])
        for span, end in zip(spans, ends, strict=True)
    ]
    drafts: list[Draft] = []
    of: dict[int, int] = {}
    lands: dict[str, int] = {}
    for one in gather(text, names):
        written = [text[names[i].start : names[i].end] for i in one.names]
        land = _land(written)
        number = lands.setdefault(land, len(drafts)) if land else len(drafts)
        if number == len(drafts):
            drafts.append(Draft(_kind(one.kind, written, land), country=land))
            longest = max(map(_weight, written))
            shown = next(" ".join(name.split()) for name in written if _weight(name) == longest)
            drafts[number].name = countries()[land].name if land else shown
        for i, ground in zip(one.names, one.grounds, strict=True):
            drafts[number].names.append(places[i])
            drafts[number].via[places[i]] = ("name" if ground == "same" else ground, None, None)
            of[places[i]] = number
    for draft in drafts:
        draft.names.sort()
    return drafts, of


def _trimmed(written: Sequence[str]) -> list[int]:
    """How many characters of each name are its own.

    A small word at the end is not: “Commission of”; nor is the “s” of a possessive whose apostrophe
    was lost, where the report has the name without it or it is a country's: “Syrias”.
    """
    bare = {name.removesuffix("'").casefold() for name in written}

    def own(name: str) -> int:
        kept = name
        while (last := kept.rsplit(" ", 1))[-1].casefold() in LINKS and len(last) > 1:
            kept = last[0].rstrip()
        if kept.endswith("s") and len(kept) > _SHORT and country_of(kept) is None:
            match = country_of(kept[:-1])
            if kept[:-1].casefold() in bare or (match is not None and match.how == "name"):
                kept = kept[:-1]
        return len(kept)

    return list(map(own, written))


_SHORT: Final = 4
"""Letters up to which a name that ends in “s” is taken as it is."""


def agreed(tagged: Iterable[tuple[str, Mention]]) -> dict[tuple[str, ...], str]:
    """The kind that each name has in a report, however the tagger wavers.

    The same words are of one kind, the one that is tagged most surely in sum. A word that ends a
    person's fuller name is that person's.
    """
    votes: dict[tuple[str, ...], dict[str, float]] = {}
    for written, one in tagged:
        of = votes.setdefault(words(written), {})
        of[one.cls] = of.get(one.cls, 0.0) + one.probability
    kinds = {name: max(found, key=found.__getitem__) for name, found in votes.items()}
    surnames = {name[-1] for name, kind in kinds.items() if kind == "person" and len(name) > 1}
    lands = {name for name in kinds if country_of(" ".join(name))}
    for name in kinds:
        if len(name) == 1 and name[0] in surnames and name not in lands:
            kinds[name] = "person"
    return kinds


def _land(written: Iterable[str]) -> str:
    """The country that names are of, capitals and seats of government apart; empty where none."""
    for name in written:
        match = country_of(name)
        if match is not None and match.how == "name" and not match.ambiguous:
            return match.country.code
    return ""


def _kind(tagged: str, written: Iterable[str], land: str) -> ActorKind:
    if land:
        return "place"
    if any(map(is_outlet, written)):
        return "outlet"
    return "person" if tagged == "person" else "place" if tagged == "place" else "body"


def _weight(name: str) -> tuple[int, int]:
    """How full a name is: words, then letters; one in capitals alone counts as short."""
    return (0 if name.isupper() else len(name.split()), len(name))
