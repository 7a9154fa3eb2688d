"""Statements as lines that a person reads."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click

from onrecord.document import Document, Span
from onrecord.export.parties import names_of
from onrecord.statement import Party, Statement

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
    source = _source(statement)
    content = _words(statement.content)
    if statement.continues:
        lead = f"    … {source} goes on: "
    else:
        cue = _words(statement.cue)
        depth = "    ↳ within that: " if statement.reported_in else "  "
        lead = f"{depth}{source} [{cue}] " if cue else f"{depth}{source}: "
    told = [statement.manner.value, f"{statement.confidence:.2f}"]
    told += [f"{word} {names_of(parties)}" for word, parties in _others(statement) if parties]
    note = f"  ({', '.join(told)})"
    lines = textwrap.wrap(
        lead + content + note, width, subsequent_indent="      ", drop_whitespace=True
    ) or [lead]
    yield from lines


def _source(statement: Statement) -> str:
    """The source's words, and the speaker's name where they do not say it."""
    words = _words(statement.source) or "(nobody named)"
    actor = statement.speaker.actor if statement.speaker is not None else None
    return words if actor is None or actor.name in words else f"{words} ({actor.name})"


def _others(statement: Statement) -> Iterator[tuple[str, tuple[Party, ...]]]:
    yield "through", statement.chain
    yield "to", statement.addressees


def _words(spans: tuple[Span, ...]) -> str:
    return " … ".join(" ".join(span.text.split()) for span in spans)
