"""`onrecord demo`: the whole way from reports to the record, on the six example reports."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import options
from onrecord.cli.lines import report_lines

if TYPE_CHECKING:
    from onrecord.document import Document, Skipped


@click.command("demo")
@click.option(
    "--book",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("demo.book"),
    show_default=True,
    help="The record book.",
)
@options.precision
@options.threads
def command(book: Path, precision: float | None, threads: int) -> None:
    """Read the six example reports and show what they say.

    The reports are invented: three outlets on one dispute that never was.
    """
    from onrecord import demo
    from onrecord.desk.read import read_into
    from onrecord.desk.search import ask, search
    from onrecord.engine.session import load_engine
    from onrecord.ingest import read_paths
    from onrecord.store import open_book

    query = ask(precision=precision, limit=500)
    store = open_book(book, create=True)
    try:
        inputs = (_named(one) for one in read_paths([path.as_posix() for path in demo.reports()]))
        for _ in read_into(store, inputs, lambda: load_engine(threads=threads)):
            pass
        findings = search(store, query)
        for line in report_lines(findings.page.statements):
            click.echo(line)
        counts = store.counts()
    finally:
        store.close()
    sys.stdout.flush()
    if findings.kept is not None:
        click.echo(f"\n{findings.kept.line}")
    click.echo(f"\n{counts.documents} reports, {counts.statements} statements, in {book}")
    click.echo(f"Open them in a browser with:  onrecord serve --book {book}")


def _named(one: "Document | Skipped") -> "Document | Skipped":
    """Names a report by its file alone: where the package is installed is nobody's business."""
    from dataclasses import replace

    from onrecord.document import Document

    if isinstance(one, Document) and "/" in one.id:
        return replace(one, id=f"demo/{Path(one.id).name}")
    return one
