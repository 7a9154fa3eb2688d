"""`onrecord actors`: who is in the record, what they are called, and which two are one."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import options

if TYPE_CHECKING:
    from onrecord.desk.actors import Portrait
    from onrecord.registry import Decision, Entry, Held, Proposal

FORMATS = ("csv", "popolo", "ftm")
"""Named here as well as in `onrecord.export.actors`, which `--help` would have to import."""
KINDS = ("person", "body", "outlet", "document", "place")
_NAME_WIDTH = 40

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")


@click.group("actors")
def command() -> None:
    """Look at the actors of a book, take over a list of them, decide which two are one."""


@command.command("list", epilog="Example: onrecord actors list --kind person --country NOR")
@options.book
@click.option("--text", default="", help="Only actors with a name that begins so or has the words.")
@click.option("--kind", type=click.Choice(KINDS), default=None, help="Only actors of this kind.")
@click.option("--country", default="", help="Only actors of this country: its code or name.")
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True)
@as_json
def list_(
    book: Path,
    text: str,
    kind: str | None,
    country: str,
    limit: int,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Print the actors, those who said most first."""
    from onrecord.desk.actors import ask, every
    from onrecord.export.actors import entry_to_json
    from onrecord.store import open_book

    store = open_book(book, create=False)
    try:
        page, entries = every(store, ask(text=text, kind=kind, country=country), limit)
    finally:
        store.close()
    if as_json:
        for entry in entries:
            _print_json(entry_to_json(entry))
        return
    for line in _table(entries):
        click.echo(line)
    click.echo(f"\n{len(entries):,} of {page.total:,} actors", err=True)


@command.command("show", epilog='Example: onrecord actors show "Elena Vasko"')
@click.argument("actor", metavar="ID")
@options.book
@click.option(
    "--limit", type=click.IntRange(1), default=200, show_default=True, help="Statements at most."
)
@as_json
def show(actor: str, book: Path, limit: int, as_json: bool) -> None:  # noqa: FBT001
    """Print an actor: names, roles and the reports that state them, and what it said.

    ID is its id, or a name that no other actor goes by.
    """
    from dataclasses import asdict

    from onrecord.cli.lines import report_lines
    from onrecord.desk.actors import portrait, said
    from onrecord.export import statement_to_json
    from onrecord.export.actors import entry_to_json
    from onrecord.store import open_book

    store = open_book(book, create=False)
    try:
        found = portrait(store, actor)
        statements = said(store, found.entry, limit)
        if as_json:
            line = {**entry_to_json(found.entry), "shares": asdict(found.shares)}
            _print_json({**line, "statements": list(map(statement_to_json, statements))})
            return
        told = tuple(statements)
        for text in (*_portrait(found), *report_lines(told)):
            click.echo(text)
    finally:
        store.close()
    total = found.shares.first_hand + found.shares.second_hand
    click.echo(f"\n{len(told):,} of {total:,} statements", err=True)


@command.command("proposals", epilog="Example: onrecord actors proposals --book week.book")
@options.book
@click.option("--decided", is_flag=True, help="Those that somebody decided, instead.")
@as_json
def proposals(book: Path, decided: bool, as_json: bool) -> None:  # noqa: FBT001
    """Print which two actors may be one, the likeliest first, with the reasons."""
    from onrecord.desk.actors import open_proposals
    from onrecord.export.actors import proposal_to_json
    from onrecord.store import open_book

    store = open_book(book, create=False)
    count = 0
    try:
        for proposal in open_proposals(store, decided=decided):
            count += 1
            if as_json:
                _print_json(proposal_to_json(proposal))
            else:
                for line in _proposal(proposal):
                    click.echo(line)
    finally:
        store.close()
    if not as_json:
        click.echo(f"\n{count:,} proposals", err=True)


@command.command("decide", epilog="Example: onrecord actors decide 4f0c2a same")
@click.argument("proposal")
@click.argument("decision", type=click.Choice(["same", "different", "unsure"]))
@options.book
def decide(proposal: str, decision: "Decision", book: Path) -> None:
    """Decide whether two actors are one. No later run overturns it.

    PROPOSAL is an id that `onrecord actors proposals` prints.
    """
    from onrecord.desk.actors import user
    from onrecord.store import open_book

    store = open_book(book, create=False)
    try:
        decided = store.decide(proposal, decision, user())
    finally:
        store.close()
    for line in _proposal(decided):
        click.echo(line)
    click.echo(f"Take it back with:  onrecord actors undo {proposal} --book {book}", err=True)


@command.command("undo", epilog="Example: onrecord actors undo 4f0c2a")
@click.argument("proposal")
@options.book
def undo(proposal: str, book: Path) -> None:
    """Take a decision back: the actors are as they were before it."""
    from onrecord.desk.actors import user
    from onrecord.store import open_book

    store = open_book(book, create=False)
    try:
        undone = store.undo(proposal, user())
    finally:
        store.close()
    for line in _proposal(undone):
        click.echo(line)


@command.command("import", epilog="Example: onrecord actors import people.csv --book week.book")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option(
    "--book",
    type=click.Path(path_type=Path, dir_okay=False),
    default=options.BOOK,
    show_default=True,
    envvar="ONRECORD_BOOK",
    help="The record book, made where it is absent.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default=None,
    help="The format.  [default: told by the content]",
)
def import_(file: Path, book: Path, form: str | None) -> None:
    """Take over a list of actors: CSV, Popolo JSON or FollowTheMoney entities.

    Who has an id that the book has, or no id and a name of the book, is joined with that actor.
    A row that cannot be an actor is named with its reason and never stops the others. FILE may be
    - for standard input.
    """
    from onrecord.desk.actor_lists import import_list
    from onrecord.errors import NothingReadError, UnreadableFileError
    from onrecord.store import open_book

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            f"cannot read {file}: {error.strerror}", "Check the name and the permissions."
        ) from error
    store = open_book(book, create=True)
    try:
        done = import_list(store, data, str(file), form)
    finally:
        store.close()
    for skipped in done.aside:
        click.echo(f"onrecord: skipped {skipped}", err=True)
    for note in done.notes:
        click.echo(note, err=True)
    click.echo(
        f"{done.taken:,} actors taken over ({done.new:,} new, {done.changed:,} changed), "
        f"{len(done.aside):,} set aside",
        err=True,
    )
    if not done.taken:
        raise NothingReadError(
            f"no actor could be taken from {file}", "The lines above say why each was skipped."
        )


@command.command("export", epilog="Example: onrecord actors export people.csv --format csv")
@click.argument(
    "file",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default=Path("-"),
)
@options.book
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="The format.")
@click.option("--reports", is_flag=True, help="Also write which report states each role.")
def export(file: Path, book: Path, form: str, reports: bool) -> None:  # noqa: FBT001
    """Write every actor of the book to FILE, or to standard output.

    Another book that imports the file has the same actors, and exports the same file.
    """
    from onrecord.desk.actor_lists import export_list
    from onrecord.store import open_book

    store = open_book(book, create=False)
    try:
        if str(file) == "-":
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(newline="")  # CSV ends its own lines
            count = export_list(store, form, sys.stdout, reports=reports)
            sys.stdout.flush()
        else:
            # Written beside and moved, so that an interruption leaves no half file under the name.
            part = file.with_name(file.name + ".part")
            with part.open("w", encoding="utf-8", newline="") as stream:
                count = export_list(store, form, stream, reports=reports)
            part.replace(file)
    finally:
        store.close()
    click.echo(f"{count:,} actors", err=True)


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


def _table(entries: "tuple[Entry, ...]") -> Iterator[str]:
    """Columns as wide as what stands in them, but for names that are very long."""
    rows = [("said", "reports", "name", "kind", "country", "id")]
    rows += [
        (
            f"{one.said:,}",
            f"{one.reports:,}",
            one.name if len(one.name) <= _NAME_WIDTH else one.name[: _NAME_WIDTH - 1] + "…",
            one.kind,
            one.country,
            str(one.id),
        )
        for one in entries
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        cells = [
            cell.rjust(width) if index < 2 else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield click.style("  ".join(cells).rstrip(), bold=number == 0)


def _portrait(found: "Portrait") -> Iterator[str]:
    entry, shares = found.entry, found.shares
    yield click.style(entry.name, bold=True)
    known = [entry.kind, entry.country, *(f"{k} {v}" for k, v in entry.identifiers.items())]
    yield "  " + ", ".join((*filter(None, known), f"id {entry.id}"))
    if entry.aliases:
        yield f"  also: {'; '.join(entry.aliases)}"
    for held in entry.held:
        yield f"  {_held(held)}{_stated(found, held.document)}"
    for body in entry.part_of:
        yield f"  part of {body.name}{_stated(found, body.document)}"
    yield (
        f"  said {shares.first_hand:,} at first hand and {shares.second_hand:,} at second hand; "
        f"heard {shares.heard:,}, relayed {shares.relayed:,}, spoken about in {shares.about:,}"
    )


def _held(held: "Held") -> str:
    office = f"{held.title} of {held.of}" if held.of else held.title
    country = f" [{held.country}]" if held.country else ""
    days = " to ".join(dict.fromkeys(day[:10] for day in (held.since, held.until) if day))
    return " ".join(filter(None, (office + country, days)))


def _stated(found: "Portrait", document: str) -> str:
    """The report that states something, or that a list does."""
    from onrecord.cli.lines import headline

    if not document:
        return ", says a list"
    report = found.reports.get(document)
    return f", says {headline(report) if report else document}"


def _proposal(proposal: "Proposal") -> Iterator[str]:
    first, second = proposal.first, proposal.second
    likely = f"{proposal.likelihood:.0%}"
    yield click.style(f"{proposal.id}  {first.name} = {second.name}?  {likely}", bold=True)
    for one in (first, second):
        told = ", ".join(filter(None, (one.kind, one.country, f"{one.said:,} said", str(one.id))))
        yield f"    {one.name}: {told}"
    for reason in proposal.reasons:
        yield f"    - {reason}"
    if proposal.decision is not None:
        yield f"    decided: {proposal.decision.value}, by {proposal.decision.set_by}"
