"""Whole pages in the manner of several kinds of sites: what is the report, what only stands by."""

from pathlib import Path

import pytest

from onrecord import Document, Skipped
from onrecord.ingest import read_paths

PAGES = Path(__file__).parent / "pages"


def read(name: str) -> Document:
    (found,) = read_paths([str(PAGES / f"{name}.html")])
    assert isinstance(found, Document), found
    return found


ABOUT = {
    "wordpress": (
        "Ferry workers reject pay offer",
        "Tarn Valley Herald",
        "Jonas Wyle",
        "2031-08-14T05:02:11+00:00",
        "https://herald.example/ferry",
    ),
    "broadcaster": (
        "Border post at Kell reopens after two years",
        "NBS News",
        "Ruth Amadi, NBS News",
        "2031-02-03T14:41:07.000Z",
        "https://nbs.example/news/world-551",
    ),
    "wire": (
        'Orvian president says gas talks "close"',
        "Meridian",
        "Meridian Staff",
        "2031-01-17T21:03:44.127Z",
        None,
    ),
    "magazine": ("The last ferryman", "The Quay", "Sanna Orr", "2031-06", None),
    "agency": ("Foreign Ministry condemns provocations - SOTA", None, None, None, None),
    "brief": ("Fire at mill", None, None, None, None),
}
STARTS = {
    "wordpress": [
        "Ferry workers on Lake Tarn rejected",
        "The company, Tarn Line,",
        "“We are not asking for the lake,” said",
        "A person close to the talks",
        "If the boats stop, so does the town.",
        "Mayor Ilse Brandt in a letter",
        "The mayor’s office denied",
    ],
    "broadcaster": [
        "Orvia and Tesk have reopened",
        "Orvia’s interior minister, Pal Denko, said",
        "Tesk has always denied that weapons crossed at Kell.",
        "'Not a favour'",
        "“This is not a favour to us,”",
        "State television in Orvia",
        "Additional reporting by Samir Holt.",
    ],
    "agency": [
        "Velm, SOTA- Foreign and Expatriates Ministry",
        "An official source at the Ministry said",
        "The source added that",
        "H. Sabri/ M. Nour",
    ],
    "brief": ["A fire at the old mill hurt nobody, police said."],
}
BESIDE = {
    "wordpress": ["Photo:", "Home", "READ MORE", "Share this", "Boats may stop", "my neighbour"],
    "broadcaster": ["Image caption", "Lorries queued", "More on this", "In pictures", "Copyright"],
    "wire": ["Advertisement", "Read Next", "Halt to visit Brell"],
    "magazine": ["By Sanna Orr", "newsletter", "| The Quay"],
    "agency": ["Politics", "Share on", "rights reserved", "12 October"],
    "table": ["Home", "World", "Tides"],
    "brief": ["Home", "Fire at mill", "2031"],
}


@pytest.mark.parametrize("name", ABOUT)
def test_a_page_says_what_it_is(name: str) -> None:
    page = read(name)
    known = (page.title, page.outlet, page.byline, page.published, page.url)
    assert known == ABOUT[name]


@pytest.mark.parametrize("name", STARTS)
def test_the_paragraphs_of_a_report_are_kept_apart_and_in_order(name: str) -> None:
    paragraphs = read(name).text.split("\n\n")
    assert [
        text[: len(start)] for text, start in zip(paragraphs, STARTS[name], strict=True)
    ] == STARTS[name]


@pytest.mark.parametrize(("name", "clutter"), [(n, c) for n, all_ in BESIDE.items() for c in all_])
def test_what_stands_beside_a_report_is_no_part_of_it(name: str, clutter: str) -> None:
    assert clutter not in read(name).text


def test_what_was_pulled_out_for_show_is_said_once() -> None:
    text = read("magazine").text
    assert text.count("The dead wait") == 1
    assert text.count("Holm does not believe her.") == 1
    assert text.count("We offered him a boat with an engine") == 1


def test_a_page_laid_out_as_a_table_gives_its_paragraphs_in_its_own_encoding() -> None:
    page = read("table")
    assert page.origin is not None
    assert page.origin.encoding == "windows-1252"
    assert "a third whom they call a spy.\n\n“He will be tried by our court,” a man" in page.text
    assert "since January.\n\nThe bishop’s office refused to comment." in page.text


def test_a_page_that_ends_within_a_tag_is_named_as_cut() -> None:
    (found,) = read_paths([str(PAGES / "truncated.html")])
    assert isinstance(found, Skipped)
    assert found.code == "E104"
    assert "truncated.html" in str(found)
