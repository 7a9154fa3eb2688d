"""The readers make of the demo reports what a person who read them made of them."""

from pathlib import Path

import pytest

from onrecord import Document, demo
from onrecord.demo import by_hand
from onrecord.ingest import read_paths

BY_HAND = Path(__file__).parent / "demo_by_hand.json"


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    found = list(read_paths([str(path) for path in demo.reports()]))
    assert all(isinstance(one, Document) for one in found), found
    return [one for one in found if isinstance(one, Document)]


def test_every_string_of_the_reading_by_hand_stands_once_in_what_the_readers_read(
    documents: list[Document],
) -> None:
    pairs = by_hand.match(by_hand.load(BY_HAND), documents)

    assert len(documents) == 6
    assert sum(len(report.statements(document)) for report, document in pairs) == 115


def test_the_readers_find_title_outlet_and_time_where_the_files_have_them(
    documents: list[Document],
) -> None:
    known = {
        (document.outlet, document.title, document.published)
        for document in documents
        if document.outlet is not None
    }

    assert known >= {
        ("Northway", "Shells hit Ostrel ferry landing as truce frays", "2026-03-11T19:40:00+02:00"),
        (
            "The Corvessy Ledger",
            "Marsk offers half the river, at a price",
            "2026-03-12T17:15:00+01:00",
        ),
        ("Northway", "Haskia turns down half the Ambrel", "2026-03-13T18:22:00Z"),
        ("The Corvessy Ledger", "“A ration”: Tolmek says no", "2026-03-14"),
        ("Tolmek Evening Post", "What the deputy was told", "2026-03-14T16:00:00+03:00"),
    }


def test_navigation_pull_quotes_and_read_more_lines_are_no_part_of_a_text(
    documents: list[Document],
) -> None:
    everything = "\n".join(document.text for document in documents)

    for clutter in (
        "Read more",
        "Sign in",
        "free articles",
        "Photograph:",
        "Cookies",
        "Upland Front\n",
    ):
        assert clutter not in everything
    assert everything.count("We do not have a gun that reaches Ostrel") == 1
    assert everything.count("Send me your engineer, and I will send you your water.") == 1
