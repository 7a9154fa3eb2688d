"""The pages for people, as the service answers them."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from onrecord.desk.paste import LARGEST
from onrecord.document import Document
from onrecord.statement import Manner, Reading, Statement
from onrecord.store.base import Store
from onrecord.values import Value
from onrecord.web import create_app
from onrecord.web.addresses import article_path, document_path
from onrecord.web.views import day

GERMAN = (
    "Der Bürgermeister sagte am Montag, dass die Brücke bis zum Frühjahr gesperrt bleibt und "
    "dass bis dahin niemand sie überqueren darf."
)


def tree(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def words(text: str) -> str:
    """What a page says, with single spaces."""
    (main,) = tree(text).xpath("//main")
    return " ".join(main.text_content().split())


def entries(text: str) -> list[str]:
    found = tree(text).xpath("//li[contains(@class, 'entry')]/p[@class='sentence']")
    return [" ".join(entry.text_content().split()) for entry in found]


def test_the_record_reads_as_sentences_with_the_newest_report_first(client: TestClient) -> None:
    assert entries(client.get("/").text) == [
        "the council announced The toll will double",
        "Brandt said “It stays shut,”",
        "Brandt went on: “Nobody crosses.”",
        "The ferrymen say that the mayor told them the bridge would open in May",
        "the mayor told the bridge would open in May",
        "according to the weather office: It will rain",
        "Residents want a tunnel",
    ]


def test_a_quotation_can_begin_before_the_words_that_say_whose_it_is(
    empty_book: Store, empty_client: TestClient
) -> None:
    report = Document("d", "“No ferry.” Nobody moved. “No bridge,” Reeve said.")
    manner: Value[Manner] = Value("direct", "person:test")
    source, cue = (report.span(39, 44),), (report.span(45, 49),)
    head = Statement("h", report, source, cue, (report.span(26, 38),), manner, 1.0)
    before = Statement("b", report, source, (), (report.span(0, 11),), manner, 1.0, "h")
    empty_book.write([Reading(report, (), (before, head), "test")])

    assert entries(empty_client.get("/").text) == [
        "Reeve began: “No ferry.”",
        "Reeve said “No bridge,”",
    ]


def test_a_statement_at_second_hand_says_through_whom_it_is_known(client: TestClient) -> None:
    page = tree(client.get("/").text)
    (about,) = page.xpath("//li[contains(@class, 'second-hand')]/p[@class='about']")

    assert "at second hand, through The ferrymen" in " ".join(about.text_content().split())


def test_the_manner_and_the_confidence_stand_beside_each_statement(client: TestClient) -> None:
    page = tree(client.get("/?q=tunnel").text)
    (about,) = page.xpath("//li[contains(@class, 'entry')][last()]/p[@class='about']")

    assert re.match(r"narrated\s+66\s%", about.text_content().strip())


def test_a_search_and_its_filters_are_in_the_address(client: TestClient) -> None:
    page = tree(client.get("/", params={"q": "bridge", "manner": "indirect"}).text)

    assert page.xpath("//input[@name='q']/@value") == ["bridge"]
    assert page.xpath("//input[@type='hidden'][@name='manner']/@value") == ["indirect"]
    (chosen,) = page.xpath("//a[@aria-current='true']/@href")
    assert chosen == "/?q=bridge"
    outlet = page.xpath("//nav[@aria-labelledby='filter-outlets']//a/@href")
    assert outlet == ["/?q=bridge&outlet=Kell+Gazette&manner=indirect"]


def test_a_filter_shows_how_many_statements_each_choice_would_give(client: TestClient) -> None:
    page = tree(client.get("/?outlet=Port+Herald").text)
    counts = {
        choice.xpath("string(.//bdi)"): choice.xpath("string(.//span[@class='count'])")
        for choice in page.xpath("//a[@class='choice'][.//span[@class='count']]")
    }

    assert counts == {"Kell Gazette": "6", "Port Herald": "1", "indirect": "1"}
    assert len(entries(client.get("/?outlet=Port+Herald").text)) == 1


def test_pages_of_results_lead_forth_and_back_and_keep_the_question(book: Store) -> None:
    app = create_app(book, lambda document: Reading(document, (), (), ""), page_size=3)
    with TestClient(app, base_url="http://localhost") as client:
        seen, address = [], "/?manner=direct&manner=indirect"
        while address:
            page = client.get(address).text
            seen.append(entries(page))
            address = "".join(tree(page).xpath("//a[@rel='next']/@href"))
            assert not address or "manner=direct&manner=indirect" in address
        (back,) = tree(page).xpath("//a[@rel='prev']/@href")

        assert [len(page) for page in seen] == [3, 3]
        assert entries(client.get(back).text) == seen[0]


def test_an_empty_book_says_so_and_offers_the_box(empty_client: TestClient) -> None:
    page = empty_client.get("/")

    assert page.status_code == 200
    assert "Nothing is on record yet" in words(page.text)
    assert tree(page.text).xpath("//main//textarea[@name='text']")


def test_a_search_that_finds_nothing_says_so_and_offers_a_way_on(client: TestClient) -> None:
    page = client.get("/?q=zeppelin")

    assert page.status_code == 200
    assert "Nothing found among 7 statements" in words(page.text)
    assert "No statement has “zeppelin”" in words(page.text)


@pytest.mark.parametrize("query", ["q=***", "manner=shouted", "cursor=%00"])
def test_a_question_that_cannot_be_understood_gets_a_message_and_status_400(
    client: TestClient, query: str
) -> None:
    page = client.get(f"/?{query}")

    assert page.status_code == 400
    assert tree(page.text).xpath("//*[@role='alert']")
    assert "E502" in words(page.text)


def test_what_was_searched_for_is_never_markup(client: TestClient) -> None:
    page = client.get("/", params={"q": "<script>alert(1)</script>", "outlet": '"><b>'}).text

    assert "<script>alert" not in page
    assert not tree(page).xpath("//b")


def test_an_article_shows_the_text_and_one_card_for_each_statement(client: TestClient) -> None:
    page = tree(client.get("/article/gazette/2031/bridge%20%26%20tunnel.txt").text)

    assert page.xpath("string(//*[@id='text'])").startswith("The Kell bridge was shut")
    assert len(page.xpath("//li[contains(@class, 'card')]")) == 6
    assert page.xpath("string(//h1)") == "The bridge is shut"
    assert page.xpath("string(//time[1])") == "12 March 2031"


def test_each_card_and_its_words_lead_to_each_other(client: TestClient) -> None:
    page = tree(client.get("/article/tolls").text)
    (card,) = page.xpath("//li[contains(@class, 'card')]")
    (anchor,) = page.xpath("//*[@id='text']//a")

    assert anchor.get("href") == f"#{card.get('id')}"
    assert card.xpath(".//a[@class='number']/@href") == [f"#{anchor.get('id')}"]


def test_a_report_that_the_book_does_not_hold_is_not_found(client: TestClient) -> None:
    page = client.get("/article/no/such/report")

    assert page.status_code == 404
    assert "E304" in words(page.text)


def test_a_pasted_report_is_read_stored_and_shown(client: TestClient, book: Store) -> None:
    form = {
        "text": "Reeve said that it snowed.\r\nMore.",
        "title": "Snow",
        "published": "2031-03-15",
    }
    done = client.post("/paste", data=form, follow_redirects=False)

    assert done.status_code == 303
    page = client.get(done.headers["location"])
    assert tree(page.text).xpath("string(//h1)") == "Snow"
    assert "Reeve said that it snowed" in entries(client.get("/").text)[0]
    assert client.post("/paste", data=form, follow_redirects=False).headers == done.headers
    assert book.counts().documents == 3


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({}, 422, "E102"),
        ({"text": " \n "}, 422, "E102"),
        ({"text": GERMAN * 2}, 422, "E106"),
        ({"text": "A\0B"}, 422, "E103"),
        ({"text": "It snowed.", "published": "yesterday"}, 422, "E107"),
        ({"text": "long " * (LARGEST // 5 + 1)}, 413, "E504"),
        ({"text": "ש" * LARGEST * 2}, 413, "E504"),
    ],
)
def test_a_text_that_cannot_be_read_gets_a_message_and_stays_in_the_box(
    client: TestClient, book: Store, form: dict[str, str], status: int, code: str
) -> None:
    page = client.post("/paste", data=form)

    assert page.status_code == status
    assert code in words(page.text)
    assert book.counts().documents == 2
    if len(form.get("text", "")) < 100:
        assert tree(page.text).xpath("//form//textarea")
        assert form.get("outlet", "") in page.text


def test_a_failure_that_nobody_foresaw_shows_a_page_and_no_traceback(book: Store) -> None:
    def broken(document: Document) -> Reading:
        raise ZeroDivisionError("secret")

    app = create_app(book, broken)
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        page = client.post("/paste", data={"text": "It snowed."})

    assert page.status_code == 500
    assert "E000" in words(page.text)
    assert "secret" not in page.text


NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
HARD = st.sampled_from(
    ["", ".", "..", "/", "//a", "a/../b", "../../etc", "a/", "%2e", "a?b#c", "\n", "ä/\n"]
)


@given(name=HARD | NAMES)
def test_every_id_has_an_address_that_browsers_and_servers_leave_alone(name: str) -> None:
    path = document_path("/article", name)

    assert path.isascii()
    assert not re.search(r"/\.{1,2}(/|$|\?)", path)
    rest = path.partition("/article")[2]
    assert rest.startswith("?id=") or "//" not in path
    assert all(quote(letter, safe="") in path for letter in name if letter in "?#%\n")


@pytest.mark.parametrize("name", ["", "..", "/a/../b", "//x", "a?b#c", "käse/\n/日本", "a/", "+ &"])
def test_an_article_is_found_whatever_its_id(
    empty_book: Store, empty_client: TestClient, reader: Callable[[Document], Reading], name: str
) -> None:
    document = Document(name, "Reeve said that it snowed.")
    empty_book.write([reader(document)])

    (entry,) = tree(empty_client.get("/").text).xpath("//section//h2/a/@href")
    assert entry == article_path(document)
    page = empty_client.get(entry)
    assert page.status_code == 200
    assert "Reeve" in tree(page.text).xpath("string(//*[@id='text'])")
    (as_json,) = tree(page.text).xpath("//footer//a[text()='as JSON']/@href")
    assert empty_client.get(as_json).json()["document"]["id"] == name


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_shown_as_a_day(published: date) -> None:
    assert day(published.isoformat()).startswith(f"{published.day} ")
    assert day(published.isoformat()).endswith(str(published.year))
    assert day(published.isoformat()[:7]).split()[1:] == [str(published.year)]


def test_a_date_that_is_none_is_shown_as_it_stands() -> None:
    assert day("last spring") == "last spring"
    assert day(None) == ""
