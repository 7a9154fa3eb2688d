"""The words that the record is written in, each with a label, a definition and an example.

The words are data, one file per kind. They are read when they are first asked for, checked whole,
and then never change.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, get_args

from onrecord.errors import VocabularyError

Kind = Literal["acts", "certainty", "links", "manners", "sources"]

KINDS: tuple[Kind, ...] = get_args(Kind)

PLOVER: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "ACCUSE": frozenset({"allege", "disapprove", "investigate"}),
        "AGREE": frozenset(),
        "CONCEDE": frozenset(),
        "REJECT": frozenset({"assist", "change", "meet", "yield"}),
        "REQUEST": frozenset({"assist", "change", "meet", "yield"}),
        "SUPPORT": frozenset(),
        "THREATEN": frozenset(
            {"arrest", "expel", "relations", "restrict", "territory", "violence"}
        ),
    }
)
"""The event types of PLOVER that words alone can amount to, with their modes."""

# What an entry of each kind may say besides label, definition and example, and of which type.
_FIELDS: Mapping[Kind, Mapping[str, type]] = {
    "acts": {"plover": str, "modes": list, "verb": str, "toward": str, "takes": list},
    "certainty": {},
    "links": {"directed": bool},
    "manners": {},
    "sources": {"named": bool},
}
_TEXTS = ("label", "definition", "example")


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the vocabulary.

    Attributes:
        id: Names the word in the record and in every export.
        label: The word as people read it.
        definition: What it means, in one or two sentences.
        example: A sentence, written for this vocabulary, to which it applies.
        plover: For acts, the PLOVER event type it is exported as; None for nothing.
        modes: For acts, the PLOVER modes that may be chosen from.
        verb: For acts, what a sentence about a statement says that its speaker does, in the third
            person of the present: “offers”.
        toward: For acts, the word between that verb and whom it is directed at: “demands of”;
            empty where there is none.
        takes: For acts, the words that the content may begin with to run on from whom it is
            directed at: “asks them to”.
        directed: For links, whether the order of the two statements matters.
        named: For sources, whether the report names them.
    """

    id: str
    label: str
    definition: str
    example: str
    plover: str | None = None
    modes: tuple[str, ...] = ()
    verb: str = ""
    toward: str = ""
    takes: tuple[str, ...] = ()
    directed: bool | None = None
    named: bool | None = None


def terms(kind: Kind) -> Mapping[str, Term]:
    """Gives the words of one kind by id, in the order of their file.

    Raises:
        VocabularyError: If the file is not what a vocabulary should be, or there is no such kind.

    Example:
        >>> list(terms("manners"))
        ['direct', 'indirect', 'mixed', 'narrated']
    """
    if kind not in KINDS:
        raise VocabularyError(
            f"there is no vocabulary of {kind!r}", f"Choose one of {', '.join(KINDS)}."
        )
    return _read(kind)


@cache
def _read(kind: Kind) -> Mapping[str, Term]:
    text = files("onrecord.vocabulary").joinpath(f"{kind}.toml").read_text(encoding="utf-8")
    return parse(kind, text)


def parse(kind: Kind, text: str) -> Mapping[str, Term]:
    """Reads and checks a vocabulary file.

    Raises:
        VocabularyError: If it is not TOML, or an entry lacks a field or has a wrong one.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(
            f"the vocabulary of {kind} is not TOML: {error}", "Correct the file."
        ) from error
    return MappingProxyType({word: _term(kind, word, entry) for word, entry in data.items()})


def _term(kind: Kind, word: str, entry: object) -> Term:
    if not isinstance(entry, dict):
        raise _fault(kind, word, "is not a table")
    known = {**dict.fromkeys(_TEXTS, str), **_FIELDS[kind]}
    for name, value in entry.items():
        if name not in known:
            raise _fault(kind, word, f"has a field {name!r}, which {kind} do not have")
        if not isinstance(value, known[name]):
            raise _fault(kind, word, f"has a {name} that is no {known[name].__name__}")
    for name in _TEXTS:
        if not entry.get(name, "").strip():
            raise _fault(kind, word, f"has no {name}")
    plover, modes = entry.get("plover"), tuple(entry.get("modes", ()))
    if plover is not None and plover not in PLOVER:
        raise _fault(kind, word, f"maps to {plover!r}, which is no PLOVER event of words")
    if not all(isinstance(mode, str) for mode in modes):
        raise _fault(kind, word, "has a mode that is no str")
    if not all(isinstance(one, str) for one in entry.get("takes", ())):
        raise _fault(kind, word, "takes a word that is no str")
    if not set(modes) <= PLOVER.get(plover or "", frozenset()):
        raise _fault(kind, word, f"has modes that PLOVER's {plover} does not have")
    for name, type_ in _FIELDS[kind].items():
        if type_ is bool and name not in entry:
            raise _fault(kind, word, f"does not say whether it is {name}")
    if "verb" in _FIELDS[kind] and not entry.get("verb", "").strip():
        raise _fault(kind, word, "has no verb")
    return Term(
        id=word,
        label=entry["label"],
        definition=entry["definition"],
        example=entry["example"],
        plover=plover,
        modes=modes,
        verb=entry.get("verb", ""),
        toward=entry.get("toward", ""),
        takes=tuple(entry.get("takes", ())),
        directed=entry.get("directed"),
        named=entry.get("named"),
    )


def _fault(kind: str, word: str, what: str) -> VocabularyError:
    return VocabularyError(f"{word!r} in the vocabulary of {kind} {what}", "Correct the file.")
