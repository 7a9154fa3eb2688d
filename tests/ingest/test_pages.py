"""Saved pages as sites really write them: old encodings, line breaks, references, half a page."""

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord import Document, Skipped
from onrecord.ingest import read_paths

PAGES = Path(__file__).parent / "pages"
SOUND = (
    "<p>The harbour master said on Monday that the ferry would sail again once the quay had been "
    "cleared of wreckage, and that nobody should expect it before the weekend.</p>"
)


def page(data: str | bytes) -> Document | Skipped:
    """Reads a page from standard input."""
    encoded = data if isinstance(data, bytes) else data.encode()
    (found,) = read_paths(["-"], stdin=io.BytesIO(encoded))
    return found


def text(data: str | bytes) -> str:
    found = page(data)
    assert isinstance(found, Document), found
    return found.text


@pytest.fixture(scope="module")
def breaks() -> Document:
    (found,) = read_paths([str(PAGES / "breaks.html")])
    assert isinstance(found, Document), found
    return found


def test_names_are_followed_to_where_the_page_keeps_them(breaks: Document) -> None:
    assert (breaks.outlet, breaks.byline) == ("Cape Mail", "Orla Tennick")
    assert breaks.title == "Lighthouse keepers & crew refuse to leave"
    assert breaks.published == "2031-07-02T21:05:00+01:00"


def test_a_page_that_says_latin_1_keeps_its_quotation_marks(breaks: Document) -> None:
    assert breaks.origin is not None
    assert breaks.origin.encoding == "windows-1252"
    assert "“The machine came without a lamp.”" in breaks.text


def test_two_line_breaks_end_a_paragraph(breaks: Document) -> None:
    assert "had sent for them.\n\n“We were told" in breaks.text


def test_all_of_a_quotation_in_a_block_is_kept(breaks: Document) -> None:
    paragraphs = breaks.text.split("\n\n")
    assert "The board has never put out a light that a ship could see." in paragraphs
    assert "It will not begin with this one." in paragraphs


def test_a_line_that_leads_elsewhere_goes_and_prose_that_begins_like_one_stays(
    breaks: Document,
) -> None:
    assert "Related repairs on the mainland had cost too much" in breaks.text
    assert "seven lights" not in breaks.text


def test_headline_and_byline_are_known_but_no_part_of_the_text(breaks: Document) -> None:
    assert breaks.text.startswith("The four keepers")
    assert "Keepers in 2021 31" in breaks.text


def test_a_page_without_a_report_is_set_aside() -> None:
    (found,) = read_paths([str(PAGES / "section.html")])
    assert isinstance(found, Skipped)
    assert found.code == "E102"
    assert "section.html" in str(found)


def test_one_damaged_byte_costs_one_character() -> None:
    marks = "<p>“No,” he said, “not before the weekend is over and the quay is clear.”</p>"
    whole = f"<html><body><article>{SOUND}{marks}</article></body></html>".encode()
    damaged = whole.replace(b" he said", b" he \xffsaid")
    assert "“No,” he \ufffdsaid, “not before" in text(damaged)


def test_an_encoding_in_an_xml_declaration_counts() -> None:
    # Half of what is beyond ASCII must not fit UTF-8, and more than Windows-1252 is tried for.
    names = "<p>" + "Řehoř Dvořák, šéf úřadu, řekl ne. " * 4 + "</p>"
    head = '<?xml version="1.0" encoding="iso-8859-2"?><html><body><article>'
    assert "Řehoř Dvořák, šéf úřadu" in text(
        f"{head}{SOUND * 2}{names}</article></body></html>".encode("iso-8859-2")
    )


@pytest.mark.parametrize("tag", ["p", "div", "td", "font"])
def test_double_line_breaks_part_paragraphs_in_any_element(tag: str) -> None:
    inner = "<b>BRELL</b> - He said no.<br/> <br>\n“<i>Never</i>,” she said.<br><br><br>She left."
    whole = f"<{tag}>{inner}</{tag}>"
    if tag == "td":
        whole = f"<table><tr>{whole}</tr></table>"
    body = text(f"<html><body><article>{SOUND}{whole}{SOUND}</article></body></html>")
    assert "BRELL - He said no.\n\n“Never,” she said.\n\nShe left." in body


@pytest.mark.parametrize(
    "line",
    [
        '<p><a href="/x">Why the tugs were sold</a></p>',
        '<p>» <a href="/x">Why the tugs were sold</a></p>',
        "<p>Recommended: Why the tugs were sold</p>",
        "<p>Story continues below advertisement. Why the tugs were sold</p>",
        "<p>© 2031 Why the tugs were sold</p>",
        '<div class="photo-credit">Why the tugs were sold</div>',
    ],
)
def test_lines_that_are_no_report_are_left_out(line: str) -> None:
    whole = f"<html><body><article>{SOUND}{line}<p>She left.</p>{SOUND}</article></body></html>"
    assert "tugs" not in text(whole)
    assert "She left." in text(whole)


@pytest.mark.parametrize("charset", ["undefined", "idna", "zip", "unicode_escape", "no-such", "\0"])
def test_an_encoding_that_is_none_is_passed_over(charset: str) -> None:
    head = f'<html><head><meta charset="{charset}"></head>'.replace("\0", "")
    body = f"<body><article>{SOUND}<p>The caf\xe9 is shut, he said.</p></article></body></html>"
    assert "The café is shut" in text((head + body).encode("windows-1252"))


@pytest.mark.parametrize(
    "linked",
    [
        "[]",
        "null",
        '"NewsArticle"',
        "{",
        '{"@type": 5}',
        '{"@type": "NewsArticle", "author": [[[[[[["x"]]]]]]], "publisher": {"@id": 7}}',
        '{"@type": "NewsArticle", "headline": {"a": 1}, "datePublished": ["x"]}',
        '{"@type": "NewsArticle", "@id": "a", "publisher": {"@id": "a", "name": {"@id": "a"}}}',
        '{"@type": "NewsArticle", "headline": "half \\ud83d"}',
        "[" * 100_000,
    ],
)
def test_whatever_the_json_ld_says_the_text_is_read(linked: str) -> None:
    script = f'<script type="application/ld+json">{linked}</script>'
    assert "harbour master" in text(
        f"<html><head>{script}</head><body><article>{SOUND * 2}</article></body></html>"
    )


@pytest.mark.parametrize("odd", ["\x0b", "\x01", "\ufffe", "&#11;", "&#xFFFE;", "&#0;", "&#xD800;"])
def test_characters_that_no_page_should_hold_stop_nothing(odd: str) -> None:
    quote = f'<blockquote class="pullquote">No.</blockquote>{odd}'
    lines = f"<p>{odd}She left.{odd}<br><br>{odd}He came.</p>{odd}"
    body = text(f"<html><body>{odd}<article>{SOUND}{quote}{lines}{SOUND}</article></body></html>")
    assert "She left." in body
    assert "He came." in body


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    parts=st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<br><br>",
                "<blockquote class=pullquote>",
                "</blockquote>",
                "<table>",
                "<tr><td>",
                "<ul><li>",
                "<!--",
                "-->",
                "<script type='application/ld+json'>",
                "</script>",
                "<article class='pull-quote'>",
                "<h1>",
                "Read more: ",
                "<a href=x>",
                "\x0b",
                "\ufffe",
                "&#0;",
                "<svg>",
                "<body class=pullquote>",
                "He said no. " * 20,
                SOUND,
            ]
        ),
        max_size=25,
    )
)
def test_no_tangle_of_tags_makes_the_reader_fail(parts: list[str]) -> None:
    found = page("<html>" + "".join(parts))
    assert isinstance(found, Document | Skipped)
