"""Words, windows and decoding hold their promises on any Unicode; the engine is the shipped one."""

import itertools
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from onrecord import Document, models, pipeline
from onrecord.engine import crf, tokens, windows
from onrecord.engine.session import NeuralEngine, load_engine
from onrecord.engine.tokens import CLOSING, INSIDE, OPENING, OUTSIDE, Pieces
from onrecord.errors import WeightsError
from onrecord.statement import ROLES, Reading

ODD = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("\r\n\f\v\u2028\u0301\u200d👩🏽\u202e\u05d0\u0627'’‘\"“”«»„. ,aTé\x00"),
    ),
    max_size=200,
)
PHRASES = st.lists(
    st.sampled_from(
        [
            "The envoy said that the ferry will sail. ",
            "“We will not move,” he added, “not now.” ",
            "\r\n\r\n",
            "According to the harbour office, ",
            "מר כהן אמר ",
            "👩🏽‍🚒 told reporters e\u0301tude ",
            "\f",
            "x" * 300 + " ",
            "!!! ",
        ]
    ),
    max_size=12,
).map("".join)


@cache
def pieces() -> Pieces:
    found = Tokenizer.from_file(str(models.folder() / "tokenizer.json"))
    found.no_padding()
    found.no_truncation()
    return Pieces(found)


@cache
def engine() -> NeuralEngine:
    return load_engine(threads=1)  # more of them wait for one another where others work too


def spans_hold(reading: Reading) -> None:
    text = reading.document.text
    for outer in reading.attributions:
        for attribution in outer.walk():
            assert attribution.content
            assert 0 <= attribution.confidence <= 1
            for role in ROLES:
                for span in attribution.spans(role):
                    assert text[span.start : span.end] == span.text != ""
    ids = {None, *(statement.id for statement in reading.statements)}
    assert len(ids) == len(reading.statements) + 1
    for statement in reading.statements:
        assert statement.content
        assert {statement.continues, statement.reported_in} <= ids
        for role in ROLES:
            for span in statement.spans(role):
                assert text[span.start : span.end] == span.text


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(ODD, PHRASES))
def test_words_are_in_order_within_the_text_and_have_pieces(text: str) -> None:
    words = tokens.cut(text, pieces())

    assert np.all(words.starts < words.ends)
    assert np.all(words.ends[:-1] <= words.starts[1:])
    assert len(words) == 0 or (words.starts[0] >= 0 and words.ends[-1] <= len(text))
    assert np.all(np.diff(np.append(words.first, len(words.pieces))) >= 1)
    assert np.all(np.diff(words.paragraphs) >= 0)
    assert words.features.shape == (len(words), len(tokens.FEATURES))
    for column, limit in enumerate(tokens.FEATURES.values()):
        assert np.all((words.features[:, column] >= 0) & (words.features[:, column] < limit))
    for start, end in zip(words.starts, words.ends, strict=True):
        assert not any(character.isspace() for character in text[start:end])


@settings(max_examples=200, deadline=None)
@given(
    text=st.one_of(ODD, PHRASES),
    size=st.integers(4, 60),
    share=st.floats(0, 0.9),
)
def test_every_word_takes_its_numbers_from_one_window(text: str, size: int, share: float) -> None:
    words = tokens.cut(text, pieces())
    found = windows.cut_windows(words, size, int(share * size))

    kept = [word for w in found for word in range(w.keep_begin, w.keep_end)]
    assert kept == list(range(len(words)))
    bounds = np.append(words.first, len(words.pieces))
    for window in found:
        assert window.begin <= window.keep_begin <= window.keep_end <= window.end
        fits = bounds[window.end] - bounds[window.begin] <= size - 2
        assert fits or window.end == window.begin + 1
    if found:
        laid = windows.inputs([(words, window) for window in found], size)
        assert laid.ids.shape == laid.mask.shape == laid.features.shape[:2]
        assert laid.ids.shape[1] <= size


def quote_marks(text: str) -> str:
    """One letter for each word: outside, inside, opening, closing."""
    words = tokens.cut(text, pieces())
    letters = {OUTSIDE: "o", INSIDE: "i", OPENING: "(", CLOSING: ")"}
    return "".join(letters[int(state)] for state in words.quote)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("He said “no way” today", "oo(ii)o"),
        ('He said "no way" today', "oo(ii)o"),
        ("He said 'no way' today", "oo(ii)o"),
        ("He said ‘no way’ today", "oo(ii)o"),
        ("He said «no way» today", "oo(ii)o"),
        ("He said „no way“ today", "oo(ii)o"),
        ("He said »no way« today", "oo(ii)o"),
        ("“No,” he said, “never.”", "(ii)ooo(ii)"),
        ("It isn’t the dogs’ fault", "oooooooo"),
        ("“He said ‘no’ to me”", "(iiiiiii)"),
        ("“It goes on\n\n“and on” he said", "(iii(ii)oo"),
        ("“Never closed\n\nHe left", "(iioo"),
    ],
)
def test_quotation_marks_of_every_style_open_and_close(text: str, marks: str) -> None:
    assert quote_marks(text) == marks


def brute_force(
    emissions: crf.Floats, start: crf.Floats, step: crf.Floats
) -> dict[tuple[int, ...], float]:
    scores = {}
    for path in itertools.product(range(len(crf.TAGS)), repeat=len(emissions)):
        score = start[path[0]] + emissions[0, path[0]]
        for t in range(1, len(path)):
            score += step[path[t - 1], path[t]] + emissions[t, path[t]]
        scores[path] = float(score)
    return scores


def test_viterbi_and_marginals_are_those_of_trying_everything() -> None:
    draw = np.random.default_rng(3)
    allowed_start, allowed_step = crf.allowed()
    start = np.where(allowed_start, draw.normal(size=7), crf.FORBIDDEN).astype(np.float32)
    step = np.where(allowed_step, draw.normal(size=(7, 7)), crf.FORBIDDEN).astype(np.float32)
    emissions = draw.normal(size=(3, 4, 7)).astype(np.float32) * 2
    lengths = np.array([4, 2, 1])

    tags = crf.viterbi(emissions, lengths, start, step)
    sure = crf.marginals(emissions, lengths, start, step)

    for row, length in enumerate(lengths):
        scores = brute_force(emissions[row, :length], start, step)
        assert tuple(tags[row, :length]) == max(scores, key=lambda path: scores[path])
        total = np.logaddexp.reduce(list(scores.values()))
        for t, tag in itertools.product(range(length), range(7)):
            expected = sum(np.exp(v - total) for path, v in scores.items() if path[t] == tag)
            assert sure[row, t, tag] == pytest.approx(expected, abs=1e-4)
        assert not tags[row, length:].any()


def test_long_sequences_with_large_scores_stay_finite_and_legal() -> None:
    draw = np.random.default_rng(5)
    allowed_start, allowed_step = crf.allowed()
    start = np.where(allowed_start, 0, crf.FORBIDDEN).astype(np.float32)
    step = np.where(allowed_step, 0, crf.FORBIDDEN).astype(np.float32)
    emissions = draw.uniform(-80, 80, size=(2, 400, 7)).astype(np.float32)

    tags = crf.viterbi(emissions, np.array([400, 380]), start, step)
    sure = crf.marginals(emissions, np.array([400, 380]), start, step)

    assert np.isfinite(sure).all()
    assert np.allclose(sure[0].sum(1), 1, atol=1e-3)
    assert allowed_start[tags[:, 0]].all()
    assert allowed_step[tags[0, :-1], tags[0, 1:]].all()


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.one_of(ODD, PHRASES), min_size=1, max_size=4))
def test_every_span_is_its_text_and_batches_change_nothing(texts: list[str]) -> None:
    documents = [
        Document(f"d{i}", text)
        for i, text in enumerate(texts)
        if text.strip() and text.encode("utf-8", "replace")
    ]
    together = pipeline.read(documents, engine())
    for reading, document in zip(together, documents, strict=True):
        spans_hold(reading)
        (alone,) = pipeline.read([document], engine())
        assert alone == reading


def test_batches_of_one_length_give_the_same_record_in_any_split() -> None:
    text = "The envoy said that the ferry will sail. “We will see,” a union official added."
    documents = [Document(f"d{i}", text) for i in range(9)]
    splits = ([9], [1] * 9, [4, 5], [2, 3, 4])
    found = []
    for split in splits:
        rest = iter(documents)
        batches = [list(itertools.islice(rest, size)) for size in split]
        found.append([r.statements for batch in batches for r in pipeline.read(batch, engine())])
    assert all(one == found[0] for one in found)
    assert len(found[0][0]) == 2


@pytest.mark.timeout(600)
def test_a_million_characters_are_read_and_every_span_holds() -> None:
    part = (
        "The harbour master 👩🏽‍🚒 said that the ferry will sail on Monday. “Nobody will stop it,” "
        "he added.\r\n\r\nBy e\u0301vening it had not sailed.\f מר כהן אמר לא.\n"
    )
    text = part * (1_000_000 // len(part) + 1)
    (reading,) = pipeline.read([Document("long", text)], engine())

    spans_hold(reading)
    assert len(reading.attributions) > 5_000


@pytest.mark.parametrize(
    "text",
    [
        "“" * 3000,
        '"' * 3001,
        "word " * 20_000,
        "A" * 100_000,
        "THE ENVOY SAID THAT THE FERRY WILL SAIL. " * 100,
        "\u0301" * 500,
        "\x00 \x01",
        "说" * 3000,
    ],
    ids=["marks", "plain marks", "no end", "one word", "capitals", "marks alone", "nul", "han"],
)
def test_strange_texts_give_an_answer(text: str) -> None:
    (reading,) = pipeline.read([Document("odd", text)], engine())
    spans_hold(reading)


def test_weights_that_are_not_there_or_damaged_say_so(tmp_path: "pytest.TempPathFactory") -> None:
    import shutil
    from pathlib import Path

    folder = Path(str(tmp_path))
    with pytest.raises(WeightsError, match="no usable weights"):
        load_engine(folder)
    for path in models.folder().iterdir():
        if path.is_file():
            shutil.copy(path, folder)
    data = bytearray((folder / "heads.npz").read_bytes())
    data[100] ^= 1
    (folder / "heads.npz").write_bytes(data)
    with pytest.raises(WeightsError, match="damaged"):
        load_engine(folder)
