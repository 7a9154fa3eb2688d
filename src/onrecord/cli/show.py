"""`onrecord show`: the book's statements as lines to read."""

import json
import sys
from pathlib import Path

import click

from onrecord.cli import options
from onrecord.cli.lines import report_lines


@click.command("show", epilog='Example: onrecord show "hand over*" --outlet "Harbour Ledger"')
@click.argument("words", required=False, default="", metavar="[WORDS]")
@options.book
@click.option("--outlet", multiple=True, help="Only reports of this outlet; may be repeated.")
@click.option("--manner", multiple=True, help="Only statements given so; may be repeated.")
@options.meanings
@click.option("--document", help="Only statements of the report with this id.")
@click.option(
    "--sure", type=click.FloatRange(0, 1), default=0.0, help="Only statements at least this sure."
)
@options.precision
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON Lines.")
def command(
    words: str,
    book: Path,
    outlet: tuple[str, ...],
    manner: tuple[str, ...],
    act: tuple[str, ...],
    certainty: tuple[str, ...],
    polarity: tuple[str, ...],
    conditional: bool | None,  # noqa: FBT001
    document: str | None,
    sure: float,
    precision: float | None,
    limit: int,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Print what the book holds, or what a search for WORDS finds in it.

    A phrase stands in double quotes, and a trailing * matches beginnings. Each statement is told in
    a sentence, with the report's own words and how sure the program is beneath it.
    """
    from dataclasses import replace

    from onrecord.desk.search import MOST, ask, keep
    from onrecord.export import statement_to_json
    from onrecord.extract.precision import shipped
    from onrecord.store import open_book

    store = open_book(book, create=False)
    try:
        query = ask(
            text=words,
            outlets=outlet,
            manners=manner,
            acts=act,
            certainties=certainty,
            polarities=polarity,
            conditional=() if conditional is None else ("yes" if conditional else "no",),
            document=document,
            minimum_confidence=sure,
            precision=precision,
            limit=min(limit, MOST),
        )
        shown = total = 0
        while True:
            page = store.find(query)
            total = page.total
            chosen = page.statements[: limit - shown]
            if as_json:
                for statement in chosen:
                    line = json.dumps(statement_to_json(statement), ensure_ascii=False)
                    sys.stdout.write(line + "\n")
            else:
                for text in report_lines(chosen):
                    click.echo(text)
            shown += len(chosen)
            if not page.next or shown >= limit:
                break
            query = replace(query, cursor=page.next)
        if not as_json:
            click.echo(f"\n{shown:,} of {total:,} statements", err=True)
        if precision is not None:
            kept = keep(store, query, total, shipped())
            click.echo(kept.line if kept else "", err=True)
    finally:
        store.close()
