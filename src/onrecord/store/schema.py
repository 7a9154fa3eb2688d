"""The tables of a record book, as the newest migration leaves them.

A version keeps its whole text and a span keeps only its offsets: the words of a span and the 32
characters around it are read from the version, which stays in the book when the report changes.
Nothing is stored twice, and no two copies can come to disagree. Beside these tables stand two
full-text indices without texts of their own, `statement_words` and `report_words`, whose rows are
named by the keys of statements and versions.
"""

from typing import Final

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text

APPLICATION: Final = 0x4F6E5265
"""SQLite's application id of a record book: the letters “OnRe”."""
REVISION: Final = "0001"
"""The newest migration; a test holds it against the folder."""

metadata = MetaData()

documents = Table(
    "documents",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    # The current version. It is no foreign key, since each of the two would have to come first.
    Column("version", Integer, nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("document", ForeignKey("documents.key"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("title", Text),
    Column("outlet", Text),
    Column("byline", Text),
    Column("published", Text),
    # The instant of publication in UTC, for ordering; empty where it is not known.
    Column("instant", Text, nullable=False),
    Column("url", Text),
    Column("origin_path", Text),
    Column("origin_place", Text),
    Column("reader", Text),
    Column("encoding", Text),
    Column("engine", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    Index("versions_of_document", "document", "number", unique=True),
    Index("versions_by_instant", "instant"),
)

statements = Table(
    "statements",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False),
    Column("version", ForeignKey("versions.key"), nullable=False),
    Column("place", Integer, nullable=False),
    Column("manner", Text, nullable=False),
    Column("manner_set_by", Text, nullable=False),
    Column("manner_confidence", Float),
    Column("confidence", Float, nullable=False),
    Column("continues", Text),
    Column("reported_in", Text),
    Index("statements_of_version", "version", "place", "id", unique=True),
)

spans = Table(
    "spans",
    metadata,
    Column("statement", ForeignKey("statements.key", ondelete="CASCADE"), primary_key=True),
    Column("role", Integer, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    sqlite_with_rowid=False,
)

skips = Table(
    "skips",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("path", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("reader", Text, nullable=False),
    Column("encoding", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Index("skips_once", "path", "place", "code", "reason", unique=True),
)
