"""The page and the service show only what reaches a precision, and say so."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from lxml import html

from onrecord.desk.precision import Sieve
from onrecord.document import Document
from onrecord.errors import WeightsError
from onrecord.extract.precision import TrackRecord
from onrecord.statement import Reading
from onrecord.store.base import Query, Store
from onrecord.values import Value
from onrecord.web import create_app
from tests.web.chromium import ARTICLE
from tests.web.conftest import ENGINE, TRACK, bridge, read, tolls


@pytest.fixture
def client(book: Store) -> Iterator[TestClient]:
    app = create_app(book, read, track=lambda: TRACK)
    with TestClient(app, base_url="http://127.0.0.1:8000") as client:
        yield client


def words(page: html.HtmlElement) -> str:
    return " ".join(page.xpath("//main")[0].text_content().split())


def tree(client: TestClient, address: str) -> html.HtmlElement:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.document_fromstring(answer.text)


def test_a_precision_in_the_address_shows_only_what_reaches_it(client: TestClient) -> None:
    page = tree(client, "/?precision=0.9")

    said = words(page)
    sure = [
        int(n)
        for n in re.findall(r"(\d+)\s%", " ".join(page.xpath("//span[@class='sure']/text()")))
    ]
    assert len(sure) == len(page.xpath("//li[contains(@class, 'entry')]")) > 0
    assert min(sure) >= round(TRACK.threshold(0.9) * 100)
    assert f"{len(sure)} of 7 statements" in said
    assert "Shown are statements of which at least 90 % are right" in said
    assert "at second hand, since that was never checked" in said
    assert not page.xpath("//li[contains(@class, 'second-hand')]")


def test_precisions_are_links_that_keep_the_question_and_can_be_undone(client: TestClient) -> None:
    page = tree(client, "/?q=bridge&precision=0.8")
    (nav,) = page.xpath("//nav[@aria-labelledby='filter-precisions']")

    labels = [" ".join(label.split()) for label in nav.xpath(".//bdi/text()")]
    assert labels == ["at least 75 %", "at least 80 %", "at least 85 %", "at least 90 %"]
    assert nav.xpath(".//a[@aria-current]/@href") == ["/?q=bridge"]
    assert nav.xpath(".//a[not(@aria-current)]/@href")[0] == "/?q=bridge&precision=0.75"
    assert page.xpath("//input[@type='hidden'][@name='precision']/@value") == ["0.8"]
    outlet = page.xpath("//nav[@aria-labelledby='filter-outlets']//a/@href")
    assert all("precision=0.8" in href for href in outlet)


def test_a_precision_that_cannot_be_promised_shows_nothing_and_names_the_most(
    client: TestClient,
) -> None:
    said = words(tree(client, "/?precision=0.999"))
    assert "Nothing found among 7 statements" in said
    assert re.search(r"That 99.9 % are right cannot be promised; the most is 9\d(\.\d)? %", said)


def test_what_other_weights_found_is_left_out_and_said(book: Store, client: TestClient) -> None:
    other = replace(tolls(), engine="other-1", statements=())
    changed = [
        replace(one, manner=Value("indirect", "model:other-1")) for one in tolls().statements
    ]
    book.write([replace(other, statements=tuple(changed))])

    said = words(tree(client, "/?precision=0.75"))
    assert "the council" not in said
    assert "1 statement that other weights found is left out" in said


def test_what_a_person_set_is_always_shown(book: Store, client: TestClient) -> None:
    by_hand = [replace(one, manner=Value("indirect", "person:io")) for one in tolls().statements]
    book.write([replace(tolls(), engine="person:io", statements=tuple(by_hand))])

    for precision in ("0.9", "0.999"):
        assert "the council announced" in words(tree(client, f"/?precision={precision}"))


def test_the_book_and_the_rule_of_a_promise_keep_the_same(book: Store) -> None:
    by_hand = [replace(one, manner=Value("narrated", "person:io")) for one in tolls().statements]
    other = replace(bridge(), engine="other", document=replace(bridge().document, id="third"))
    strange = tuple(
        replace(one, manner=Value(one.manner.value, "model:other")) for one in bridge().statements
    )
    book.write([replace(tolls(), engine="person:io", statements=tuple(by_hand))])
    book.write([Reading(other.document, (), strange, "other")])

    for precision in (0.5, 0.7, 0.8, 0.9, 0.999):
        sieve = Sieve(precision, TRACK)
        kept = {one.id for one in sieve.of(book.statements())}
        found = book.find(Query(promise=sieve.promise))
        assert {one.id for one in found.statements} == kept
        assert (found.total, sieve.kept().shown) == (len(kept), len(kept))
        assert sieve.kept().strange == book.find(Query(strange_to=ENGINE)).total == 6


def test_the_service_answers_with_the_same_and_the_reason(client: TestClient) -> None:
    whole = client.get("/api/v1/statements").json()
    answer = client.get("/api/v1/statements?precision=0.8").json()

    assert whole["precision"] is None
    kept = answer["precision"]
    assert 0 < answer["total"] < whole["total"] == kept["of"]
    assert kept["reached"]
    assert kept["engine"] == ENGINE
    assert all(one["confidence"] >= kept["threshold"] for one in answer["statements"])
    assert client.get("/api/v1/statements?precision=0.999").json()["precision"]["threshold"] is None


def said_on(page: html.HtmlElement) -> list[str]:
    """What was said, by the cards of an article."""
    cards = page.xpath("//li[contains(@class, 'card')]//span[@class='said-what']")
    return [" ".join(card.text_content().split()) for card in cards]


def test_an_article_shows_only_what_reaches_the_precision_and_says_of_how_many(
    client: TestClient,
) -> None:
    page = tree(client, f"{ARTICLE}?precision=0.85")

    assert said_on(page) == [
        "“It stays shut,”",
        "“Nobody crosses.”",
        "that the mayor told them the bridge would open in May",
        "It will rain",
    ]
    assert page.xpath("//li[contains(@class, 'card')]/@data-n") == ["1", "2", "3", "4"]
    assert "4 of 6 statements" in words(page)
    assert "Shown are statements of which at least 85 % are right" in words(page)
    assert page.xpath("//p[@class='tally']/a/@href") == [ARTICLE]


def test_the_words_of_what_an_article_does_not_show_are_not_marked_either(
    client: TestClient,
) -> None:
    page = tree(client, f"{ARTICLE}?precision=0.85")
    marked = page.xpath("//*[@id='text']//*[@data-s]")

    assert {n for mark in marked for n in mark.get("data-s").split()} == {"1", "2", "3", "4"}
    assert not {"the mayor", "told", "Residents", "want", "a tunnel"} & {
        mark.text_content() for mark in marked
    }
    assert not page.xpath("//*[@id='text']//*[contains(@class, 'deep')]")
    whole = tree(client, ARTICLE)
    assert page.xpath("string(//*[@id='text'])") == whole.xpath("string(//*[@id='text'])")


def test_an_article_offers_the_same_precisions_as_the_record(client: TestClient) -> None:
    (record,) = tree(client, "/?precision=0.8").xpath("//nav[@aria-labelledby='filter-precisions']")
    page = tree(client, f"{ARTICLE}?precision=0.8")
    (article,) = page.xpath("//nav[@aria-labelledby='filter-precisions']")

    assert article.text_content() == record.text_content()
    assert article.xpath(".//a[@aria-current]/@href") == [ARTICLE]
    assert article.xpath(".//a/@href")[-1] == f"{ARTICLE}?precision=0.9"
    assert "statements of which" not in words(tree(client, ARTICLE))


def test_an_article_that_keeps_nothing_says_what_can_be_promised(client: TestClient) -> None:
    page = tree(client, f"{ARTICLE}?precision=0.999")

    assert said_on(page) == []
    assert not page.xpath("//*[@data-s]")
    assert "Nothing found among 6 statements" in words(page)
    assert "That 99.9 % are right cannot be promised; the most is 9" in words(page)
    assert "ascribes nothing to anyone" not in words(page)


def test_an_article_without_statements_has_nothing_to_choose(
    book: Store, client: TestClient
) -> None:
    book.write([read(Document("quiet", "It snowed."))])

    assert not tree(client, "/article/quiet").xpath("//nav[@aria-labelledby='filter-precisions']")
    page = tree(client, "/article/quiet?precision=0.8")
    assert "ascribes nothing to anyone" in words(page)


def test_a_precision_goes_along_from_the_record_to_an_article(client: TestClient) -> None:
    page = tree(client, "/?precision=0.85")
    for href in page.xpath("//section//a/@href"):
        address, _, place = href.partition("#")
        assert address.endswith("?precision=0.85")
        assert not place or tree(client, address).xpath(f"//*[@id='{place}']")


def test_an_article_whose_id_no_path_can_hold_keeps_the_precision(
    book: Store, client: TestClient
) -> None:
    book.write([read(Document("..", "Reeve said that it snowed."))])
    page = tree(client, "/article?id=..&precision=0.85")

    assert said_on(page) == ["that it snowed"]
    (nav,) = page.xpath("//nav[@aria-labelledby='filter-precisions']")
    assert nav.xpath(".//a/@href")[-1] == "/article?id=..&precision=0.9"
    assert nav.xpath(".//a[@aria-current]/@href") == ["/article?id=.."]


def test_what_carries_on_a_statement_that_is_not_shown_still_has_its_source(
    book: Store, client: TestClient
) -> None:
    shut, crosses, *_ = bridge().statements
    by_hand = replace(crosses, manner=Value("direct", "person:io"))
    book.write([Reading(shut.document, (), (replace(shut, confidence=0.1), by_hand), "person:io")])
    page = tree(client, f"{ARTICLE}?precision=0.8")

    (card,) = page.xpath("//li[contains(@class, 'card')]")
    said = " ".join(card.text_content().split())
    assert "Brandt went on: “Nobody crosses.”" in said
    assert "carries on one that is not shown" in said


@pytest.mark.parametrize("wrong", ["0", "1", "1.5", "nan", "most"])
def test_what_is_no_precision_is_refused(client: TestClient, wrong: str) -> None:
    assert client.get(f"/?precision={wrong}").status_code == 400
    article = client.get(f"{ARTICLE}?precision={wrong}")
    assert article.status_code == 400
    assert "E502" in article.text
    assert client.get(f"/api/v1/statements?precision={wrong}").status_code in {400, 422}


def test_the_record_and_its_articles_are_shown_even_where_the_weights_are_gone(book: Store) -> None:
    def gone() -> TrackRecord:
        raise WeightsError("no usable weights", "Install onrecord anew.")

    with TestClient(create_app(book, read, track=gone), base_url="http://localhost") as client:
        for address in ("/", ARTICLE):
            page = tree(client, address)
            assert not page.xpath("//nav[@aria-labelledby='filter-precisions']")
