"""The reader of acts: what it is asked of, and what it answers."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord import pipeline, vocabulary
from onrecord.document import Document
from onrecord.engine.acts import ACTS, CONTENT, CUE, EVENTS, LONGEST, Asked, Vectors, read_acts
from onrecord.meaning import Act
from tests.engine.small import LINK, engine, heads


def _vectors(count: int) -> Vectors:
    draw = np.random.default_rng(3)
    return Vectors(
        np.arange(count, dtype=np.int32), draw.normal(size=(count, LINK)).astype(np.float16)
    )


def test_the_acts_are_those_of_the_vocabulary() -> None:
    assert tuple(vocabulary.terms("acts")) == ACTS
    assert set(ACTS) == set(Act.__args__)  # type: ignore[attr-defined]


def test_each_statement_has_a_share_of_every_act() -> None:
    asked = [Asked(0, 9, ((CUE, 2, 3), (CONTENT, 3, 9))), Asked(5, 7, ()), Asked(30, 30, ())]
    acts, events = read_acts(heads().acts, _vectors(20), asked)
    assert acts.shape == (3, len(ACTS))
    assert events.shape == (3, len(EVENTS))
    assert np.allclose(acts.sum(1), 1, atol=1e-5)
    assert np.allclose(events.sum(1), 1, atol=1e-5)


def test_the_parts_of_a_statement_count() -> None:
    vectors = _vectors(12)
    one, _ = read_acts(heads().acts, vectors, [Asked(0, 12, ((CUE, 0, 4), (CONTENT, 4, 12)))])
    other, _ = read_acts(heads().acts, vectors, [Asked(0, 12, ((CONTENT, 0, 8), (CUE, 8, 12)))])
    assert not np.allclose(one, other)


def test_no_more_than_so_many_words_are_read() -> None:
    vectors = _vectors(4 * LONGEST)
    whole = ((CONTENT, 0, 4 * LONGEST),)
    one, _ = read_acts(heads().acts, vectors, [Asked(0, 4 * LONGEST, whole)])
    other, _ = read_acts(heads().acts, vectors, [Asked(0, LONGEST, whole)])
    assert np.array_equal(one, other)


@given(st.lists(st.sampled_from(["“No,” she said. ", "He said it rained. ", "\n\n", "Ten. "])))
def test_statements_read_alone_and_together_do_the_same(parts: list[str]) -> None:
    documents = [Document(str(i), f"{part} {i} x") for i, part in enumerate(parts)]
    together = pipeline.read(documents, engine())
    alone = [reading for one in documents for reading in pipeline.read([one], engine())]
    assert [r.statements for r in together] == [r.statements for r in alone]
