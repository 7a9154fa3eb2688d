"""A small world by hand: two reports about a quarrel over a bridge, and a book that holds them."""

import re
from collections.abc import Callable, Iterator, Sequence

import pytest
from fastapi.testclient import TestClient

from onrecord.document import Document, Span
from onrecord.statement import Manner, Reading, Statement, Value, statement_id
from onrecord.store import open_book
from onrecord.store.base import Store
from onrecord.web import create_app

ENGINE = "by-hand-1"

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
