"""Names and offices that the tagger missed are found by what else the report says."""

import pytest

from tests.resolve.marked import read

OFFICE = "{nationality|French} {people|President} {person|Ilse Harn}"


def mentioned(marked: str) -> dict[str, list[str]]:
    """What each actor is called, by its name."""
    actors, _ = read(marked)
    return {one.name: [mention.span.text for mention in one.mentions] for one in actors}


@pytest.mark.parametrize(
    ("marked", "name", "words"),
    [
        (
            "The {organisation|Upland Observatory for Roads} met. The Observatory left.",
            "Upland Observatory for Roads",
            ["Upland Observatory for Roads", "Observatory"],
        ),
        (
            "The {organisation|Upland Observatory} met. The Osk-based {body|Observatory} left.",
            "Upland Observatory",
            ["Upland Observatory", "Observatory"],
        ),
        (
            "The {organisation|Upland Road Observatory} met. Staff of URO left.",
            "Upland Road Observatory",
            ["Upland Road Observatory", "URO"],
        ),
        (
            "The {organisation|Department of Roads} met. The Justice Department did not.",
            "Justice Department",
            ["Justice Department"],
        ),
        (f"{OFFICE} came. The president left.", "Ilse Harn", ["Ilse Harn", "president"]),
        (
            "{people|President} {person|Jan Voss} came and " + OFFICE + " too. "
            "The {nationality|French} {people|president} left.",
            "Ilse Harn",
            ["Ilse Harn", "president"],
        ),
        ("{place|Syrias} army met in {place|Syria}.", "Syria", ["Syrias", "Syria"]),
        (
            "{person|Ilse Harn} met. {person|Ilse Harns} plan fell.",
            "Ilse Harn",
            ["Ilse Harn", "Ilse Harns"],
        ),
        ("The {organisation|Commission of} roads met.", "Commission", ["Commission of"]),
    ],
)
def test_it_is_found(marked: str, name: str, words: list[str]) -> None:
    assert mentioned(marked)[name] == words


@pytest.mark.parametrize(
    "marked",
    [
        "The {organisation|Upland Observatory} met. An observatory is a house.",
        "The {organisation|Upland Front} met. Front pages told it.",
        f"{OFFICE} came. Some president left.",
        f"{OFFICE} came. The President Hotel was full.",
        "{person|Ilse Harris} met {person|Jan Voss}.",
    ],
)
def test_nothing_is_added(marked: str) -> None:
    found = mentioned(marked)
    assert all(" ".join(words) == name for name, words in found.items()), found
