"""A report on a page is the report: cut at every boundary, with nothing added or lost."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.document import Document, Span
from onrecord.statement import ROLES, Manner, Reading, Role, Statement
from onrecord.store.base import Version
from onrecord.values import Value
from onrecord.web.marks import paragraphs
from onrecord.web.pages import article_html

LINE_ENDS = ["\r\n", "\n", "\n\n", "\r", "\f", "\v", "\u2028", "\x85"]
LETTERS = [
    "a",
    "said ",
    "😀",
    "👩🏽\u200d🚒",
    "e\u0301",
    "\u0301",
    "שלום",
    "\u202e",
    "العربية",
    "“no”",
]
MARKUP = ["&", "&amp;", "<b>", "]]>", "-->", "  ", "\u00a0", "\ufeff", "\t"]
ODD = st.sampled_from([*LINE_ENDS, *LETTERS, *MARKUP])
TEXTS = st.lists(
    ODD | st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1
)


@st.composite
def reports(draw: st.DrawFn) -> tuple[Document, tuple[Statement, ...]]:
    text = "".join(draw(TEXTS)) + draw(st.sampled_from(["x", "x\n", "x\r\n\r\n"]))
    document = Document("d", text, title=draw(st.sampled_from([None, "x", "a"])))

    def span() -> Span:
        start = draw(st.integers(0, len(text) - 1))
        return document.span(start, draw(st.integers(start + 1, len(text))))

    statements = []
    for number in range(draw(st.integers(0, 5))):
        sources = tuple(span() for _ in range(draw(st.integers(0, 2))))
        cues = tuple(span() for _ in range(draw(st.integers(0, 2))))
        contents = tuple(span() for _ in range(draw(st.integers(1, 3))))
        manner: Value[Manner] = Value("mixed", "person:test")
        statements.append(Statement(f"s{number}", document, sources, cues, contents, manner, 0.5))
    return document, tuple(statements)


@given(reports())
def test_the_segments_one_after_the_other_are_the_text(
    report: tuple[Document, tuple[Statement, ...]],
) -> None:
    document, statements = report
    segments = [s for paragraph in paragraphs(document, statements) for s in paragraph.segments]

    assert "".join(segment.text for segment in segments) == document.text
    assert all(document.text.startswith(segment.text, segment.start) for segment in segments)


@given(reports())
def test_each_segment_has_exactly_the_statements_and_roles_of_its_characters(
    report: tuple[Document, tuple[Statement, ...]],
) -> None:
    document, statements = report
    for paragraph in paragraphs(document, statements):
        for segment in paragraph.segments:
            for place in (segment.start, segment.start + len(segment.text) - 1):
                there: set[tuple[int, Role]] = {
                    (number, role)
                    for number, statement in enumerate(statements, 1)
                    for role in ROLES
                    if any(span.start <= place < span.end for span in statement.spans(role))
                }
                assert set(segment.statements) == {number for number, _ in there}
                assert set(segment.roles) == {role for _, role in there}
                assert segment.depth == sum(role == "content" for _, role in there)


@given(reports())
def test_each_statement_is_reached_at_most_once_and_at_its_own_words(
    report: tuple[Document, tuple[Statement, ...]],
) -> None:
    document, statements = report
    anchors = [
        segment
        for paragraph in paragraphs(document, statements)
        for segment in paragraph.segments
        if segment.anchors
    ]

    assert len({segment.anchors for segment in anchors}) == len(anchors)
    assert all(segment.anchors in segment.statements for segment in anchors)
    assert bool(anchors) == bool(statements)


@given(reports())
@example((Document("d", "a\r\rb\r\n\x85c <&>"), ()))
def test_the_text_content_of_the_page_is_the_text(
    report: tuple[Document, tuple[Statement, ...]],
) -> None:
    document, statements = report
    page = _rendered(document, statements)

    assert page == document.text


class _Text(HTMLParser):
    """Collects the text of the element whose id is ``text``, which holds no other ``div``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside = False
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or ("id", "text") in attrs

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "div"

    def handle_data(self, data: str) -> None:
        self.text += data * self.inside


def _rendered(document: Document, statements: tuple[Statement, ...]) -> str:
    """The text of the article as a browser has it."""
    version = Version(1, document.digest, "2031-03-12T00:00:00+00:00", "test")
    page = article_html(Reading(document, (), statements, "test"), (version,))
    parser = _Text()
    # A browser turns CR and CR LF into LF, unless they are written as references.
    parser.feed(page.replace("\r\n", "\n").replace("\r", "\n"))
    parser.close()
    return parser.text


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One.\nTwo.", ["One.\n", "Two."]),
        ("One.\n\n\nTwo.\n", ["One.\n\n\n", "Two.\n"]),
        ("\n\nOne.", ["\n\nOne."]),
        ("One line\nwrapped.\n\nTwo\r\nlines.", ["One line\nwrapped.\n\n", "Two\r\nlines."]),
        ("Head\n\n" + "long " * 30 + "\nTwo.", ["Head\n\n", "long " * 30 + "\n", "Two."]),
    ],
)
def test_paragraphs_end_where_a_reader_sees_them_end(text: str, cut: list[str]) -> None:
    assert [paragraph.text for paragraph in paragraphs(Document("d", text), ())] == cut


def test_the_first_paragraph_is_the_heading_where_it_repeats_the_title() -> None:
    document = Document("d", "Bridge  shut\n\nMore follows.", title="Bridge shut")

    assert [paragraph.heading for paragraph in paragraphs(document, ())] == [True, False]


def test_the_innermost_statement_comes_first() -> None:
    document = Document("d", "A says that B said no.")
    manner: Value[Manner] = Value("indirect", "person:test")
    outer = Statement(
        "o",
        document,
        (document.span(0, 1),),
        (document.span(2, 6),),
        (document.span(7, 21),),
        manner,
        1,
    )
    inner = Statement(
        "i",
        document,
        (document.span(12, 13),),
        (document.span(14, 18),),
        (document.span(19, 21),),
        manner,
        1,
    )
    (paragraph,) = paragraphs(document, (outer, inner))
    (last,) = [segment for segment in paragraph.segments if segment.text == "no"]

    assert last.statements == (2, 1)
    assert last.depth == 2
