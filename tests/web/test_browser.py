"""The pages in a real browser: what a reader sees, points at, types and hears.

With ``ONRECORD_SCREENSHOTS=1`` the pictures go to ``docs/images``, where the README shows them.
"""

import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from onrecord import demo, pipeline
from onrecord.demo import by_hand
from onrecord.document import Document
from onrecord.engine.session import load_engine
from onrecord.errors import WeightsError
from onrecord.ingest import read_paths
from onrecord.statement import Reading
from onrecord.store.base import Store
from onrecord.web import create_app
from tests.web.chromium import ARTICLE, NEEDED, Site, focused, lit, served

ROOT = Path(__file__).parents[2]
BY_HAND = ROOT / "tests" / "golden" / "demo_by_hand.json"
ODD = (
    "Odd\r\rn\r\n<b>&amp;\f😀 Reeve said that \u202eשלום\u202c e\u0301\x85\u2028 \r it snowed.\t\n"
)

GERMAN = (
    "Der Bürgermeister sagte am Montag, dass die Brücke bis zum Frühjahr gesperrt bleibt.\n\n"
    "Bis dahin darf niemand sie überqueren, weder zu Fuß noch mit dem Rad oder dem Wagen, und die "
    "Fähre legt wegen des Hochwassers nur noch am Morgen und am Abend an. Der Gemeinderat will am "
    "Donnerstag darüber beraten."
)

pytestmark = NEEDED


def test_search_and_filters_narrow_the_record_and_stay_in_the_address(site: Site) -> None:
    page = site.open("/")
    page.get_by_label("Search the record").fill("bridge")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(f"{site.address}/?q=bridge")
    page.get_by_role("link", name="Only indirect").click()
    expect(page).to_have_url(f"{site.address}/?q=bridge&manner=indirect")
    expect(page.get_by_text("No longer only indirect")).to_be_attached()
    page.get_by_label("Search the record").fill("May")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{site.address}/?q=May&manner=indirect")
    expect(page.locator(".entry")).to_have_count(2)
    page.get_by_role("link", name="Show all").click()
    expect(page).to_have_url(f"{site.address}/")


def test_pages_of_results_are_turned(site: Site) -> None:
    page = site.open("/")
    expect(page.locator(".entry")).to_have_count(4)
    page.get_by_role("link", name="Older").click()
    expect(page.locator(".entry")).to_have_count(3)
    page.get_by_role("link", name="Newer").click()
    expect(page.locator(".entry")).to_have_count(4)


def test_an_entry_leads_to_its_lit_place_in_the_text(site: Site) -> None:
    page = site.open("/?q=tunnel&manner=narrated")
    page.get_by_role("link", name="Show in the text").click()
    expect(page.locator(".card.kept .said-what")).to_have_text("a tunnel")
    assert lit(page) == "Residents | want | a tunnel"


def test_a_pasted_report_becomes_an_article(site: Site) -> None:
    page = site.open("/")
    page.get_by_text("Paste a report").click()
    page.get_by_label("The words of the report").fill("Snow fell.\nReeve said that it was late.")
    page.get_by_label("Headline").fill("Snow")
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("heading", name="Snow")).to_be_visible()
    expect(page.locator(".card .said-what")).to_have_text("that it was late")


def test_a_text_that_cannot_be_read_stays_in_the_box(site: Site) -> None:
    page = site.open("/paste")
    page.get_by_label("The words of the report").fill(GERMAN)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_role("alert")).to_contain_text("E106")
    expect(page.get_by_label("The words of the report")).to_have_value(GERMAN)
    # The status of the answer, 422, is the one thing that the browser may note.
    assert len(site.complaints) == 1
    assert "422" in site.complaints.pop()


def test_pointing_at_a_card_lights_its_words_and_the_other_way_round(site: Site) -> None:
    page = site.open(ARTICLE)
    page.locator(".card").nth(0).hover()
    assert lit(page) == "“It stays shut,” | Brandt | said"
    page.locator("#text").get_by_text("the bridge would open in May").hover()
    assert lit(page) == "the mayor | told | the bridge would open in May"
    expect(page.locator(".card.lit .number")).to_have_text("4")
    page.get_by_role("heading", level=1).hover()
    assert lit(page) == ""


def test_choosing_a_statement_keeps_it_and_names_it_in_the_address(site: Site) -> None:
    page = site.open(ARTICLE)
    card = page.locator(".card").nth(2)
    name = card.get_attribute("id")
    card.click()
    expect(page).to_have_url(f"{site.address}{ARTICLE}#{name}")
    page.get_by_role("heading", level=1).hover()
    assert lit(page).startswith("The ferrymen | say | that ")
    page.reload()
    expect(page.locator(".card.kept")).to_have_id(str(name))
    page.locator(".card").nth(2).click()
    expect(page).to_have_url(f"{site.address}{ARTICLE}")


def test_the_cards_stand_beside_their_lines_and_never_on_each_other(site: Site) -> None:
    page = site.open(ARTICLE)
    for chosen in (5, 0):
        page.locator(".card .number").nth(chosen).click()
        boxes = [card.bounding_box() for card in page.locator(".card").all()]
        tops = [(box["y"], box["y"] + box["height"]) for box in boxes if box]
        assert all(above[1] <= below[0] + 1 for above, below in pairwise(tops))
    line = page.locator("#text a").first.bounding_box()
    assert line
    assert abs(line["y"] - tops[0][0]) < 20


def test_everything_can_be_done_with_the_keyboard_alone(site: Site) -> None:
    page = site.open(ARTICLE)
    page.keyboard.press("Tab")
    assert focused(page).startswith("Skip to")
    page.keyboard.press("Enter")
    for precision in ("75 %", "80 %", "85 %", "90 %"):
        page.keyboard.press("Tab")
        assert precision in focused(page)
    page.keyboard.press("Tab")
    first = page.locator("#text a").first
    expect(first).to_be_focused()
    assert lit(page) == "“It stays shut,” | Brandt | said"
    page.keyboard.press("j")
    assert lit(page) == "Brandt | “Nobody crosses.”"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    name = page.locator(".card").first.get_attribute("id")
    expect(page).to_have_url(f"{site.address}{ARTICLE}#{name}")
    page.keyboard.press("Escape")
    expect(page).to_have_url(f"{site.address}{ARTICLE}")
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.closest('.card')?.dataset.n"))
    assert {"1", "2", "3", "4", "5", "6"} <= reached
    outline = "getComputedStyle(document.querySelector('.skip')).outlineStyle"
    page.locator(".skip").focus()
    assert page.evaluate(outline) == "solid"


@pytest.mark.parametrize(
    "site", [{"viewport": {"width": 320, "height": 640}}], indirect=True, ids=["320 px"]
)
@pytest.mark.parametrize("path", ["/", ARTICLE, "/paste", "/?q=nothing", "/?outlet=Kell+Gazette"])
def test_nothing_scrolls_sideways_at_four_hundred_percent(site: Site, path: str) -> None:
    page = site.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("site", [{"java_script_enabled": False}], indirect=True, ids=["no script"])
def test_without_scripts_the_record_the_cards_and_the_box_still_work(site: Site) -> None:
    page = site.open("/?q=bridge")
    page.get_by_role("link", name="Show in the text").first.click()
    page.locator(".card .number").nth(1).click()
    expect(page.locator("#text a:target")).to_have_text("“Nobody crosses.”")
    text, cards = page.locator("#text").bounding_box(), page.locator(".cards").bounding_box()
    assert text
    assert cards
    assert cards["y"] >= text["y"] + text["height"]
    site.open("/")
    page.get_by_text("Paste a report").click()
    page.get_by_label("The words of the report").fill("Reeve said that it snowed.")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".card")).to_have_count(1)


@pytest.mark.parametrize(
    "site", [{"forced_colors": "active"}, {"color_scheme": "dark"}], indirect=True, ids=str
)
def test_the_roles_are_told_apart_in_every_scheme(site: Site) -> None:
    page = site.open(ARTICLE)
    lines = {
        role: page.locator(f"#text .m.{role}").first.evaluate(
            "e => { const s = getComputedStyle(e);"
            " return [s.textDecoration, s.borderBottomStyle, s.fontStyle, s.fontWeight].join() }"
        )
        for role in ("source", "cue", "content")
    }
    assert len(set(lines.values())) == 3


def test_the_text_in_the_browser_is_the_report_to_the_character(
    site: Site, book: Store, reader: Callable[[Document], Reading]
) -> None:
    book.write([reader(Document("odd/../100%41/id?#", ODD, published="2032-01-01"))])
    page = site.open("/")
    page.get_by_role("link", name="Odd", exact=True).click()
    assert page.locator("#text").evaluate("e => e.textContent") == ODD


def demo_readings() -> list[Reading]:
    """The demo reports as the shipped engine reads them; by hand where no weights are shipped."""
    found = read_paths([str(path) for path in demo.reports()])
    documents = [one for one in found if isinstance(one, Document)]
    try:
        return pipeline.read(documents, load_engine(threads=1))
    except WeightsError:
        pairs = by_hand.match(by_hand.load(BY_HAND), documents)
        readings = []
        for report, document in pairs:
            statements = sorted(report.statements(document), key=lambda statement: statement.start)
            readings.append(Reading(document, (), tuple(statements), "by hand"))
        return readings


def test_the_pictures_for_the_readme(
    browser: Browser, empty_book: Store, reader: Callable[[Document], Reading], tmp_path: Path
) -> None:
    wanted = os.environ.get("ONRECORD_SCREENSHOTS") == "1"
    folder = ROOT / "docs" / "images" if wanted else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    empty_book.write(demo_readings())
    with served(create_app(empty_book, reader, page_size=500)) as address:
        context = browser.new_context(
            viewport={"width": 1280, "height": 1100}, reduced_motion="reduce"
        )
        page = context.new_page()
        page.goto(address)
        page.screenshot(path=folder / "record.png")
        page.get_by_role("link", name="Marsk offers half the river").click()
        page.locator("#text").get_by_text("that all eight gates be opened").click()
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=folder / "article.png")
        context.close()

    assert (folder / "record.png").stat().st_size > 10_000
    assert (folder / "article.png").stat().st_size > 10_000
