"""Whether an actor of a report is one that other reports name: the same, doubtful or new.

Nothing here knows a database: `blocking` gives the keys that candidates are found by, and
`likeness` weighs each of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from onrecord.resolve.blocking import is_full
from onrecord.resolve.likeness import Known, Likeness, compare, names_of
from onrecord.statement import Actor, ActorKind

Verdict = Literal["same", "doubtful", "new"]

SURE: Final = 2.5
"""Log-odds from which on two are taken for one: some 92 in 100."""
WORTH_ASKING: Final = -1.5
"""Log-odds below which nobody is asked: some 18 in 100."""
MOST_DOUBTS: Final = 3
"""Entries that a new one is proposed to be one with."""
CLEAR: Final = 1.5
"""Log-odds by which the likeliest bearer of a surname has to stand out among several."""
WELL_KNOWN: Final = 3
"""Reports that make somebody known well enough to be meant by a surname alone."""
OUTWEIGHS: Final = 4
"""How many times the reports of all others of a name tell who is meant by it alone."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What becomes of an actor.

    Attributes:
        verdict: Whether it is an entry that is there, may be one, or is new.
        key: The entry that it is; None where it gets one of its own.
        doubts: The entries that it may be, the likeliest first; only where it gets its own.
        likeness: How it compares with the entry that it is.
    """

    verdict: Verdict
    key: int | None = None
    doubts: tuple[Likeness, ...] = ()
    likeness: Likeness | None = None


def is_named_in_full(actor: Actor) -> bool:
    """Whether a report names an actor by more than a surname or an acronym."""
    return any(is_full(name, actor.kind) for name in names_of(actor))


def judge(actor: Actor, known: Sequence[Known]) -> Judgement:
    """Decides which of the entries that share a key an actor is, if any.

    Args:
        actor: Of one report.
        known: The entries; their order decides nothing.

    Returns:
        Doubtful where it may be one of them and gets an entry of its own.
    """
    by_key = {one.key: one for one in known}
    likely = [found for one in known if (found := compare(actor, one)) is not None]
    likely.sort(key=lambda found: (-found.odds, -by_key[found.key].reports, found.key))
    full = [found for found in likely if found.full]
    chosen = _best(full, by_key)
    if chosen is None:
        named_in_full = is_named_in_full(actor)
        short = [found for found in likely if not found.full and not found.conflict]
        chosen = _bearer(short, by_key, named_in_full=named_in_full, kind=actor.kind)
    if chosen is not None:
        return Judgement("same", chosen.key, likeness=chosen)
    doubts = tuple(found for found in likely if found.odds >= WORTH_ASKING)[:MOST_DOUBTS]
    return Judgement("doubtful" if doubts else "new", doubts=doubts)


def _best(full: Sequence[Likeness], by_key: dict[int, Known]) -> Likeness | None:
    """The entry of the same full name; None where there is none, or several as likely."""
    sure = [found for found in full if found.odds >= SURE]
    if not sure:
        return None
    near = [found for found in sure if found.odds > sure[0].odds - 1]
    if len(near) == 1:
        return near[0]
    listed = [found for found in near if by_key[found.key].listed]
    if len(listed) == 1:
        return listed[0]
    most = max(near, key=lambda found: (by_key[found.key].reports, -found.key))
    if all(_one_by_name(found, by_key[found.key]) for found in near):
        return most
    others = sum(by_key[found.key].reports for found in near) - by_key[most.key].reports
    if by_key[most.key].reports >= OUTWEIGHS * others:
        return most
    # What tells nothing apart gathers in an entry of which nothing is known either, so that a
    # name has one such entry and not one for each report.
    plain = [found for found in near if not _told(by_key[found.key])]
    return min(plain, key=lambda found: found.key) if plain else None


def _one_by_name(found: Likeness, one: Known) -> bool:
    """Whether a name and a country leave no choice, as a land has one ministry or town so called.

    Entries that share both are one, which reports once gave two.
    """
    return one.kind != "person" and found.ground == "same" and bool(found.support)


def _told(one: Known) -> bool:
    return bool(one.countries or one.titles or one.listed)


def _bearer(
    short: Sequence[Likeness], by_key: dict[int, Known], *, named_in_full: bool, kind: ActorKind
) -> Likeness | None:
    """Who is meant by a surname, given name or acronym alone, where only one can be."""
    bare = [found for found in short if not _is_full(by_key[found.key])]
    full = [found for found in short if _is_full(by_key[found.key])]
    if named_in_full:
        # A full name never becomes a person's of whom only the surname is known.
        letters = [found for found in short if found.ground in ("acronym", "same")]
        return letters[0] if kind != "person" and len(letters) == 1 else None
    well = [
        found
        for found in full
        if found.support > 0
        or (
            found.ground != "given name"
            and (by_key[found.key].listed or by_key[found.key].reports >= WELL_KNOWN)
        )
        or (found.ground == "acronym" and len(full) == 1)
    ]
    if any(found.ground != "given name" for found in well):
        well = [found for found in well if found.ground != "given name"]
    supported = [found for found in well if found.support > 0]
    if len(supported) == 1:
        well = supported
    if len(well) == 1 or (well and well[0].odds >= well[1].odds + CLEAR):
        one = by_key[well[0].key]
        others = sum(by_key[found.key].reports for found in full) - one.reports
        if well[0].support > 0 or one.reports >= OUTWEIGHS * others:
            return well[0]
    alone = [found for found in bare if found.ground == "same"]
    return alone[0] if alone else None


def _is_full(one: Known) -> bool:
    return any(is_full(name, one.kind) for name in one.names)
