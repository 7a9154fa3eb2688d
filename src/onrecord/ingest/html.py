"""A saved page of a news site: the paragraphs of its report, without what stands around them.

trafilatura finds the body. Before it looks, pull quotes and links to elsewhere are taken out of the
page; afterwards blocks that repeat the prose or lead away are.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from onrecord.document import Document, Origin, Skipped
from onrecord.errors import DocumentError, EmptyDocumentError, TruncatedDocumentError
from onrecord.ingest.about import about
from onrecord.ingest.base import Lines, skipped, whole
from onrecord.ingest.decoding import decode

_CHARSET: Final = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_IN_A_TAG: Final = re.compile(r"<[a-zA-Z/!][^<>]*$")
_PULLED: Final = re.compile(r"pull-?_?quote", re.IGNORECASE)
_LEADS: Final = re.compile(
    r"\W*(read (more|also|next|on)|related|more on this|see also|also read|watch|listen)\b",
    re.IGNORECASE,
)
# Without its link, such a line is told from prose ("Related attacks killed four, …") by its colon.
_LED: Final = re.compile(
    r"\W*(read (more|also|next|on)|related( \w+)?|more on this( \w+)?|see also|also read|watch"
    r"|listen)\s*([:|>»–—]|$)"
    r"|\W*(advertisement\s*$|(sign up|subscribe) (to|for) (our|the|my)\b"
    r"|share this (story|article|on)\b|click here\b|follow us\b)",
    re.IGNORECASE,
)
# Menus are words without a sentence; where a page has no report they are all that is found.
_SENTENCE: Final = re.compile(r"[.!?…。！？؟।]")
LONGEST_LEAD: Final = 25
"""Words above which a paragraph that begins like a link to elsewhere is none."""
LONGEST_BYLINE: Final = 15
# Two line breaks with nothing between them: how older pages end a paragraph.
_DOUBLE: Final = (
    "//p/br[following-sibling::node()[not(self::text()[not(normalize-space())])][1][self::br]]"
)
_BLOCKS: Final = {"p", "head", "quote", "list", "item", "table", "row"}
Block = tuple[str, str]
"""What a block of the body is (``p``, ``head``, ``quote`` …), and its text."""


def read(lines: Lines, path: str) -> Iterator[Document | Skipped]:
    """Yields the one report that a page holds."""
    try:
        data = whole(lines)
        declared = _CHARSET.search(data[:4096])
        text, encoding = decode(data, declared[1].decode("ascii", "ignore") if declared else None)
        yield _document(text, path, encoding)
    except DocumentError as error:
        yield skipped(error, path, reader="html")


def _document(page: str, path: str, encoding: str) -> Document:
    import lxml.etree
    import lxml.html

    if _IN_A_TAG.search(page):
        raise TruncatedDocumentError("the page ends within a tag", "Save it again, completely.")
    # An XML declaration with an encoding is not allowed in text that is decoded already.
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page).replace("\0", "")
    try:
        tree = lxml.html.document_fromstring(page)
    except (lxml.etree.LxmlError, ValueError, AssertionError) as error:
        raise EmptyDocumentError(f"the page cannot be parsed: {error}", "Save it again.") from error
    known = about(tree)
    _clear(tree)
    blocks = _blocks(_main(tree))
    body = "\n\n".join(_prose(blocks, known["title"], known["byline"]))
    if not _SENTENCE.search(body):
        raise EmptyDocumentError(
            "there is no article on the page", "Save the page of one report, not of a section."
        )
    return Document(path, body, **known, origin=Origin(path, "", "html", encoding))


def _clear(tree: Any) -> None:  # noqa: ANN401 - lxml has no types
    """Takes pull quotes and lines that are links to elsewhere out of the page."""
    for element in tree.xpath("//body//*[@class]"):
        # Some sites tell by a class of the whole article that a pull quote is in it.
        holds_all = element.xpath("boolean(descendant-or-self::article | descendant::h1)")
        if _PULLED.search(element.get("class")) and not holds_all:
            element.drop_tree()
    for element in tree.xpath("//body//*[self::p or self::li or self::h3 or self::div[not(*/*)]]"):
        text = element.text_content()
        if _LEADS.match(text) and len(text.split()) <= LONGEST_LEAD:
            linked = sum(len(link.text_content()) for link in element.iter("a"))
            if linked > len(text) / 2:
                element.drop_tree()
    for pause in reversed(tree.xpath(_DOUBLE)):
        _split(pause)


def _split(pause: Any) -> None:  # noqa: ANN401
    """Makes two paragraphs of the one that a double line break is in."""
    first = pause.getparent()
    second = first.makeelement("p")
    following = list(pause.itersiblings())
    second.text, pause.tail = pause.tail, None
    second.extend(following)
    second.tail, first.tail = first.tail, None
    first.addnext(second)


def _main(tree: Any) -> Any:  # noqa: ANN401
    """The body as trafilatura's XML, or None where it finds none."""
    import lxml.etree
    import trafilatura

    try:
        xml = trafilatura.extract(tree, output_format="xml", include_comments=False, fast=False)
        return lxml.etree.fromstring(xml).find("main") if xml else None
    except Exception as error:
        raise EmptyDocumentError(
            f"no article could be taken from the page: {error!r}", "Save its text as a .txt file."
        ) from error


def _blocks(main: Any) -> list[Block]:  # noqa: ANN401
    """The body's blocks in their order; a block's own text and the blocks in it are told apart."""
    found: list[Block] = []
    pending: list[str] = []

    def flush(kind: str) -> None:
        if text := " ".join("".join(pending).split()):
            found.append((kind, text))
        pending.clear()

    def walk(element: Any, kind: str) -> None:  # noqa: ANN401
        pending.append(element.text or "")
        for child in element:
            if child.tag in _BLOCKS:
                flush(kind)
                inner = "quote" if kind == "quote" else child.tag
                walk(child, inner)
                flush(inner)
            else:
                walk(child, kind)
                if child.tag in {"lb", "cell"}:
                    pending.append(" ")
            pending.append(child.tail or "")

    if main is not None:
        walk(main, "p")
        flush("p")
    return found


def _prose(blocks: list[Block], title: str | None, byline: str | None) -> Iterator[str]:
    """The blocks that are the report's own: no headline, byline, pull quote or way to elsewhere."""
    prose = [_bare(text) for kind, text in blocks if kind == "p"]
    begun = False
    for i, (kind, text) in enumerate(blocks):
        words = len(text.split())
        leads = _LED.match(text) is not None and words <= LONGEST_LEAD
        # A quotation that the prose has too was pulled out of it for show.
        pulled = kind == "quote" and any(_bare(text) in other for other in prose)
        headline = not begun and (
            (kind == "head" and i == 0) or (title is not None and _bare(text) == _bare(title))
        )
        signed = not begun and words <= LONGEST_BYLINE and _names(text, byline)
        if not (leads or pulled or headline or signed):
            begun = True
            yield text


def _names(text: str, byline: str | None) -> bool:
    """Whether a line only says who wrote the report."""
    if byline is None:
        return False
    return _bare(text) == _bare(byline) or _bare(text).startswith(f"by {_bare(byline)}")


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().lower()
