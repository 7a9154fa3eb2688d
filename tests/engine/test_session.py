"""An engine answers the same in any company, on any text, and says if its weights are bad."""

import json
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Document, pipeline
from onrecord.engine import pairs, tokens, windows
from onrecord.engine.heads import Analysis
from onrecord.engine.pairs import NEIGHBOURS, Level, Tag, candidates
from onrecord.engine.session import FILES, OUTPUTS, load_engine, scored
from onrecord.errors import WeightsError
from onrecord.statement import ROLES, Reading
from tests.engine.small import LINK, TEXTS, TableEncoder, engine, heads, pieces, tokenizer


def check(reading: Reading) -> None:
    """Every span is its text, every reference holds, and the order is that of the text."""
    text = reading.document.text
    ids = {None, *(statement.id for statement in reading.statements)}
    assert len(ids) == len(reading.statements) + 1
    for attribution in (one for outer in reading.attributions for one in outer.walk()):
        assert attribution.content
        assert 0 <= attribution.confidence <= 1
        for span in (span for role in ROLES for span in attribution.spans(role)):
            assert text[span.start : span.end] == span.text != ""
    for statement in reading.statements:
        assert statement.content
        assert {statement.continues, statement.reported_in} <= ids
        for span in (span for role in ROLES for span in statement.spans(role)):
            assert text[span.start : span.end] == span.text != ""
            assert span.text.strip() == span.text
    starts = [statement.start for statement in reading.statements]
    assert starts == sorted(starts)
    starts = [attribution.start for attribution in reading.attributions]
    assert starts == sorted(starts)


def same(one: Analysis, other: Analysis) -> bool:
    return (
        one.document is other.document
        and one.outer == other.outer
        and one.inner == other.inner
        and np.array_equal(one.words.starts, other.words.starts)
        and np.array_equal(one.sentences, other.sentences)
    )


@settings(deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=5), data=st.data())
def test_any_text_is_read_and_batches_change_nothing(texts: list[str], data: st.DataObject) -> None:
    documents = [Document(f"d{i}", text) for i, text in enumerate(texts) if text.strip()]
    together = engine().analyse(documents)
    alone = [engine().analyse([document])[0] for document in documents]
    assert all(same(one, other) for one, other in zip(together, alone, strict=True))

    size = data.draw(st.integers(1, 5))
    split = list(pipeline.run(documents, engine(), size))
    assert split == pipeline.read(documents, engine())
    for reading in split:
        assert isinstance(reading, Reading)
        check(reading)


@settings(deadline=None, max_examples=30)
@given(texts=st.lists(TEXTS, min_size=3, max_size=9))
def test_a_text_of_many_windows_has_the_scores_of_one_long_window(texts: list[str]) -> None:
    words = tokens.cut("\n".join(texts * 3), pieces())
    n = len(words)
    if not n:
        return
    size = len(words.pieces) + 2
    whole = windows.Window(0, n, 0, n)
    results = TableEncoder().one(windows.inputs([(words, whole)], size))
    [(_, scores)] = scored([words], TableEncoder())

    for name, result in zip(OUTPUTS, results, strict=True):
        found = getattr(scores, name)
        assert np.array_equal(found, result[0, windows.places(words, whole)])


def test_no_documents_and_texts_without_words_are_read_too() -> None:
    assert engine().analyse([]) == []
    (analysis,) = engine().analyse([Document("d", "\u200d\x00\ud800")])
    assert len(analysis.words) == 0
    assert analysis.outer == analysis.inner == Level((), {}, {})


@pytest.mark.parametrize(
    "text",
    [
        "“" * 10_000,
        '"' * 10_001,
        "' " * 10_000,
        "." * 100_000,
        "Go. " + ". " * 50_000,
        "word " * 100_000,
        "He said. " * 20_000,
        "a" * 300_000,
        "_" * 50_000,
        "\u0301" * 10_000,
        "说" * 20_000,
        "\n".join("x" * 100_000),
    ],
    ids=[
        "opening marks",
        "plain marks",
        "single marks",
        "stops",
        "stops apart",
        "no paragraph end",
        "many sentences",
        "one long word",
        "one word of many pieces",
        "combining marks",
        "han",
        "many paragraphs",
    ],
)
def test_monotonous_texts_are_read_to_their_end(text: str) -> None:
    (reading,) = pipeline.read([Document("d", text)], engine())
    check(reading)


def test_a_million_characters_are_read() -> None:
    part = (
        "The harbour master 👩🏽‍🚒 said that the ferry will sail on Monday. “Nobody will stop it,” "
        "he added.\r\n\r\nBy e\u0301vening it had not sailed.\f מר כהן אמר לא.\n"
    )
    text = part * (1_000_000 // len(part) + 1)
    (reading,) = pipeline.read([Document("d", text)], engine())

    check(reading)
    assert reading.statements[-1].start > len(text) - 2 * len(part)


def test_each_span_chooses_among_all_its_candidates_and_nothing() -> None:
    words = tokens.cut("a b c d e f g h i j", pieces())
    tags = [Tag(i, i + 1, role) for i, role in enumerate([2, 1, 0, 2, 1, 2, 0, 1, 2, 0])]
    draw = np.random.default_rng(1)
    level = heads().link(
        words, np.zeros(10, np.int32), tags, draw.normal(size=(10, LINK)).astype(np.float32)
    )

    assert set(level.cue_of) == {i for i, tag in enumerate(tags) if tag.role == pairs.CONTENT}
    assert set(level.source_of) == {i for i, tag in enumerate(tags) if tag.role == pairs.CUE}
    for cue, sure in level.cue_of.values():
        assert cue is None or tags[cue].role == pairs.CUE
        assert 0.25 <= sure <= 1  # the best of three cues and nothing
    for source, sure in level.source_of.values():
        assert source is None or tags[source].role == pairs.SOURCE
        assert 0.25 <= sure <= 1


@given(st.lists(st.integers(0, 2), max_size=60))
def test_candidates_are_the_cues_nearest_to_either_side(roles: list[int]) -> None:
    tags = [Tag(i, i + 1, role) for i, role in enumerate(roles)]
    expected = []
    for i, tag in enumerate(tags):
        if tag.role != pairs.CUE:
            cues = [j for j, other in enumerate(tags) if other.role == pairs.CUE]
            before, after = [j for j in cues if j < i], [j for j in cues if j > i]
            expected += [[i, j] for j in before[-NEIGHBOURS:] + after[:NEIGHBOURS]]
    assert candidates(tags).tolist() == expected


def weights(folder: Path, **changed: bytes) -> Path:
    """Files that are not what they are called, with digests that are right."""
    files = {name: changed.get(name.split(".")[0], b"nonsense") for name in FILES}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    card = {"name": "n", "sha256": {name: sha256(data).hexdigest() for name, data in files.items()}}
    (folder / "weights.json").write_text(json.dumps(card))
    return folder


def test_weights_that_are_no_weights_say_so_whatever_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(WeightsError, match="no usable weights"):
        load_engine(tmp_path)
    with pytest.raises(WeightsError, match="no usable weights"):
        load_engine(weights(tmp_path))
    with pytest.raises(WeightsError, match="no usable weights"):
        load_engine(weights(tmp_path, tokenizer=tokenizer().to_str().encode()))
    (tmp_path / "heads.npz").write_bytes(b"else")
    with pytest.raises(WeightsError, match="damaged"):
        load_engine(tmp_path)
    for card in ("[]", "{}", '{"name": "n"}', '{"name": "n", "sha256": {}}', "{"):
        (tmp_path / "weights.json").write_text(card)
        with pytest.raises(WeightsError, match="no usable weights"):
            load_engine(tmp_path)


def test_a_graph_that_the_runtime_cannot_load_says_so(tmp_path: Path) -> None:
    from onrecord.engine.runtime import OpenVinoEncoder

    (tmp_path / "encoder.onnx").write_bytes(b"nonsense")
    with pytest.raises(WeightsError, match="no graph that OpenVINO"):
        OpenVinoEncoder(tmp_path / "encoder.onnx")
