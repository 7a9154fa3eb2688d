"""Forms of verbs, and phrases that are found word by word."""

import tomllib
from importlib.resources import files
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.vocabulary.lexicon import word_lists
from onrecord.vocabulary.verbs import Phrases, lemma, verb_forms


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("refuse", {"refuse", "refuses", "refused", "refusing"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("stop", {"stop", "stops", "stopped", "stopping"}),
        ("think", {"think", "thinks", "thought", "thinking"}),
        ("offer", {"offer", "offers", "offered", "offering"}),
    ],
)
def test_forms_are_made_by_rule_or_read(verb: str, forms: set[str]) -> None:
    assert forms <= verb_forms(verb)
    assert len({lemma(form) for form in forms}) == 1


@given(st.lists(st.sampled_from(["a", "b", "c"]), max_size=20))
def test_phrases_found_are_there_and_share_no_word(words: list[str]) -> None:
    known = {"a b", "a", "b c a"}
    found = Phrases(known).within(words)
    assert all(" ".join(words[place.start : place.stop]) in known for place in found)
    assert all(one.stop <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("name", ["negations", "hedges", "conditions", "embedding", "verbforms"])
def test_lists_hold_each_word_once_in_small_letters(name: str) -> None:
    text = files("onrecord.vocabulary").joinpath(f"{name}.toml").read_text("utf-8")
    assert word_lists(name)
    for key, words in tomllib.loads(text).items():
        assert len(words) == len(set(words)), key
        assert all(word == word.lower() and word.strip() for word in words), key
