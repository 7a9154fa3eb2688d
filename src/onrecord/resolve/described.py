"""What a report says of those whom it names: posts, countries, what is a part of what."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from onrecord.engine.heads import Analysis
from onrecord.resolve.drafts import NEAR, Draft, span_of
from onrecord.resolve.posts import posts
from onrecord.vocabulary.countries import country_of

_LOWERING: Final = frozenset(
    {"unit", "wing", "arm", "branch", "faction", "brigade", "division", "part", "member", "group"}
    | {"component", "subsidiary", "department", "agency", "office", "affiliate", "alliance"}
)
_PART: Final = re.compile(
    r"\s+(?:of|within|in)\s+(?:the\s+)?|['’]s?\s+"
    rf"|,\s+(?:which\s+is\s+)?(?:an?|the)?\s*(?:[\w-]+\s+){{0,3}}(?:{'|'.join(sorted(_LOWERING))})"
    r"\s+(?:of|in|within)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_OWNING: Final = re.compile(r"['’]s?\s+$")


def describe(analysis: Analysis, drafts: Sequence[Draft], of: Mapping[int, int]) -> None:
    """Adds posts, countries and memberships."""
    mentions, text = analysis.mentions, analysis.document.text
    taken = {i for one in mentions if one.cls == "person" for i in range(one.begin, one.end)}
    for draft in drafts:
        if draft.kind == "person":
            known = {(post.span.start, post.span.end) for post in draft.posts}
            for place in draft.names:
                for post in posts(
                    analysis.document, analysis.words, analysis.sentences, mentions[place], taken
                ):
                    if (post.span.start, post.span.end) not in known:
                        known.add((post.span.start, post.span.end))
                        draft.posts.append(post)
            draft.country = next((post.country for post in draft.posts if post.country), "")
        else:
            match = country_of(draft.name)
            if match is not None and not match.ambiguous:
                draft.country = match.country.code
            else:
                draft.country = next(
                    (found for place in draft.names if (found := _adjective(analysis, place))), ""
                )
    for one, other in zip(range(len(mentions)), range(1, len(mentions)), strict=False):
        first, second = of.get(one), of.get(other)
        if first is None or second is None or first == second:
            continue
        if {drafts[first].kind, drafts[second].kind} != {"body"}:
            continue
        between = text[
            span_of(analysis, mentions[one]).end : span_of(analysis, mentions[other]).start
        ]
        if _PART.fullmatch(between):
            whole, part = (first, second) if _OWNING.match(between) else (second, first)
            drafts[part].part_of.add(whole)


def _adjective(analysis: Analysis, place: int) -> str:
    """The country of the people named right before a body: “Syrian state news agency NAME”."""
    one = analysis.mentions[place]
    text, words = analysis.document.text, analysis.words
    for before in reversed(analysis.mentions[max(0, place - 3) : place]):
        gap = text[words.ends[before.end - 1] : words.starts[one.begin]]
        if one.begin - before.end > NEAR or re.search(r"[,.;:“”\"()]", gap):
            return ""
        if before.cls == "nationality":
            match = country_of(span_of(analysis, before).text)
            return match.country.code if match is not None and not match.ambiguous else ""
    return ""
