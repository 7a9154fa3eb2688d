"""A saved page of a news site: the paragraphs of its report, without what stands around them.

trafilatura finds the body. Before it looks, pull quotes, credits of pictures and links to elsewhere
are taken out of the page; afterwards blocks that repeat the prose or lead away are.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from onrecord.document import Document, Origin, Skipped
from onrecord.errors import DocumentError, EmptyDocumentError, TruncatedDocumentError
from onrecord.ingest.about import about
from onrecord.ingest.base import Lines, skipped, whole
from onrecord.ingest.decoding import decode

_CHARSET: Final = re.compile(
    rb"""<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*["']?([\w-]+)""", re.IGNORECASE
)
_IN_A_TAG: Final = re.compile(r"<[a-zA-Z/!][^<>]*$")
_SHOWN: Final = re.compile(
    r"pull-?_?quote|(photo|image|picture|media)-?_?credit|(^|[\s_-])credit(\s|$)", re.IGNORECASE
)
"""Classes of what stands in a report for show: pull quotes, and who took a picture."""
_LEADS: Final = re.compile(
    r"\W*((read (more|also|next|on)|related|more on this|see also|also read|watch|listen)\b"
    r"|(more|read|video|pictures|explained)\s*:)",
    re.IGNORECASE,
)
# Without its link, such a line is told from prose ("Related attacks killed four, …") by its colon.
_LED: Final = re.compile(
    r"\W*(read (more|also|next|on)|related( \w+)?|more on this( \w+)?|see also|also read|watch"
    r"|listen|recommended|you (may|might) (also )?like|don['’]t miss)\s*([:|>»–—]|$)"
    r"|\W*(advertisement\s*([|·:–—-].*)?$|(story|article) continues below\b"
    r"|(sign up|subscribe) (to|for) (our|the|my)\b"
    r"|share this (story|article|on)\b|click here\b|follow us\b)"
    r"|(©|\(c\)|copyright\b).*\b([12]\d{3}|rights reserved)\b",
    re.IGNORECASE,
)
# The parser lets these characters through, and raises when an element that they follow is moved.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Menus are words without a sentence; where a page has no report they are all that is found.
_SENTENCE: Final = re.compile(r"[.!?…。！？؟।]")
LONGEST_LEAD: Final = 25
"""Words above which a paragraph that begins like a link to elsewhere is none."""
LONGEST_BYLINE: Final = 15
SHORTEST_HEADLINE: Final = 3
"""Words from which a line that a title begins or ends with is the headline."""
_BLOCKS: Final = {"p", "head", "quote", "list", "item", "table", "row"}
# What a page may hold between two of its paragraphs; any other element is part of one.
_BETWEEN: Final = frozenset(
    {"article", "aside", "blockquote", "center", "div", "dl", "figure", "footer", "form", "header"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "hr", "main", "nav", "ol", "p", "pre", "section", "ul"}
    | {"address", "details", "fieldset", "script", "style", "table"}
)
_LEAVES: Final = (
    "//body//*[self::p or self::li or self::h3 or ((self::div or self::td) and not(*/*))]"
)
_OWN: Final = (
    "p[not(ancestor::nav or ancestor::footer or ancestor::aside or ancestor::figure"
    " or ancestor::form or ancestor::noscript)]"
)
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
    for element in tree.iter():
        for part in ("text", "tail"):
            if _NOT_XML.search(getattr(element, part) or ""):
                setattr(element, part, _NOT_XML.sub(" ", getattr(element, part)))
    known = about(tree)
    _clear(tree)
    own = _own_paragraphs(tree)
    blocks = _unglued(_blocks(_main(tree)), own)
    body = "\n\n".join(_prose(blocks, known["title"], known["byline"]))
    if not _SENTENCE.search(body):
        raise EmptyDocumentError(
            "there is no article on the page", "Save the page of one report, not of a section."
        )
    return Document(path, body, **known, origin=Origin(path, "", "html", encoding))


def _clear(tree: Any) -> None:  # noqa: ANN401 - lxml has no types
    """Takes what is only shown and lines that are links to elsewhere out of the page."""
    for element in tree.xpath("//body//*[@class]"):
        # Some sites tell by a class of the whole article that a pull quote is in it.
        if _SHOWN.search(element.get("class")) and not element.xpath(
            "boolean(descendant-or-self::article | descendant::h1)"
        ):
            element.drop_tree()
    for element in tree.xpath(_LEAVES):
        text = element.text_content()
        linked = sum(len(link.text_content()) for link in element.iter("a"))
        if linked > len(text) / 2 and _leads_away(element, text):
            element.drop_tree()
    # Two line breaks with nothing between them: how older pages end a paragraph.
    broken = {
        pause.getparent(): None
        for pause in tree.xpath("//body//br")
        if _is_double(pause) and pause.getparent().tag != "pre"
    }
    for element in broken:
        _split(element)


def _leads_away(element: Any, text: str) -> bool:  # noqa: ANN401
    """Whether a block that is mostly links is no prose: it says so, or is links and no sentence."""
    if _LEADS.match(text) and len(text.split()) <= LONGEST_LEAD:
        return True
    if element.tag == "h3" or (element.tag == "td" and len(element.findall(".//a")) < 2):
        return False
    rest = "".join(element.xpath(".//text()[not(ancestor::a)]"))
    return not re.search(r"\w", rest) and not _SENTENCE.search(text)


def _is_double(pause: Any) -> bool:  # noqa: ANN401
    following = pause.getnext()
    return following is not None and following.tag == "br" and not (pause.tail or "").strip()


def _split(parent: Any) -> None:  # noqa: ANN401
    """Makes paragraphs of what double line breaks part."""
    parts = [parent.makeelement("p")]
    parts[0].text = parent.text
    ended = False
    for child in list(parent):
        ends = child.tag == "br" and (ended or _is_double(child))
        tail, child.tail = child.tail, None
        if ends or child.tag in _BETWEEN:
            if not ends:
                parts.append(child)
            parts.append(parent.makeelement("p"))
            parts[-1].text = tail
        else:
            child.tail = tail
            parts[-1].append(child)
        ended = ends and not (tail or "").strip()
    parent.text = None
    parent[:] = [
        part for part in parts if part.tag != "p" or len(part) or (part.text or "").strip()
    ]
    if parent.tag == "p":
        parent.tag = "div"


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


def _own_paragraphs(tree: Any) -> list[str]:  # noqa: ANN401
    """What the page itself marks as paragraphs of its report."""
    for place in ("//article//", "//main//", "//body//"):
        texts = (" ".join(element.text_content().split()) for element in tree.xpath(place + _OWN))
        if found := [text for text in texts if _SENTENCE.search(text)]:
            return found
    return []


def _unglued(blocks: list[Block], own: list[str]) -> list[Block]:
    """The page's own paragraphs where all is one block, with the menu and the headline in it.

    That is what trafilatura makes of a report of one or two sentences.
    """
    if len(blocks) == 1 and own and blocks[0][1] not in own:
        whole = _bare(blocks[0][1])
        if all(_bare(text) in whole for text in own):
            return [("p", text) for text in own]
    return blocks


def _prose(blocks: list[Block], title: str | None, byline: str | None) -> Iterator[str]:
    """The blocks that are the report's own: no headline, byline, pull quote or way to elsewhere."""
    prose = [_bare(text) for kind, text in blocks if kind == "p"]
    heading = _bare(title or "")
    begun = False
    for i, (kind, text) in enumerate(blocks):
        bare, words = _bare(text), len(text.split())
        leads = _LED.match(text) is not None and words <= LONGEST_LEAD
        # A quotation that the prose has too was pulled out of it for show.
        pulled = kind == "quote" and any(bare in other for other in prose)
        # A title may have the outlet's name before or behind the headline.
        headline = not begun and (
            (kind == "head" and i == 0)
            or (words >= SHORTEST_HEADLINE and heading.startswith(bare))
            or (words >= SHORTEST_HEADLINE and heading.endswith(bare))
            or (bool(bare) and bare == heading)
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
