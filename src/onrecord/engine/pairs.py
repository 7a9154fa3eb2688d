"""What two tagged spans of one document have between them: the linker's inputs beside the encoder.

Every quantity is a small number that names a row of a table which training fills. Training and
reading call the same function, so that the two cannot drift apart.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.engine.tokens import CLOSING, INSIDE, OPENING, Ints, Words

SOURCE, CUE, CONTENT = range(3)
"""The roles as numbers."""

PAIR_FEATURES: Final = {
    "gap": 16,
    "cues between": 4,
    "contents between": 4,
    "sources between": 4,
    "paragraphs between": 4,
    "sentences between": 4,
    "marks between": 3,
    "quoted": 4,
    "cue at paragraph start": 2,
    "length": 4,
}
"""Each input and how many values it has."""

NEIGHBOURS: Final = 6
"""How many cues to either side of a span may be its own. On PolNeAR's training part 99.9 % are."""

_GAPS: Final = np.array([1, 2, 3, 6, 12, 25, 50])
_END_MARKS: Final = frozenset(".?!")


@dataclass(frozen=True, slots=True)
class Tag:
    """A run of words with one role.

    Attributes:
        begin: The first word.
        end: One past the last word.
        role: 0 source, 1 cue, 2 content.
        probability: How surely, from the tagger's marginals; 1 for a human's.
    """

    begin: int
    end: int
    role: int
    probability: float = 1.0

    def overlaps(self, begin: int, end: int) -> bool:
        """Whether it shares a word with a run of words."""
        return self.begin < end and begin < self.end


@dataclass(frozen=True, slots=True)
class Level:
    """The tagged spans of one level and how they belong together.

    Attributes:
        tags: In the order of the text, never overlapping.
        cue_of: For each content, the place of its cue in `tags` or None, and how surely.
        source_of: For each cue, the place of its source or None, and how surely.
    """

    tags: tuple[Tag, ...]
    cue_of: dict[int, tuple[int | None, float]]
    source_of: dict[int, tuple[int | None, float]]


def sentence_numbers(text: str, words: Words) -> Ints:
    """Numbers the sentence of each word, by paragraph ends and end marks before a capital."""
    numbers = np.zeros(len(words), np.int32)
    number = 0
    pending = False
    for i in range(len(words)):
        first = text[words.starts[i]]
        new = i and words.paragraphs[i] != words.paragraphs[i - 1]
        if new or (pending and (first.isupper() or first.isdigit() or words.quote[i] == OPENING)):
            number += 1
            pending = False
        elif pending and not (words.quote[i] == CLOSING or first in ")]'’"):
            pending = False
        if first in _END_MARKS and not _is_initial(text, words, i):
            pending = True
        numbers[i] = number
    return numbers


def _is_initial(text: str, words: Words, i: int) -> bool:
    """Whether the full stop at word `i` follows a single capital or a usual abbreviation."""
    if i == 0 or text[words.starts[i]] != "." or words.ends[i - 1] != words.starts[i]:
        return False
    before = text[words.starts[i - 1] : words.ends[i - 1]]
    return (len(before) == 1 and before.isupper()) or before.lower() in ABBREVIATIONS


ABBREVIATIONS: Final = frozenset(
    {"mr", "mrs", "ms", "dr", "gov", "sen", "rep", "gen", "lt", "col", "sgt", "capt", "maj", "prof"}
    | {"rev", "hon", "st", "jr", "sr", "vs", "no", "inc", "corp", "co", "ltd"}
    | {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"}
)
"""Words, in lower case, whose full stop ends no sentence."""


def pair_features(
    words: Words, sentences: Ints, tags: list[Tag], pairs: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Computes the linker's inputs.

    Args:
        words: The document's words.
        sentences: What `sentence_numbers` gave for them.
        tags: Spans in the order of the text.
        pairs: Of shape [pairs, 2]: places in `tags` of a source or content, and of a cue.

    Returns:
        Of shape [pairs, 10]: a value for each of `PAIR_FEATURES`, in that order.
    """
    begins = np.array([tag.begin for tag in tags])
    ends = np.array([tag.end for tag in tags])
    roles = np.array([tag.role for tag in tags])
    a, b = pairs[:, 0], pairs[:, 1]
    before = begins[a] < begins[b]  # the span stands before its cue
    first = np.where(before, a, b)
    second = np.where(before, b, a)
    gap = np.maximum(0, begins[second] - ends[first])
    bucket = np.searchsorted(_GAPS, gap, side="right")

    out = np.zeros((len(pairs), len(PAIR_FEATURES)), np.int64)
    out[:, 0] = bucket + np.where(before, 8, 0)
    for column, role in ((1, 1), (2, 2), (3, 0)):
        seen = np.concatenate([[0], np.cumsum(roles == role)])
        out[:, column] = np.minimum(3, seen[second] - seen[first + 1])
    last, head = ends[first] - 1, begins[second]
    out[:, 4] = np.minimum(3, np.abs(words.paragraphs[head] - words.paragraphs[last]))
    out[:, 5] = np.minimum(3, np.abs(sentences[head] - sentences[last]))
    marks = np.concatenate([[0], np.cumsum(np.isin(words.quote, (OPENING, CLOSING)))])
    out[:, 6] = np.minimum(2, np.maximum(0, marks[head] - marks[last + 1]))
    quoted = np.isin(words.quote, (OPENING, INSIDE))
    out[:, 7] = quoted[begins[a]] + 2 * np.isin(words.quote[ends[a] - 1], (INSIDE, CLOSING))
    out[:, 8] = words.features[begins[b], 1]
    out[:, 9] = np.minimum(3, np.searchsorted(_GAPS[2:5], ends[a] - begins[a], side="right"))
    return out


def candidates(tags: list[Tag]) -> npt.NDArray[np.int64]:
    """Pairs every source and content with the cues near it; of shape [pairs, 2]."""
    cues = [i for i, tag in enumerate(tags) if tag.role == 1]
    if not cues:
        return np.zeros((0, 2), np.int64)
    found = []
    places = np.searchsorted(np.array(cues), np.arange(len(tags)))
    for i, tag in enumerate(tags):
        if tag.role != 1:
            near = cues[max(0, places[i] - NEIGHBOURS) : places[i] + NEIGHBOURS]
            found += [(i, cue) for cue in near]
    return np.array(found, np.int64).reshape(-1, 2)
