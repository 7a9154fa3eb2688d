"""A text as the encoder sees it: words, their pieces, and what the pieces alone do not tell.

Word ``i`` is ``text[starts[i]:ends[i]]``, in code points, always; words are in the order of the
text and never overlap. The encoder's vocabulary is uncased and knows no line ends, so each word
carries its case, whether it opens a paragraph, whether white space stands before it, and where it
stands with regard to quotation marks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

Ints = npt.NDArray[np.int32]

WORD: Final = re.compile(r"\w+|[^\w\s]")
PARAGRAPH_LIMIT: Final = 400
"""Words after which a paragraph without an end is cut, so that no text makes a stage slow."""
BLOCK: Final = 10_000
"""Words that are looked at as strings at once."""

FEATURES: Final = {"case": 5, "paragraph": 2, "space": 2, "quote": 4}
"""The extra inputs of the encoder and how many values each has."""

OUTSIDE, INSIDE, OPENING, CLOSING = range(4)

_OPENERS: Final = frozenset("“«„‟〝")
_CLOSERS: Final = frozenset("”»〞")
_PLAIN: Final = frozenset('"＂')
_SINGLES: Final = frozenset("'‘’‚‛‹›`")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one text.

    Attributes:
        starts: Of shape [words]: the first code point of each word.
        ends: Of shape [words]: one past its last code point.
        paragraphs: Of shape [words]: which paragraph each is in, counted from 0.
        features: Of shape [words, 4]: a value for each of `FEATURES`, in that order.
        pieces: Of shape [pieces]: vocabulary numbers.
        first: Of shape [words]: where each word's first piece is in `pieces`.
    """

    starts: Ints
    ends: Ints
    paragraphs: Ints
    features: Ints
    pieces: Ints
    first: Ints

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def quote(self) -> Ints:
        """Of shape [words]: outside, inside, opening or closing a quotation."""
        return self.features[:, 3]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The first word of the characters from `start` to `end`, and one past their last."""
        begin = int(self.ends.searchsorted(start, side="right"))
        return begin, int(self.starts.searchsorted(end, side="left"))


def cut(text: str, pieces: "Pieces") -> Words:
    """Cuts a text into words and pieces.

    Words of which the vocabulary makes no piece (control characters, lone combining marks, halves
    of surrogate pairs) are left out: a span may run over one but never begins or ends there.

    Args:
        text: Any text; line ends of any kind end a paragraph.
        pieces: The vocabulary of the encoder.
    """
    offsets = chain.from_iterable(match.span() for match in WORD.finditer(text))
    spans: Ints = np.fromiter(offsets, np.int32).reshape(-1, 2)
    paragraphs, opens = paragraph_numbers(text, spans)
    parts = [_part(text, spans[a:b], opens[a:b], pieces) for a, b in _blocks(opens)]
    features = np.concatenate([np.zeros((0, 4), np.int32), *(part for part, _, _ in parts)])
    counts = np.concatenate([np.zeros(0, np.int32), *(part for _, part, _ in parts)])
    numbers = np.concatenate([np.zeros(0, np.int32), *(part for _, _, part in parts)])
    kept = counts > 0
    first = (np.cumsum(counts) - counts)[kept]
    if not kept.all():
        # The mark of an opened paragraph moves on to the first word that is kept.
        features[kept, 1] = np.diff(paragraphs[kept], prepend=-1) > 0
    return Words(
        spans[kept, 0],
        spans[kept, 1],
        paragraphs[kept],
        features[kept],
        numbers,
        first.astype(np.int32),
    )


def _blocks(opens: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Runs of whole paragraphs with some `BLOCK` words: as objects, words take much memory."""
    places = np.flatnonzero(opens)
    begin = 0
    while begin < len(opens):
        place = int(np.searchsorted(places, begin + BLOCK))
        end = int(places[place]) if place < len(places) else len(opens)
        yield begin, end
        begin = end


def _part(
    text: str, spans: Ints, opens: npt.NDArray[np.bool_], pieces: "Pieces"
) -> tuple[Ints, Ints, Ints]:
    """Features, counts of pieces, and pieces of the words of some paragraphs."""
    matches: list[tuple[int, int]] = spans.tolist()
    surfaces = [text[start:end] for start, end in matches]
    each = pieces.of(surfaces)
    columns = (
        np.array([_case(surface) for surface in surfaces], np.int32),
        opens.astype(np.int32),
        np.array([s == 0 or text[s - 1].isspace() for s, _ in matches], np.int32),
        quote_states(text, surfaces, matches, opens),
    )
    counts = np.array([len(one) for one in each], np.int32)
    return np.stack(columns, axis=1), counts, np.array(list(chain.from_iterable(each)), np.int32)


class Pieces:
    """The encoder's vocabulary, with a memory of the words that it has cut.

    News uses few words often: remembering them makes cutting a text five times as fast.

    Args:
        tokenizer: One that cuts each word by itself, as BERT's does, without special pieces,
            padding or truncation.
    """

    MEMORY: Final = 100_000
    """Words that are remembered: some twenty megabytes."""
    LONGEST: Final = 40
    """Characters of a word that is remembered."""
    AT_ONCE: Final = 4096
    """Words cut in one call: enough for the tokenizer's threads, and level memory."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, list[int]] = {}

    def of(self, surfaces: Sequence[str]) -> list[list[int]]:
        """The vocabulary numbers of each word; none where the vocabulary makes nothing of it."""
        known = self._known
        new = list(dict.fromkeys(surface for surface in surfaces if surface not in known))
        fresh: dict[str, list[int]] = {}
        for begin in range(0, len(new), self.AT_ONCE):
            part = new[begin : begin + self.AT_ONCE]
            encodings = self._tokenizer.encode_batch(
                [[_encodable(surface)] for surface in part],
                is_pretokenized=True,
                add_special_tokens=False,
            )
            fresh.update((word, one.ids) for word, one in zip(part, encodings, strict=True))
        found = [known[s] if s in known else fresh[s] for s in surfaces]
        if len(known) + len(fresh) > self.MEMORY:
            known = {}
        known.update((s, ids) for s, ids in fresh.items() if len(s) <= self.LONGEST)
        self._known = known  # in one step, for whoever reads in another thread
        return found


def _encodable(surface: str) -> str:
    """The word, or U+FFFD for half of a surrogate pair, which the tokenizer refuses as no text."""
    return "\ufffd" if "\ud800" <= surface[0] <= "\udfff" else surface


def paragraph_numbers(
    text: str, matches: Ints | Sequence[tuple[int, int]]
) -> tuple[Ints, npt.NDArray[np.bool_]]:
    """Numbers the paragraph of each word, and says which words open one."""
    starts = np.asarray(matches, np.int32).reshape(-1, 2)[:, 0]
    opens = np.zeros(len(starts), np.bool_)
    opens[:1] = True
    ends = np.fromiter((match.start() for match in _LINE_ENDS.finditer(text)), np.int32)
    after = np.searchsorted(starts, ends)
    opens[after[after < len(starts)]] = True
    places = np.arange(len(starts), dtype=np.int32)
    opens |= (places - np.maximum.accumulate(places * opens)) % PARAGRAPH_LIMIT == 0
    numbers: Ints = np.cumsum(opens, dtype=np.int32) - np.int32(1)
    return numbers, opens


_LINE_ENDS: Final = re.compile("[\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029]+")


def _case(word: str) -> int:
    """0 lower case or no letters, 1 capitalised, 2 all capitals, 3 with a digit, 4 mixed."""
    if word.islower():
        return 0
    if any(character.isdigit() for character in word):
        return 3
    if word.isupper():
        return 2 if len(word) > 1 else 1
    if word[0].isupper():
        return 1
    return 4 if any(character.isupper() for character in word) else 0


def quote_states(
    text: str,
    surfaces: Sequence[str],
    matches: Sequence[tuple[int, int]],
    opens: npt.NDArray[np.bool_],
) -> Ints:
    """Says of each word whether it is outside, inside, opening or closing a quotation.

    Every paragraph starts outside: a quotation that runs on repeats its opening mark by custom, and
    a mark that somebody forgot to close costs one paragraph and not the rest of the report.
    """
    states = np.zeros(len(surfaces), np.int32)
    depth = ""  # the kind of quotation that is open: "", "double" or "single"
    for i, surface in enumerate(surfaces):
        if opens[i]:
            depth = ""
        if len(surface) > 1 or surface.isalnum():
            states[i] = INSIDE if depth else OUTSIDE
            continue
        start, end = matches[i]
        free_before = start == 0 or text[start - 1].isspace() or text[start - 1] in "([{—–-"
        free_after = end >= len(text) or not text[end].isalnum()
        state = INSIDE if depth else OUTSIDE
        if surface in _PLAIN or surface in _OPENERS or surface in _CLOSERS:
            # German „…“ and »…« close with what others open with: an open quotation decides.
            closes = depth == "double" and (surface not in _OPENERS or not free_before)
            if closes:
                state, depth = CLOSING, ""
            elif surface in _OPENERS or (surface in _PLAIN and not depth) or free_before:
                state, depth = OPENING, "double"
            elif depth == "single":
                state, depth = CLOSING, ""
        elif surface in _SINGLES:
            if depth != "double" and free_before and not free_after:
                state, depth = OPENING, "single"
            elif depth == "single" and free_after and not free_before:
                state, depth = CLOSING, ""
        states[i] = state
    return states
