"""A saved page of a news site: its body as paragraphs, and what it says of itself.

trafilatura finds the body; title, outlet, byline and time are read from the page's JSON-LD first
and its meta tags second, because there the time has its zone.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from onrecord.document import Document, Origin, Skipped
from onrecord.errors import DocumentError, EmptyDocumentError, TruncatedDocumentError
from onrecord.ingest.base import Lines, skipped, whole
from onrecord.ingest.dates import iso_date
from onrecord.ingest.decoding import decode

_CHARSET: Final = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_PULLED: Final = re.compile(r"pull-?_?quote", re.IGNORECASE)
_MORE: Final = re.compile(
    r"\s*(read (more|also|next|on)\b|related\b|more on this|see also\b|also read\b|watch\b\s*:"
    r"|sign up\b|subscribe\b|advertisement\s*$|share this\b|click here\b|follow us\b)",
    re.IGNORECASE,
)
LONGEST_MORE: Final = 25
"""Words above which a paragraph that begins like a link to elsewhere is none."""
_ARTICLE: Final = re.compile(
    r"(article|report|newsarticle|blogposting|liveblogposting)$", re.IGNORECASE
)


def read(lines: Lines, path: str) -> Iterator[Document | Skipped]:
    """Yields the one report that a page holds."""
    try:
        data = whole(lines)
        declared = _CHARSET.search(data[:4096])
        text, encoding = decode(data, declared[1].decode("ascii") if declared else None)
        yield _document(text, path, encoding)
    except DocumentError as error:
        yield skipped(error, path, reader="html")


def _document(page: str, path: str, encoding: str) -> Document:
    import lxml.etree
    import lxml.html

    if re.search(r"<[a-zA-Z/!][^<>]*$", page):
        raise TruncatedDocumentError("the page ends within a tag", "Save it again, completely.")
    # An XML declaration with an encoding is not allowed in text that is decoded already.
    page = re.sub(r"^\s*<\?xml[^>]*\?>", "", page).replace("\0", "")
    try:
        tree = lxml.html.document_fromstring(page)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise EmptyDocumentError(f"the page cannot be parsed: {error}", "Save it again.") from error
    about = _about(tree)
    for element in tree.xpath("//*[@class]"):
        if _PULLED.search(element.get("class")):
            element.drop_tree()
    body = _body(tree)
    if not body:
        raise EmptyDocumentError(
            "there is no article on the page", "Save the page of one report, not of a section."
        )
    return Document(path, body, **about, origin=Origin(path, "", "html", encoding))


def _body(tree: Any) -> str:  # noqa: ANN401 - lxml has no types
    import lxml.etree
    import trafilatura

    xml = trafilatura.extract(tree, output_format="xml", include_comments=False, fast=False)
    if not xml:
        return ""
    main = lxml.etree.fromstring(xml).find("main")
    blocks: list[tuple[str, str]] = []
    for element in main if main is not None else ():
        kind = "quote" if element.tag == "quote" else element.tag
        items = element.iter("item") if element.tag == "list" else element.iter("p")
        inner = [item for item in items if item is not element] or [element]
        blocks += [(kind, " ".join("".join(part.itertext()).split())) for part in inner]
    prose = [text for kind, text in blocks if kind == "p"]
    kept = []
    for i, (kind, text) in enumerate(blocks):
        leads_away = _MORE.match(text) and len(text.split()) <= LONGEST_MORE
        # A quotation that the prose has too was pulled out of it for show.
        pulled = kind == "quote" and any(_bare(text) in _bare(other) for other in prose)
        headline = kind == "head" and i == 0
        if text and not leads_away and not pulled and not headline:
            kept.append(text)
    return "\n\n".join(kept)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().lower()


def _about(tree: Any) -> dict[str, str | None]:  # noqa: ANN401
    """What the page says of itself; JSON-LD before meta tags before nothing."""
    linked = next(_articles(tree), {})
    meta: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and element.get("content").strip():
            meta.setdefault(name.lower(), element.get("content").strip())
    canonical = tree.xpath("string(//link[@rel='canonical']/@href)").strip()
    heading = " ".join(tree.xpath("string((//h1)[1])").split())

    def first(*values: str | None) -> str | None:
        return next((value for value in values if value), None)

    return {
        "title": first(
            _text(linked.get("headline")), meta.get("og:title"), meta.get("twitter:title"), heading
        ),
        "outlet": first(
            _names(linked.get("publisher")), meta.get("og:site_name"), meta.get("application-name")
        ),
        "byline": first(
            _names(linked.get("author")), meta.get("author"), meta.get("article:author")
        ),
        "published": first(
            iso_date(linked.get("datePublished")),
            iso_date(meta.get("article:published_time")),
            iso_date(meta.get("datepublished")),
            iso_date(meta.get("date")),
            iso_date(meta.get("dc.date")),
            iso_date(tree.xpath("string((//time/@datetime)[1])")),
        ),
        "url": first(canonical, meta.get("og:url"), _text(linked.get("url"))),
    }


def _articles(tree: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401
    """Every article that the page's JSON-LD describes; what is no JSON is passed over."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            todo = [json.loads(script, strict=False)]
        except (ValueError, RecursionError):
            continue
        while todo:
            value = todo.pop(0)
            if isinstance(value, list):
                todo += value
            elif isinstance(value, dict):
                kinds = value.get("@type")
                names = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(name, str) and _ARTICLE.search(name) for name in names):
                    yield value
                todo += [value[key] for key in ("@graph", "mainEntity") if key in value]


def _text(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _names(value: object) -> str | None:
    """A name, an object with a name, or a list of either."""
    if isinstance(value, dict):
        return _text(value.get("name"))
    if isinstance(value, list):
        return ", ".join(name for one in value if (name := _names(one))) or None
    return _text(value)
