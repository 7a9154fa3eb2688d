"""A small world by hand: two reports about a quarrel over a bridge, and a book that holds them."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, Request, sync_playwright

from onrecord.document import Document, Span
from onrecord.extract.precision import TrackRecord
from onrecord.statement import Manner, Reading, Statement, statement_id
from onrecord.store import open_book
from onrecord.store.base import Store
from onrecord.values import Value
from onrecord.web import create_app
from tests.web.chromium import ARGUMENTS, CHROMIUM, Site, served

ENGINE = "by-hand-1"

SURE = np.linspace(0, 1, 1000)
RIGHT = np.arange(1000) * 0.618034 % 1 < np.minimum(SURE, 0.97)
TRACK = TrackRecord.of(ENGINE, SURE, RIGHT, np.arange(1000))
"""An engine whose confidences are right about as often as they say."""

BRIDGE = Document(
    id="gazette/2031/bridge & tunnel.txt",
    text="The Kell bridge was shut on Monday.\n\n"
    "“It stays shut,” Brandt said. “Nobody crosses.”\n\n"
    "The ferrymen say that the mayor told them the bridge would open in May.\n\n"
    "It will rain, according to the weather office. Residents want a tunnel.\n",
    title="The bridge is shut",
    outlet="Kell Gazette",
    byline="Io Marsh",
    published="2031-03-12",
    url="https://gazette.example/bridge",
)

TOLLS = Document(
    id="tolls",
    text="The toll will double, the council announced.",
    title="A dearer crossing",
    outlet="Port Herald",
    published="2031-03-14T09:30:00+01:00",
)


def spans(document: Document, *texts: str) -> tuple[Span, ...]:
    found = []
    for text in texts:
        start = document.text.index(text)
        found.append(document.span(start, start + len(text)))
    return tuple(found)


def statement(
    document: Document,
    source: Sequence[str],
    cue: Sequence[str],
    content: Sequence[str],
    manner: Manner = "indirect",
    confidence: float = 0.9,
    continues: Statement | None = None,
    reported_in: Statement | None = None,
) -> Statement:
    cues, contents = spans(document, *cue), spans(document, *content)
    return Statement(
        id=statement_id(document.id, document.digest, cues, contents),
        document=document,
        source=spans(document, *source),
        cue=cues,
        content=contents,
        manner=Value(manner, f"model:{ENGINE}", confidence),
        confidence=confidence,
        continues=continues.id if continues else None,
        reported_in=reported_in.id if reported_in else None,
    )


def bridge() -> Reading:
    shut = statement(BRIDGE, ["Brandt"], ["said"], ["“It stays shut,”"], "direct", 0.97)
    crosses = statement(BRIDGE, ["Brandt"], [], ["“Nobody crosses.”"], "direct", 0.8, shut)
    ferrymen = statement(
        BRIDGE,
        ["The ferrymen"],
        ["say"],
        ["that the mayor told them the bridge would open in May"],
    )
    mayor = statement(
        BRIDGE,
        ["the mayor"],
        ["told"],
        ["the bridge would open in May"],
        confidence=0.7,
        reported_in=ferrymen,
    )
    rain = statement(BRIDGE, ["the weather office"], ["according to"], ["It will rain"])
    tunnel = statement(BRIDGE, ["Residents"], ["want"], ["a tunnel"], "narrated", 0.66)
    return Reading(BRIDGE, (), (shut, crosses, ferrymen, mayor, rain, tunnel), ENGINE)


def tolls() -> Reading:
    announced = statement(TOLLS, ["the council"], ["announced"], ["The toll will double"])
    return Reading(TOLLS, (), (announced,), ENGINE)


def read(document: Document) -> Reading:
    """Finds every “X said that Y”."""
    statements = []
    for match in re.finditer(r"(\w+) (said) (that [^.]+)\.", document.text):
        source, cue, content = (document.span(*match.span(i)) for i in (1, 2, 3))
        statements.append(
            Statement(
                statement_id(document.id, document.digest, (cue,), (content,)),
                document,
                (source,),
                (cue,),
                (content,),
                Value("indirect", f"model:{ENGINE}", 0.9),
                0.9,
            )
        )
    return Reading(document, (), tuple(statements), ENGINE)


@pytest.fixture
def empty_book() -> Iterator[Store]:
    book = open_book(":memory:", create=True)
    yield book
    book.close()


@pytest.fixture
def book(empty_book: Store) -> Store:
    empty_book.write([bridge(), tolls()])
    return empty_book


@pytest.fixture
def reader() -> Callable[[Document], Reading]:
    return read


@pytest.fixture
def client(book: Store) -> Iterator[TestClient]:
    with TestClient(create_app(book, read), base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture
def empty_client(empty_book: Store) -> Iterator[TestClient]:
    with TestClient(create_app(empty_book, read), base_url="http://127.0.0.1:8000") as client:
        yield client


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def address(book: Store, reader: Callable[[Document], Reading]) -> Iterator[str]:
    """The address of the real service over the real book."""
    with served(create_app(book, reader, page_size=4, track=lambda: TRACK)) as address:
        yield address


@pytest.fixture
def site(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Site]:
    """A page that fails the test if it asks elsewhere or complains."""
    options: dict[str, Any] = {
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
    }
    options |= getattr(request, "param", {})
    context = browser.new_context(**options)
    site = Site(context.new_page(), address)

    def asked(request: Request) -> None:
        if not request.url.startswith((address, "data:")):
            site.foreign.append(request.url)

    site.page.on("request", asked)
    site.page.on("pageerror", lambda error: site.complaints.append(str(error)))
    site.page.on(
        "console",
        lambda message: (
            site.complaints.append(message.text) if message.type in {"error", "warning"} else None
        ),
    )
    yield site
    context.close()
    assert site.foreign == []
    assert site.complaints == []
