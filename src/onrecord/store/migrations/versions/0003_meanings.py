"""What statements mean: act, polarity, certainty, conditions and times, with who set each value."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_VALUES = ("act", "also", "polarity", "certainty", "reported")


def upgrade() -> None:
    """Makes room for meanings; statements that are there already were interpreted by nobody."""
    for name in _VALUES:
        op.add_column("statements", sa.Column(name, sa.Text))
        op.add_column("statements", sa.Column(f"{name}_set_by", sa.Text))
        op.add_column("statements", sa.Column(f"{name}_confidence", sa.Float))
    op.add_column("statements", sa.Column("conditions", sa.Integer))
    op.add_column("statements", sa.Column("meant", sa.Text))
    op.add_column("statements", sa.Column("replaced", sa.Text))
    op.create_index("statements_by_act", "statements", ["act"])
    op.create_index(
        "statements_by_also", "statements", ["also"], sqlite_where=sa.text("also IS NOT NULL")
    )
    op.create_index("statements_by_polarity", "statements", ["polarity"])
    op.create_index("statements_by_certainty", "statements", ["certainty"])
    op.create_index("statements_by_conditions", "statements", ["conditions"])
