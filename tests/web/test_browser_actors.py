"""Speakers and actors in a real browser: what pointing, the keyboard and Escape do."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from onrecord.document import Document
from onrecord.statement import Reading
from onrecord.store.base import Store
from onrecord.web import create_app
from tests.web.chromium import NEEDED, Site, served
from tests.web.quay import QUAY, cracks, letter, quay

pytestmark = NEEDED

ARTICLE = f"/article/{QUAY.id}"


@pytest.fixture
def address(empty_book: Store) -> Iterator[str]:
    """The service over the three reports of the quay."""

    def nothing(document: Document) -> Reading:
        return pytest.fail(f"{document.id} is not to be read")

    empty_book.write([quay(), cracks(), letter()])
    with served(create_app(empty_book, nothing)) as address:
        yield address


def bubble(page: Page) -> Locator:
    return page.locator(".bubble")


def test_pointing_at_a_pronoun_shows_what_it_stands_for_in_the_text_and_on_its_card(
    site: Site,
) -> None:
    page = site.open(ARTICLE)
    for place in ("#text", ".cards"):
        she = page.locator(f"{place} [data-tip]").get_by_text("she", exact=True)
        she = she if she.count() else page.locator(f"{place} [data-tip]", has_text="she")
        she.first.hover()
        expect(bubble(page)).to_have_text("“Odette Varrin”")
        expect(bubble(page)).to_be_visible()
        # The bubble stays while it is pointed at itself.
        bubble(page).hover()
        page.wait_for_timeout(400)
        expect(bubble(page)).to_be_visible()
        page.get_by_role("heading", level=1).hover()
        expect(bubble(page)).to_be_hidden()


def test_a_tip_is_reached_and_closed_with_the_keyboard(site: Site) -> None:
    page = site.open(ARTICLE)
    page.locator("#text a").first.focus()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.tip") is not None:
            break
    expect(bubble(page)).to_be_visible()
    described = page.evaluate(
        "document.getElementById(document.activeElement.getAttribute('aria-describedby'))"
        ".textContent"
    )
    assert "stands for “Odette Varrin”" in described
    page.keyboard.press("Escape")
    expect(bubble(page)).to_be_hidden()
    # The word keeps the focus, and the page the place.
    assert page.evaluate("document.activeElement.dataset.tip") is not None


def test_the_first_escape_closes_the_tip_and_the_second_lets_go_of_the_card(site: Site) -> None:
    page = site.open(ARTICLE)
    page.locator(".card .number").nth(1).click()
    page.locator(".card .tip").first.focus()
    expect(bubble(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(bubble(page)).to_be_hidden()
    expect(page.locator(".card.kept")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".card.kept")).to_have_count(0)


@pytest.mark.parametrize(
    "site", [{"viewport": {"width": 320, "height": 640}}], indirect=True, ids=["320 px"]
)
def test_nothing_scrolls_sideways_and_a_tip_stays_on_the_page(site: Site) -> None:
    page = site.open("/actors")
    paths = ["/actors", "/actors/proposals", "/", ARTICLE]
    paths.append(page.locator(".person a").first.get_attribute("href") or "")
    for path in paths:
        page = site.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    page = site.open(ARTICLE)
    for word in page.locator("[data-tip]").all():
        word.focus()
        box = bubble(page).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320


def test_a_role_leads_to_the_words_that_state_it(site: Site) -> None:
    page = site.open("/actors?q=varrin")
    page.get_by_role("link", name="Odette Varrin", exact=True).click()
    page.get_by_role("link", name="The quay will reopen").first.click()
    expect(page).to_have_url(re.compile(re.escape(ARTICLE) + r"\?at=0-16#at$"))
    expect(page.locator("#text .asked")).to_have_text("Harbour Minister")
    assert page.locator("#text .asked").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


@pytest.mark.parametrize(
    "site",
    [{}, {"java_script_enabled": False}],
    indirect=True,
    ids=["with scripts", "without scripts"],
)
def test_a_pair_is_decided_and_taken_back(site: Site) -> None:
    page = site.open("/")
    page.get_by_role("link", name="Same actor?").click()
    page.get_by_role("button", name="The same").click()
    expect(page.get_by_role("status")).to_contain_text("Noted as the same")
    expect(page.get_by_text("No question is open.")).to_be_visible()
    page.get_by_role("link", name="among those decided").click()
    expect(page.get_by_text("Decided: the same")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("status")).to_contain_text("taken back")
    page.get_by_role("link", name="open", exact=True).click()
    expect(page.get_by_role("button", name="Different")).to_be_visible()


@pytest.mark.parametrize("site", [{"java_script_enabled": False}], indirect=True, ids=["no script"])
def test_without_scripts_the_sheet_shows_what_a_word_stands_for(site: Site) -> None:
    page = site.open(ARTICLE)
    page.locator(".card .tip").first.hover()
    shown = "getComputedStyle(document.querySelector('.card .tip'), '::after').content"
    assert "Odette Varrin" in page.evaluate(shown)


@pytest.mark.parametrize(
    "site", [{"forced_colors": "active"}, {"color_scheme": "dark"}], indirect=True, ids=str
)
def test_who_is_unnamed_is_told_from_an_actor_in_every_scheme(site: Site) -> None:
    page = site.open("/")
    look = (
        "e => { const s = getComputedStyle(e); return [s.fontWeight, s.borderBottomStyle].join() }"
    )
    named = page.locator(".said-by:not(.unnamed)").first.evaluate(look)
    unnamed = page.locator(".said-by.unnamed").first.evaluate(look)
    assert named != unnamed
