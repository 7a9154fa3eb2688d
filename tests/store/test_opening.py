"""A book is opened, made and brought up to date, or refused with a reason and left alone."""

import sqlite3
from pathlib import Path

import pytest

from onrecord import Document
from onrecord.errors import BookNotFoundError, BookUnreadableError, BookVersionError
from onrecord.store import open_book, schema, sqlite
from onrecord.store.base import Query, Store
from tests.store.small import FERRY, read


def test_a_book_is_only_made_where_it_is_to_be_made(path: Path) -> None:
    with pytest.raises(BookNotFoundError, match="onrecord read"):
        open_book(path, create=False)
    assert not path.exists()


def test_a_file_that_is_no_book_is_refused_and_left_alone(path: Path, tmp_path: Path) -> None:
    path.write_bytes(b"This is no database, it is a letter." * 50)
    with pytest.raises(BookUnreadableError, match="no record book"):
        open_book(path, create=True)
    assert path.read_bytes().startswith(b"This is no database")

    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (x)")
    with pytest.raises(BookUnreadableError, match="but no record book"):
        open_book(other, create=True)


def test_a_folder_that_is_not_there_is_an_error_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(BookUnreadableError, match="folder exists"):
        open_book(tmp_path / "no" / "such.book", create=True)


def test_a_book_of_a_newer_layout_asks_for_an_update(book: Store, path: Path) -> None:
    book.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(BookVersionError, match="pip install --upgrade"):
        open_book(path, create=False)


def test_an_unknown_older_layout_is_an_error_of_ours_too(book: Store, path: Path) -> None:
    book.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(BookVersionError, match="0000"):
        open_book(path, create=False)


@pytest.mark.parametrize("name", ["what?.book", "50%41 #x.book", "ü😀.book"])
def test_a_book_stands_under_the_very_name_that_was_given(tmp_path: Path, name: str) -> None:
    open_book(tmp_path / name, create=True).close()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    open_book(tmp_path / name, create=False).close()


def test_an_empty_file_is_made_a_book_only_when_asked(path: Path) -> None:
    path.touch()
    with pytest.raises(BookNotFoundError):
        open_book(path, create=False)
    open_book(path, create=True).close()
    open_book(path, create=False).close()


def test_an_empty_database_of_another_program_is_refused(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA application_id = 77")
    with pytest.raises(BookUnreadableError, match="but no record book"):
        open_book(path, create=True)


def test_a_book_that_another_program_writes_to_says_that_it_is_locked(
    book: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "PATIENCE", 0.1)
    impatient = open_book(path, create=False)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(BookUnreadableError, match="Another program is writing"):
            impatient.write(read(Document("a", FERRY)))
        assert impatient.find(Query()).total == 0  # reading goes on
    finally:
        other.close()
    assert impatient.write(read(Document("a", FERRY))) == ("new",)
    impatient.close()


def test_the_migrations_make_the_tables_that_the_code_knows(book: Store, path: Path) -> None:
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (
            schema.REVISION,
        )
        for table in schema.metadata.sorted_tables:
            there = {
                (name, kind, bool(required), bool(key))
                for _, name, kind, required, _, key in connection.execute(
                    f"PRAGMA table_info({table.name})"
                )
            }
            known = {(c.name, str(c.type), not c.nullable, c.primary_key) for c in table.columns}
            assert {(n, k) for n, k, *_ in there} == {(n, k) for n, k, *_ in known}
            indices = {row[1] for row in connection.execute(f"PRAGMA index_list({table.name})")}
            assert {str(index.name) for index in table.indexes} <= indices
