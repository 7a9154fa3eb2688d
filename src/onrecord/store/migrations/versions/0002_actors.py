"""Actors, their mentions and posts, parties of statements, and the registry of actors."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables of actors; statements that are there already have no parties."""
    op.create_table(
        "entries",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("root", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("country", sa.Text, nullable=False),
        sa.Column("said", sa.Integer, nullable=False),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("own_said", sa.Integer, nullable=False),
        sa.Column("own_reports", sa.Integer, nullable=False),
        sa.Column("set_by", sa.Text, nullable=False),
        sa.Column("listed_name", sa.Text, nullable=False),
        sa.Column("listed_kind", sa.Text, nullable=False),
        sa.Column("listed_country", sa.Text, nullable=False),
        sa.Column("identifiers", sa.Text, nullable=False),
    )
    op.create_index("entries_by_reports", "entries", ["own_reports", "set_by"])
    op.create_index("entries_by_said", "entries", [sa.text("said DESC"), "name", "id"])
    op.create_index("entries_of_root", "entries", ["root"])
    op.create_table(
        "actors",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.key"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("country", sa.Text, nullable=False),
        sa.Column("entry", sa.Integer, sa.ForeignKey("entries.key")),
    )
    op.create_index("actors_of_entry", "actors", ["entry", "version"])
    op.create_index("actors_of_version", "actors", ["version", "id"], unique=True)
    op.create_table(
        "mentions",
        sa.Column(
            "actor", sa.Integer, sa.ForeignKey("actors.key", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("via", sa.Text, nullable=False),
        sa.Column("lead_start", sa.Integer),
        sa.Column("lead_end", sa.Integer),
        sa.Column("confidence", sa.Float),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "posts",
        sa.Column(
            "actor", sa.Integer, sa.ForeignKey("actors.key", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("of", sa.Text, nullable=False),
        sa.Column("country", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "bodies",
        sa.Column(
            "actor", sa.Integer, sa.ForeignKey("actors.key", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "parties",
        sa.Column(
            "statement",
            sa.Integer,
            sa.ForeignKey("statements.key", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("role", sa.Integer, primary_key=True),
        sa.Column("place", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("actor", sa.Integer, sa.ForeignKey("actors.key")),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        sa.Column("plural", sa.Integer, nullable=False),
        sa.Column("of", sa.Integer, sa.ForeignKey("actors.key")),
        sa.Column("country", sa.Text, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("trace", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float),
        sqlite_with_rowid=False,
    )
    op.create_index("parties_of_actor", "parties", ["actor"])
    op.create_index("parties_of_body", "parties", ["of"])
    op.create_table(
        "facts",
        sa.Column(
            "entry", sa.Integer, sa.ForeignKey("entries.key", ondelete="CASCADE"), primary_key=True
        ),
        sa.Column("sort", sa.Text, primary_key=True),
        sa.Column("one", sa.Text, primary_key=True),
        sa.Column("two", sa.Text, primary_key=True),
        sa.Column("three", sa.Text, primary_key=True),
        sa.Column("reports", sa.Integer, nullable=False),
        sa.Column("first", sa.Integer),
        sa.Column("first_instant", sa.Text, nullable=False),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        sa.Column("last", sa.Integer),
        sa.Column("last_instant", sa.Text, nullable=False),
        sa.Column("listed", sa.Integer, nullable=False),
        sa.Column("since", sa.Text, nullable=False),
        sa.Column("until", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "blocks",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column(
            "entry", sa.Integer, sa.ForeignKey("entries.key", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("weight", sa.Integer, nullable=False),
    )
    op.create_index("blocks_by_weight", "blocks", ["key", sa.text("weight DESC"), "entry"])
    op.create_index("blocks_once", "blocks", ["entry", "key"], unique=True)
    op.create_table(
        "parts",
        sa.Column("entry", sa.Integer, sa.ForeignKey("entries.key"), primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column(
            "statement",
            sa.Integer,
            sa.ForeignKey("statements.key", ondelete="CASCADE"),
            primary_key=True,
        ),
        sqlite_with_rowid=False,
    )
    op.create_index("parts_of_statement", "parts", ["statement"])
    op.create_table(
        "proposals",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("first", sa.Integer, sa.ForeignKey("entries.key"), nullable=False),
        sa.Column("second", sa.Integer, sa.ForeignKey("entries.key"), nullable=False),
        sa.Column("likelihood", sa.Float, nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("decided", sa.Integer, nullable=False),
    )
    op.create_index(
        "proposals_by_likelihood", "proposals", ["decided", sa.text("likelihood DESC"), "id"]
    )
    op.create_index("proposals_of_first", "proposals", ["first", "second"], unique=True)
    op.create_index("proposals_of_second", "proposals", ["second"])
    op.create_table(
        "decisions",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("proposal", sa.Integer, sa.ForeignKey("proposals.key"), nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("set_by", sa.Text, nullable=False),
        sa.Column("set_at", sa.Text, nullable=False),
        sa.Column("undone_by", sa.Text),
        sa.Column("undone_at", sa.Text),
    )
    op.create_index("decisions_of_proposal", "decisions", ["proposal"])
