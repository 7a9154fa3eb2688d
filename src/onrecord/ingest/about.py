"""What a saved page says of itself: title, outlet, byline, time and address.

JSON-LD comes before meta tags, because there the time has its zone and the outlet its full name. A
page may say anything: what is malformed is passed over, never an error.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from onrecord.ingest.dates import iso_date

Node = Mapping[str, Any]
_ARTICLE: Final = re.compile(
    r"(article|report|newsarticle|blogposting|liveblogposting)$", re.IGNORECASE
)
_HELD_IN: Final = ("@graph", "mainEntity", "mainEntityOfPage")
_WRAPPING: Final = re.compile(r"^\s*(<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(-->|//\s*\]\]>|\]\]>)\s*$")
DEEPEST: Final = 5
"""Lists within lists within names; deeper than that is no name."""


def about(tree: Any) -> dict[str, str | None]:  # noqa: ANN401 - lxml has no types
    """Reads a parsed page's title, outlet, byline, time of publication and address."""
    nodes = list(_nodes(tree))
    named = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
    linked: Node = next((node for node in nodes if _is_article(node)), {})
    meta: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and (content := _text(element.get("content"))):
            meta.setdefault(name.lower(), content)

    def said(*names: str) -> Iterator[str | None]:
        return (meta.get(name) for name in names)

    dates = "article:published_time", "datepublished", "pubdate", "date", "dc.date", "dcterms.date"
    times = "string((//article//time/@datetime | //time[@pubdate]/@datetime)[1])"
    outlet = _first(
        _names(linked.get("publisher"), named), *said("og:site_name", "application-name")
    )
    titles = (
        _text(linked.get("headline")),
        *said("og:title", "twitter:title"),
        *(_text(tree.xpath(f"string((//{name})[1])")) for name in ("h1", "title")),
    )
    return {
        "title": _first(*(_headline(title, outlet) for title in titles)),
        "outlet": outlet,
        "byline": _first(
            _names(linked.get("author"), named),
            *(name for name in said("author", "article:author") if name and "://" not in name),
        ),
        "published": _first(
            iso_date(linked.get("datePublished")),
            *map(iso_date, said(*dates)),
            iso_date(tree.xpath(times)),
        ),
        "url": _first(
            _text(tree.xpath("string(//link[@rel='canonical']/@href)")),
            *said("og:url"),
            _text(linked.get("url")),
        ),
    }


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def _headline(title: str | None, outlet: str | None) -> str | None:
    """A title without the outlet's name, which many pages put behind it."""
    if not title or not outlet:
        return title
    name = re.escape(outlet)
    return re.sub(rf"(^|\s+[|·:»–—-]+\s+){name}$", "", title, flags=re.IGNORECASE) or None


def _nodes(tree: Any) -> Iterator[Node]:  # noqa: ANN401
    """Every object of the page's JSON-LD, outer ones first; what is no JSON is passed over."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]/text()"):
        try:
            todo = [json.loads(_WRAPPING.sub("", str(script)), strict=False)]
        except (ValueError, RecursionError):
            continue
        for value in todo:  # grows while it is walked
            if isinstance(value, list):
                todo += value
            elif isinstance(value, dict):
                yield value
                todo += [value[key] for key in _HELD_IN if key in value]


def _is_article(node: Node) -> bool:
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and _ARTICLE.search(name) is not None for name in names)


def _text(value: object) -> str | None:
    """Words on one line; JSON-LD often escapes them a second time, as HTML."""
    if not isinstance(value, str):
        return None
    whole = html.unescape(value).encode("utf-8", "replace").decode("utf-8")
    return " ".join(whole.split()) or None


def _names(value: object, named: Mapping[str, Node], depth: int = 0) -> str | None:
    """A name, an object that has a name or points to one that has, or a list of these."""
    if depth > DEEPEST:
        return None
    if isinstance(value, dict):
        other = value.get("@id")
        elsewhere = named.get(other, {}) if isinstance(other, str) else {}
        return _names(value.get("name") or elsewhere.get("name"), named, depth + 1)
    if isinstance(value, list):
        found = (_names(one, named, depth + 1) for one in value)
        return ", ".join(dict.fromkeys(name for name in found if name)) or None
    return _text(value)
