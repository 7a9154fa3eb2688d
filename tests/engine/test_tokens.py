"""Words are the text's own, and each carries where it stands with regard to quotation marks."""

import numpy as np
import pytest
from hypothesis import given

from onrecord.engine import tokens
from onrecord.engine.pairs import sentence_numbers
from onrecord.engine.stub import cut_without_pieces
from tests.engine.small import TEXTS, pieces


def texts(text: str) -> list[str]:
    words = tokens.cut(text, pieces())
    return [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)]


@given(text=TEXTS)
def test_words_stand_in_order_within_the_text_and_have_pieces(text: str) -> None:
    words = tokens.cut(text, pieces())

    n = len(words)
    shapes = {len(array) for array in (words.starts, words.ends, words.paragraphs, words.first)}
    assert shapes == {n}
    assert words.features.shape == (n, len(tokens.FEATURES))
    offsets = np.stack([words.starts, words.ends], 1).ravel()
    assert (np.diff(offsets)[::2] > 0).all()
    assert (np.diff(offsets) >= 0).all()
    assert not n or (offsets[0] >= 0 and offsets[-1] <= len(text))
    bounds = np.append(words.first, len(words.pieces))
    assert (np.diff(bounds) >= 1).all()
    assert not n or bounds[0] == 0
    for column, limit in enumerate(tokens.FEATURES.values()):
        assert ((words.features[:, column] >= 0) & (words.features[:, column] < limit)).all()
    opens = np.diff(words.paragraphs, prepend=-1) > 0
    assert np.array_equal(words.features[:, 1], opens)
    assert (np.bincount(words.paragraphs) <= tokens.PARAGRAPH_LIMIT).all()
    assert (np.diff(sentence_numbers(text, words)) >= 0).all()


@given(text=TEXTS)
def test_the_words_that_are_kept_are_among_those_of_the_text(text: str) -> None:
    every = cut_without_pieces(text)
    kept = tokens.cut(text, pieces())
    places = every.starts.searchsorted(kept.starts)

    assert np.array_equal(every.starts[places], kept.starts)
    assert np.array_equal(every.ends[places], kept.ends)
    assert np.array_equal(every.paragraphs[places], kept.paragraphs)
    assert np.array_equal(every.quote[places], kept.quote)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\x00 \ud800b\u0301 \udfff", ["a", "b"]),
        ("\u0301 \u200d\u202e", []),
        (" \n\t\u2028", []),
        ("", []),
        ("one\x0ctwo_three", ["one", "two_three"]),
    ],
)
def test_what_the_vocabulary_makes_nothing_of_is_left_out(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_a_word_is_one_word_however_many_pieces_it_has() -> None:
    words = tokens.cut("co_op went", pieces())
    assert np.diff([*words.first, len(words.pieces)]).tolist() == [5, 4]


@pytest.mark.parametrize("end", [*"\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029", "\r\n", " \n "])
def test_a_line_end_of_any_kind_ends_a_paragraph(end: str) -> None:
    assert tokens.cut(f"one two{end}three", pieces()).paragraphs.tolist() == [0, 0, 1]


def test_the_mark_of_a_paragraph_moves_on_to_its_first_word_that_is_kept() -> None:
    words = tokens.cut("one\n\x00two three", pieces())
    assert words.features[:, 1].tolist() == [1, 1, 0]


MARKS = {tokens.OUTSIDE: ".", tokens.INSIDE: "i", tokens.OPENING: "(", tokens.CLOSING: ")"}


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("ʺ said", ".."),
        ("‟no‟ he", "(i)."),
        ("〝no〞 he", "(i)."),
        ("＂no＂ he", "(i)."),
        ("»no« he", "(i)."),
        ("„no“ he", "(i)."),
        ("„no” he", "(i)."),
        ("‹no› he", "(i)."),
        ("`no' he", "(i)."),
        ("he said:“no”", "...(i)"),
        ("(“no”)", ".(i)."),
        ("no—“yes”", "..(i)"),
        ("“a ‘b’ c” d", "(iiiii)."),
        ("“a “b” c” d", "(i(i)..."),
        ("dogs' bowls", "..."),
        ("don't o’clock", "......"),
        ("“no\n“yes”", "(i(i)"),
        ("“no\nyes”", "(i.."),
        ('"no" or "yes"', "(i).(i)"),
        ('""', "()"),
        ("”", "("),
        ("no”", ".."),
        ("'", "."),
        ('say "no', ".(i"),
    ],
)
def test_marks_of_every_style_open_and_close(text: str, states: str) -> None:
    words = cut_without_pieces(text)
    assert "".join(MARKS[int(state)] for state in words.quote) == states
