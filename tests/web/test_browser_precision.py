"""An article narrowed to a precision, in a real browser: by pointer, by keyboard, and on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.chromium import ARTICLE, NEEDED, Site, focused, lit

pytestmark = NEEDED

NARROWED = f"{ARTICLE}?precision=0.85"


def marked(page: Page) -> str:
    """The words that are marked in the text, in order."""
    return " | ".join(page.locator("#text [data-s]").all_text_contents())


def test_a_precision_is_chosen_and_undone_by_pointing(site: Site) -> None:
    page = site.open(ARTICLE)
    expect(page.locator(".card")).to_have_count(6)
    assert "Residents" in marked(page)

    page.get_by_role("link", name="Only at least 85 %").click()
    expect(page).to_have_url(f"{site.address}{NARROWED}")
    expect(page.locator(".card")).to_have_count(4)
    expect(page.get_by_role("status")).to_contain_text("4 of 6 statements")
    expect(
        page.get_by_text("Shown are statements of which at least 85 % are right")
    ).to_be_visible()
    assert "Residents" not in marked(page)
    expect(page.locator("#text")).to_contain_text("Residents want a tunnel.")

    page.get_by_role("link", name="No longer only at least 85 %").click()
    expect(page).to_have_url(f"{site.address}{ARTICLE}")
    page.go_back()
    expect(page.locator(".card")).to_have_count(4)
    page.get_by_role("link", name="Show all").click()
    expect(page).to_have_url(f"{site.address}{ARTICLE}")


def test_a_precision_is_chosen_with_the_keyboard_alone(site: Site) -> None:
    page = site.open(ARTICLE)
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert "at least 85 %" in focused(page)
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.address}{NARROWED}")

    page.locator("#text a").first.focus()
    for _ in range(5):
        page.keyboard.press("j")
    assert lit(page) == "It will rain | according to | the weather office"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(f"{site.address}{NARROWED}") + "#s-"))
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{site.address}{NARROWED}")


def test_cards_and_words_light_each_other_among_what_is_shown(site: Site) -> None:
    page = site.open(NARROWED)
    page.locator(".card").nth(2).hover()
    assert lit(page).startswith("The ferrymen | say | that the mayor")
    page.locator("#text").get_by_text("It will rain").hover()
    expect(page.locator(".card.lit .number")).to_have_text("4")


def test_a_precision_that_cannot_be_promised_leaves_the_text_and_says_why(site: Site) -> None:
    page = site.open(f"{ARTICLE}?precision=0.999")
    expect(
        page.get_by_text("That 99.9 % are right cannot be promised; the most is")
    ).to_be_visible()
    expect(page.locator(".card")).to_have_count(0)
    assert marked(page) == ""
    expect(page.locator("#text")).to_contain_text("Residents want a tunnel.")


def test_the_precision_goes_along_to_the_place_in_the_text(site: Site) -> None:
    page = site.open("/?q=rain&precision=0.85")
    page.get_by_role("link", name="Show in the text").click()
    expect(page).to_have_url(re.compile(r"\?precision=0\.85#s-"))
    expect(page.locator(".card.kept .said-what")).to_have_text("It will rain")


@pytest.mark.parametrize("site", [{"java_script_enabled": False}], indirect=True, ids=["no script"])
def test_without_scripts_a_precision_can_be_chosen_too(site: Site) -> None:
    page = site.open(ARTICLE)
    page.get_by_role("link", name="Only at least 85 %").click()
    expect(page.locator(".card")).to_have_count(4)
    page.locator(".card .number").nth(3).click()
    expect(page.locator("#text a:target")).to_have_text("It will rain")


@pytest.mark.parametrize(
    "site", [{"viewport": {"width": 320, "height": 640}}], indirect=True, ids=["320 px"]
)
@pytest.mark.parametrize("path", [NARROWED, f"{ARTICLE}?precision=0.999"])
def test_nothing_scrolls_sideways_when_narrowed(site: Site, path: str) -> None:
    page = site.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_paper_says_what_is_shown_and_offers_nothing_to_choose(site: Site) -> None:
    page = site.open(NARROWED)
    page.emulate_media(media="print")
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.get_by_role("link", name="at least 85 %")).to_be_hidden()
