"""Statements as lines that a person reads."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click

from onrecord.document import Document, Span
from onrecord.statement import Statement

WIDEST = 100


def report_lines(statements: Iterable[Statement]) -> Iterator[str]:
    """Yields the lines of statements, under a headline for each report."""
    width = min(WIDEST, shutil.get_terminal_size().columns)
    for _, group in groupby(statements, key=lambda statement: statement.document.id):
        entries = list(group)
        yield ""
        yield click.style(headline(entries[0].document), bold=True)
        for statement in entries:
            yield from _entry(statement, width)


def headline(document: Document) -> str:
    """Outlet, day and title of a report, as far as they are known."""
    day = (document.published or "")[:10]
    known = [
        part for part in (document.outlet, day, document.title or Path(document.id).name) if part
    ]
    return " · ".join(known)


def _entry(statement: Statement, width: int) -> Iterator[str]:
    source = _words(statement.source) or "(nobody named)"
    content = _words(statement.content)
    if statement.continues:
        lead = f"    … {source} goes on: "
    else:
        cue = _words(statement.cue)
        depth = "    ↳ within that: " if statement.reported_in else "  "
        lead = f"{depth}{source} [{cue}] " if cue else f"{depth}{source}: "
    note = f"  ({statement.manner.value}, {statement.confidence:.2f})"
    lines = textwrap.wrap(
        lead + content + note, width, subsequent_indent="      ", drop_whitespace=True
    ) or [lead]
    yield from lines


def _words(spans: tuple[Span, ...]) -> str:
    return " … ".join(" ".join(span.text.split()) for span in spans)
