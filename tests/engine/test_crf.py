"""The fast algorithms give what trying every sequence of tags gives, and stay finite."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.engine.crf import FORBIDDEN, TAGS, Floats, allowed, marginals, viterbi
from tests.engine.small import transitions

K = len(TAGS)


def scores_of_all(
    emissions: Floats, start: Floats, step: Floats
) -> tuple[list[tuple[int, ...]], "np.typing.NDArray[np.float64]"]:
    paths = list(itertools.product(range(K), repeat=len(emissions)))
    scores = [
        float(start[path[0]])
        + sum(float(emissions[t, tag]) for t, tag in enumerate(path))
        + sum(float(step[a, b]) for a, b in itertools.pairwise(path))
        for path in paths
    ]
    return paths, np.array(scores)


@settings(deadline=None)
@given(seed=st.integers(0, 1000), length=st.integers(1, 4), scale=st.sampled_from([0.5, 3, 100]))
def test_the_best_tags_and_their_probabilities_are_those_of_trying_everything(
    seed: int, length: int, scale: float
) -> None:
    draw = np.random.default_rng(seed)
    start, step = transitions(seed)
    emissions = (draw.normal(size=(1, length, K)) * scale).astype(np.float32)
    lengths = np.array([length])

    tags = viterbi(emissions, lengths, start, step)[0]
    sure = marginals(emissions, lengths, start, step)[0]

    paths, scores = scores_of_all(emissions[0], start, step)
    weights = np.exp(scores - scores.max())
    weights /= weights.sum()
    assert scores[paths.index(tuple(tags.tolist()))] == pytest.approx(scores.max(), abs=1e-3)
    for t in range(length):
        expected = np.bincount([path[t] for path in paths], weights, minlength=K)
        assert sure[t] == pytest.approx(expected, abs=1e-3)


@given(seed=st.integers(0, 1000), lengths=st.lists(st.integers(1, 30), min_size=1, max_size=6))
def test_neither_padding_nor_neighbours_matter(seed: int, lengths: list[int]) -> None:
    draw = np.random.default_rng(seed)
    start, step = transitions(seed)
    longest = max(lengths) + 3
    emissions = draw.normal(size=(len(lengths), longest, K)).astype(np.float32) * 4

    tags = viterbi(emissions, np.array(lengths), start, step)
    sure = marginals(emissions, np.array(lengths), start, step)

    for row, length in enumerate(lengths):
        alone = emissions[row : row + 1, :length]
        one = np.array([length])
        assert np.array_equal(tags[row, :length], viterbi(alone, one, start, step)[0])
        assert np.array_equal(sure[row, :length], marginals(alone, one, start, step)[0])
        assert not tags[row, length:].any()


@pytest.mark.parametrize("scale", [1, 100, 400])
def test_long_sequences_of_large_scores_stay_finite_and_take_no_forbidden_step(scale: int) -> None:
    draw = np.random.default_rng(scale)
    start, step = transitions(scale)
    # Whole numbers from one end to the other, many of them at the ends themselves.
    emissions = draw.choice([-scale, 0, scale], size=(3, 400, K)).astype(np.float32)
    lengths = np.array([400, 399, 1])

    tags = viterbi(emissions, lengths, start, step)
    sure = marginals(emissions, lengths, start, step)

    may_start, may_step = allowed()
    assert may_start[tags[:, 0]].all()
    assert may_step[tags[0, :-1], tags[0, 1:]].all()
    assert may_step[tags[1, :398], tags[1, 1:399]].all()
    assert np.isfinite(sure).all()
    assert sure.sum(2) == pytest.approx(1, abs=1e-4)
    assert not sure[:, 0, ~may_start].any()


def test_a_word_that_only_a_forbidden_tag_fits_has_probabilities_all_the_same() -> None:
    start, step = (np.zeros(K, np.float32), np.zeros((K, K), np.float32))
    may_start, may_step = allowed()
    start[~may_start] = FORBIDDEN
    step[~may_step] = FORBIDDEN
    emissions = np.full((1, 2, K), -150, np.float32)
    emissions[0, 0, TAGS.index("O")] = 150
    emissions[0, 1, TAGS.index("I-cue")] = 150

    sure = marginals(emissions, np.array([2]), start, step)[0]

    assert np.isfinite(sure).all()
    assert sure.sum(1) == pytest.approx(1)
    # B-cue I-cue scores as high as O and any of the four tags that may follow it.
    assert sure[1, TAGS.index("I-cue")] == pytest.approx(1 / 5)
