"""The record book: what is written down, kept and found again.

SQL stands in this folder alone. `open_book` is the way in; everything else goes through `Store`.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.store.base import Store


def open_book(path: str | Path, *, create: bool) -> "Store":
    """Opens a record book; ``:memory:`` is one that is gone when it is closed.

    A book that an older OnRecord wrote is brought up to date first.

    Args:
        path: The book's file.
        create: Whether to make the book where there is none.

    Raises:
        BookNotFoundError: If there is no book and none is to be made.
        BookUnreadableError: If the file is no record book, or cannot be read or written.
        BookVersionError: If a newer OnRecord wrote it.
    """
    # The import takes a third of a second, which `--help` need not wait for.
    from onrecord.store.sqlite import SqliteStore

    return SqliteStore.open(path, create=create)


__all__ = ["open_book"]
