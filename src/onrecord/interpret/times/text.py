"""Cuts a text into sentences of tokens, fine enough to read dates from: “2015-10-26” is five.

A sentence is read and forgotten before the next, so that memory does not grow with the text, and
one that has no end is cut, so that looking about in it takes bounded time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from onrecord.engine.pairs import ABBREVIATIONS
from onrecord.vocabulary.lexicon import word_lists
from onrecord.vocabulary.times import time_words, words_for

if TYPE_CHECKING:
    from onrecord.interpret.times.senses import Sense

LONGEST: Final = 400
"""Tokens after which a sentence without an end is cut."""

# The thousands are bounded, so that a number of any length is looked at once.
_TOKEN: Final = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3}){1,5}+(?![0-9])|[0-9]++|[^\W\d_]++|[^\w\s]|_|\d"
)
_ENDS: Final = frozenset(".?!…")
_CLOSERS: Final = frozenset("\"'”’»)]")


@cache
def _after_half() -> frozenset[str]:
    """What may follow “p.m.” within a sentence, with a capital: a day or a clock."""
    words = time_words()
    clocks = {name.split()[0] for names in word_lists("clocks").values() for name in names}
    return frozenset({*words.weekdays, *words.months, *clocks})


_BEFORE_NUMBERS: Final = frozenset({"ca", "al", "pp", "fig", "vol", "approx", "est"})


@dataclass(slots=True)
class Tokens:
    """The tokens of one sentence, in lists side by side.

    Attributes:
        starts: The first code point of each in the text.
        ends: One past the last code point of each.
        raw: Each as it is written.
        low: Each in small letters with straight apostrophes and hyphens for dashes.
        paragraph: The number of the paragraph.
        number: The number of the sentence.
        read: What was read at a place already, for whoever reads the sentence.
    """

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    low: list[str] = field(default_factory=list)
    paragraph: int = 0
    number: int = 0
    read: dict[int, "tuple[Sense, int] | None"] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.raw)

    def at(self, i: int) -> str:
        """A token in small letters; empty outside of the sentence."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def word(self, i: int) -> str:
        """A token as it is written; empty outside of the sentence."""
        return self.raw[i] if 0 <= i < len(self.raw) else ""

    def glued(self, i: int) -> bool:
        """Whether a token follows the one before it with nothing between."""
        return 0 < i < len(self.raw) and self.ends[i - 1] == self.starts[i]

    def capital(self, i: int) -> bool:
        """Whether a token begins with a capital."""
        return self.word(i)[:1].isupper()


_PLAIN: Final = str.maketrans(
    {"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "−": "-", "‐": "-"}
)


def _telling() -> frozenset[str]:
    words = time_words()
    names = (*words.holidays, *words.easter, *words.periods)
    return frozenset(
        (
            *(*words.months, *words.weekdays, *words.weekdays_plural, *words.units),
            *(*words.seasons, *words.decades, *words.parts, *words_for("telling")),
            *(word for name in names for word in name.split() if len(word) > 2),
        )
    )


TELLING: Final = _telling()
"""Words that a time has at least one of, where it has no number."""
_WORD: Final = re.compile(r"[^\W\d_]++")
_NUMBER: Final = re.compile(r"[0-9]{3}|[0-9]\s?[:/.]\s?[0-9]{2}|[0-9]0['’]?s|[0-9]\s?[aApP]\.?[mM]")
_SHORT: Final = 100_000
"""Characters of a paragraph up to which it is worth a look whether it tells any time."""


def telling(text: str) -> Iterator[tuple[int, int, int]]:
    """The paragraphs that may tell a time: number, first code point, one past the last.

    Empty ones have no number of their own.
    """
    start = number = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end]
        if (
            len(line) > _SHORT
            or not TELLING.isdisjoint(_WORD.findall(line.lower()))
            or _NUMBER.search(line)
        ):
            yield number, start, end
        start, number = end + 1, number + (not line.isspace() and line != "")


def sentences(text: str) -> Iterator[Tokens]:
    """The sentences that may tell a time, in order, each with at most `LONGEST` tokens.

    Of a text without line breaks, or with long lines, other sentences come with them.
    """
    for paragraph, start, end in telling(text):
        yield from _sentences(text, paragraph, start, end)


def _sentences(text: str, paragraph: int, start: int, end: int) -> Iterator[Tokens]:
    found = Tokens(paragraph=paragraph)
    number, ended = 0, False
    for match in _TOKEN.finditer(text, start, end):
        raw = match.group()
        cut = len(found) >= LONGEST
        if ended and raw not in _CLOSERS and raw not in _ENDS:
            parted = match.start() > found.ends[-1] and not raw[0].islower()
            within = found.at(len(found) - 2) == "m" and raw.lower() in _after_half()
            cut = cut or (parted and not within)
            ended = False
        if cut:
            yield found
            number += 1
            found = Tokens(paragraph=paragraph, number=number)
        found.starts.append(match.start())
        found.ends.append(match.end())
        found.raw.append(raw)
        found.low.append(raw.lower().translate(_PLAIN))
        if raw in _ENDS:
            ended = not (raw == "." and _belongs(found, len(found) - 1))
    if len(found):
        yield found


def _belongs(tokens: Tokens, dot: int) -> bool:
    """Whether a full stop belongs to an abbreviation or an initial, and may end nothing."""
    if not tokens.glued(dot):
        return False
    before = tokens.raw[dot - 1]
    if tokens.at(dot - 1) in ABBREVIATIONS:
        return True
    if len(before) == 1 and before.isupper():
        return not (tokens.at(dot - 2) == "." and tokens.at(dot - 3) == "u")
    if before == "m":  # “p.m.” may well be the end
        return False
    return len(before) == 1 or before in _BEFORE_NUMBERS
