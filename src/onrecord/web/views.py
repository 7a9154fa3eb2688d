"""What the templates show: dates, and a statement as a sentence.

A view is made anew for each page and holds text alone, so a template decides nothing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten
from urllib.parse import quote

from onrecord.document import Document, Span
from onrecord.statement import Statement
from onrecord.vocabulary import Term, terms
from onrecord.web.addresses import article_path
from onrecord.web.parties import (
    PartyView,
    Piece,
    Tips,
    actors_of,
    party,
    source_pieces,
    speakers,
    tips_of,
)
from onrecord.web.told import Chip, Told, chips, signs, told

_LEADING = [["to"], ["of"], ["by"], ["from"]]
LONGEST = 110
"""Letters of a text's first line that stand in for a title: a long headline has about as many."""

_WEB = re.compile("https?://", re.IGNORECASE)


def headline(document: Document) -> str:
    r"""The report's title, or how its text begins.

    Example:
        >>> headline(Document("d", "A deadline\n\nBy Ilse Tarrow. It passed."))
        'A deadline'
    """
    if document.title and document.title.strip():
        return document.title
    line = next(line for line in document.text.splitlines() if line.strip())
    return shorten(line, LONGEST, placeholder=" …")


def day(published: str | None) -> str:
    """A date as people write it, no more precise than it is known.

    Example:
        >>> day("2031-03-12"), day("2031-03"), day("2031-03-12T17:15:00+01:00")
        ('12 March 2031', 'March 2031', '12 March 2031, 17:15 UTC+01:00')
    """
    if not published:
        return ""
    try:
        if len(published) == len("2031-03"):
            month = date.fromisoformat(f"{published}-01")
            return f"{month:%B %Y}"
        moment = datetime.fromisoformat(published)
    except ValueError:
        return published
    shown = f"{moment.day} {moment:%B %Y}"
    if "T" in published or " " in published.strip():
        shown += f", {moment:%H:%M}"
        if moment.tzinfo is not None:
            shown += f" {moment:%Z}"
    return shown


def words(spans: Sequence[Span]) -> tuple[str, ...]:
    """The texts of spans; those with nothing but white space between them are one.

    White space at the ends is dropped and runs of it become one space: it is shown in a sentence.
    """
    parts: list[str] = []
    before: Span | None = None
    for span in spans:
        text = " ".join(span.text.split())
        if before is not None and not before.document.text[before.end : span.start].strip():
            parts[-1] = f"{parts[-1]} {text}".strip()
        else:
            parts.append(text)
        before = span
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Around:
    """The statement that another stands within or carries on.

    Attributes:
        number: Its number on the article page, or None elsewhere.
        id: Its id.
        source: Its source in words; empty where the text names nobody.
        follows: Whether it stands later in the text: a quotation can begin before the words that
            say whose it is.
    """

    number: int | None
    id: str
    source: str
    follows: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement as it is read on a page.

    Attributes:
        id: The statement's id.
        number: Where it stands among those of its report, from 1; 0 on the record page.
        source: Its source in parts, each in pieces; empty where the text names nobody.
        cue: Its cue in parts; empty where there is none.
        content: Its content in parts.
        leads: Whether the cue reads before the source, as in "according to the minister".
        manner: The manner's word in the vocabulary.
        percent: How sure the engine is, from 0 to 100.
        href: Its place in the text.
        within: The statement that it is known through.
        continues: The statement that it carries on.
        speakers: Who speaks, alone or together; empty where nobody worked it out.
        chain: Who relays it, from the outlet on.
        addressees: To whom it was said.
        told: Its sentence, if it was interpreted.
        notes: What stands behind the sentence: how the words are given, and when it was said.
        chips: How it is held.
        signs: The words that set that, each with what it does.
    """

    id: str
    number: int
    source: tuple[tuple[Piece, ...], ...]
    cue: tuple[str, ...]
    content: tuple[str, ...]
    leads: bool
    manner: Term
    percent: int
    href: str
    within: Around | None
    continues: Around | None
    speakers: tuple[PartyView, ...] = ()
    chain: tuple[PartyView, ...] = ()
    addressees: tuple[PartyView, ...] = ()
    told: tuple[Told, ...] = ()
    notes: tuple[Told, ...] = ()
    chips: tuple[Chip, ...] = ()
    signs: tuple[tuple[str, str], ...] = ()


def _leads(statement: Statement) -> bool:
    """Whether the cue runs into the source: it ends in a preposition, and the source is next."""
    if not statement.cue or not statement.source:
        return False
    cue, source = statement.cue[-1], statement.source[0]
    between = statement.document.text[cue.end : source.start]
    return cue.end <= source.start and not between.strip() and cue.text.split()[-1:] in _LEADING


def entry(
    statement: Statement,
    around: Mapping[str, Statement],
    numbers: Mapping[str, int] | None = None,
    precision: str = "",
    tips: Tips | None = None,
) -> Entry:
    """Makes the view of a statement.

    Args:
        statement: The statement.
        around: By id, the statements that it may stand within or carry on.
        numbers: By id, the numbers of the statements on an article page.
        precision: What its place in the text is shown with, if one is asked for.
        tips: What mentions of its report stand for; None for those of its own parties.
    """
    tips = tips_of(actors_of(statement)) if tips is None else tips
    page = article_path(statement.document, precision=precision)
    numbers = numbers or {}

    def other(key: str | None) -> Around | None:
        if key is None:
            return None
        found = around.get(str(key))
        source = " … ".join(words(found.source)) if found else ""
        follows = found is not None and found.start > statement.start
        return Around(numbers.get(str(key)), str(key), source, follows)

    sentence, notes = told(statement)
    return Entry(
        id=str(statement.id),
        number=numbers.get(str(statement.id), 0),
        source=source_pieces(statement, tips),
        cue=words(statement.cue),
        content=words(statement.content),
        leads=_leads(statement),
        manner=terms("manners")[statement.manner.value],
        percent=round(100 * min(1.0, max(0.0, statement.confidence))),
        href=f"{page}#s-{quote(str(statement.id), safe='')}",
        within=other(statement.reported_in),
        continues=other(statement.continues),
        speakers=speakers(statement, tips),
        chain=tuple(party(one, tips) for one in statement.chain),
        addressees=tuple(party(one, tips) for one in statement.addressees),
        told=sentence,
        notes=notes,
        chips=chips(statement.meaning),
        signs=signs(statement.meaning),
    )


@dataclass(frozen=True, slots=True)
class Report:
    """A report at the head of its statements.

    Attributes:
        title: Its headline.
        outlet: Who published it; empty where unknown.
        byline: Who wrote it; empty where unknown.
        published: ISO 8601, as it is known; empty where unknown.
        day: The same for people.
        url: Where it stands on the web, if that is an address a browser should open.
        href: Its page.
        entries: Its statements on this page.
    """

    title: str
    outlet: str
    byline: str
    published: str
    day: str
    url: str
    href: str
    entries: tuple[Entry, ...] = ()


def report(document: Document, entries: Sequence[Entry] = (), precision: str = "") -> Report:
    """Makes the view of a report; its page is the one with that precision, if one is asked for."""
    return Report(
        title=headline(document),
        outlet=document.outlet or "",
        byline=document.byline or "",
        published=document.published or "",
        day=day(document.published),
        url=document.url if document.url and _WEB.match(document.url) else "",
        href=article_path(document, precision=precision),
        entries=tuple(entries),
    )


def reports(
    statements: Sequence[Statement], around: Mapping[str, Statement], precision: str = ""
) -> tuple[Report, ...]:
    """Groups statements by their reports, in the order that they come in.

    Args:
        statements: The statements.
        around: By id, the statements that they may stand within or carry on.
        precision: What their places in the texts are shown with, if one is asked for.
    """
    groups: dict[str, tuple[Document, list[Entry]]] = {}
    for statement in statements:
        _, entries = groups.setdefault(str(statement.document.id), (statement.document, []))
        entries.append(entry(statement, around, precision=precision))
    return tuple(report(*group, precision) for group in groups.values())
