"""Documents to overlapping windows, and what was computed on windows back to documents.

Every piece of every document is in at least one window, and takes its numbers from the window in
which it stands farthest from an edge. The length of a report is therefore no limit.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from onrecord.engine.tokens import Ints, Words

WINDOW: Final = 320
"""Pieces in a window, the two special ones included; the encoder's limit is 512."""
LENGTHS: Final = 16
"""Windows are padded to multiples of so many pieces: for each length that the runtime meets, it
prepares and keeps what it needs."""
OVERLAP: Final = 32
"""Pieces that a window shares with the one before it."""

CLS: Final = 101
SEP: Final = 102
PAD: Final = 0


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words of one document that the encoder takes at once.

    Attributes:
        begin: The first word.
        end: One past the last word.
        keep_begin: The first word that takes its numbers from this window.
        keep_end: One past the last such word.
    """

    begin: int
    end: int
    keep_begin: int
    keep_end: int


def cut_windows(words: Words, size: int = WINDOW, overlap: int = OVERLAP) -> list[Window]:
    """Cuts a document into windows of at most `size` pieces, two of them special.

    A window begins at a paragraph where one begins close by, as it did in training. A word of more
    pieces than fit is taken alone, and its tail is left out.
    """
    bounds = np.append(words.first, len(words.pieces)).astype(np.int64)
    opens = np.flatnonzero(words.features[:, 1])
    room = max(1, size - 2)
    spans: list[tuple[int, int]] = []
    begin = 0
    while begin < len(words):
        end = int(np.searchsorted(bounds, bounds[begin] + room, side="right")) - 1
        end = max(begin + 1, min(end, len(words)))
        spans.append((begin, end))
        if end >= len(words):
            break
        step = int(np.searchsorted(bounds, bounds[end] - overlap, side="left"))
        earliest = int(np.searchsorted(bounds, bounds[end] - 2 * overlap, side="left"))
        # Each window must reach farther than the last, even where the next word hardly fits.
        needed = int(np.searchsorted(bounds, bounds[end + 1] - room, side="left"))
        begin = max(begin + 1, min(needed, end), _last_open(opens, earliest, min(step, end)))
    windows = []
    keep_begin = 0
    for i, (begin, end) in enumerate(spans):
        keep_end = end
        if i + 1 < len(spans):
            following = spans[i + 1][0]
            keep_end = max(keep_begin, _nearest_open(opens, following, end, (following + end) // 2))
        windows.append(Window(begin, end, keep_begin, keep_end))
        keep_begin = keep_end
    return windows


def _last_open(opens: npt.NDArray[np.int64], low: int, high: int) -> int:
    """The last paragraph start in [low, high], or `high` where there is none."""
    place = int(np.searchsorted(opens, high, side="right")) - 1
    return int(opens[place]) if place >= 0 and opens[place] >= low else high


def _nearest_open(opens: npt.NDArray[np.int64], low: int, high: int, middle: int) -> int:
    """The paragraph start within [low, high] that is nearest to `middle`, or `middle` itself."""
    near = opens[np.searchsorted(opens, low) : np.searchsorted(opens, high, side="right")]
    return int(near[np.abs(near - middle).argmin()]) if len(near) else middle


@dataclass(frozen=True, slots=True)
class Inputs:
    """A batch of windows as the encoder takes it; every array starts with [windows, pieces].

    Attributes:
        ids: Vocabulary numbers, framed by the special pieces and padded with 0.
        features: With a third axis for `tokens.FEATURES`.
        mask: 1 where there is a piece and 0 where there is padding.
    """

    ids: npt.NDArray[np.int64]
    features: npt.NDArray[np.int64]
    mask: npt.NDArray[np.int64]


def inputs(batch: list[tuple[Words, Window]], size: int = WINDOW, step: int = 1) -> Inputs:
    """Lays windows side by side, padded to the longest, and that to a multiple of `step`."""
    rows = []
    for words, window in batch:
        # Only this window's part of the document is looked at: copying more is quadratic.
        bounds = np.append(words.first[window.begin : window.end], _piece(words, window.end))
        a, b = int(bounds[0]), int(bounds[-1])
        b = min(b, a + size - 2)
        counts = np.diff(bounds)
        values = np.repeat(words.features[window.begin : window.end], counts, axis=0)
        rows.append((words.pieces[a:b], values[: b - a]))
    length = -(-(max(len(pieces) for pieces, _ in rows) + 2) // step) * step
    ids = np.full((len(rows), length), PAD, np.int64)
    features = np.zeros((len(rows), length, rows[0][1].shape[1]), np.int64)
    mask = np.zeros((len(rows), length), np.int64)
    for i, (pieces, own) in enumerate(rows):
        n = len(pieces)
        ids[i, 0], ids[i, 1 : n + 1], ids[i, n + 1] = CLS, pieces, SEP
        features[i, 1 : n + 1] = own
        mask[i, : n + 2] = 1
    return Inputs(ids, features, mask)


def _piece(words: Words, word: int) -> int:
    """Where the pieces of a word begin, and past the last word, where all pieces end."""
    return int(words.first[word]) if word < len(words) else len(words.pieces)


def places(words: Words, window: Window) -> Ints:
    """Where the first pieces of the window's words stand in its row of `inputs`."""
    found: Ints = words.first[window.begin : window.end] - words.first[window.begin] + 1
    return found
