"""Statements as lines that a person reads."""

import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

import click

from onrecord.desk.telling import tell
from onrecord.document import Document, Span
from onrecord.export.parties import names_of
from onrecord.meaning import Meaning
from onrecord.statement import Party, Statement
from onrecord.vocabulary import terms

WIDEST = 100
_INDENT = 6
_BOLD = frozenset({"act", "denial", "hedge", "conjunction"})


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
    """A statement in lines: the sentence of one that was interpreted, then the report's words."""
    source = _source(statement)
    content = _words(statement.content)
    cue = _words(statement.cue)
    meaning = statement.meaning
    if statement.continues:
        lead = f"    … {source} goes on: "
    else:
        depth = "    ↳ within that: " if statement.reported_in else "  "
        lead = f"{depth}{source} [{cue}] " if cue else f"{depth}{source}: "
    if meaning is not None:
        depth = "    … " if statement.continues else "    ↳ " if statement.reported_in else "  "
        yield from _sentence(statement, width, depth)
        lead, content = f"      {source} [{cue}]" if cue else f"      {source}", ""
    told = [statement.manner.value, f"{statement.confidence:.2f}"]
    told += [f"{word} {names_of(parties)}" for word, parties in _others(statement) if parties]
    if meaning is not None:
        told += _meaning(meaning)
    note = f"  ({', '.join(told)})"
    lines = textwrap.wrap(
        lead + content + note, width, subsequent_indent="      ", drop_whitespace=True
    ) or [lead]
    yield from lines


def _sentence(statement: Statement, width: int, lead: str) -> Iterator[str]:
    """The sentence of a statement in lines, with the words that carry it in bold."""
    line, at = lead, len(lead)
    for piece, bold in _pieces(statement):
        for token in re.findall(r"\s+|\S+", piece):
            if token.isspace():
                line, at = line + " ", at + 1
                continue
            if at + len(token) > width and at > _INDENT:
                yield line.rstrip()
                line, at = " " * _INDENT, _INDENT
            line, at = line + (click.style(token, bold=True) if bold else token), at + len(token)
    yield line.rstrip()


def _pieces(statement: Statement) -> Iterator[tuple[str, bool]]:
    for segment in tell(statement):
        yield segment.text, segment.kind in _BOLD


def _meaning(meaning: Meaning) -> Iterator[str]:
    """What a sentence does not say: how sure each act is, and what was not found."""
    acts = [one for one in (meaning.act, meaning.also) if one is not None]
    for act in acts:
        sure = "" if act.confidence is None else f" {act.confidence:.2f}"
        yield f"{terms('acts')[act.value].label}{sure}"
    if not acts:
        yield "act not told"
    yield f"{meaning.certainty.value}, {meaning.polarity.value}"
    yield "conditional" if meaning.conditions else "no condition stated"
    yield from (f"{one.sign}: {_words((one.span,))}" for one in meaning.triggers)


def _source(statement: Statement) -> str:
    """The source's words, and the speaker's name where they do not say it."""
    words = _words(statement.source) or "(nobody named)"
    actor = statement.speaker.actor if statement.speaker is not None else None
    return words if actor is None or actor.name in words else f"{words} ({actor.name})"


def _others(statement: Statement) -> Iterator[tuple[str, tuple[Party, ...]]]:
    yield "through", statement.chain
    yield "to", statement.addressees
    yield "at", statement.targets


def _words(spans: tuple[Span, ...]) -> str:
    return " … ".join(" ".join(span.text.split()) for span in spans)
