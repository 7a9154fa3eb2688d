"""Where nouns and pronouns lead: to a name by an office, by the engine, or by whose turn it is."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from onrecord.document import Span
from onrecord.engine.heads import Analysis
from onrecord.engine.mentions import NAMES, PRONOUNS
from onrecord.engine.mentions import Mention as Marked
from onrecord.resolve.centring import centres
from onrecord.resolve.drafts import NEAR, Draft, span_of
from onrecord.resolve.genres import first_persons
from onrecord.resolve.posts import Surfaces, belonging
from onrecord.statement import ActorKind, Post
from onrecord.vocabulary.offices import Office, office_of

OUTWEIGHS: Final = 3
"""How many times oftener than another holder of an office somebody is named who is meant by it."""
_OWNING: Final = frozenset({"'", "’"})
CENTRED: Final = 0.6
"""How likely an antecedent must be to count more than what the sentence before is about."""
SURE: Final = 0.4
"""How likely an antecedent must be."""
_PERSONAL: Final = frozenset({"he", "she"})
_THINGS: Final = frozenset({"it"})
_DEFINITE: Final = frozenset(
    {"the", "that", "this", "his", "her", "its", "their", "these", "those"}
)


def led(
    analysis: Analysis, surfaces: Surfaces, drafts: Sequence[Draft], of: dict[int, int]
) -> dict[int, int]:
    """Follows nouns and pronouns to names; returns where those lead that reach none."""
    mentions = analysis.mentions
    leads: dict[int, int] = {}
    holders: dict[str, list[tuple[int, Post]]] = {}
    for i, draft in enumerate(drafts):
        for post in draft.posts:
            holders.setdefault(post.title, []).append((i, post))
    centred = centres(analysis)
    for place, name in first_persons(analysis):
        if name in of:
            of[place] = of[name]
            drafts[of[place]].via[place] = ("interview", name, None)
    for place, one in enumerate(mentions):
        if place in of or one.cls in NAMES:
            continue
        if one.cls in ("people", "body"):
            holder = _holder(analysis, surfaces, place, holders, drafts)
            if holder is not None:
                of[place] = holder
                drafts[holder].via[place] = ("post", drafts[holder].names[0], None)
                continue
            if not is_definite(surfaces, one):
                continue
        to, sure = _likeliest(analysis, place, drafts, of, leads)
        if (to is None or sure < CENTRED) and place in centred:
            centre = centred[place]
            if centre in of and _fits(one.cls, drafts[of[centre]].kind):
                of[place] = of[centre]
                drafts[of[place]].via[place] = (
                    "centre",
                    _name_of(drafts[of[centre]], centre),
                    None,
                )
                continue
        if to is None or sure < SURE:
            continue
        if to in of:
            of[place] = of[to]
            how = "pronoun" if one.cls in _CLASSES else "description"
            drafts[of[place]].via[place] = (how, _name_of(drafts[of[to]], to), sure)
        else:
            leads[place] = to
    return leads


def _likeliest(
    analysis: Analysis,
    place: int,
    drafts: Sequence[Draft],
    of: Mapping[int, int],
    leads: Mapping[int, int],
) -> tuple[int | None, float]:
    """Where a noun or pronoun leads, and how likely: mentions of one actor count together.

    The engine's probabilities are shared among all mentions of the same, each of which is right.
    """
    cls = analysis.mentions[place].cls
    sums: dict[tuple[str, int], float] = {}
    first: dict[tuple[str, int], int] = {}
    nothing = 0.0
    for other, share in analysis.refers.get(place, ()):
        if other is None:
            nothing = share
            continue
        if other in of:
            if not _fits(cls, drafts[of[other]].kind):
                continue
            key = ("actor", of[other])
        else:
            noun = leads.get(other, other)
            if analysis.mentions[noun].cls not in ("people", "body"):
                continue  # a people, which is nobody in particular, or a pronoun that leads nowhere
            key = ("mention", noun)
        sums[key] = sums.get(key, 0.0) + share
        first.setdefault(key, other if key[0] == "actor" else key[1])
    whole = nothing + sum(sums.values())
    if not sums:
        return None, 1.0
    best = max(sums, key=lambda key: sums[key])
    return (first[best] if sums[best] > nothing else None), sums[best] / whole


_CLASSES: Final = frozenset(PRONOUNS.values())


def _name_of(draft: Draft, step: int) -> int:
    """The name that a step leads to: itself, or the last name before it."""
    here = bisect_left(draft.names, step)
    if here < len(draft.names) and draft.names[here] == step:
        return step
    return draft.names[here - 1] if here else (draft.names or sorted(draft.via))[0]


def _fits(cls: str, kind: ActorKind) -> bool:
    """Whether a noun or pronoun of a class may stand for an actor of a kind."""
    if cls in _PERSONAL or cls == "people":
        return kind == "person"
    if cls in _THINGS or cls == "body":
        return kind != "person"
    return True


def is_definite(surfaces: Surfaces, one: Marked) -> bool:
    """Whether a noun's phrase speaks of somebody whom the reader is to know."""
    for place in range(one.begin, max(-1, one.begin - NEAR), -1):
        word = surfaces[place].casefold()
        if word in _DEFINITE or (
            word in _OWNING and place > 0 and surfaces[place - 1][0].isupper()
        ):
            return True
        if word in ("a", "an", "some", "one", "any", ",", ".", ";", ":", "“", '"'):
            return False
    return False


def _holder(
    analysis: Analysis,
    surfaces: Surfaces,
    place: int,
    holders: Mapping[str, Sequence[tuple[int, Post]]],
    drafts: Sequence[Draft],
) -> int | None:
    """Who holds the office that a definite noun names, where the report tells it clearly."""
    one = analysis.mentions[place]
    if one.cls != "people" or not is_definite(surfaces, one):
        return None
    office = _office(surfaces, one)
    if office is None or office.plural:
        return None
    _, country = belonging(office)
    found: dict[int, int] = {}
    of_country: set[int] = set()
    for i, post in holders.get(office.title, ()):
        fits = not country or not post.country or post.country == country
        if _within(span_of(analysis, one), post.span):
            if _set_apart(post.span, span_of(analysis, analysis.mentions[drafts[i].names[0]])):
                return i
        elif fits:
            found[i] = len(drafts[i].names)
            if country and post.country == country:
                of_country.add(i)
    if len(found) < 2:
        return next(iter(found), None)
    if len(of_country) == 1:
        # “The French president”: of those whose country nobody states, each may be another's.
        return next(iter(of_country))
    # “The president” in a report that names several is the one that it is about.
    first, second = sorted(found, key=lambda i: -found[i])[:2]
    return first if not country and found[first] >= OUTWEIGHS * found[second] else None


def _office(surfaces: Surfaces, one: Marked) -> Office | None:
    begin = one.begin
    while begin > 0 and one.begin - begin < NEAR:
        word = surfaces[begin - 1].casefold()
        if word in _DEFINITE or not word[0].isalpha():
            break
        begin -= 1
    return office_of(surfaces.joined(begin, one.end))


def _set_apart(post: Span, name: Span) -> bool:
    """Whether a comma stands between an office and the name: “the prime minister, NAME,”."""
    text = post.document.text
    return text[post.end : post.end + 2].lstrip().startswith(",") and post.end <= name.start


def _within(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end
