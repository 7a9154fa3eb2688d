"""Those whom a report names, each with the kind that its names and the tagger give it."""

from collections.abc import Iterable

from onrecord.engine.heads import Analysis
from onrecord.engine.mentions import NAMES
from onrecord.resolve.drafts import Draft, span_of
from onrecord.resolve.names import Name, gather
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
    names = [
        Name(span.start, span.end, analysis.mentions[i].cls)
        for i, span in zip(places, spans, strict=True)
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
