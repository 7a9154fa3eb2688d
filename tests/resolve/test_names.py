"""Names of a report that stand for one are gathered."""

import re

from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve.names import Name, gather

KINDS = {"p": "person", "o": "organisation", "l": "place"}


def marked(text: str) -> tuple[str, list[Name]]:
    """A text with its names given as ``[p Ilse Harn]``."""
    plain, names, done = "", [], 0
    for mark in re.finditer(r"\[([pol]) ([^\]]*)\]", text):
        plain += text[done : mark.start()]
        names.append(Name(len(plain), len(plain) + len(mark[2]), KINDS[mark[1]]))
        plain += mark[2]
        done = mark.end()
    return plain + text[done:], names


def gathered(marks: str) -> list[list[str]]:
    text, names = marked(marks)
    return [[text[names[i].start : names[i].end] for i in one.names] for one in gather(text, names)]


def test_a_person_is_named_in_full_and_then_by_surname() -> None:
    assert gathered("[p Ilse Harn] met [p Jan Voss]. [p Harn] left; [p Voss] stayed.") == [
        ["Ilse Harn", "Harn"],
        ["Jan Voss", "Voss"],
    ]


def test_of_two_with_one_surname_the_last_named_is_meant() -> None:
    assert gathered("[p Ilse Harn] and [p Peter Harn] came. [p Harn] spoke.") == [
        ["Ilse Harn"],
        ["Peter Harn", "Harn"],
    ]


def test_an_acronym_in_brackets_is_bound_whatever_its_letters() -> None:
    marks = "The [o Army of the North] ([o ULB/ADN]) fled. [o ULB/ADN] denied it."
    assert gathered(marks) == [["Army of the North", "ULB/ADN", "ULB/ADN"]]
    marks = "The [o Northern State] ([o NIS]/[o NISL]) fled. [o NISL] denied it."
    assert gathered(marks) == [["Northern State", "NIS", "NISL", "NISL"]]


def test_an_acronym_is_bound_by_its_letters() -> None:
    assert gathered("The [o Upland Liberation Army] met. The [o ULA] has tanks.") == [
        ["Upland Liberation Army", "ULA"]
    ]


def test_a_part_of_a_body_is_another_body() -> None:
    marks = "The [o Southern Front] of the [o ULA] left. The [o ULA] and the [o Southern Front]."
    assert gathered(marks) == [["Southern Front", "Southern Front"], ["ULA", "ULA"]]


def test_a_state_is_not_a_person_of_its_name() -> None:
    assert gathered("[p Jordan Voss] went to [l Jordan].") == [["Jordan Voss"], ["Jordan"]]


@given(
    st.lists(st.tuples(st.sampled_from("pol"), st.from_regex(r"[A-Za-z ]{1,8}", fullmatch=True)))
)
def test_every_name_is_gathered_once(names: list[tuple[str, str]]) -> None:
    text, found = marked(" ".join(f"[{kind} {name}]" for kind, name in names))
    places = sorted(i for one in gather(text, found) for i in one.names)
    assert places == list(range(len(names)))
