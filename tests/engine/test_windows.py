"""However a text is cut, each word takes its numbers from one window, and windows fit."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.engine import windows
from onrecord.engine.tokens import Words


def words_of(counts: list[int], opens: set[int]) -> Words:
    """Words of so many pieces each; the numbers of those in `opens` begin a paragraph."""
    n = len(counts)
    starts = np.arange(n, dtype=np.int32) * 2
    features = np.zeros((n, 4), np.int32)
    features[[0, *(i for i in opens if i < n)] if n else [], 1] = 1
    firsts = np.cumsum([0, *counts])
    return Words(
        starts,
        starts + 1,
        np.cumsum(features[:, 1], dtype=np.int32),
        features,
        np.arange(sum(counts), dtype=np.int32),
        firsts[:-1].astype(np.int32),
    )


COUNTS = st.lists(st.integers(1, 4) | st.sampled_from([1, 40, 400]), max_size=120)


@given(
    counts=COUNTS,
    opens=st.sets(st.integers(0, 120), max_size=20),
    size=st.integers(3, 80),
    overlap=st.integers(0, 200),
)
def test_every_word_is_kept_once_and_every_window_fits_and_goes_on(
    counts: list[int], opens: set[int], size: int, overlap: int
) -> None:
    words = words_of(counts, opens)
    found = windows.cut_windows(words, size, overlap)

    kept = [word for one in found for word in range(one.keep_begin, one.keep_end)]
    assert kept == list(range(len(words)))
    for window in found:
        assert window.begin <= window.keep_begin <= window.keep_end <= window.end
        pieces = sum(counts[window.begin : window.end])
        assert pieces <= size - 2 or window.end == window.begin + 1
    for one, following in pairwise(found):
        assert one.begin < following.begin <= one.end < following.end


@given(counts=COUNTS, size=st.integers(3, 80))
def test_what_is_laid_out_is_each_window_framed_and_padded(counts: list[int], size: int) -> None:
    words = words_of(counts, {5, 9})
    found = windows.cut_windows(words, size, size // 4)
    if not found:
        return
    laid = windows.inputs([(words, window) for window in found], size)

    assert laid.ids.shape == laid.mask.shape == laid.features.shape[:2]
    assert laid.ids.shape[1] <= size
    for row, window in enumerate(found):
        n = int(laid.mask[row].sum())
        begin = int(words.first[window.begin])
        assert laid.mask[row, :n].all()
        assert laid.ids[row, 0] == windows.CLS
        assert laid.ids[row, n - 1] == windows.SEP
        assert laid.ids[row, 1 : n - 1].tolist() == list(range(begin, begin + n - 2))
        assert not laid.ids[row, n:].any()
        places = windows.places(words, window)
        assert (laid.ids[row, places] == words.first[window.begin : window.end]).all()
        own = words.features[window.begin : window.end]
        assert (laid.features[row, places] == own).all()


@pytest.mark.parametrize("count", [317, 318, 319, 320, 5000])
def test_the_words_beside_one_that_hardly_fits_are_not_read_over_and_over(count: int) -> None:
    words = words_of([*[1] * 60, count] * 50, set())
    assert len(windows.cut_windows(words)) <= 100


def test_a_window_begins_at_a_paragraph_where_one_begins_close_by() -> None:
    words = words_of([1] * 1000, {0, 270})
    first, second, *_ = windows.cut_windows(words)
    assert (first.begin, first.end) == (0, 318)
    assert second.begin == 270
    assert second.keep_begin == 270


def test_without_paragraphs_each_word_is_read_where_it_stands_far_from_an_edge() -> None:
    words = words_of([1] * 5000, set())
    for window in windows.cut_windows(words)[1:-1]:
        assert window.keep_begin - window.begin == windows.OVERLAP // 2
        assert window.end - window.keep_end == windows.OVERLAP // 2
