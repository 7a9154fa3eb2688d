"""Which act a cue names, if it names one: “demanded” does, “said” does not."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, cast

from onrecord.errors import VocabularyError
from onrecord.vocabulary import terms
from onrecord.vocabulary.verbs import lemma

_BE: Final = frozenset("is are was were be been being am".split())  # noqa: SIM905
_WORD: Final = re.compile(r"[\w’']+")


@dataclass(frozen=True, slots=True)
class _Cues:
    named: Mapping[tuple[str, ...], str]
    silence: re.Pattern[str]
    longest: int


def act_named_by(cue: str) -> str | None:
    """The act that a cue names; None where it names none.

    Example:
        >>> act_named_by("has twice demanded"), act_named_by("said"), act_named_by("called for")
        ('demand', None, 'demand')
    """
    words = _base(cue)
    known = _read()
    best: tuple[int, int, str] | None = None
    for begin in range(len(words)):
        for end in range(begin + 1, min(len(words), begin + known.longest) + 1):
            act = known.named.get(tuple(words[begin:end]))
            if act is not None and (best is None or (end - begin, end) > best[:2]):
                best = end - begin, end, act
    return best[2] if best is not None else None


def is_silence(text: str) -> bool:
    """Whether words tell that somebody said nothing.

    Example:
        >>> is_silence("did not respond to a request"), is_silence("responded")
        (True, False)
    """
    return _read().silence.search(text) is not None


def _base(text: str) -> Sequence[str]:
    return ["be" if word.lower() in _BE else lemma(word) for word in _WORD.findall(text)[:24]]


@cache
def _read() -> _Cues:
    text = files("onrecord.vocabulary").joinpath("cues.toml").read_text(encoding="utf-8")
    return parse(text)


def parse(text: str) -> _Cues:
    """Reads and checks the file.

    Raises:
        VocabularyError: If it is not TOML, lacks a table, or names an act that is none.
    """
    try:
        data = tomllib.loads(text)
        acts = cast("Mapping[str, Sequence[str]]", data["acts"])
        silence = re.compile("|".join(data["silence"]["patterns"]), re.IGNORECASE)
    except (KeyError, TypeError, re.error, tomllib.TOMLDecodeError) as error:
        raise VocabularyError(
            f"the vocabulary of cues is not whole: {error!r}", "Correct cues.toml."
        ) from error
    strange = [act for act in acts if act not in terms("acts")]
    if strange:
        raise VocabularyError(f"{strange[0]!r} in cues.toml is no act", "Correct cues.toml.")
    named = {tuple(_base(cue)): act for act, cues in acts.items() for cue in cues}
    return _Cues(named, silence, max(map(len, named)))
