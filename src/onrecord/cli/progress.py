"""A bar with rate and time left on a terminal, and nothing in a pipe."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Bar(Protocol):
    """What a verb tells of its progress."""

    def at(self, done: int) -> None:
        """How many bytes of the input are consumed."""

    def count(self, documents: int) -> None:
        """How many reports are done."""


class _Silent:
    def at(self, done: int) -> None:
        pass

    def count(self, documents: int) -> None:
        pass


@contextmanager
def bar(total: int | None) -> Iterator[Bar]:
    """Shows a bar on standard error while the block runs, if that is a terminal.

    Args:
        total: Bytes of input, or None where it is not known.
    """
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Silent()
        return
    from rich.progress import (
        BarColumn,
        Progress,
        ProgressColumn,
        SpinnerColumn,
        Task,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            documents = task.fields["documents"]
            rate = documents / task.elapsed if task.elapsed else 0.0
            return Text(f"{documents:,} reports, {rate:,.0f}/s")

    with Progress(
        SpinnerColumn(),
        TextColumn("reading"),
        BarColumn(),
        Rate(),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
    ) as progress:
        task = progress.add_task("reading", total=total, documents=0)

        class Shown:
            def at(self, done: int) -> None:
                progress.update(task, completed=done)

            def count(self, documents: int) -> None:
                progress.update(task, documents=documents)

        yield Shown()
