"""Cuts a report into paragraphs and segments, so that overlapping statements can be shown in it.

The texts of all segments, one after the other, are the document's text: nothing is added, dropped
or changed. Every boundary of a span or a paragraph is a boundary of segments, so all characters of
a segment belong to the same statements in the same roles.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.document import Document
from onrecord.statement import ROLES, Role, Statement
from onrecord.web.parties import Tips
from onrecord.web.told import SIGNS
from onrecord.web.views import headline

_LINE = re.compile(
    "[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]|$)"
)

WRAPPED = 100
"""A text whose every line is at most this long, with blank lines between some, was wrapped by hand:
typewriters, e-mail and wire services end their lines at 60 to 80 characters."""


NEAR = 40
"""Code points between a source and its cue at most for the two to be read as one piece."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that belong to the same statements in the same roles.

    Attributes:
        text: The characters.
        start: The code point at which they stand.
        statements: The numbers of the statements, the innermost first; statements count from 1.
        roles: The roles that the characters have in any of them.
        depth: How many statements have them in their content.
        anchors: The number of the statement that is reached here, or None.
        tip: What the characters stand for; empty where they stand for themselves.
        asked: Whether they are among those that the address names.
        marks: What they are to the meaning of a statement: ``condition``, ``binds`` for the
            conjunction of one, ``trigger`` for words that set polarity or certainty.
        tag: What the trigger that ends here does; empty where none ends.
    """

    text: str
    start: int
    statements: tuple[int, ...] = ()
    roles: tuple[Role, ...] = ()
    depth: int = 0
    anchors: int | None = None
    tip: str = ""
    asked: bool = False
    marks: tuple[str, ...] = ()
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph with the ends of lines that follow it.

    Attributes:
        segments: Its characters.
        heading: Whether it repeats the report's headline, and no statement stands in it.
    """

    segments: tuple[Segment, ...]
    heading: bool = False

    @property
    def text(self) -> str:
        """Its characters in one piece."""
        return "".join(segment.text for segment in self.segments)


@dataclass(slots=True)
class _Open:
    """What covers the characters at one place of the sweep."""

    roles: dict[tuple[int, Role], int] = field(default_factory=dict)

    def change(self, key: tuple[int, Role], by: int) -> None:
        count = self.roles.get(key, 0) + by
        if count:
            self.roles[key] = count
        else:
            del self.roles[key]


def paragraphs(
    document: Document,
    statements: Sequence[Statement],
    tips: Tips | None = None,
    asked: tuple[int, int] | None = None,
) -> tuple[Paragraph, ...]:
    """Cuts a document into paragraphs of segments.

    Args:
        document: The report.
        statements: Its statements; the first has number 1.
        tips: What its mentions stand for, by the place where each stands.
        asked: Where the words stand that the address names.
    """
    edges: dict[int, list[tuple[tuple[int, Role], int]]] = {}
    for number, statement in enumerate(statements, 1):
        for role in ROLES:
            for span in statement.spans(role):
                edges.setdefault(span.start, []).append(((number, role), 1))
                edges.setdefault(span.end, []).append(((number, role), -1))
    breaks = _breaks(document.text)
    extent = [_extent(statement) for statement in statements]
    anchors = _Anchors(statements)
    found: list[Paragraph] = []
    segments: list[Segment] = []
    covering = _Open()
    hints = _Tips(tips or {})
    meant = _Meant(statements)
    cuts = sorted(
        {0, *edges, *breaks, *hints.edges, *meant.edges, *(asked or ()), len(document.text)}
    )
    for start, end in pairwise(cuts):
        for key, by in sorted(edges.get(start, ()), key=lambda edge: edge[1]):
            covering.change(key, by)
        marks, tag = meant.at(start, end)
        numbers = sorted({number for number, _ in covering.roles}, key=lambda n: extent[n - 1])
        segments.append(
            Segment(
                text=document.text[start:end],
                start=start,
                statements=tuple(numbers),
                roles=tuple(role for role in ROLES if any(r == role for _, r in covering.roles)),
                depth=sum(role == "content" for _, role in covering.roles),
                anchors=anchors.at(start, numbers),
                tip=hints.at(start),
                asked=asked is not None and asked[0] <= start < asked[1],
                marks=marks,
                tag=tag,
            )
        )
        if end in breaks:
            found.append(Paragraph(tuple(segments)))
            segments = []
    return _with_heading(found, headline(document))


def _with_heading(found: list[Paragraph], title: str) -> tuple[Paragraph, ...]:
    """Marks the first paragraph as the heading where it says what the headline says."""
    marked = any(segment.statements for segment in found[0].segments) if found else True
    if not marked and found[0].text.split() == title.split():
        found[0] = Paragraph(found[0].segments, heading=True)
    return tuple(found)


def _extent(statement: Statement) -> int:
    """How many code points lie between the ends of a statement's own words."""
    own = (*statement.cue, *statement.content)
    return max(span.end for span in own) - min(span.start for span in own)


def _beginning(statement: Statement) -> int:
    """Where a statement is reached: at its source where that leads straight to its own words."""
    before = [
        span.start
        for span in statement.source
        if span.end <= statement.start <= span.end + NEAR and statement.continues is None
    ]
    return min(before, default=statement.start)


class _Anchors:
    """Gives each statement the first segment of its words that no other statement has taken."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._waiting = {number: _beginning(s) for number, s in enumerate(statements, 1)}

    def at(self, start: int, numbers: Sequence[int]) -> int | None:
        """The statement that is reached at the segment that starts here."""
        for number in numbers:
            if number in self._waiting and self._waiting[number] <= start:
                del self._waiting[number]
                return number
        return None


class _Tips:
    """Gives each segment the tip of the shortest mention that it is a part of."""

    def __init__(self, tips: Tips) -> None:
        self._waiting = sorted(tips.items(), key=lambda one: one[0][0], reverse=True)
        self._open: list[tuple[tuple[int, int], str]] = []
        self.edges = {edge for place in tips for edge in place}

    def at(self, start: int) -> str:
        """The tip of the segment that starts here; segments are asked for in their order."""
        while self._waiting and self._waiting[-1][0][0] <= start:
            self._open.append(self._waiting.pop())
        self._open = [one for one in self._open if one[0][1] > start]
        return min(self._open, key=lambda one: one[0][1] - one[0][0], default=((0, 0), ""))[1]


class _Meant:
    """Says of each segment what it is to the meaning of the statements."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        # Two statements of one sentence may have one trigger or condition: it is marked once.
        found = {one for statement in statements for one in _marked(statement)}
        self.edges = {edge for start, end, _, _ in found for edge in (start, end)}
        self._waiting = sorted(found, reverse=True)
        self._open: list[tuple[int, int, str, str]] = []

    def at(self, start: int, end: int) -> tuple[tuple[str, ...], str]:
        """The marks of a segment and its tag; segments are asked for in their order."""
        while self._waiting and self._waiting[-1][0] <= start:
            self._open.append(self._waiting.pop())
        self._open = [one for one in self._open if one[1] > start]
        tags = {tag: None for _, last, _, tag in self._open if tag and last == end}
        return tuple(sorted({mark for _, _, mark, _ in self._open})), ", ".join(tags)


def _marked(statement: Statement) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, mark and tag of what the meaning of a statement stands on."""
    meaning = statement.meaning
    if meaning is None:
        return
    for one in meaning.triggers:
        yield one.span.start, one.span.end, "trigger", SIGNS[one.sign]
    for condition in meaning.conditions:
        yield condition.span.start, condition.span.end, "condition", ""
        yield condition.cue.start, condition.cue.end, "binds", "condition"


def _breaks(text: str) -> frozenset[int]:
    """The code points at which paragraphs end, the end of the text among them.

    A paragraph ends at every end of line, except in a text that was wrapped by hand, where it ends
    at a blank line. Blank lines belong to the paragraph before them.
    """
    lines = [match for match in _LINE.finditer(text) if match.group()]
    blank = [not line.group().strip() for line in lines]
    wrapped = any(blank) and all(len(line.group().rstrip()) <= WRAPPED for line in lines)
    ends = set()
    for i, line in enumerate(lines[:-1]):
        starts_paragraph = not blank[i + 1] and (blank[i] or not wrapped)
        # Blank lines at the very beginning belong to the first paragraph: there is none before.
        if starts_paragraph and not all(blank[: i + 1]):
            ends.add(line.end())
    return frozenset({*ends, len(text)})
