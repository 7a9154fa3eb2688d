"""The page and the service show only what reaches a precision, and say so."""

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from fastapi.testclient import TestClient
from lxml import html

from onrecord.desk.precision import Sieve
from onrecord.errors import WeightsError
from onrecord.extract.precision import TrackRecord
from onrecord.statement import Reading, Value
from onrecord.store.base import Query, Store
from onrecord.web import create_app
from tests.web.conftest import ENGINE, bridge, read, tolls

SURE = np.linspace(0, 1, 1000)
RIGHT = np.arange(1000) * 0.618034 % 1 < np.minimum(SURE, 0.97)
TRACK = TrackRecord.of(ENGINE, SURE, RIGHT, np.arange(1000))
"""An engine whose confidences are right about as often as they say."""


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


@pytest.mark.parametrize("wrong", ["0", "1", "1.5", "nan", "most"])
def test_what_is_no_precision_is_refused(client: TestClient, wrong: str) -> None:
    assert client.get(f"/?precision={wrong}").status_code == 400
    assert client.get(f"/api/v1/statements?precision={wrong}").status_code in {400, 422}


def test_the_record_is_shown_even_where_the_weights_are_gone(book: Store) -> None:
    def gone() -> TrackRecord:
        raise WeightsError("no usable weights", "Install onrecord anew.")

    with TestClient(create_app(book, read, track=gone), base_url="http://localhost") as client:
        assert not tree(client, "/").xpath("//nav[@aria-labelledby='filter-precisions']")
