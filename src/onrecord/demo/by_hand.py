"""Loads a reading that a person wrote down, and finds its strings in the reports.

The file keeps strings, because people can write and review those; offsets are computed here. A
string that is absent or could stand in two places is an error and never a guess.

The file is JSON: ``reports`` is a list of objects with ``known_by`` (words that only this report
has) and ``statements``. A statement has ``id``, ``cue``, ``source``, ``content`` (a list of parts),
``manner``, and, where they apply, ``in`` (the passage to look in), ``continues`` and
``reported_in`` (ids of other statements). A string may be ``{"text": …, "nth": 2}``.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict, cast

from onrecord.document import Document, Span
from onrecord.errors import MalformedRecordError, SpanMismatchError
from onrecord.statement import Attribution, Manner, Statement, statement_id
from onrecord.values import Value

SET_BY = "person:by hand"


class _Nth(TypedDict):
    text: str
    nth: int


_Entry = Mapping[str, object]
_Words = str | _Nth


@dataclass(frozen=True, slots=True)
class Report:
    """What a person found in one report, still as strings.

    Attributes:
        name: What the file calls the report.
        known_by: Words that stand in this report alone.
        entries: The statements, as the file has them.
    """

    name: str
    known_by: str
    entries: tuple[_Entry, ...]

    def statements(self, document: Document) -> tuple[Statement, ...]:
        """Finds every statement in the document, in the order of the file.

        Raises:
            SpanMismatchError: If a string is not found, or stands in several places.
            MalformedRecordError: If a statement refers to one that is not there.
        """
        drafts = {str(entry["id"]): _draft(document, entry) for entry in self.entries}
        if len(drafts) != len(self.entries):
            raise MalformedRecordError(
                f"report {self.name} uses an id twice", "Give each statement an id of its own."
            )
        found = []
        for entry, draft in zip(self.entries, drafts.values(), strict=True):
            head = _named(drafts, self.name, entry.get("continues"))
            outer = _named(drafts, self.name, entry.get("reported_in"))
            found.append(
                replace(
                    draft,
                    source=head.source if head else draft.source,
                    continues=head.id if head else None,
                    reported_in=outer.id if outer else None,
                )
            )
        return tuple(found)


def load(path: Path) -> tuple[Report, ...]:
    """Reads the file of a reading by hand."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Report(item["report"], item["known_by"], tuple(item["statements"]))
        for item in data["reports"]
    )


def match(
    reports: Sequence[Report], documents: Iterable[Document]
) -> tuple[tuple[Report, Document], ...]:
    """Pairs each report of a reading with the document that has its words.

    Raises:
        SpanMismatchError: If the words of a report stand in no document, or in several.
    """
    kept = tuple(documents)
    pairs = []
    for report in reports:
        holders = [document for document in kept if report.known_by in document.text]
        if len(holders) != 1:
            raise SpanMismatchError(
                f"{len(holders)} documents hold {report.known_by!r}, which should name "
                f"report {report.name}",
                "Give every document once, and choose words that only one of them has.",
            )
        pairs.append((report, holders[0]))
    return tuple(pairs)


def attributions(statements: Sequence[Statement]) -> tuple[Attribution, ...]:
    """Joins continuing statements to the ones that they continue, as scorers expect them."""
    carried: dict[str, list[Span]] = {}
    for statement in statements:
        if statement.continues is not None:
            carried.setdefault(statement.continues, []).extend(statement.content)
    return tuple(
        Attribution(
            statement.source,
            statement.cue,
            (*statement.content, *carried.get(statement.id, ())),
            statement.manner.value,
            statement.confidence,
        )
        for statement in statements
        if statement.continues is None
    )


def _named(drafts: Mapping[str, Statement], report: str, name: object) -> Statement | None:
    if name is None:
        return None
    if name not in drafts:
        raise MalformedRecordError(
            f"report {report} refers to statement {name!r}, which it does not have",
            "Use the id of a statement of the same report.",
        )
    return drafts[str(name)]


def _draft(document: Document, entry: _Entry) -> Statement:
    passage = Span(document, 0, len(document.text))
    if "in" in entry:
        passage = find(passage, cast("_Words", entry["in"]))
    source = (find(passage, cast("_Words", entry["source"])),) if "source" in entry else ()
    cue = (find(passage, cast("_Words", entry["cue"])),) if "cue" in entry else ()
    parts = cast("list[_Words]", entry["content"])
    content = tuple(find(passage, part) for part in parts)
    return Statement(
        id=statement_id(document.id, document.digest, cue, content),
        document=document,
        source=source,
        cue=cue,
        content=content,
        manner=Value(cast("Manner", entry["manner"]), SET_BY),
        confidence=1.0,
    )


def find(passage: Span, words: _Words) -> Span:
    """Finds words in a passage, as whole words.

    Raises:
        SpanMismatchError: If they are not there, or are there more often than ``nth`` explains.
    """
    text, nth = (words, 0) if isinstance(words, str) else (words["text"], words["nth"])
    # Letters at an edge must not run on, so that "he" is not found in "the".
    edged = ("" if not text[:1].isalnum() else r"\b") + re.escape(text)
    edged += "" if not text[-1:].isalnum() else r"\b"
    places = [match.span() for match in re.finditer(edged, passage.text)]
    if (nth == 0 and len(places) != 1) or nth > len(places):
        raise SpanMismatchError(
            f"{text!r} stands {len(places)} times in {passage.text[:60]!r} "
            f"of document {passage.document.id}",
            'Correct it, give the passage as "in", or say which one with "nth".',
        )
    start, end = places[max(nth, 1) - 1]
    return Span(passage.document, passage.start + start, passage.start + end)
