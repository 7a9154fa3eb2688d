"""The first layout: documents and their versions, statements and their spans, skips, indices."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes every table of the first layout."""
    op.create_table(
        "documents",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "versions",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.key"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text) for name in ("title", "outlet", "byline", "published")),
        sa.Column("instant", sa.Text, nullable=False),
        *(
            sa.Column(name, sa.Text)
            for name in ("url", "origin_path", "origin_place", "reader", "encoding")
        ),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("read_at", sa.Text, nullable=False),
    )
    op.create_index("versions_of_document", "versions", ["document", "number"], unique=True)
    op.create_index("versions_by_instant", "versions", ["instant"])
    op.create_table(
        "statements",
        sa.Column("key", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, sa.ForeignKey("versions.key"), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("manner", sa.Text, nullable=False),
        sa.Column("manner_set_by", sa.Text, nullable=False),
        sa.Column("manner_confidence", sa.Float),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("continues", sa.Text),
        sa.Column("reported_in", sa.Text),
    )
    op.create_index("statements_of_version", "statements", ["version", "place", "id"], unique=True)
    op.create_table(
        "spans",
        sa.Column(
            "statement",
            sa.Integer,
            sa.ForeignKey("statements.key", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("role", sa.Integer, primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "skips",
        sa.Column("key", sa.Integer, primary_key=True),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("path", "place", "reader", "encoding", "code", "reason")
        ),
    )
    op.create_index("skips_once", "skips", ["path", "place", "code", "reason"], unique=True)
    op.execute(
        "CREATE VIRTUAL TABLE statement_words USING fts5(content, source, title, content='', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute(
        "CREATE VIRTUAL TABLE report_words USING fts5(title, body, content='', "
        "tokenize='unicode61 remove_diacritics 2')"
    )
