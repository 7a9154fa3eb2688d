"""`onrecord export`: the whole record in a format that other programs read."""

import io
import sys
from pathlib import Path

import click

from onrecord.cli import options

FORMATS = ("csv", "jsonl", "plover", "polecat")
"""Named here as well as in `onrecord.export`, which `--help` would otherwise have to import."""


@click.command("export", epilog="Example: onrecord export --format csv --output record.csv")
@options.book
@click.option("--format", "form", type=click.Choice(FORMATS), required=True, help="The format.")
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("-"),
    help="The file to write; - is standard output.  [default: -]",
)
@options.precision
def command(book: Path, form: str, output: Path, precision: float | None) -> None:
    """Write every statement of the book, or those that a precision keeps.

    The formats plover and polecat have the events that statements amount to: demands, offers,
    accusations, refusals and the like by an actor with a country or a sector, on a known day.
    """
    from onrecord import export
    from onrecord.desk.precision import Sieve
    from onrecord.store import open_book

    sieve = None if precision is None else Sieve(precision)
    store = open_book(book, create=False)
    try:
        chosen = store.statements() if sieve is None else sieve.of(store.statements())
        if str(output) == "-":
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(newline="")  # CSV ends its own lines
            count = export.write(chosen, form, sys.stdout)
            sys.stdout.flush()
        else:
            # Written beside and moved, so that an interruption leaves no half file under the name.
            part = output.with_name(output.name + ".part")
            with part.open("w", encoding="utf-8", newline="") as stream:
                count = export.write(chosen, form, stream)
            part.replace(output)
    finally:
        store.close()
    unit = export.FORMATS[form].unit
    if sieve is None or unit != "statements":
        click.echo(f"{count:,} {unit}", err=True)
    if sieve is not None:
        click.echo(sieve.kept().line, err=True)
