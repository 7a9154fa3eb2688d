"""The record book in one SQLite file.

Writing is in `writing`, finding in `finding`; this module opens, migrates and closes. The file is
in WAL mode: readers never wait for the writer, and a process that is killed leaves whole
transactions behind.
"""

import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from onrecord.document import Document, Skipped
from onrecord.errors import (
    BookError,
    BookNotFoundError,
    BookUnreadableError,
    BookVersionError,
    EncodingError,
    QueryError,
)
from onrecord.registry import Decision, Entry, Proposal, Shares
from onrecord.statement import Reading, Statement
from onrecord.store import finding, listing, proposals, registry, writing
from onrecord.store.base import (
    ActorPage,
    ActorQuery,
    Counts,
    Page,
    ProposalPage,
    Query,
    Version,
    Written,
)
from onrecord.store.schema import APPLICATION, REVISION

PATIENCE = 30
"""Seconds that a writer waits for another one."""


class SqliteStore:
    """An open book; see `Store` for what each method promises. It may be used from many threads."""

    def __init__(
        self, engine: Engine, path: Path, folder: tempfile.TemporaryDirectory[str] | None = None
    ) -> None:
        self._engine = engine
        self._path = path
        self._folder = folder  # of a book that goes away when it is closed

    @classmethod
    def open(cls, path: str | Path, *, create: bool) -> "SqliteStore":
        """See `onrecord.store.open_book`."""
        folder = None
        if str(path) == ":memory:":
            folder = tempfile.TemporaryDirectory(prefix="onrecord-")
            path, create = Path(folder.name) / "passing.book", True
        path = Path(path)
        if not create and not _is_there(path):
            raise _not_found(path)
        # Made of its parts, since a file's name may hold what has a meaning in an address.
        engine = create_engine(
            URL.create("sqlite", database=str(path)),
            connect_args={"timeout": PATIENCE, "check_same_thread": False},
        )
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
        store = cls(engine, path, folder)
        try:
            with store._errors():
                store._bring_up_to_date(create=create)
        except BookError:
            store.close()
            raise
        return store

    def _bring_up_to_date(self, *, create: bool) -> None:
        with self._engine.connect() as connection:
            tables = set(connection.execute(text("SELECT name FROM sqlite_master")).scalars().all())
            application = connection.execute(text("PRAGMA application_id")).scalar_one()
            if application != APPLICATION and (tables or application):
                raise BookUnreadableError(
                    f"{self._path} is a database, but no record book", "Name another file."
                )
            known = (
                connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
                if "alembic_version" in tables
                else None
            )
        if known is None and not create:
            raise _not_found(self._path)  # an empty file, or one whose making was cut short
        if known != REVISION:
            self._migrate(known)

    def _migrate(self, known: str | None) -> None:
        # A third of the time that opening a book takes, and seldom needed.
        from alembic import command
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        config = Config()
        folder = str(Path(__file__).parent / "migrations")
        config.set_main_option("script_location", folder.replace("%", "%%"))
        steps = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
        if known is not None and known not in steps:
            raise BookVersionError(
                f"{self._path} was written by a newer OnRecord (its layout is {known}, "
                f"and this one knows {REVISION})",
                "Update onrecord: pip install --upgrade onrecord",
            )
        raw = self._engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode = WAL")  # not possible within a transaction
        finally:
            raw.close()
        with self._engine.connect().execution_options(write=True) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.execute(text(f"PRAGMA application_id = {APPLICATION}"))
            connection.commit()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Others' exceptions become ours here."""
        try:
            yield
        except IntegrityError as error:
            raise BookError(
                f"{self._path} refuses what was to be written: {error.orig}",
                "Nothing of it was written. An engine that gives an entry twice does this.",
            ) from error
        except OperationalError as error:
            what = str(error.orig)
            remedy = (
                "Another program is writing to it; try again when that is done."
                if "locked" in what
                else "Check that the folder exists, can be written to and has room."
            )
            raise BookUnreadableError(f"{self._path} cannot be used: {what}", remedy) from error
        except DatabaseError as error:
            raise BookUnreadableError(
                f"{self._path} is no record book, or is damaged: {error.orig}",
                "Name another file, or read the reports anew into a new book.",
            ) from error

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._errors(), self._engine.connect() as connection:
                yield connection
        except UnicodeEncodeError as error:
            raise QueryError(
                f"{_around(error)} is no text: it holds half a surrogate pair",
                "Type it anew; no report in a book has such a name.",
            ) from error

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        engine = self._engine.execution_options(write=True)
        try:
            with self._errors(), engine.connect() as connection:
                yield connection
                connection.commit()
        except UnicodeEncodeError as error:
            raise EncodingError(
                f"{_around(error)} is no text: it holds half a surrogate pair",
                "Rename the file, or repair the text, and read it again.",
            ) from error

    def holds(self, document: Document, engine: str) -> bool:
        """See `Store.holds`."""
        with self._reading() as connection:
            return writing.holds(connection, document, engine)

    def write(self, readings: Sequence[Reading]) -> tuple[Written, ...]:
        """See `Store.write`."""
        with self._writing() as connection:
            return tuple(writing.write(connection, reading) for reading in readings)

    def skip(self, skipped: Sequence[Skipped]) -> None:
        """See `Store.skip`."""
        with self._writing() as connection:
            writing.skip(connection, skipped)

    def find(self, query: Query) -> Page:
        """See `Store.find`."""
        with self._reading() as connection:
            return finding.find(connection, query)

    def counts(self, query: Query | None = None) -> Counts:
        """See `Store.counts`."""
        with self._reading() as connection:
            return finding.counts(connection, query)

    def reading(self, document_id: str) -> Reading:
        """See `Store.reading`."""
        with self._reading() as connection:
            return finding.reading(connection, document_id)

    def versions(self, document_id: str) -> tuple[Version, ...]:
        """See `Store.versions`."""
        with self._reading() as connection:
            return finding.versions_of(connection, document_id)

    def statements(self) -> Iterator[Statement]:
        """See `Store.statements`."""
        with self._reading() as connection:
            yield from finding.every_statement(connection)

    def skips(self) -> Iterator[Skipped]:
        """See `Store.skips`."""
        with self._reading() as connection:
            yield from finding.every_skip(connection)

    def actors(self, query: ActorQuery | None = None) -> ActorPage:
        """See `Store.actors`."""
        with self._reading() as connection:
            return registry.page(connection, query or ActorQuery())

    def actor(self, key: str) -> Entry:
        """See `Store.actor`."""
        with self._reading() as connection:
            return registry.actor(connection, key)

    def shares(self, key: str) -> Shares:
        """See `Store.shares`."""
        with self._reading() as connection:
            return registry.shares(connection, key)

    def put_actors(self, entries: Sequence[Entry]) -> tuple[Written, ...]:
        """See `Store.put_actors`."""
        with self._writing() as connection:
            return listing.put(connection, entries)

    def every_actor(self) -> Iterator[Entry]:
        """See `Store.every_actor`."""
        with self._reading() as connection:
            yield from registry.every(connection)

    def proposals(
        self, *, decided: bool = False, limit: int = 50, cursor: str = ""
    ) -> ProposalPage:
        """See `Store.proposals`."""
        with self._reading() as connection:
            return proposals.page(connection, decided=decided, limit=limit, cursor=cursor)

    def decide(self, proposal: str, decision: Decision, person: str) -> Proposal:
        """See `Store.decide`."""
        with self._writing() as connection:
            return proposals.decide(connection, proposal, decision, person)

    def undo(self, proposal: str, person: str) -> Proposal:
        """See `Store.undo`."""
        with self._writing() as connection:
            return proposals.undo(connection, proposal, person)

    def close(self) -> None:
        """See `Store.close`."""
        self._engine.dispose()
        if self._folder is not None:
            self._folder.cleanup()


def _around(error: UnicodeEncodeError) -> str:
    """What stands around the fault, written so that a terminal can show it."""
    return ascii(str(error.object)[max(0, error.start - 30) : error.end + 30])


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise BookUnreadableError(
            f"{path} cannot be looked for: {error.strerror}", "Check the name and its folders."
        ) from error


def _not_found(path: Path) -> BookNotFoundError:
    return BookNotFoundError(
        f"there is no record book at {path}", f"Make one with: onrecord read PATH --book {path}"
    )


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    """Sets up one connection: transactions are ours to begin, and foreign keys hold."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    # In WAL mode this loses no committed transaction to a killed process, only to a power cut.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    """A writer takes its lock at once, since a reader that turns writer can be refused midway."""
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
