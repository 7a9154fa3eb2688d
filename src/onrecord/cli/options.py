"""Options that several verbs share, each declared once."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

T = TypeVar("T")

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


def meanings(command: Callable[..., T]) -> Callable[..., T]:
    """The options that narrow a search by what statements mean; see `onrecord.desk.search.ask`."""
    for option in (
        click.option(
            "--conditional/--unconditional",
            "conditional",
            default=None,
            help="Only statements on a condition, or only those on none.",
        ),
        click.option(
            "--polarity", multiple=True, help="Only affirmed, denied or unsaid; may be repeated."
        ),
        click.option(
            "--certainty", multiple=True, help="Only statements so certain; may be repeated."
        ),
        click.option(
            "--act",
            multiple=True,
            help="Only this act, such as demand or offer; “abstained” and “not-interpreted” are "
            "words too. May be repeated.",
        ),
    ):
        command = option(command)
    return command
