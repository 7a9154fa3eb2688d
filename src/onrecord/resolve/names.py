"""The names of one report, gathered: which of them stand for the same person, body or place.

A name joins the names before it that it resembles, on the strongest ground; among several, those
that were named last. What a report puts in brackets behind a body's name is its acronym, whatever
the letters.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, get_args

from onrecord.resolve.naming import (
    LINKS,
    Ground,
    acronym,
    same_body,
    same_person,
    skeleton,
    words,
)

STRENGTH: Final = {ground: i for i, ground in enumerate(get_args(Ground))}
_BRACKET: Final = re.compile(r"\s*[(\[]\s*(?:or\s|the\s)?[\"“‘']?")
_SLASH: Final = re.compile(r"\s*(?:/|,| or )\s*")


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands.

    Attributes:
        start: Its first code point.
        end: One past the last.
        kind: ``person``, ``organisation`` or ``place``.
    """

    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Named:
    """Somebody or something that a report names.

    Attributes:
        names: Places of its names in what was given, in the order of the text.
        grounds: Why each of them is among these; the first is its own.
        kinds: How many of the names are taken for each kind, in the order of the first ones.
    """

    names: list[int] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def kind(self) -> str:
        """What most of the names are taken for; of kinds that are even, the first."""
        return self.kinds.most_common(1)[0][0]


def gather(text: str, names: Sequence[Name]) -> list[Named]:
    """Gathers names that stand for one.

    Args:
        text: The report's characters.
        names: In the order of the text.

    Returns:
        In the order of their first names.
    """
    found: list[Named] = []
    of: list[int] = []
    written = _Written()
    for place, name in enumerate(names):
        choice = _bracketed(text, names, place, of)
        ground: Ground = "acronym"
        if choice is None:
            choice, ground = _likest(text[name.start : name.end], name.kind, written, found)
        if choice is None:
            found.append(Named())
            choice, ground = len(found) - 1, "same"
        written.add(text[name.start : name.end], name.kind, choice)
        one = found[choice]
        one.names.append(place)
        one.grounds.append(ground)
        one.kinds[name.kind] += 1
        of.append(choice)
    return found


def _bracketed(text: str, names: Sequence[Name], place: int, of: list[int]) -> int | None:
    """Whom the name before the bracket stands for, where this one stands in it."""
    if not place or names[place].kind == "person" or names[place - 1].kind == "person":
        return None
    last, name = names[place - 1], names[place]
    between = text[last.end : name.start]
    letters = [letter for letter in text[name.start : name.end] if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    if len(letters) < 2 or capitals <= len(letters) / 2:
        return None
    if _BRACKET.fullmatch(between):
        return of[place - 1]
    # “(ISIS/ISIL)”: the second goes where the first went.
    opened = text.rfind("(", max(0, last.start - 20), last.start) >= 0
    return of[place - 1] if opened and _SLASH.fullmatch(between) else None


class _Written:
    """The names met so far, found again by what names that may be one have in common."""

    def __init__(self) -> None:
        self._by: dict[str, dict[tuple[str, str, int], None]] = {}

    def add(self, name: str, kind: str, of: int) -> None:
        for key in _keys(name):
            self._by.setdefault(key, {})[name, kind, of] = None

    def near(self, name: str) -> Iterable[tuple[str, str, int]]:
        """Each as it is written, with its kind and whom it stands for, once."""
        return dict.fromkeys(one for key in _keys(name) for one in self._by.get(key, ()))


def _keys(name: str) -> set[str]:
    """Its words, how its last one sounds, and its first letters: no ground needs anything else."""
    found = words(name)
    if not found:
        return set()
    letters = name.strip().replace(".", "").removeprefix("the ")
    return {*found, f"~{skeleton(found[-1])}", f"#{acronym(name)}", f"#{letters}"}


def _likest(
    name: str, kind: str, written: _Written, found: Sequence[Named]
) -> tuple[int | None, Ground]:
    best: tuple[int, int, int] | None = None
    ground: Ground = "same"
    for theirs, other_kind, number in written.near(name):
        why = _ground(name, kind, theirs, other_kind)
        if why is None:
            continue
        key = (STRENGTH[why], -found[number].names[-1], number)
        if best is None or key < best:
            best, ground = key, why
    return (None if best is None else best[2]), ground


def _ground(one: str, kind: str, other: str, other_kind: str) -> Ground | None:
    if "person" in (kind, other_kind):
        found = same_person(one, other)
        # Between a person and something else only the very same words count: one of both errs.
        return found if kind == other_kind or found == "same" else None
    found = same_body(one, other)
    if found is None and {kind, other_kind} == {"organisation"} and _is_head(one, other):
        return "shortened"
    return found if kind == other_kind or found in ("same", "acronym") else None


def _is_head(short: str, long: str) -> bool:
    """Whether a name is the head of a longer one: “the Observatory” of “… Observatory for …”.

    Within one report only, since every land has its ministry and many towns their Times.
    """
    mine, theirs = words(short), words(long)
    if len(mine) != 1 or len(theirs) < 2:
        return False
    end = next((i for i, word in enumerate(theirs) if i and word in LINKS), len(theirs))
    return len(mine[0]) > 3 and mine[0] == theirs[end - 1]
