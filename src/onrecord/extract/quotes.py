"""Quotation marks: how a content is given."""

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from onrecord.document import Span
from onrecord.engine.tokens import INSIDE, OUTSIDE, Words
from onrecord.statement import Manner

LONGEST_TAIL: Final = 0
"""Words outside the marks that a direct quotation may have."""

_NARRATED: Final = re.compile(
    r"\b(want|wish|hope|intend|plan|seek|desire|prefer|fear|expect|believe|think|thought|feel|felt|"
    r"consider|view|see|saw|regard|doubt|know|knew|thank|praise|welcome|condemn|criticis|criticiz|"
    r"blame|accuse|reject|refuse|oppose|support|back|favou?r|try|tri|attempt|agree|decide|vow|like|"
    r"love|hate|worr|concern|interest|sceptic|skeptic|willing|ready|eager|reluctant|determin)"
    r"(s|es|d|ed|ing|ies|n|al|ous)?\b",
    re.IGNORECASE,
)


def manner(words: Words, content: Sequence[Span], cue: Sequence[Span]) -> Manner:
    """How a content is given.

    Direct where all its words stand in quotation marks, mixed where some do; otherwise narrated
    where the cue reports a wish, an attitude or an act instead of an utterance, else indirect.

    Args:
        words: The document's words.
        content: The parts of the content.
        cue: The cue's spans.
    """
    quoted = bare = 0
    for span in content:
        # Offsets of the array's own type: with another, numpy converts the whole array each time.
        offsets = np.array([span.start, span.end], words.starts.dtype)
        begin, end = words.starts.searchsorted(offsets, side="left").tolist()
        states = words.quote[begin:end]
        quoted += int(np.count_nonzero(states == INSIDE))
        text = span.document.text
        for word in (np.flatnonzero(states == OUTSIDE) + begin).tolist():
            # The full stop of “no”. is outside its marks by British custom, and is no word.
            bare += text[words.starts[word]].isalnum()
    if quoted and bare <= LONGEST_TAIL:
        return "direct"
    if quoted:
        return "mixed"
    return "narrated" if any(_NARRATED.search(span.text) for span in cue) else "indirect"
