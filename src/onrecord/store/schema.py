"""The tables of a record book, as the newest migration leaves them.

A version keeps its whole text and a span keeps only its offsets: the words of a span and the 32
characters around it are read from the version, which stays in the book when the report changes.
Nothing is stored twice, and no two copies can come to disagree. Beside these tables stand two
full-text indices without texts of their own, `statement_words` and `report_words`, whose rows are
named by the keys of statements and versions.

The registry is derived from the actors of current versions, and its tables `facts`, `blocks` and
`parts` are there for speed alone. What a person listed or decided is nowhere else: `facts` that are
`listed`, `decisions`, and the columns of `entries` that begin so.
"""

from typing import Final

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text, text

APPLICATION: Final = 0x4F6E5265
"""SQLite's application id of a record book: the letters “OnRe”."""
REVISION: Final = "0003"
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
    # What it means; see `meanings`. An empty polarity is a statement that nobody interpreted, and
    # an empty act beside a polarity is one whose act the interpreter could not tell.
    Column("act", Text),
    Column("act_set_by", Text),
    Column("act_confidence", Float),
    Column("also", Text),
    Column("also_set_by", Text),
    Column("also_confidence", Float),
    Column("polarity", Text),
    Column("polarity_set_by", Text),
    Column("polarity_confidence", Float),
    Column("certainty", Text),
    Column("certainty_set_by", Text),
    Column("certainty_confidence", Float),
    Column("reported", Text),
    Column("reported_set_by", Text),
    Column("reported_confidence", Float),
    # How many conditions there are; empty where nobody interpreted it.
    Column("conditions", Integer),
    # Triggers, conditions and times as JSON: offsets and words of the vocabulary; empty for none.
    Column("meant", Text),
    # By name, what values took the place of, newest first, as JSON; empty where nothing was.
    Column("replaced", Text),
    Index("statements_of_version", "version", "place", "id", unique=True),
    Index("statements_by_act", "act"),
    Index("statements_by_also", "also", sqlite_where=text("also IS NOT NULL")),
    Index("statements_by_polarity", "polarity"),
    Index("statements_by_certainty", "certainty"),
    Index("statements_by_conditions", "conditions"),
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

actors = Table(
    "actors",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("version", ForeignKey("versions.key"), nullable=False),
    Column("place", Integer, nullable=False),
    # `Actor.key`, which its report's parties name it by.
    Column("id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text, nullable=False),
    # Whom it was matched with; empty in versions that are no longer current.
    Column("entry", ForeignKey("entries.key")),
    Index("actors_of_version", "version", "id", unique=True),
    Index("actors_of_entry", "entry", "version"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("actor", ForeignKey("actors.key", ondelete="CASCADE"), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("via", Text, nullable=False),
    Column("lead_start", Integer),
    Column("lead_end", Integer),
    Column("confidence", Float),
    sqlite_with_rowid=False,
)

posts = Table(
    "posts",
    metadata,
    Column("actor", ForeignKey("actors.key", ondelete="CASCADE"), primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("of", Text, nullable=False),
    Column("country", Text, nullable=False),
    sqlite_with_rowid=False,
)

bodies = Table(
    "bodies",
    metadata,
    Column("actor", ForeignKey("actors.key", ondelete="CASCADE"), primary_key=True),
    Column("part", Integer, primary_key=True),
    # The `Actor.key` that it is a part of.
    Column("body", Text, nullable=False),
    sqlite_with_rowid=False,
)

parties = Table(
    "parties",
    metadata,
    Column("statement", ForeignKey("statements.key", ondelete="CASCADE"), primary_key=True),
    Column("role", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("actor", ForeignKey("actors.key")),
    Column("start", Integer),
    Column("end", Integer),
    Column("plural", Integer, nullable=False),
    Column("of", ForeignKey("actors.key")),
    Column("country", Text, nullable=False),
    # Offsets and names, as JSON.
    Column("told", Text, nullable=False),
    Column("trace", Text, nullable=False),
    Column("confidence", Float),
    Index("parties_of_actor", "actor"),
    Index("parties_of_body", "of"),
    sqlite_with_rowid=False,
)

entries = Table(
    "entries",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    # The entry that it is shown as: its own key, or of the one that a person joined it with.
    Column("root", Integer, nullable=False),
    # What it is shown with, all that were joined taken together.
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("country", Text, nullable=False),
    Column("said", Integer, nullable=False),
    Column("reports", Integer, nullable=False),
    # What is its own alone.
    Column("own_said", Integer, nullable=False),
    Column("own_reports", Integer, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("listed_name", Text, nullable=False),
    Column("listed_kind", Text, nullable=False),
    Column("listed_country", Text, nullable=False),
    Column("identifiers", Text, nullable=False),
    Index("entries_of_root", "root"),
    Index("entries_by_said", text("said DESC"), "name", "id"),
    Index("entries_by_reports", "own_reports", "set_by"),
)

facts = Table(
    "facts",
    metadata,
    Column("entry", ForeignKey("entries.key", ondelete="CASCADE"), primary_key=True),
    # name, called, kind, country, post or body; see `registering`.
    Column("sort", Text, primary_key=True),
    Column("one", Text, primary_key=True),
    Column("two", Text, primary_key=True),
    Column("three", Text, primary_key=True),
    # Of how many reports it is known, and which are the first and the last of them.
    Column("reports", Integer, nullable=False),
    Column("first", Integer),
    Column("first_instant", Text, nullable=False),
    Column("start", Integer),
    Column("end", Integer),
    Column("last", Integer),
    Column("last_instant", Text, nullable=False),
    # Whether a person's list states it, and since and until when.
    Column("listed", Integer, nullable=False),
    Column("since", Text, nullable=False),
    Column("until", Text, nullable=False),
    sqlite_with_rowid=False,
)

blocks = Table(
    "blocks",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("entry", ForeignKey("entries.key", ondelete="CASCADE"), nullable=False),
    # How many binary digits its number of reports has: it changes seldom, and orders well enough.
    Column("weight", Integer, nullable=False),
    Index("blocks_by_weight", "key", text("weight DESC"), "entry"),
    Index("blocks_once", "entry", "key", unique=True),
)

parts = Table(
    "parts",
    metadata,
    Column("entry", ForeignKey("entries.key"), primary_key=True),
    # Its place in `registry.Part`.
    Column("part", Integer, primary_key=True),
    Column("statement", ForeignKey("statements.key", ondelete="CASCADE"), primary_key=True),
    Index("parts_of_statement", "statement"),
    sqlite_with_rowid=False,
)

proposals = Table(
    "proposals",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("first", ForeignKey("entries.key"), nullable=False),
    Column("second", ForeignKey("entries.key"), nullable=False),
    Column("likelihood", Float, nullable=False),
    # Sentences, as JSON.
    Column("reasons", Text, nullable=False),
    # 0 while it is open.
    Column("decided", Integer, nullable=False),
    Index("proposals_by_likelihood", "decided", text("likelihood DESC"), "id"),
    Index("proposals_of_first", "first", "second", unique=True),
    Index("proposals_of_second", "second"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("key", Integer, primary_key=True),
    Column("proposal", ForeignKey("proposals.key"), nullable=False),
    Column("decision", Text, nullable=False),
    Column("set_by", Text, nullable=False),
    Column("set_at", Text, nullable=False),
    # A decision that was taken back stays, with who did so.
    Column("undone_by", Text),
    Column("undone_at", Text),
    Index("decisions_of_proposal", "proposal"),
)
