"""Reads tables of actors: what `csv` writes, and what people keep in spreadsheets.

Columns may have other names (`HEADERS`), stand in any order or be absent; “;” or a tab may stand
between cells instead of a comma, and a line ``sep=;`` before the header.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Final

from onrecord.errors import MalformedRecordError
from onrecord.export.actors.base import KINDS, Listed, Listing, cited, once, stated
from onrecord.export.actors.csv import COLUMNS, FACTS
from onrecord.registry import Entry, Held, Membership
from onrecord.statement import ActorKind
from onrecord.vocabulary.alpha2 import country_code

HEADERS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "key", "actor id", "entity id", "person id"),
    "name": ("name", "full name", "canonical name", "label", "actor", "caption"),
    "kind": ("kind", "type", "class", "category", "schema", "actor type"),
    "country": ("country", "countries", "country code", "nationality", "iso3", "iso", "nation"),
    "aliases": (
        "aliases",
        "alias",
        "also known as",
        "aka",
        "other names",
        "other name",
        "alternative names",
        "names",
    ),
    "roles": ("roles", "role", "offices", "office", "positions", "position", "posts", "post"),
    "part_of": (
        "part of",
        "member of",
        "memberships",
        "membership",
        "organisation",
        "organisations",
        "organization",
        "organizations",
        "affiliation",
        "affiliations",
        "party",
    ),
    "identifiers": ("identifiers", "identifier", "ids", "external ids"),
    "wikidata": ("wikidata", "wikidata id", "wikidataid", "qid"),
    "viaf": ("viaf", "viaf id"),
    "isni": ("isni",),
    "lei": ("lei", "lei code"),
}
"""The names that each column may have; “_” and “-” are spaces. The last few are identifiers."""
WORDS: Final[Mapping[str, ActorKind]] = {
    "people": "person",
    "individual": "person",
    "human": "person",
    "politician": "person",
    "organisation": "body",
    "organization": "body",
    "org": "body",
    "institution": "body",
    "company": "body",
    "publicbody": "body",
    "public body": "body",
    "legalentity": "body",
    "government": "body",
    "ministry": "body",
    "agency": "body",
    "party": "body",
    "group": "body",
    "media": "outlet",
    "newspaper": "outlet",
    "news outlet": "outlet",
    "broadcaster": "outlet",
    "text": "document",
    "location": "place",
    "country": "place",
    "city": "place",
    "area": "place",
    **{kind: kind for kind in KINDS},
}
"""What a kind may be called."""

_KNOWN: Final = {name: column for column, names in HEADERS.items() for name in names}
_SCHEMES: Final = tuple(column for column in HEADERS if column not in COLUMNS)
_SPACES: Final = re.compile(r"[\s_-]+")
_ESCAPED: Final = re.compile(r"\\([\\;|=])")
_SEPARATORS: Final = ",;\t|"


def read(text: str, path: str) -> Listed:
    """Reads a table of actors. A row that cannot be one is set aside with its reason.

    Args:
        text: The table, ends of lines as in the file.
        path: The file, as errors name it.

    Raises:
        MalformedRecordError: If there is no header that names the actors, or the table breaks off
            within a quoted cell.
    """
    listing = Listing(path, "csv")
    separator, text = _separator(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    columns: list[str | None] = []
    line = 1
    while True:
        try:
            cells = next(rows, None)
        except csv.Error as error:
            raise MalformedRecordError(
                f"{path}, line {line}, is no CSV: {error}", "Save the table as CSV again."
            ) from error
        if cells is None:
            break
        place, line = f"line {line}", rows.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        if not columns:
            columns = _header(cells, path, listing)
            continue
        try:
            listing.add(_entry(_row(cells, columns)), place)
        except MalformedRecordError as error:
            listing.aside(error, place)
    return listing.done()


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text.strip())


def _parts(text: str, separator: str) -> Iterator[str]:
    """Cuts a cell at a sign that no backslash stands before; parts keep their backslashes."""
    start = at = 0
    while at < len(text):
        if text[at] == "\\" and text[at + 1 : at + 2] in {"\\", ";", "|", "="}:
            at += 2
        elif text[at] == separator:
            yield text[start:at]
            at = start = at + 1
        else:
            at += 1
    yield text[start:]


def _separator(text: str) -> tuple[str, str]:
    """What stands between cells: by the first line, or by the header that gives most columns."""
    first, _, rest = text.lstrip("\ufeff").partition("\n")
    if re.fullmatch(r"sep=[,;\t|]\r?", first, re.IGNORECASE):
        return first[4], rest
    counts = {
        separator: sum(_name(cell.strip('" \r')) in _KNOWN for cell in first.split(separator))
        for separator in _SEPARATORS
    }
    return max(_SEPARATORS, key=lambda separator: counts[separator]), text.lstrip("\ufeff")


def _name(cell: str) -> str:
    return _SPACES.sub(" ", cell.strip().lower()).strip()


def _header(cells: list[str], path: str, listing: Listing) -> list[str | None]:
    columns: list[str | None] = []
    strange = []
    for cell in cells:
        column = _KNOWN.get(_name(cell))
        if column in columns:
            column = None
        if column is None and cell.strip():
            strange.append(f"“{cell.strip()}”")
        columns.append(column)
    if "name" not in columns:
        raise MalformedRecordError(
            f"the first line of {path} names no column “name”",
            f"Write a header such as: {','.join(COLUMNS)}.",
        )
    if strange:
        listing.note(f"Columns that are not known are left out: {', '.join(strange)}.")
    return columns


def _row(cells: list[str], columns: list[str | None]) -> dict[str, str]:
    if any(cell.strip() for cell in cells[len(columns) :]):
        raise MalformedRecordError(
            f"there are {len(cells)} cells under {len(columns)} headers",
            "Put double quotes around a cell that holds a separator.",
        )
    return {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column}


def _entry(row: Mapping[str, str]) -> Entry:
    name = row.get("name", "")
    identifiers = dict(_identifiers(row.get("identifiers", "")))
    identifiers |= {scheme: row[scheme] for scheme in _SCHEMES if row.get(scheme)}
    return Entry(
        row.get("id", ""),
        name,
        _kind(row.get("kind", "")),
        _country(row.get("country", "")),
        once(map(_plain, _parts(row.get("aliases", ""), ";")), without=name),
        tuple(_held(part) for part in _parts(row.get("roles", ""), ";") if part.strip()),
        tuple(_body(part) for part in _parts(row.get("part_of", ""), ";") if part.strip()),
        identifiers,
    )


def _kind(word: str) -> ActorKind:
    try:
        return WORDS[_name(word)]
    except KeyError as error:
        raise MalformedRecordError(
            f"“{word}” is no kind of actor" if word else "there is no kind",
            f"Write {', '.join(KINDS[:-1])} or {KINDS[-1]}.",
        ) from error


def _country(words: str) -> str:
    code = country_code(words) if words else ""
    if words and not code:
        raise MalformedRecordError(
            f"“{words}” is no country that is known", "Write its ISO 3166-1 code, such as NLD."
        )
    return code


def _facts(part: str, allowed: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """A value's first part, and those after it by their names."""
    first, *others = _parts(part, "|")
    facts: dict[str, str] = {}
    for other in others:
        name, sign, value = other.partition("=")
        if not sign or name.strip() not in allowed:
            raise MalformedRecordError(
                f"“{other.strip()}” is not understood",
                f"After “|” write one of {', '.join(f'{one}=' for one in allowed)}.",
            )
        facts[name.strip()] = _plain(value)
    return _plain(first), facts


def _held(part: str) -> Held:
    title, facts = _facts(part, FACTS)
    if not title:
        raise MalformedRecordError(
            f"the role “{part.strip()}” has no title", "Begin it with the office."
        )
    held = Held(
        title,
        facts.get("of", ""),
        _country(facts.get("country", "")),
        facts.get("since", ""),
        facts.get("until", ""),
    )
    return stated(held, facts.get("report", ""))


def _body(part: str) -> Membership:
    name, facts = _facts(part, ("id", "report"))
    body = facts.get("id", "")
    if not (name or body):
        raise MalformedRecordError("part_of names no body", "Write its name, or id= and its id.")
    return Membership(body, name, cited(facts.get("report", ""))[0])


def _identifiers(cell: str) -> Iterator[tuple[str, str]]:
    for part in _parts(cell, ";"):
        if not part.strip():
            continue
        scheme, *values = _parts(part, "=")
        if not values:
            scheme, *values = part.split(":", 1)
        value = _plain("=".join(values))
        if not value or not scheme.strip():
            raise MalformedRecordError(
                f"“{part.strip()}” is no identifier",
                "Write whose it is first: wikidata=Q42.",
            )
        yield _plain(scheme), value
