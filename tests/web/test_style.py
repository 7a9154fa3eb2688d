"""The sheet keeps its promises: contrast in both schemes, and nothing from elsewhere."""

import re
from importlib.resources import files

import pytest

SHEET = (files("onrecord.web") / "static" / "onrecord.css").read_text(encoding="utf-8")
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")

TEXT_ON = [
    (text, ground)
    for ground in ("paper", "sheet", "said", "said-deep")
    for text in ("ink", "source", "cue", "accent")
] + [("quiet", "paper"), ("quiet", "sheet"), ("lit-ink", "lit"), ("paper", "ink")]


def colours(scheme: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\n *\}", SHEET, re.DOTALL)[:2]
    found = dict(COLOUR.findall(light))
    return found if scheme == "light" else found | dict(COLOUR.findall(dark))


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON)
def test_text_stands_out_from_its_ground(scheme: str, text: str, ground: str) -> None:
    found = colours(scheme)

    assert contrast(found[text], found[ground]) >= 5.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edges_of_fields_stand_out_from_the_page(scheme: str) -> None:
    found = colours(scheme)

    assert contrast(found["edge"], found["paper"]) >= 3
    assert contrast(found["edge"], found["sheet"]) >= 3


def test_the_sheet_takes_nothing_from_elsewhere() -> None:
    assert "url(" not in SHEET
    assert "@import" not in SHEET


def test_source_cue_and_content_differ_by_more_than_colour() -> None:
    rules = dict(re.findall(r"^\.m\.(source|cue|content|deep) \{(.*?)\}", SHEET, re.MULTILINE))

    assert "underline solid" in rules["source"]
    assert "font-weight" in rules["source"]
    assert "underline dotted" in rules["cue"]
    assert "italic" in rules["cue"]
    assert "1px solid" in rules["content"]
    assert "3px double" in rules["deep"]


def test_every_taste_of_a_reader_is_provided_for() -> None:
    for medium in (
        "prefers-color-scheme: dark",
        "prefers-reduced-motion",
        "forced-colors",
        "print",
    ):
        assert f"@media ({medium}" in SHEET or f"@media {medium}" in SHEET
