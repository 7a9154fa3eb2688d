"""A country's government is the country: “the Russian government”, “the regime in Damascus”."""

from collections.abc import Mapping, Sequence
from typing import Final

from onrecord.engine.heads import Analysis
from onrecord.engine.mentions import NAMES
from onrecord.resolve.drafts import Draft, span_of
from onrecord.resolve.posts import Surfaces
from onrecord.vocabulary.countries import country_of

GOVERNMENTS: Final = frozenset(
    {"government", "regime", "administration", "authorities", "leadership", "cabinet"}
)


def governments(
    analysis: Analysis, surfaces: Surfaces, drafts: list[Draft], of: dict[int, int]
) -> None:
    """A country's government is the country: “the Russian government”, “Assad's government”."""
    mentions = analysis.mentions
    by_code = {draft.country: i for i, draft in enumerate(drafts) if draft.kind == "place"}
    for place, one in enumerate(mentions):
        if one.cls in NAMES or surfaces[one.end - 1].casefold() not in GOVERNMENTS:
            continue
        code = _governed(analysis, surfaces, place, drafts, of)
        if not code:
            continue
        if code not in by_code:
            by_code[code] = len(drafts)
            start = (
                mentions[place - 1] if place and mentions[place - 1].end >= one.begin - 2 else one
            )
            name = analysis.document.text[
                analysis.words.starts[start.begin] : analysis.words.ends[one.end - 1]
            ]
            drafts.append(Draft("place", country=code, name=name))
        of[place] = by_code[code]
        drafts[by_code[code]].via[place] = ("government", None, None)


def _governed(
    analysis: Analysis,
    surfaces: Surfaces,
    place: int,
    drafts: Sequence[Draft],
    of: Mapping[int, int],
) -> str:
    """The country that a government is of; empty where its phrase does not tell."""
    mentions, one = analysis.mentions, analysis.mentions[place]
    if place:
        before = mentions[place - 1]
        gap = [surfaces[i] for i in range(before.end, one.begin)]
        if before.cls in NAMES and len(gap) <= 2 and set(gap) <= {"'", "’", "s"}:
            if before.cls == "person" and place - 1 in of:
                return drafts[of[place - 1]].country
            match = country_of(span_of(analysis, before).text)
            return match.country.code if match is not None and not match.ambiguous else ""
    if place + 1 < len(mentions):
        after = mentions[place + 1]
        gap = [surfaces[i].casefold() for i in range(one.end, after.begin)]
        if after.cls == "place" and gap in (["of"], ["in"], ["of", "the"]):
            match = country_of(span_of(analysis, after).text)
            return match.country.code if match is not None and not match.ambiguous else ""
    return ""
