"""How like an actor of a report and an entry of a registry are, with the reasons in sentences.

Likeness is counted in log-odds: what the names are to each other, then what speaks for and against.
The numbers were set by hand for the cases in `tests/resolve/test_matching.py`, since no labelled
reports tell who is who across them; what they order is meant, not how far apart they stand.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from onrecord.resolve.blocking import is_full
from onrecord.resolve.governments import GOVERNMENTS
from onrecord.resolve.naming import (
    Ground,
    letters_of,
    same_body,
    same_person,
    skeleton,
    surname,
    words,
)
from onrecord.statement import Actor, ActorKind
from onrecord.vocabulary.countries import countries
from onrecord.vocabulary.offices import office_of

_LONG: Final = 4
"""Words from which on the name of a document is its own."""
_GENERIC: Final = frozenset(
    GOVERNMENTS
    | {"ministry", "minister", "defence", "defense", "foreign", "affairs", "interior", "justice"}
    | {"finance", "health", "parliament", "senate", "congress", "house"}
    | {"police", "army", "navy", "military", "forces", "armed", "air", "force", "court", "supreme"}
    | {"constitutional", "council", "security", "national", "assembly", "central", "bank", "state"}
    | {"department", "office", "presidency", "opposition", "party", "republican", "democratic"}
    | {"general", "staff", "high", "federal", "information", "education", "of", "the", "and"}
)
"""Words that name a body of many countries when nothing else stands with them."""
_PUBLIC: Final = frozenset(
    {"official", "politician", "spokesperson", "diplomat", "insider", "military", "rebel", "police"}
    | {"lawyer", "activist"}
)
"""Kinds of source, of `offices.toml`, that one and the same person is in turn."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a registry knows of an entry that an actor may be.

    Attributes:
        key: Names the entry.
        names: What it goes by.
        kind: A person, a body, an outlet, a document or a place.
        countries: ISO 3166-1 alpha-3 of it and its offices.
        titles: The offices that it is stated to hold, in small letters.
        reports: How many reports name it.
        listed: Whether a person's list holds it.
        former: Whether the same report was found to name it when it was read before.
        held: Whether a person's decision is about it.
        taken: Whether the report names it as somebody else already.
        company: How many others that the report names were named with it before.
    """

    key: int
    names: tuple[str, ...]
    kind: ActorKind
    countries: frozenset[str] = frozenset()
    titles: frozenset[str] = frozenset()
    reports: int = 1
    listed: bool = False
    former: bool = False
    held: bool = False
    taken: bool = False
    company: int = 0


@dataclass(frozen=True, slots=True)
class Likeness:
    """How an actor and an entry compare.

    Attributes:
        key: The entry's.
        ground: On what ground the names may be one.
        full: Whether both names are full, and not a surname or an acronym alone.
        odds: The log-odds that they are one.
        support: How much of it is no matter of names.
        conflict: Whether what is known of the two disagrees.
        reasons: What speaks for it and against it, each a sentence.
    """

    key: int
    ground: Ground
    full: bool
    odds: float
    support: float
    conflict: bool
    reasons: tuple[str, ...]

    @property
    def likelihood(self) -> float:
        """The probability that the log-odds stand for."""
        return 1 / (1 + math.exp(-self.odds))


def names_of(actor: Actor) -> tuple[str, ...]:
    """Everything that a report calls an actor, its fullest name first."""
    return tuple(dict.fromkeys((" ".join(actor.name.split()), *actor.names)))


def compare(actor: Actor, one: Known) -> Likeness | None:
    """Weighs an actor of a report against an entry; None where nothing makes them one.

    Example:
        >>> compare(Actor("1", "John Kerry", "person"), Known(7, ("John Kerry",), "person")).odds
        4.0
    """
    found = _ground(actor, one)
    if found is None:
        return None
    ground, mine, theirs = found
    person = "person" in (actor.kind, one.kind)
    full = is_full(mine, actor.kind) and is_full(theirs, one.kind)
    odds = _odds(ground, mine, theirs, person=person, full=full)
    reasons = [_SENTENCES[ground].format(mine, theirs)]
    if not person and ground == "same" and odds < 2.5 and not _of(actor) | one.countries:
        # What tells no country gathers in an entry that has none, and not in one for each report.
        odds = 2.5
    if actor.kind != one.kind and "person" in (actor.kind, one.kind):
        odds -= 3.5
        reasons.append(f"One is taken for a {actor.kind}, the other for a {one.kind}.")
    for_, against = _support(actor, one, person=person)
    support = sum(weight for weight, _ in for_)
    odds += support + sum(weight for weight, _ in against)
    reasons += [why for _, why in (*for_, *against)]
    conflict = bool(against)
    if one.former and ground == "same":
        if one.held:
            odds, conflict = 9.0, False
        odds += 2
    if one.taken and ground != "same":
        odds -= 3
        conflict = True
        reasons.append("One report names both and tells them apart.")
    return Likeness(one.key, ground, full, odds, support, conflict, tuple(reasons))


_SENTENCES: Final[dict[Ground, str]] = {
    "same": "Both are called “{1}”.",
    "surname": "“{0}” and “{1}” share a surname, and one of them is no more than that.",
    "given name": "“{0}” and “{1}” share a given name, and one of them is no more than that.",
    "shortened": "One of “{0}” and “{1}” is the other, shortened.",
    "acronym": "One of “{0}” and “{1}” is the first letters of the other.",
    "initials": "One of “{0}” and “{1}” has the initial of the other.",
    "transliteration": "“{0}” and “{1}” may be one name in another alphabet.",
}


def _ground(actor: Actor, one: Known) -> tuple[Ground, str, str] | None:
    """The best ground of any two names, and the names; of full ones where both have some."""
    mine, theirs = names_of(actor), one.names
    if "person" in (actor.kind, one.kind) and actor.kind != one.kind:
        return _identical(mine, theirs, least=2)
    if "document" in (actor.kind, one.kind):
        return _identical(mine, theirs, least=_LONG) if actor.kind == one.kind else None
    full = [name for name in mine if is_full(name, actor.kind)]
    their_full = [name for name in theirs if is_full(name, one.kind)]
    likeness = same_person if actor.kind == "person" else same_body
    if full and their_full:
        # Two of one family share a surname, and two bodies may share an acronym.
        mine, theirs = tuple(full), tuple(their_full)
    best: tuple[int, Ground, str, str] | None = None
    for name in mine:
        for other in theirs:
            ground = likeness(name, other)
            if ground is not None and (best is None or _ORDER[ground] < best[0]):
                best = (_ORDER[ground], ground, name, other)
    if best is None:
        return None
    if actor.kind != one.kind and best[1] not in ("same", "acronym"):
        return None
    return best[1:]


_ORDER: Final[dict[Ground, int]] = {ground: place for place, ground in enumerate(_SENTENCES)}


def _identical(
    mine: Iterable[str], theirs: Iterable[str], least: int
) -> tuple[Ground, str, str] | None:
    known = {words(name): name for name in theirs}
    for name in mine:
        found = words(name)
        if len(found) >= least and found in known:
            return "same", name, known[found]
    return None


def _odds(ground: Ground, mine: str, theirs: str, *, person: bool, full: bool) -> float:
    """What a likeness of names alone is worth."""
    if person:
        return _personal(ground, mine, theirs, full=full)
    if ground == "same":
        return 1.0 if _GENERIC.issuperset(words(mine)) else 4.0
    if ground == "acronym":
        return 2.5 if len(letters_of(mine) or letters_of(theirs)) > 2 else 1.5
    if ground == "shortened":
        shorter = min(words(mine), words(theirs), key=len)
        return 1.0 if len(shorter) > 1 and not _GENERIC.issuperset(shorter) else -1.5
    letters = sum(len(skeleton(word)) for word in words(mine))
    return 2.5 if letters > 5 else 1.0 if letters > 3 else -2.0


def _personal(ground: Ground, mine: str, theirs: str, *, full: bool) -> float:
    if not full:
        return {"same": 2.5, "surname": 0.5}.get(ground, -0.5)
    if ground == "same":
        return 4.0
    if ground == "shortened":
        return 2.5
    if ground == "transliteration":
        # Of short names more than one has the same skeleton: Dan and Don, but not Reis and Rayyes.
        given = words(mine)[0], words(theirs)[0]
        alike = given[0] == given[1] and surname(mine) != surname(theirs)
        long = min(map(len, given)) > 4
        return 2.5 if alike or long else 1.0
    return 0.0


def _support(
    actor: Actor, one: Known, *, person: bool
) -> tuple[list[tuple[float, str]], list[tuple[float, str]]]:
    """What speaks for it and against it but for the names, with what each is worth."""
    for_: list[tuple[float, str]] = []
    against: list[tuple[float, str]] = []
    mine = _of(actor)
    titles = frozenset(post.title for post in actor.posts if post.title)
    shared = mine & one.countries
    offices = _titles_in_common(titles, one.titles)
    if shared:
        for_.append((1.5, f"Both are of {_countries(shared)}."))
    elif mine and one.countries:
        # A country is read from the words beside a name, and is wrong more often than an office.
        worth = -6.0 if not person else -1.5 if offices else -3.5
        what = f"One is of {_countries(mine)}, the other of {_countries(one.countries)}."
        against.append((worth, what))
    if offices and not against:
        for_.append((1.5, f"Both are stated to be {_list(offices)}."))
    elif not shared and not offices and _apart(titles, one.titles):
        what = f"One is stated to be {_list(titles)}, the other {_list(one.titles)}."
        against.append((-2.0, what))
    if one.company:
        others = "somebody" if one.company == 1 else f"{one.company} others"
        for_.append((min(1.5, 0.5 * one.company), f"Reports name both together with {others}."))
    return for_, against


def _of(actor: Actor) -> frozenset[str]:
    """The countries that a report states an actor to be of."""
    return frozenset({actor.country, *(post.country for post in actor.posts)} - {""})


def _titles_in_common(mine: frozenset[str], theirs: frozenset[str]) -> list[str]:
    """Offices that both hold; “minister” is that of a foreign minister too."""
    return sorted(
        title
        for title in mine
        if any(
            title == other or title.endswith(f" {other}") or other.endswith(f" {title}")
            for other in theirs
        )
    )


def _apart(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether offices are of different walks of life: a mayor becomes a minister, no goalkeeper."""
    walks = [{_walk(title) for title in titles} for titles in (mine, theirs)]
    return all(walks) and "" not in walks[0] | walks[1] and not walks[0] & walks[1]


@lru_cache(maxsize=4_096)
def _walk(title: str) -> str:
    """Which walk of life an office is of, as a kind of source; empty where it tells none."""
    office = office_of(title.split())
    if office is None or office.source == "individual":
        return ""
    return "public" if office.source in _PUBLIC else office.source


def _countries(codes: Iterable[str]) -> str:
    known = countries()
    return _list(known[code].name if code in known else code for code in sorted(codes))


def _list(names: Iterable[str]) -> str:
    found = sorted(set(names))
    shown = found[:3] if len(found) > 3 else found
    return ", ".join(shown) + (" and others" if len(found) > 3 else "")
