"""The vocabulary is complete, checked, and the same words as the code's."""

from typing import get_args

import pytest

from onrecord import vocabulary
from onrecord.errors import VocabularyError
from onrecord.statement import Manner
from onrecord.vocabulary import KINDS, Kind, Term

WORD = """
[nod]
label = "nod"
definition = "Says yes without a word."
example = "The envoy nodded."
"""


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_is_complete_and_its_id_can_stand_in_a_url(kind: Kind) -> None:
    words = vocabulary.terms(kind)

    assert words
    for id_, word in words.items():
        assert word.id == id_
        assert id_.replace("-", "").isalpha()
        assert id_.islower()
        assert word.definition.endswith((".", ")"))
        assert word.example.endswith((".", "”"))


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_words_of_a_kind_read_the_same(kind: Kind) -> None:
    words = vocabulary.terms(kind).values()

    assert len({word.label for word in words}) == len(words)
    assert len({word.definition for word in words}) == len(words)
    assert len({word.example for word in words}) == len(words)


def test_the_manners_are_those_of_the_statement() -> None:
    assert tuple(vocabulary.terms("manners")) == get_args(Manner)


def test_the_degrees_of_certainty_are_four() -> None:
    assert list(vocabulary.terms("certainty")) == [
        "certain",
        "probable",
        "possible",
        "underspecified",
    ]


def test_an_act_maps_to_an_event_of_words_or_to_nothing() -> None:
    acts = vocabulary.terms("acts")

    assert {id_ for id_, act in acts.items() if act.plover is None} == {
        "assert",
        "report",
        "deny",
        "decline-to-comment",
    }
    assert acts["refuse"].plover == "REJECT"
    assert acts["refuse"].modes == ("assist", "change", "yield", "meet")
    assert acts["thank"].plover == "SUPPORT"


def test_unknown_and_not_stated_are_words_for_sources_and_name_nobody() -> None:
    sources = vocabulary.terms("sources")

    assert sources["unknown"].named is False
    assert sources["not-stated"].named is False
    assert sources["person"].named is True


def test_a_conflict_has_four_faces_and_a_reversal() -> None:
    conflicts = [id_ for id_ in vocabulary.terms("links") if id_.startswith("conflict-")]

    assert conflicts == [
        "conflict-denial",
        "conflict-value",
        "conflict-actor",
        "conflict-time",
        "conflict-reversal",
    ]


def test_the_words_are_read_once_and_cannot_be_changed() -> None:
    words = vocabulary.terms("acts")

    assert vocabulary.terms("acts") is words
    with pytest.raises(TypeError):
        words["nod"] = words["ask"]  # type: ignore[index]


def test_a_word_is_read_with_its_fields() -> None:
    assert vocabulary.parse("manners", WORD) == {
        "nod": Term("nod", "nod", "Says yes without a word.", "The envoy nodded.")
    }


@pytest.mark.parametrize(
    ("kind", "text", "fault"),
    [
        ("manners", "[nod", "not TOML"),
        ("manners", "nod = 1", "is not a table"),
        ("manners", WORD.replace("label", "lable"), "'lable'"),
        ("manners", WORD.replace('"The envoy nodded."', "3"), "example that is no str"),
        ("manners", WORD.replace('"The envoy nodded."', '" "'), "has no example"),
        ("manners", WORD + 'plover = "REJECT"', "which manners do not have"),
        ("acts", WORD + 'plover = "NOD"', "no PLOVER event of words"),
        ("acts", WORD + 'plover = "REJECT"\nmodes = ["nod"]', "modes that PLOVER's REJECT"),
        ("acts", WORD + 'modes = ["meet"]', "modes that PLOVER's None"),
        ("acts", WORD + "modes = [[1]]", "mode that is no str"),
        ("links", WORD, "whether it is directed"),
        ("sources", WORD, "whether it is named"),
    ],
)
def test_a_faulty_word_is_refused_with_its_name_and_fault(
    kind: Kind, text: str, fault: str
) -> None:
    with pytest.raises(VocabularyError, match=fault):
        vocabulary.parse(kind, text)


def test_a_kind_that_does_not_exist_is_refused_with_the_ones_that_do() -> None:
    with pytest.raises(VocabularyError, match=r"'verbs'.*acts, certainty, links, manners, sources"):
        vocabulary.terms("verbs")  # type: ignore[arg-type]
