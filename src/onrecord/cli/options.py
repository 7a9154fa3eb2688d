"""Options that several verbs share, each declared once."""

from pathlib import Path

import click

BOOK = Path("onrecord.book")
"""The book that verbs use when none is named."""

book = click.option(
    "--book",
    type=click.Path(path_type=Path, dir_okay=False),
    default=BOOK,
    show_default=True,
    envvar="ONRECORD_BOOK",
    help="The record book.",
)
threads = click.option(
    "--threads",
    type=click.IntRange(0),
    default=0,
    envvar="ONRECORD_THREADS",
    help="Processor threads for the engine; 0 takes them all.",
)
precision = click.option(
    "--precision",
    type=click.FloatRange(0, 1, min_open=True, max_open=True),
    default=None,
    help="Only what the program is so sure of that at least this share is right, such as 0.9.",
)
