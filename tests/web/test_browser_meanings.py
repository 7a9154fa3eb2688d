"""What statements mean, in a real browser: facets by keyboard, marks of more than a colour."""

import pytest
from playwright.sync_api import Page, expect

from onrecord.store.base import Store
from tests.web.chromium import NEEDED, Site, focused
from tests.web.offers import DAM, dam

pytestmark = NEEDED

REPORT = "/article/northway/2031/dam.txt"


@pytest.fixture
def book(empty_book: Store) -> Store:
    empty_book.write([dam()])
    return empty_book


def style(page: Page, selector: str, name: str, pseudo: str = "") -> str:
    found = page.locator(selector).first.evaluate(
        "(one, [name, pseudo]) => getComputedStyle(one, pseudo || null).getPropertyValue(name)",
        [name, pseudo],
    )
    return str(found)


def test_facets_are_chosen_and_undone_with_the_keyboard_and_stand_in_the_address(
    site: Site,
) -> None:
    page = site.open("/")
    expect(page.locator(".entry")).to_have_count(4)
    page.locator("#q").focus()
    for _ in range(40):
        page.keyboard.press("Tab")
        if "on a condition" in focused(page):
            break
    assert "Only on a condition" in focused(page)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"

    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{site.address}/?conditional=yes")
    expect(page.locator(".entry")).to_have_count(1)
    expect(page.locator(".told")).to_contain_text("offers Haskia half the flow")
    page.get_by_role("link", name="No longer only on a condition").press("Enter")
    expect(page).to_have_url(f"{site.address}/")
    page.go_back()
    expect(page.locator(".entry")).to_have_count(1)


def test_verbs_and_conjunctions_are_heavier_than_what_stands_around_them(site: Site) -> None:
    page = site.open("/?act=offer")

    assert int(style(page, ".told .act", "font-weight")) >= 700
    assert int(style(page, ".told .conjunction", "font-weight")) >= 700
    assert int(style(page, ".told .said-what", "font-weight")) == 400
    assert "dotted" in style(page, ".told .on-condition", "text-decoration-style")


def test_conditions_and_triggers_differ_by_lines_and_words_and_not_by_colour_alone(
    site: Site,
) -> None:
    page = site.open(REPORT)

    assert style(page, "#text .condition", "border-block-start-style") == "dotted"
    assert style(page, "#text .trigger", "border-block-start-style") == "solid"
    assert "condition" in style(page, "#text .binds", "content", "::after")
    for word in ("firm", "hedge", "not"):
        shown = style(page, f"#text [data-tag='{word}']", "content", "::after")
        assert word in shown
    expect(page.locator(".legend")).to_contain_text("what it depends on")
    assert page.locator("#text").evaluate("one => one.textContent") == DAM.text


def test_the_three_ways_of_not_knowing_look_apart(site: Site) -> None:
    page = site.open("/?act=abstained&act=not-interpreted")

    assert style(page, ".chip.abstained", "border-block-start-style") == "dashed"
    assert style(page, ".chip.unread", "border-block-end-style") == "dotted"
    assert style(page, ".chip.unread", "border-block-start-style") == "none"
    expect(page.locator(".chip.abstained")).to_contain_text("Act: act not told")
    page = site.open("/?conditional=no")
    expect(page.get_by_role("link", name="No longer only no condition stated")).to_be_visible()


@pytest.mark.parametrize("site", [{"viewport": {"width": 360, "height": 800}}], indirect=True)
@pytest.mark.parametrize("path", ["/", REPORT])
def test_nothing_of_a_sentence_runs_off_a_narrow_page(site: Site, path: str) -> None:
    page = site.open(path)

    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360


@pytest.mark.parametrize("site", [{"forced_colors": "active"}], indirect=True)
def test_marks_stay_where_the_reader_sets_the_colours(site: Site) -> None:
    page = site.open(REPORT)

    assert style(page, "#text .condition", "border-block-start-style") == "dotted"
    assert style(page, "#text .condition", "border-block-start-width") == "2px"


def test_a_card_can_be_kept_and_shows_its_words(site: Site) -> None:
    page = site.open(REPORT)

    page.locator(".card .number").first.focus()
    page.keyboard.press("Enter")

    expect(page.locator(".card.kept")).to_have_count(1)
    expect(page.locator(".card.kept .reported")).to_be_visible()
    expect(page.locator(".card.kept .chip").first).to_be_visible()
