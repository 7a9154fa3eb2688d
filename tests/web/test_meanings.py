"""Cards read as sentences, facets narrow the record, and the service carries every value."""

from collections.abc import Iterator

import lxml.html
import pytest
from fastapi.testclient import TestClient

from onrecord import Reading
from onrecord.desk.telling import sentence
from onrecord.store.base import Store
from onrecord.web import create_app
from onrecord.web.marks import paragraphs
from onrecord.web.schemas import DocumentOut, StatementsOut
from tests.web.conftest import bridge, read, tolls
from tests.web.offers import DAM, dam

ARTICLE = "/article/northway/2031/dam.txt"


@pytest.fixture
def reading() -> Reading:
    return dam()


@pytest.fixture
def book(empty_book: Store, reading: Reading) -> Store:
    """The dam, and the bridge and tolls that nobody interpreted."""
    empty_book.write([reading, bridge(), tolls()])
    return empty_book


@pytest.fixture
def client(book: Store) -> Iterator[TestClient]:
    with TestClient(create_app(book, read), base_url="http://127.0.0.1:8000") as client:
        yield client


def tree(text: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(text)


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def cards(client: TestClient, address: str) -> list[lxml.html.HtmlElement]:
    return list(tree(client.get(address).text).xpath("//li[contains(@class, 'entry')]"))


def test_a_card_is_the_sentence_of_its_statement(client: TestClient, book: Store) -> None:
    shown = cards(client, "/?outlet=Northway")
    told = [one for one in book.reading(str(DAM.id)).statements if one.meaning is not None]

    sentences = [words(card.xpath("./p[contains(@class, 'told')]")[0]) for card in shown[:-1]]

    assert sentences == [sentence(one) for one in told]
    assert not shown[-1].xpath("./p[contains(@class, 'told')]")


def test_the_verb_and_the_conjunction_are_bold_and_the_speaker_leads_to_its_page(
    client: TestClient,
) -> None:
    (card,) = cards(client, "/?act=offer")

    assert [(one.get("class"), one.text) for one in card.xpath("./p[1]//b")] == [
        ("act", "offers"),
        ("conjunction", "if"),
    ]
    assert words(card.xpath(".//*[contains(@class, 'on-condition')]")[0]) == (
        "the guns on the east bank fell silent"
    )
    (speaker,) = card.xpath("./p[1]//bdi[@class='said-by']/a")
    assert speaker.get("href").startswith("/actor/")
    assert "in the report: Lorvane’s water minister" in words(card)


def test_chips_say_of_what_they_are_and_look_apart(client: TestClient) -> None:
    looks = {
        words(chip): chip.get("class")
        for card in cards(client, "/")
        for chip in card.xpath(".//span[contains(@class, 'chip ')]")
    }

    assert looks == {
        "Certainty: certain": "chip plain",
        "Certainty: possible": "chip marked",
        "Condition: conditional": "chip marked",
        "Polarity: denied": "chip marked",
        "Polarity: not said": "chip marked",
        "Report: alleged": "chip marked",
        "Act: act not told": "chip abstained",
        "Meaning: not interpreted": "chip unread",
    }


def test_facets_count_and_lead_to_what_they_count(client: TestClient) -> None:
    page = tree(client.get("/").text)
    seen = 0
    for heading in ("Act", "Condition", "Certainty", "Affirmed or denied"):
        (nav,) = page.xpath(f"//nav[h2[text()='{heading}']]")
        for choice in nav.xpath(".//a"):
            count = int(choice.xpath("./span[@class='count']")[0].text)
            assert len(cards(client, choice.get("href"))) == count > 0
            seen += 1
    assert seen == 6 + 3 + 3 + 4


def test_what_is_not_known_looks_apart_in_the_facets(client: TestClient) -> None:
    page = tree(client.get("/").text)
    looks = {
        (choice.xpath("string(ancestor::nav/h2)"), choice.xpath("string(.//bdi)")): choice.get(
            "class"
        )
        for choice in page.xpath("//nav//a[contains(@class, 'choice')]")
    }

    assert looks["Act", "act not told"] == "choice abstained"
    assert looks["Act", "not interpreted"] == "choice unread"
    assert looks["Condition", "no condition stated"] == "choice"
    assert looks["Condition", "not interpreted"] == "choice unread"


def test_a_choice_is_kept_by_a_search_and_by_other_choices(client: TestClient) -> None:
    page = tree(client.get("/?act=assert&polarity=unsaid&conditional=no").text)

    inputs = page.xpath("//form//input[@type='hidden']")
    hidden = {(one.get("name"), one.get("value")) for one in inputs}
    assert hidden == {("act", "assert"), ("polarity", "unsaid"), ("conditional", "no")}
    (off,) = page.xpath("//nav[h2[text()='Condition']]//a[@aria-current='true']")
    assert off.get("href") == "/?act=assert&polarity=unsaid"
    assert len(cards(client, "/?act=assert&polarity=unsaid&conditional=no")) == 1


@pytest.mark.parametrize(
    "query", ["act=shout", "certainty=sure", "polarity=no", "conditional=maybe"]
)
def test_a_word_that_is_none_is_refused_on_the_page_and_by_the_service(
    client: TestClient, query: str
) -> None:
    assert client.get(f"/?{query}").status_code == 400
    assert client.get(f"/api/v1/statements?{query}").status_code in {400, 422}


def test_a_book_that_nobody_interpreted_offers_no_facets(empty_book: Store) -> None:
    empty_book.write([bridge()])
    with TestClient(create_app(empty_book, read), base_url="http://127.0.0.1:8000") as client:
        page = tree(client.get("/").text)

    assert not page.xpath("//nav[h2[text()='Act' or text()='Condition' or text()='Certainty']]")
    assert len(page.xpath("//span[contains(@class, 'unread')]")) == 6


def test_the_text_of_the_article_stays_verbatim_with_conditions_and_triggers_marked(
    client: TestClient,
) -> None:
    page = tree(client.get(ARTICLE).text)
    (text,) = page.xpath("//*[@id='text']")

    assert text.text_content() == DAM.text
    conditions = text.xpath(".//*[contains(concat(' ', @class, ' '), ' condition ')]//text()")
    assert "".join(conditions) == "if the guns on the east bank fell silent"
    tagged = {one.text_content(): one.get("data-tag") for one in text.xpath(".//*[@data-tag]")}
    assert tagged == {
        "if": "condition",
        "must": "firm",
        "not mention": "not",
        "allegedly": "hedge",
        "denied": "not",
        "might": "hedge",
    }
    legend = words(page.xpath("//*[@class='legend']")[0])
    assert "what it depends on" in legend


def test_marks_of_meanings_never_change_a_text(reading: Reading) -> None:
    found = paragraphs(DAM, reading.statements)

    assert "".join(one.text for one in found) == DAM.text
    assert [s.tag for one in found for s in one.segments if s.tag] == [
        "condition", "firm", "not", "hedge", "not", "hedge",
    ]  # fmt: skip


def test_the_service_carries_meanings_with_who_set_them(client: TestClient) -> None:
    found = client.get("/api/v1/documents/northway/2031/dam.txt")
    answer = DocumentOut.model_validate(found.json())

    offer, demand, unsaid, alleged, *_, abstained, unread = answer.statements
    assert offer.meaning is not None
    assert offer.meaning.act is not None
    assert (offer.meaning.act.value, offer.meaning.act.set_by) == ("offer", "model:by-hand-1")
    assert offer.meaning.act.confidence == 0.94
    assert [one.span.text for one in offer.meaning.conditions] == [
        "if the guns on the east bank fell silent"
    ]
    assert [one.text for one in offer.meaning.conditions[0].consequence] == [
        "half the flow of the Ambrel"
    ]
    assert offer.meaning.said_at is not None
    assert offer.meaning.said_at.value == "2031-W10"
    assert [one.actor.name for one in offer.targets if one.actor] == ["Haskia"]
    assert demand.sentence.startswith("Ilka Dorzan demands of Lorvane: “We must")
    assert unsaid.meaning is not None
    assert unsaid.meaning.triggers[0].by == "reporter"
    assert alleged.meaning is not None
    assert alleged.meaning.said_at is None
    assert abstained.meaning is not None
    assert abstained.meaning.act is None
    assert unread.meaning is None


@pytest.mark.parametrize(
    ("asked", "total"),
    [
        ({"act": ["offer", "demand"]}, 2),
        ({"act": "abstained"}, 1),
        ({"act": "not-interpreted"}, 8),
        ({"certainty": "possible"}, 1),
        ({"polarity": ["denied", "unsaid"]}, 2),
        ({"conditional": "yes"}, 1),
        ({"conditional": "no", "act": "assert"}, 3),
    ],
)
def test_the_service_narrows_by_what_is_meant(
    client: TestClient, asked: dict[str, str | list[str]], total: int
) -> None:
    answer = StatementsOut.model_validate(client.get("/api/v1/statements", params=asked).json())

    assert answer.total == total == len(answer.statements)
    whole = StatementsOut.model_validate(client.get("/api/v1/statements").json())
    assert sum(whole.conditional.values()) == whole.total
    assert whole.acts["abstained"] == 1


def test_the_description_of_the_service_names_every_word(client: TestClient) -> None:
    schema = client.get("/api/v1/openapi.json").json()

    parameters = {
        one["name"]: one for one in schema["paths"]["/api/v1/statements"]["get"]["parameters"]
    }
    assert {"act", "certainty", "polarity", "conditional"} <= set(parameters)
    assert "decline-to-comment" in str(parameters["act"])
    assert "abstained" in str(parameters["act"])
    assert all(parameters[name].get("description") for name in ("act", "certainty", "polarity"))
    assert "MeaningOut" in schema["components"]["schemas"]


def test_every_card_says_what_its_json_says(client: TestClient) -> None:
    answer = client.get("/api/v1/statements", params={"outlet": "Northway"}).json()

    shown = cards(client, "/?outlet=Northway")

    for card, statement in zip(shown, answer["statements"], strict=True):
        if statement["meaning"] is not None:
            assert words(card.xpath("./p[1]")[0]) == statement["sentence"]
