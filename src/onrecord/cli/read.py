"""`onrecord read`: reports into a record book, or to JSON Lines."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import options
from onrecord.cli.progress import bar

if TYPE_CHECKING:
    from onrecord.desk.read import Tally


@click.command(
    "read",
    epilog="Examples: onrecord read report.html;  onrecord read news.jsonl.gz --json > out.jsonl",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option(
    "--book",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    envvar="ONRECORD_BOOK",
    help=f"The record book, made where it is absent.  [default: {options.BOOK}; none with --json]",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print one line of JSON for each report: its attributions, offsets in code points.",
)
@click.option("--any-language", is_flag=True, help="Read texts that are not English, too.")
@options.precision
@options.threads
def command(
    paths: tuple[str, ...],
    book: Path | None,
    as_json: bool,  # noqa: FBT001
    any_language: bool,  # noqa: FBT001
    precision: float | None,
    threads: int,
) -> None:
    """Read reports: files, folders, or - for standard input.

    Takes plain text, saved web pages and JSON Lines (.txt .html .jsonl, also .gz). What is in the
    book already is not read again, so an interrupted run goes on when it is repeated. An input that
    cannot be read is named with its reason and never stops the others. With --precision, --json
    prints what reaches it; the book always keeps everything, and `onrecord show` can ask again.
    """
    from onrecord.desk.precision import Sieve
    from onrecord.desk.read import Tally, read_into
    from onrecord.document import Skipped
    from onrecord.engine.session import load_engine
    from onrecord.errors import NothingReadError
    from onrecord.export import reading_to_json
    from onrecord.ingest import read_paths, total_bytes
    from onrecord.statement import Reading
    from onrecord.store import open_book

    sieve = None if precision is None else Sieve(precision)

    def say(one: Reading | Skipped) -> None:
        if isinstance(one, Skipped):
            click.echo(f"onrecord: skipped {one}", err=True)
            return
        if sieve is not None:
            one = sieve.attributions(one)
        if as_json:
            sys.stdout.write(json.dumps(reading_to_json(one), ensure_ascii=False) + "\n")

    tally = Tally()
    with bar(total_bytes(paths)) as progress:
        inputs = read_paths(
            paths,
            stdin=sys.stdin.buffer,
            check_language=not any_language,
            on_bytes=progress.at,
        )
        store = None if as_json and book is None else open_book(book or options.BOOK, create=True)
        try:
            for tally in read_into(store, inputs, lambda: load_engine(threads=threads), say):
                progress.count(tally.read)
        finally:
            if store is not None:
                store.close()
    sys.stdout.flush()
    _summary(tally, None if as_json else book or options.BOOK)
    if sieve is not None:
        click.echo(sieve.kept().line, err=True)
    if not tally.read:
        raise NothingReadError(
            "nothing could be read", "The lines above say why each input was skipped."
        )


def _summary(tally: "Tally", book: Path | None) -> None:
    """Says on standard error what became of the inputs, and what to do next."""
    parts = [f"{tally.read:,} read"]
    if tally.same:
        parts.append(f"{tally.same:,} of them known already")
    if tally.changed:
        parts.append(f"{tally.changed:,} changed")
    if tally.skipped:
        parts.append(f"{tally.skipped:,} skipped")
    parts.append(f"{tally.statements:,} statements")
    click.echo(", ".join(parts), err=True)
    if book is not None and tally.read:
        click.echo(f"Look at them with:  onrecord serve --book {book}", err=True)
