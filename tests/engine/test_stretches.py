"""A long text is read a stretch at a time, and comes out as one."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Document, pipeline
from onrecord.engine import stretches, tokens
from onrecord.engine.crf import Floats
from onrecord.engine.heads import Analysis, Heads, Scores
from onrecord.engine.pairs import Level, Tag, sentence_numbers
from onrecord.engine.tokens import Words
from tests.engine.small import TEXTS, engine, pieces
from tests.engine.test_session import check


@settings(deadline=None, max_examples=15)
@given(texts=st.lists(TEXTS, max_size=4), size=st.integers(1, 40))
def test_stretches_are_whole_paragraphs_and_all_of_the_text(texts: list[str], size: int) -> None:
    words = tokens.cut("\n".join(texts), pieces())
    parts = list(stretches.stretches(words, size))

    assert np.array_equal(np.concatenate([part.starts for part in parts]), words.starts)
    for part in parts[1:] if len(words) else []:
        assert (int(part.features[0, 1]), int(part.first[0])) == (1, 0)
    for part in parts:
        assert len(part) <= size or part.paragraphs[-1] == part.paragraphs[0], (
            "only one long paragraph is longer"
        )


@settings(deadline=None, max_examples=15)
@given(texts=st.lists(TEXTS, min_size=1, max_size=4), size=st.integers(1, 60))
def test_what_was_read_in_stretches_is_one_analysis_of_the_text(
    texts: list[str], size: int
) -> None:
    documents = [
        Document(f"d{i}", f"{text}\nHe said no.\n{text}") for i, text in enumerate([*texts, "end"])
    ]
    documents.append(documents[-1])  # the same report twice is not one report
    cut = [tokens.cut(document.text, pieces()) for document in documents]
    read = [
        Analysis(document, part, sentence_numbers(document.text, part), *_nothing())
        for group in stretches.groups(zip(documents, cut, strict=True), size)
        for document, part in group
    ]
    found = list(stretches.joined(read))

    assert [one.document for one in found] == documents
    for one, words in zip(found, cut, strict=True):
        for name in ("starts", "ends", "paragraphs", "features", "pieces", "first"):
            assert np.array_equal(getattr(one.words, name), getattr(words, name)), name
        assert np.array_equal(one.sentences, sentence_numbers(one.document.text, words))


def _nothing() -> tuple[Level, Level, Floats]:
    level = Level((), {}, {})
    return level, level, np.zeros(6, np.float32)


def test_a_text_of_many_stretches_is_decoded_piecemeal_and_its_spans_are_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stretches, "STRETCH", 500)
    sizes: list[int] = []
    decode = Heads.decode

    def count(
        self: Heads, batch: Sequence[tuple[Document, Words, Scores]]
    ) -> list[tuple[Analysis, list[Tag]]]:
        sizes.append(sum(len(words) for _, words, _ in batch))
        return decode(self, batch)

    monkeypatch.setattr(Heads, "decode", count)
    text = "The envoy said that the ferry will sail. “We will not move,” he added, “not now.” "
    (reading,) = pipeline.read([Document("long", text * 200)], engine())

    check(reading)
    assert reading.statements[-1].start > len(text) * 190
    assert max(sizes) <= 500
