"""What a careful reader finds in the seed report, and how an engine's statements compare with it.

The reading is kept as offsets: the report's text stays where it is and never enters the project.
A reading is made of core statements, which any careful reader writes down, and optional ones, which
are right when found and no miss when not.

Run by hand: ``python tests/seed.py STATEMENTS.jsonl``, with one statement a line, such as
``{"id": "a", "source": [[0, 6]], "cue": [[7, 11]], "content": [[12, 14]]}`` and optionally
``continues`` and ``reported_in``, which name the id of another line.
"""

import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest

from onrecord import models
from onrecord.document import Document, Span
from onrecord.statement import ROLES, Statement
from onrecord.values import Value

Kind = Literal["core", "optional"]
Tokens = frozenset[int]

READING = Path(__file__).parent / "data" / "seed_statements.json"
AGREES = 0.5
"""Jaccard over word tokens from which on two spans are the same, as attributions are scored."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class GoldStatement:
    """A statement that a careful reader finds.

    Attributes:
        statement: Its spans, and how it hangs together with others.
        kind: Whether any careful reader writes it down, or some do.
        note: Why it is there, in a few words.
        content_or: Another content that is as right, where the text allows two readings.
    """

    statement: Statement
    kind: Kind = "core"
    note: str = ""
    content_or: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A found statement and the one of the reading that it is."""

    found: Statement
    gold: GoldStatement


@dataclass(frozen=True, slots=True)
class Comparison:
    """How found statements stand to a reading.

    Attributes:
        found: Core statements of the reading with what was found of them.
        missed: Core statements of the reading that nothing found is.
        spurious: What was found and is no statement of the reading.
        optional: What was found of the optional statements; counted nowhere.
    """

    found: tuple[Pair, ...]
    missed: tuple[GoldStatement, ...]
    spurious: tuple[Statement, ...]
    optional: tuple[Pair, ...] = ()


def article() -> Path:
    """Where the seed report is: below ``ONRECORD_SHARED``, or ``shared`` beside the checkout."""
    beside = Path(__file__).resolve().parents[1].parent / "shared"
    return Path(os.environ.get("ONRECORD_SHARED") or beside) / "seed" / "article.txt"


NEEDED = [
    pytest.mark.skipif(
        not article().is_file(),
        reason="the seed report is not here; ONRECORD_SHARED names the folder that holds seed/",
    ),
    pytest.mark.skipif(
        not (models.folder() / "weights.json").is_file(),
        reason="the weights are not here; `onrecord train attribution` makes them",
    ),
]
"""The marks of a test that reads the seed report with the shipped weights."""


def raw_reading() -> dict[str, Any]:
    """The file of offsets as it is."""
    reading: dict[str, Any] = json.loads(READING.read_text("utf-8"))
    return reading


def load() -> tuple[Document, tuple[GoldStatement, ...]]:
    """Reads the seed report and what a careful reader finds in it.

    Raises:
        ValueError: If the report is not the one that was read.
    """
    reading = raw_reading()
    document = Document("seed", article().read_text("utf-8"))
    if document.digest != reading["sha256"]:
        raise ValueError(f"{article()} is not the report that {READING.name} was written from")
    return document, tuple(_gold(document, entry) for entry in reading["statements"])


def compare(found: Sequence[Statement], gold: Sequence[GoldStatement]) -> Comparison:
    """Matches found statements with those of a reading, one to one, the best pairs first.

    Two are the same if their contents and their sources each overlap with a Jaccard of at least
    one half over word tokens; two empty ones overlap fully. A continuing statement has the source
    of the one that it continues.
    """
    found_by_id = {statement.id: statement for statement in found}
    gold_by_id = {entry.statement.id: entry.statement for entry in gold}
    documents = {id(s.document): s.document for s in (*found, *gold_by_id.values())}
    words = {key: _words(document) for key, document in documents.items()}

    scored: list[tuple[float, bool, int, int]] = []
    for i, mine in enumerate(found):
        tokens = words[id(mine.document)]
        speaker = _tokens(_speaker(mine, found_by_id), tokens)
        content = _tokens(mine.content, tokens)
        for j, entry in enumerate(gold):
            tokens = words[id(entry.statement.document)]
            on_source = _jaccard(speaker, _tokens(_speaker(entry.statement, gold_by_id), tokens))
            on_content = max(
                _jaccard(content, _tokens(spans, tokens))
                for spans in (entry.statement.content, entry.content_or)
                if spans
            )
            if on_source >= AGREES and on_content >= AGREES:
                scored.append((on_source + on_content, entry.kind == "core", -i, -j))

    matches: dict[int, int] = {}
    for _, _, i, j in sorted(scored, reverse=True):
        if -i not in matches and -j not in matches.values():
            matches[-i] = -j

    pairs = [(Pair(found[i], gold[j]), gold[j].kind) for i, j in sorted(matches.items())]
    taken = set(matches.values())
    return Comparison(
        found=tuple(pair for pair, kind in pairs if kind == "core"),
        missed=tuple(g for j, g in enumerate(gold) if j not in taken and g.kind == "core"),
        spurious=tuple(s for i, s in enumerate(found) if i not in matches),
        optional=tuple(pair for pair, kind in pairs if kind == "optional"),
    )


def report(comparison: Comparison, text: str) -> str:
    """Sets a comparison out for reading, with the words of the report."""
    found, missed = comparison.found, comparison.missed
    spurious, optional = comparison.spurious, comparison.optional
    total = len(found) + len(missed)
    lines = [
        f"{len(found)} of {total} found, {len(spurious)} spurious, {len(optional)} optional",
        *(f"found     {p.gold.statement.id}  {_line(p.found, text)}" for p in found),
        *(f"missed    {g.statement.id}  {_line(g.statement, text)}  [{g.note}]" for g in missed),
        *(f"spurious  {s.id}  {_line(s, text)}" for s in spurious),
        *(f"optional  {p.gold.statement.id}  {_line(p.found, text)}" for p in optional),
    ]
    return "\n".join(lines)


def statement(document: Document, entry: dict[str, Any]) -> Statement:
    """Makes a statement of its offsets.

    Raises:
        SpanRangeError: If the offsets are no spans of the document.
    """
    source, cue, content = (
        tuple(document.span(start, end) for start, end in entry.get(role, ())) for role in ROLES
    )
    return Statement(
        id=str(entry["id"]),
        document=document,
        source=source,
        cue=cue,
        content=content,
        manner=Value(entry.get("manner", "indirect"), "person:reader"),
        confidence=1.0,
        continues=entry.get("continues"),
        reported_in=entry.get("reported_in"),
    )


def main(path: str) -> None:
    """Prints which statements of a JSON Lines file are found, missed and spurious."""
    document, gold = load()
    lines = [line for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    found = [
        statement(document, {"id": f"line {number}", **json.loads(line)})
        for number, line in enumerate(lines, 1)
    ]
    sys.stdout.write(report(compare(found, gold), document.text) + "\n")


def _gold(document: Document, entry: dict[str, Any]) -> GoldStatement:
    return GoldStatement(
        statement(document, entry),
        entry["kind"],
        entry["note"],
        tuple(document.span(start, end) for start, end in entry.get("content_or", ())),
    )


def _speaker(
    of: Statement, by_id: dict[Any, Statement], seen: frozenset[Any] = frozenset()
) -> tuple[Span, ...]:
    """Its source, or where it has none and continues another, that one's."""
    before = by_id.get(of.continues)
    if of.source or before is None or before.id in seen:
        return of.source
    return _speaker(before, by_id, seen | {of.id})


def _words(document: Document) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(document.text)]


def _tokens(spans: Iterable[Span], words: list[tuple[int, int]]) -> Tokens:
    places = [(span.start, span.end) for span in spans]
    return frozenset(
        i for i, (start, end) in enumerate(words) if any(a <= start and end <= b for a, b in places)
    )


def _jaccard(one: Tokens, other: Tokens) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def _line(of: Statement, text: str) -> str:
    source, cue, content = (
        " … ".join(" ".join(text[span.start : span.end].split()) for span in of.spans(role))
        for role in ROLES
    )
    if of.continues is not None:
        cue = f"continues {of.continues}"
    within = f"  (in {of.reported_in})" if of.reported_in is not None else ""
    return f"{source or '-'} | {cue or '-'} | {content}{within}"


if __name__ == "__main__":
    main(sys.argv[1])
