"""Who speaks, on cards and on pages of their own, as the service answers people and programs."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from lxml import html

from onrecord.document import Document
from onrecord.registry import Entry
from onrecord.statement import Party, Reading
from onrecord.store import open_book
from onrecord.store.base import Store
from onrecord.web import create_app
from onrecord.web.registry_schemas import ActorsOut, PortraitOut, ProposalsOut
from onrecord.web.schemas import DocumentOut, Problem, StatementsOut
from tests.web.quay import QUAY, actor, cracks, letter, mention, quay, said

PROPOSALS = "/actors/proposals"
SPOKESMAN, HE, HARBOUR, HOLDS = 3, 4, 5, 6


def nothing(document: Document) -> Reading:
    return pytest.fail(f"{document.id} is not to be read")


def opened(book: Store, page_size: int = 50) -> TestClient:
    return TestClient(
        create_app(book, nothing, page_size=page_size), base_url="http://127.0.0.1:8000"
    )


@pytest.fixture(scope="module")
def harbour() -> Iterator[Store]:
    """The three reports; no test changes them."""
    book = open_book(":memory:", create=True)
    book.write([quay(), cracks(), letter()])
    yield book
    book.close()


@pytest.fixture(scope="module")
def client(harbour: Store) -> Iterator[TestClient]:
    with opened(harbour) as client:
        yield client


@pytest.fixture
def asked(empty_book: Store) -> Iterator[tuple[Store, TestClient]]:
    """The three reports, for tests that decide something."""
    empty_book.write([quay(), cracks(), letter()])
    with opened(empty_book) as client:
        yield empty_book, client


def tree(text: str) -> html.HtmlElement:
    return html.document_fromstring(text)


def words(node: html.HtmlElement) -> str:
    """What a part of a page says, with single spaces and without what is hidden."""
    return " ".join("".join(node.xpath(".//text()[not(ancestor::*[@hidden])]")).split())


def main(page: html.HtmlElement) -> str:
    (found,) = page.xpath("//main")
    return words(found)


def cards(client: TestClient) -> list[html.HtmlElement]:
    page = tree(client.get(f"/article/{QUAY.id}").text)
    return list(page.xpath("//li[contains(@class, 'card')]"))


def said_by(card: html.HtmlElement) -> str:
    return words(card.xpath(".//p[@class='sentence']")[0])


def key(book: Store, name: str) -> str:
    return next(str(one.id) for one in book.every_actor() if one.name == name)


def find(client: TestClient, path: str) -> html.HtmlElement:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return tree(answer.text)


# Cards


def test_the_name_of_a_speaker_stands_beside_words_that_do_not_say_it(
    client: TestClient, harbour: Store
) -> None:
    card = cards(client)[1]

    assert said_by(card) == "she [Odette Varrin] told “We will not wait,”"
    (link,) = card.xpath(".//span[@class='beside']//a")
    assert link.get("href") == f"/actor/{key(harbour, 'Odette Varrin')}"


def test_words_that_say_the_name_are_left_alone_and_lead_to_the_actor(
    client: TestClient, harbour: Store
) -> None:
    card = cards(client)[0]

    assert said_by(card).startswith("Harbour Minister Odette Varrin said that")
    (link,) = card.xpath(".//*[@class='said-by']//a")
    assert words(link) == "Odette Varrin"
    assert link.get("href") == f"/actor/{key(harbour, 'Odette Varrin')}"


def test_who_is_not_named_has_a_class_and_looks_unlike_an_actor(client: TestClient) -> None:
    card = cards(client)[HARBOUR]

    assert said_by(card) == "A harbour official said that Varrin had known of the cracks"
    assert words(card.xpath(".//p[@class='parties']")[0]) == "unnamed official · Netherlands"
    assert card.xpath(".//*[contains(@class, 'unnamed')]")
    assert not card.xpath(".//a[starts-with(@href, '/actor/')]")


def test_a_speaker_that_nobody_could_make_out_is_said_to_be_unknown(client: TestClient) -> None:
    card = cards(client)[HOLDS]

    assert said_by(card).startswith("No source named")
    assert words(card.xpath(".//p[@class='parties']")[0]) == "speaker unknown"


def test_a_card_says_through_whom_and_to_whom(client: TestClient) -> None:
    found = [" ".join(map(words, card.xpath(".//p[@class='parties']"))) for card in cards(client)]

    assert found[1] == "to the Kell Gazette"
    assert found[SPOKESMAN] == (
        "unnamed spokesperson · Netherlands · “who would not give his name” through Telhask News"
    )
    assert said_by(cards(client)[HE]).startswith("he [a dockers’ spokesman] added")


def test_relays_are_told_from_the_outlet_on(empty_book: Store) -> None:
    reading = quay()
    he = reading.statements[HE]
    spokesman, agency = he.speaker, he.chain[0]
    assert spokesman is not None
    longer = replace(he, chain=(agency, spokesman))
    empty_book.write([replace(reading, statements=(*reading.statements[:HE], longer))])
    with opened(empty_book) as client:
        told = words(cards(client)[HE].xpath(".//p[@class='parties']")[0])

    assert told.endswith("through Telhask News, then a dockers’ spokesman unnamed spokesperson")


def test_several_who_speak_together_all_stand_beside_their_words(empty_book: Store) -> None:
    document = Document("joint", "Odette Varrin and Bruno Kell met. They said that it was late.")
    varrin, kell = (
        actor(document, name, mentions=[mention(document, "They", name)])
        for name in ("Odette Varrin", "Bruno Kell")
    )
    late = said(document, "that it was late", "They", "said")
    both = [Party("person", one, late.source[0], plural=True) for one in (varrin, kell)]
    late = replace(late, speaker=both[0], joint=(both[1],))
    empty_book.write([Reading(document, (), (late,), "by-hand-1", (varrin, kell))])
    with opened(empty_book) as client:
        (entry,) = find(client, "/").xpath("//li[contains(@class, 'entry')]")
        answer = client.get("/api/v1/statements").json()["statements"][0]

    assert said_by(entry) == "They [Odette Varrin and Bruno Kell] said that it was late"
    assert len(entry.xpath(".//span[@class='beside']//a")) == 2
    assert entry.xpath(".//@data-tip") == ["“Odette Varrin” and “Bruno Kell”"]
    assert [one["actor"]["name"] for one in answer["joint"]] == ["Bruno Kell"]


def test_the_record_page_shows_speakers_as_the_article_does(client: TestClient) -> None:
    page = find(client, "/?q=wait&manner=direct")

    (entry,) = page.xpath("//li[contains(@class, 'entry')]")
    assert said_by(entry) == "she [Odette Varrin] told “We will not wait,”"
    assert words(entry.xpath(".//p[@class='parties']")[0]) == "to the Kell Gazette"


def test_a_pronoun_says_what_it_stands_for_wherever_it_is_read(client: TestClient) -> None:
    page = find(client, f"/article/{QUAY.id}")

    for place in ("//*[@id='text']", "//ol[@class='cards']"):
        (she,) = [one for one in page.xpath(f"{place}//*[@data-tip]") if words(one) == "she"]
        assert she.get("data-tip") == "“Odette Varrin”"
        (told,) = page.xpath(f"//*[@id='{she.get('aria-describedby')}']")
        assert " ".join(told.text_content().split()) == "stands for “Odette Varrin”"
        assert she.get("tabindex") == "0"


def test_ids_of_a_page_are_its_own_and_its_text_is_the_report(client: TestClient) -> None:
    page = find(client, f"/article/{QUAY.id}?at=0-16")

    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert page.xpath("string(//*[@id='text'])") == QUAY.text


# Places in a text


def test_the_words_that_an_address_names_are_marked(client: TestClient) -> None:
    page = find(client, f"/article/{QUAY.id}?at=0-16")

    marked = page.xpath("//*[@id='text']//*[contains(@class, 'asked')]")
    assert "".join(one.text_content() for one in marked) == "Harbour Minister"
    assert page.xpath("//*[@id='text']//*[@id='at']")


def test_a_place_beyond_the_text_is_not_marked_and_one_that_is_none_is_refused(
    client: TestClient,
) -> None:
    page = find(client, f"/article/{QUAY.id}?at=99990-99999")

    assert not page.xpath("//*[@id='at']")
    assert client.get(f"/article/{QUAY.id}?at=here").status_code == 400


# One actor


def test_an_actor_has_a_page_with_roles_that_lead_to_their_source(
    client: TestClient, harbour: Store
) -> None:
    page = find(client, f"/actor/{key(harbour, 'Odette Varrin')}")

    assert page.xpath("string(//h1)") == "Odette Varrin"
    told = main(page)
    assert "person Netherlands" in told
    assert "Harbour minister Netherlands, stated 2 April 2031 in The quay will reopen" in told
    assert "Also called Varrin" in told
    (source,) = page.xpath("//a[cite[.='The quay will reopen']]/@href")
    marked = find(client, source.partition("#")[0]).xpath("//*[contains(@class, 'asked')]")
    assert "".join(one.text_content() for one in marked) == "Harbour Minister"
    (body,) = page.xpath("//dl//a[.='Tidewater Board']/@href")
    assert find(client, body).xpath("string(//h1)") == "Tidewater Board"


def test_first_and_second_hand_are_told_in_numbers(client: TestClient, harbour: Store) -> None:
    page = find(client, f"/actor/{key(harbour, 'Odette Varrin')}")

    shares = words(page.xpath("//*[@class='shares']")[0])
    assert shares == "4 statements: 3 at first hand (75 %), 1 at second hand (25 %)"
    assert page.xpath("//*[local-name()='svg' and @class='bar']/@aria-hidden") == ["true"]


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        ("Odette Varrin", "", 4),
        ("Odette Varrin", "?hand=1", 3),
        ("Odette Varrin", "?hand=2", 1),
        ("Kell Gazette", "?part=heard", 1),
        ("Kell Gazette", "", 0),
        ("Telhask News", "?part=relayed", 2),
    ],
)
def test_each_part_of_the_page_shows_what_the_actor_has_to_do_with(
    client: TestClient, harbour: Store, name: str, query: str, expected: int
) -> None:
    page = find(client, f"/actor/{key(harbour, name)}{query}")

    assert len(page.xpath("//li[contains(@class, 'entry')]")) == expected
    tab = page.xpath("//nav[@class='tabs']//a[@aria-current]")[0]
    if "hand" not in query:
        assert words(tab).endswith(str(expected))


def test_the_tabs_count_what_they_show(client: TestClient, harbour: Store) -> None:
    page = find(client, f"/actor/{key(harbour, 'Telhask News')}")

    for tab in page.xpath("//nav[@class='tabs']//a"):
        shown = find(client, tab.get("href")).xpath("//li[contains(@class, 'entry')]")
        assert words(tab).endswith(f" {len(shown)}")


def test_the_page_of_an_actor_is_turned_and_keeps_its_part(harbour: Store) -> None:
    with opened(harbour, page_size=1) as client:
        page = find(client, f"/actor/{key(harbour, 'Odette Varrin')}?hand=1")
        (onward,) = page.xpath("//a[@rel='next']/@href")
        assert "hand=1" in onward
        second = find(client, onward)
        (back,) = second.xpath("//a[@rel='prev']/@href")

        shown = [words(one.xpath("//p[@class='sentence']")[0]) for one in (page, second)]
        assert shown[0] != shown[1]
        assert words(find(client, back).xpath("//p[@class='sentence']")[0]) == shown[0]


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/actor/nobody", 404, "E304"),
        ("/actor/{}?part=sung", 400, "E502"),
        ("/actor/{}?hand=3", 400, "E502"),
        ("/actor/{}?cursor=nonsense", 400, "E502"),
        ("/actors?kind=ghost", 400, "E502"),
        ("/actors?country=Atlantis", 400, "E502"),
        ("/actors?cursor=nonsense", 400, "E502"),
        ("/actors/proposals?cursor=nonsense", 400, "E502"),
    ],
)
def test_what_cannot_be_shown_gets_a_message(
    client: TestClient, harbour: Store, path: str, status: int, code: str
) -> None:
    answer = client.get(path.format(key(harbour, "Odette Varrin")))

    assert answer.status_code == status
    assert code in answer.text


@pytest.mark.parametrize("name", ["a/b", "Q 42", "ä?#", "..", "x/../y"])
def test_an_actor_is_found_whatever_its_id(empty_book: Store, name: str) -> None:
    empty_book.put_actors([Entry(name, "Ilse Tarrow", "person", set_by="person:test")])
    with opened(empty_book) as client:
        (address,) = find(client, "/actors").xpath("//p[@class='person']/a/@href")

        page = find(client, address)
        assert page.xpath("string(//h1)") == "Ilse Tarrow"
        assert "a list of test’s" in main(page)


# All actors


def test_all_actors_are_listed_with_counts(client: TestClient) -> None:
    page = find(client, "/actors")

    names = page.xpath("//p[@class='person']//bdi/text()")
    assert names[0] == "Odette Varrin"
    assert set(names[1:]) == {"O. Varrin", "Telhask News", "Kell Gazette", "Tidewater Board"}
    assert "4 statements in 2 reports" in main(page)
    assert "5 actors" in main(page)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=tide", ["Tidewater Board"]),
        ("kind=outlet", ["Telhask News", "Kell Gazette"]),
        ("country=NLD&kind=person", ["Odette Varrin"]),
        ("q=zeppelin", []),
    ],
)
def test_actors_are_searched_by_name_kind_and_country(
    client: TestClient, query: str, names: list[str]
) -> None:
    page = find(client, f"/actors?{query}")

    assert page.xpath("//p[@class='person']//bdi/text()") == names
    if "country" in query:
        assert page.xpath("//select/option[@selected]/@value") == ["NLD"]


def test_the_choice_of_a_kind_keeps_the_question_and_can_be_undone(client: TestClient) -> None:
    page = find(client, "/actors?q=varrin&country=NLD")
    (people,) = page.xpath("//nav[@aria-labelledby='filter-kinds']//a/@href")
    assert people == "/actors?q=varrin&kind=person&country=NLD"

    (undone,) = find(client, people).xpath("//a[@class='choice'][@aria-current]/@href")
    assert undone == "/actors?q=varrin&country=NLD"


def test_the_list_of_actors_is_turned(harbour: Store) -> None:
    with opened(harbour, page_size=2) as client:
        seen: list[str] = []
        address = "/actors"
        while address:
            page = find(client, address)
            seen += page.xpath("//p[@class='person']//bdi/text()")
            address = "".join(page.xpath("//a[@rel='next']/@href"))

    assert len(seen) == len(set(seen)) == 5


def test_an_empty_book_says_that_nobody_is_on_record(empty_client: TestClient) -> None:
    assert "Nobody is on record yet" in main(find(empty_client, "/actors"))
    assert "No question is open" in main(find(empty_client, PROPOSALS))


def test_what_was_searched_for_is_never_markup(client: TestClient) -> None:
    page = client.get("/actors", params={"q": "<b>x</b>"}).text

    assert "<b>" not in page


# Proposals


def test_a_proposal_shows_both_sides_with_reasons_and_what_they_said(client: TestClient) -> None:
    page = find(client, PROPOSALS)

    (pair,) = page.xpath("//section[@class='pair']")
    first, second = pair.xpath(".//div[@class='side']")
    assert "Odette Varrin" in words(first)
    assert "Known from 2 reports" in words(first)
    assert "O. Varrin wrote that the board was asleep" in words(second)
    assert pair.xpath(".//div[@class='why']//li")
    assert "likely the same" in words(pair)
    assert pair.xpath(".//button/@value") == ["same", "different", "unsure"]


def send(client: TestClient, page: html.HtmlElement, decision: str = "") -> html.HtmlElement:
    """Sends the first form of a page as a browser does, and gives the page that it leads to."""
    form = page.xpath("//form[@method='post']")[0]
    fields = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
    fields |= {"decision": decision} if decision else {}
    answer = client.post(form.get("action"), data=fields, follow_redirects=False)
    assert answer.status_code == 303
    return find(client, answer.headers["location"])


@pytest.mark.parametrize(
    ("decision", "told"),
    [("same", "the same"), ("different", "different"), ("unsure", "not sure")],
)
def test_a_decision_is_written_down_shown_and_taken_back(
    asked: tuple[Store, TestClient], decision: str, told: str
) -> None:
    book, client = asked
    before = list(book.every_actor())

    done = send(client, find(client, PROPOSALS), decision)
    assert f"Noted as {told}" in words(done.xpath("//*[@role='status']")[0])
    assert "No question is open" in main(done)
    (proposal,) = book.proposals(decided=True).proposals
    assert proposal.decision is not None
    assert proposal.decision.value == decision
    assert proposal.decision.set_by.startswith("person:")

    decided = find(client, f"{PROPOSALS}?show=decided")
    assert f"Decided: {told}, by" in main(decided)
    undone = send(client, decided)
    assert "taken back" in words(undone.xpath("//*[@role='status']")[0])
    assert book.proposals(decided=True).total == 0
    assert book.proposals().total == 1
    assert list(book.every_actor()) == before


def test_the_address_of_an_actor_that_was_joined_leads_to_the_other(
    asked: tuple[Store, TestClient],
) -> None:
    book, client = asked
    first, second = key(book, "Odette Varrin"), key(book, "O. Varrin")
    send(client, find(client, PROPOSALS), "same")

    answer = client.get(f"/actor/{second}?part=about", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, f"/actor/{first}?part=about")
    assert "O. Varrin" in main(find(client, f"/actor/{first}"))


@pytest.mark.parametrize(
    ("path", "form", "status"),
    [
        (PROPOSALS, {"proposal": "none", "decision": "same"}, 404),
        (PROPOSALS, {"proposal": "{}", "decision": "perhaps"}, 400),
        (PROPOSALS, {}, 400),
        (f"{PROPOSALS}/undo", {"proposal": "{}"}, 404),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    asked: tuple[Store, TestClient], path: str, form: dict[str, str], status: int
) -> None:
    book, client = asked
    (proposal,) = book.proposals().proposals
    answer = client.post(
        path, data={name: value.format(proposal.id) for name, value in form.items()}
    )

    assert answer.status_code == status
    assert book.proposals(decided=True).total == 0


@pytest.mark.parametrize("path", [PROPOSALS, f"{PROPOSALS}/undo"])
@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}]
)
def test_another_website_cannot_decide(
    client: TestClient, harbour: Store, path: str, headers: dict[str, str]
) -> None:
    (proposal,) = harbour.proposals().proposals
    form = {"proposal": proposal.id, "decision": "same"}

    assert client.post(path, data=form, headers=headers).status_code == 403
    assert harbour.proposals().total == 1


@pytest.mark.parametrize("path", ["/actors", PROPOSALS, "/actor/{}", f"/article/{QUAY.id}"])
def test_no_page_has_a_script_or_style_of_its_own(
    client: TestClient, harbour: Store, path: str
) -> None:
    page = client.get(path.format(key(harbour, "Odette Varrin"))).text

    assert " style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count('<script src="/static/')
    assert 'href="/actors"' in page


# For programs


def test_programs_get_speakers_chains_and_addressees(client: TestClient, harbour: Store) -> None:
    path = f"/api/v1/documents/{quote(QUAY.id)}"
    answer = DocumentOut.model_validate(client.get(path).json())

    she, spokesman = answer.statements[1], answer.statements[SPOKESMAN]
    assert she.speaker is not None
    assert she.speaker.actor is not None
    assert she.speaker.actor.name == "Odette Varrin"
    assert she.speaker.actor.entry == key(harbour, "Odette Varrin")
    assert [one.actor and one.actor.name for one in she.addressees] == ["Kell Gazette"]
    assert spokesman.speaker is not None
    assert spokesman.speaker.actor is None
    assert spokesman.speaker.kind == "spokesperson"
    assert [one.text for one in spokesman.speaker.told] == ["who would not give his name"]
    assert [one.actor and one.actor.name for one in spokesman.chain] == ["Telhask News"]


def test_programs_find_statements_by_what_an_actor_is_to_them(
    client: TestClient, harbour: Store
) -> None:
    asked = {"actor": key(harbour, "Odette Varrin"), "part": "said", "hand": "2"}
    answer = StatementsOut.model_validate(client.get("/api/v1/statements", params=asked).json())

    assert [one.content[0].text for one in answer.statements] == ["to wait"]


def test_programs_get_actors_one_actor_and_proposals(client: TestClient, harbour: Store) -> None:
    page = ActorsOut.model_validate(client.get("/api/v1/actors?limit=2").json())
    assert (page.total, len(page.actors)) == (5, 2)
    rest = ActorsOut.model_validate(client.get(f"/api/v1/actors?cursor={page.next}").json())
    assert not {one.id for one in page.actors} & {one.id for one in rest.actors}

    one = PortraitOut.model_validate(
        client.get(f"/api/v1/actors/{key(harbour, 'Odette Varrin')}").json()
    )
    assert (one.shares.first_hand, one.shares.second_hand) == (3, 1)
    assert [held.title for held in one.actor.held] == ["harbour minister", "chair"]

    (proposal,) = ProposalsOut.model_validate(client.get("/api/v1/proposals").json()).proposals
    assert {proposal.first.name, proposal.second.name} == {"Odette Varrin", "O. Varrin"}
    assert proposal.decision is None
    assert client.get("/api/v1/proposals?decided=true").json()["total"] == 0


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/v1/actors/nobody", 404),
        ("/api/v1/actors?kind=ghost", 400),
        ("/api/v1/actors?country=Atlantis", 400),
        ("/api/v1/actors?limit=0", 400),
        ("/api/v1/proposals?cursor=nonsense", 400),
        ("/api/v1/statements?part=sung", 400),
        ("/api/v1/statements?hand=3", 400),
    ],
)
def test_programs_are_told_what_is_wrong(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)

    assert Problem.model_validate(answer.json()).status == status
