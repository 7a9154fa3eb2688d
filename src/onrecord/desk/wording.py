"""The pieces of the sentence that a statement is told in: names, what was said, and when.

Whatever comes from the report stands there verbatim but for its white space, of which runs are one
space. What is long is cut at a word, and a gap says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from typing import Final, Literal

from onrecord.document import Document, Span
from onrecord.meaning import Condition, Meaning, Time
from onrecord.statement import Party, Statement
from onrecord.vocabulary import terms

Kind = Literal[
    "speaker", "relay", "addressee", "target", "hedge", "denial", "act", "content", "conjunction",
    "condition", "gap", "manner", "certainty", "when", "plain",
]  # fmt: skip
"""What a segment is. A gap is where words were left out; plain words join the others."""

LONGEST: Final = 240
"""Characters of a content that are shown, its conditions apart: three lines of a page."""
_LONGEST_CONDITION: Final = 160
_LONGEST_NAME: Final = 90
_OPENING: Final = "“\"„«‘'"
_NAMELESS: Final = {"unknown": "somebody unknown", "not-stated": "somebody not named"}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the sentence.

    Attributes:
        kind: What it is.
        text: Its words, with the spaces that belong to it.
        party: Whom it names, where it names somebody.
    """

    kind: Kind
    text: str
    party: Party | None = None


def plain(text: str) -> str:
    """Words with one space between them."""
    return " ".join(text.split())


def clipped(text: str, longest: int) -> str:
    """A text cut at a word, with a mark where it was; never longer than asked.

    Example:
        >>> clipped("the gates stay shut", 14), clipped("short", 14)
        ('the gates …', 'short')
    """
    if len(text) <= longest:
        return text
    head = text[: max(1, longest - 1)]
    whole = head.rpartition(" ")[0] if not text[len(head)].isspace() else head
    return f"{(whole or head[:-1]).rstrip()} …"


def called(party: Party, source: Sequence[Span] = ()) -> str:
    """What a party is called: its actor's name, else the report's words for it, else what it is.

    Args:
        party: Whom to name.
        source: The words of the source that it speaks in, which say more than its head does.
    """
    if party.actor is not None:
        first = islice(party.actor.mentions, _LOOKED)
        names = [one.span for one in first if one.leads_to is None]
        article = party.actor.kind != "person" and any(
            plain(span.text) == party.actor.name and _before(span) == "the" for span in names
        )
        return f"the {party.actor.name}" if article else party.actor.name
    found = clipped(_phrase(party.span, source), _LONGEST_NAME) if party.span is not None else ""
    if found:
        return found
    term = terms("sources").get(party.kind)
    found = _NAMELESS.get(party.kind) or f"an {term.label if term else party.kind}"
    return found if party.of is None else f"{found} of {party.of.name}"


def _phrase(span: Span, source: Sequence[Span]) -> str:
    """The words around a head: those of its source up to a comma, or from an article on."""
    text = span.document.text
    for one in source:
        if one.start <= span.start and span.end <= one.end:
            comma = text.find(",", span.end, one.end)
            return _within(plain(text[one.start : comma if comma >= 0 else one.end]))
    lead = _LEAD.search(text[max(0, span.start - _BACK) : span.start])
    return _within(plain((lead[0] if lead else "") + span.text))


def _within(phrase: str) -> str:
    """A phrase as it stands within a sentence: an article that began one is written small."""
    first, space, rest = phrase.partition(" ")
    return f"{first.lower()}{space}{rest}" if _LEAD.match(f"{first} ") else phrase


_LOOKED: Final = 20
"""Mentions of an actor among which its name with an article is looked for."""
_BACK: Final = 60
"""Characters before a head in which its article is looked for."""
_LEAD: Final = re.compile(
    r"\b(?:an?|the|his|her|its|their|our|my|your|one|two|three|some|several|many|another)\s"
    r"(?:[\w’'-]{1,20}\s){0,3}\Z",
    re.IGNORECASE,
)
"""An article or the like, and up to three words between it and a head."""


def _before(span: Span) -> str:
    """The word before a span, in small letters."""
    start = max(0, span.start - len(" the "))
    return span.document.text[start : span.start].strip().casefold().rpartition(" ")[2]


def listed(kind: Kind, parties: Sequence[Party], source: Sequence[Span] = ()) -> Iterator[Segment]:
    """Several parties in a row, each name once, joined as people join them."""
    named: dict[str, Party] = {}
    for party in parties:
        named.setdefault(called(party, source), party)
    for place, (name, party) in enumerate(named.items()):
        if place:
            yield Segment("plain", " and " if place == len(named) - 1 else ", ")
        yield Segment(kind, name, party)


def contents(statement: Statement, conditions: Sequence[Condition]) -> Iterator[Segment]:
    """What was said, in its parts, with the conditions in it marked and what is long cut short."""
    left = LONGEST
    gap = False
    for number, part in enumerate(statement.content):
        before = statement.content[number - 1] if number else None
        if before is not None and not gap:
            apart = before.end > part.start or part.document.text[before.end : part.start].strip()
            yield Segment("gap", " … ") if apart else Segment("plain", " ")
        gap = False
        for kind, start, end in _cut(part, conditions):
            text = plain(part.document.text[start:end])
            if not text:
                continue
            text = _spaced(part, start, end, text)
            most = _LONGEST_CONDITION if kind != "content" else left
            if kind == "content" and len(text) > most:
                # What follows the cut is left out up to the next condition.
                shown = clipped(text.rstrip(), most) if most > _LONGEST_NAME // 3 else ""
                shown = shown.removesuffix(" …")
                if shown:
                    yield Segment("content", shown)
                if not gap:
                    yield Segment("gap", " … ")
                gap, left = True, 0
                continue
            if kind == "content":
                left -= len(text)
            yield Segment(kind, clipped(text, most) if kind != "content" else text)
            gap = False


def _spaced(part: Span, start: int, end: int, text: str) -> str:
    """The text with a space where the report has one beside it within the part."""
    body = part.document.text
    before = " " if start > part.start and body[start].isspace() else ""
    after = " " if end < part.end and body[end - 1].isspace() else ""
    return f"{before}{text}{after}"


def _cut(part: Span, conditions: Sequence[Condition]) -> Iterator[tuple[Kind, int, int]]:
    """A part of the content where conditions and their conjunctions begin and end."""
    edges = {part.start, part.end}
    for one in conditions:
        for span in (one.span, one.cue):
            edges.update(at for at in (span.start, span.end) if part.start < at < part.end)
    cuts = sorted(edges)
    held: list[tuple[Kind, int, int]] = []
    for start, end in pairwise(cuts):
        kind = _kind(start, end, conditions)
        if held and held[-1][0] == kind:
            held[-1] = (kind, held[-1][1], end)
        else:
            held.append((kind, start, end))
    yield from held


def _kind(start: int, end: int, conditions: Sequence[Condition]) -> Kind:
    for one in conditions:
        if one.cue.start <= start and end <= one.cue.end:
            return "conjunction"
    for one in conditions:
        if one.span.start <= start and end <= one.span.end:
            return "condition"
    return "content"


def beside(statement: Statement, conditions: Sequence[Condition]) -> Iterator[Segment]:
    """The conditions that stand outside of what was said."""
    for one in conditions:
        if any(
            one.span.start < part.end and part.start < one.span.end for part in statement.content
        ):
            continue
        yield Segment("plain", " ")
        document = one.span.document
        before = plain(_slice(document, one.span.start, min(one.cue.start, one.span.end)))
        if before:
            yield Segment("condition", clipped(before, _LONGEST_CONDITION) + " ")
        cue = plain(one.cue.text)
        # It began its own sentence in the report, and goes on with this one here.
        yield Segment("conjunction", cue if before else cue[:1].lower() + cue[1:])
        after = plain(_slice(document, max(one.cue.end, one.span.start), one.span.end))
        if after:
            yield Segment("condition", " " + clipped(after, _LONGEST_CONDITION))


def _slice(document: Document, start: int, end: int) -> str:
    return document.text[start:end] if start < end else ""


def quoted(statement: Statement) -> str:
    """How the words are given: “direct”, “mixed, second part quoted”."""
    label = terms("manners")[statement.manner.value].label
    if statement.manner.value != "mixed":
        return label
    parts = [part.text.strip()[:1] in _OPENING for part in statement.content if part.text.strip()]
    if len(parts) > 1 and sum(parts) == 1 and len(parts) <= len(_ORDINALS):
        return f"{label}, {_ORDINALS[parts.index(True)]} part quoted"
    return f"{label}, partly quoted"


_ORDINALS: Final = ("first", "second", "third", "fourth", "fifth")


def when(meaning: Meaning) -> str:
    """When it was said, with the report's words for it, or that the report does not say.

    Example:
        >>> moment = Time(None, "2031-03-11", "day", "assumed")
        >>> days("2031-W10"), words_of(moment)
        ('2031-03-03/09', 'said by 2031-03-11')
    """
    return "date not stated" if meaning.said_at is None else words_of(meaning.said_at)


def words_of(time: Time) -> str:
    """A time in the report's words and in figures; see `when`."""
    words = plain(time.span.text) if time.span is not None else ""
    if time.known == "unresolved" or not time.value:
        return f"said {words or 'some time'}: date not known"
    if not words or time.known == "assumed":
        return f"said by {days(time.value)}"  # the report was out by then
    return f"said {words}: {days(time.value)}"


def days(value: str) -> str:
    """An ISO 8601 value, with a week as its days and an interval written short.

    Example:
        >>> days("2015-10-19/2015-10-25"), days("2015-10"), days("2015-W43")
        ('2015-10-19/25', '2015-10', '2015-10-19/25')
    """
    year, found, week = value.partition("-W")
    if found and year.isdecimal() and week.isdecimal():
        try:
            first = date.fromisocalendar(int(year), int(week), 1)
            value = f"{first}/{date.fromisocalendar(int(year), int(week), 7)}"
        except ValueError:
            return value
    start, slash, end = value.partition("/")
    if slash and len(start) == len(end) == len("2015-10-19"):
        for common in ("2015-10-", "2015-"):
            if start[: len(common)] == end[: len(common)]:
                return f"{start}/{end[len(common) :]}"
    return value
