"""Names, nouns and pronouns as runs of words, and what each may refer back to."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.engine.antecedents import (
    ANTECEDENT_FEATURES,
    BEFORE,
    antecedent_features,
    candidates,
)
from onrecord.engine.mentions import MENTION_TAGS, Mention, decode_mentions, pronouns
from onrecord.engine.pairs import sentence_numbers
from onrecord.engine.tokens import Words, cut
from tests.engine.small import pieces

TEXT = "Ilse Harn met the US envoy. She said his ministry, “FSA”, lied to us."


def words_in(text: str) -> Words:
    return cut(text, pieces())


def scores(tags: list[str]) -> "np.typing.NDArray[np.float32]":
    """Scores that leave no doubt."""
    found = np.zeros((len(tags), len(MENTION_TAGS)), np.float32)
    for i, tag in enumerate(tags):
        found[i, MENTION_TAGS.index(tag)] = 9
    return found


def test_names_nouns_and_pronouns_are_found() -> None:
    words = words_in(TEXT)
    tags = ["O"] * len(words)
    tags[0], tags[1] = "B-person", "I-person"
    tags[4], tags[5] = "B-place", "B-people"
    tags[9] = "B-body"

    found = decode_mentions(TEXT, words, scores(tags))

    said = [(TEXT[words.starts[m.begin] : words.ends[m.end - 1]], m.cls) for m in found]
    assert said == [
        ("Ilse Harn", "person"),
        ("US", "place"),
        ("envoy", "people"),
        ("She", "she"),
        ("his", "body"),
        ("us", "we"),
    ]
    assert all(0.9 < one.probability <= 1 for one in found)


def test_a_name_ends_with_its_paragraph() -> None:
    text = "Ilse\n\nHarn"
    found = decode_mentions(text, words_in(text), scores(["B-person", "I-person"]))

    assert [(one.begin, one.end) for one in found] == [(0, 1)]


def test_the_country_is_no_pronoun() -> None:
    text = "The US told us and US."
    assert [one.begin for one in pronouns(text, words_in(text))] == [3]


def test_a_mention_meets_those_before_it_and_a_pronoun_some_behind_it() -> None:
    words = words_in("He met Ilse and Jan.")
    mentions = [Mention(0, 1, "he"), Mention(2, 3, "person"), Mention(4, 5, "person")]

    assert candidates(mentions, words).tolist() == [[0, 1], [0, 2], [1, 0], [2, 0], [2, 1]]


@given(st.text(alphabet="aHe is. “”\n'Ilse", max_size=120), st.data())
def test_every_input_of_the_scorer_names_a_row_of_its_table(text: str, data: st.DataObject) -> None:
    words = words_in(text)
    places = data.draw(st.sets(st.integers(0, max(0, len(words) - 1)), max_size=12))
    mentions = [
        Mention(place, place + 1, data.draw(st.sampled_from(["he", "person", "body", "other"])))
        for place in sorted(places)
        if place < len(words)
    ]
    pairs = candidates(mentions, words)
    if not len(pairs):
        return
    sentences = sentence_numbers(text, words)

    found = antecedent_features(text, words, sentences, mentions, pairs)

    assert found.shape == (len(pairs), len(ANTECEDENT_FEATURES))
    assert (found >= 0).all()
    assert (found < list(ANTECEDENT_FEATURES.values())).all()
    assert np.bincount(pairs[:, 0]).max() <= BEFORE + 3
