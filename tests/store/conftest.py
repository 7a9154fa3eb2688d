"""A book in a file of its own, for every test that asks for one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.store import open_book
from onrecord.store.base import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.book"


@pytest.fixture
def book(path: Path) -> Iterator[Store]:
    store = open_book(path, create=True)
    yield store
    store.close()
