"""What the export to PLOVER and POLECAT needs beside the acts: quads, scales, modes, sectors.

The facts are those of the PLOVER manual's draft 2.0; the words that show a mode, a context or a
sector are ours. `plover.toml` has them all.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from onrecord.errors import VocabularyError
from onrecord.vocabulary import PLOVER
from onrecord.vocabulary.offices import office_of

_EDGE: Final = r"(?<!\w){}(?!\w)"


@dataclass(frozen=True, slots=True)
class EventType:
    """A type of event.

    Attributes:
        quad: ``VERBAL COOPERATION`` or another of the four.
        code: 1 to 4, the same.
        scale: From −10, most hostile, to 10.
        modes: The scale of each mode.
    """

    quad: str
    code: int
    scale: float
    modes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Words:
    events: Mapping[str, EventType]
    modes: Mapping[str, re.Pattern[str]]
    contexts: Mapping[str, re.Pattern[str]]
    sources: Mapping[str, str]
    bodies: Mapping[str, re.Pattern[str]]
    codes: Mapping[str, re.Pattern[str]]


def event_types() -> Mapping[str, EventType]:
    """The types of event that words alone can amount to, by name."""
    return _read().events


def mode_of(event: str, text: str) -> str:
    """The mode that the words of a content show first; empty where none does.

    Example:
        >>> mode_of("REQUEST", "that the guns be withdrawn and talks begin")
        'yield'
    """
    found = [
        (match.start(), mode)
        for mode in event_types()[event].modes
        if mode in _read().modes and (match := _read().modes[mode].search(text))
    ]
    return min(found, default=(0, ""))[1]


def contexts_of(text: str) -> tuple[str, ...]:
    """The contexts that words of a content show, in the order of the vocabulary."""
    return tuple(name for name, words in _read().contexts.items() if words.search(text))


def sector_of_source(kind: str) -> str:
    """The sector of who is described by a kind of source; empty where it has none."""
    return _read().sources.get(kind, "")


def sector_of_body(name: str) -> str:
    """The sector of a body by its name; empty where the name does not tell.

    Example:
        >>> sector_of_body("Free Upland Army"), sector_of_body("Ministry of Defence")
        ('REB', 'GOV')
    """
    return next((code for code, words in _read().bodies.items() if words.search(name)), "")


def sector_of_title(title: str) -> str:
    """The sector of who holds an office; empty where the title is none.

    Example:
        >>> sector_of_title("foreign minister"), sector_of_title("senator")
        ('GOV', 'LEG')
    """
    office = office_of(title.split())
    if office is None:
        return ""
    return "LEG" if office.class_ == "legislator" else sector_of_source(office.source)


def code_of_body(name: str) -> str:
    """The code that stands for a country where a body is of none: ``UNO``; empty for others.

    Example:
        >>> code_of_body("the United Nations"), code_of_body("Telhask")
        ('UNO', '')
    """
    plain = name.casefold().removeprefix("the ")
    return next((code for code, words in _read().codes.items() if words.fullmatch(plain)), "")


@cache
def _read() -> _Words:
    text = files("onrecord.vocabulary").joinpath("plover.toml").read_text(encoding="utf-8")
    return parse(text)


def parse(text: str) -> _Words:
    """Reads and checks the file.

    Raises:
        VocabularyError: If it is not TOML, lacks a table, or has an event or mode that is none.
    """
    try:
        data: dict[str, Any] = tomllib.loads(text)
        quads, cues, sectors = data["quads"], data["cues"], data["sectors"]
        events = {
            name: EventType(
                quads[entry["quad"] - 1],
                entry["quad"],
                float(entry["scale"]),
                MappingProxyType(dict(entry.get("modes", {}))),
            )
            for name, entry in data["events"].items()
        }
        found = _Words(
            MappingProxyType(events),
            _compiled(cues["modes"]),
            _compiled(cues["contexts"]),
            MappingProxyType(dict(sectors["sources"])),
            _compiled(sectors["bodies"]),
            _compiled(sectors["codes"]),
        )
    except (KeyError, TypeError, IndexError, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(
            f"the vocabulary of PLOVER is not whole: {error!r}", "Correct plover.toml."
        ) from error
    for name, modes in PLOVER.items():
        if name not in events or set(events[name].modes) != set(modes):
            raise VocabularyError(
                f"the vocabulary of PLOVER has other modes for {name}", "Correct plover.toml."
            )
    return found


def _compiled(lists: Mapping[str, Iterable[str]]) -> Mapping[str, re.Pattern[str]]:
    found = {}
    for name, words in lists.items():
        forms = "|".join(
            re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in words
        )
        found[name] = re.compile(_EDGE.format(f"(?:{forms})"), re.IGNORECASE)
    return MappingProxyType(found)
