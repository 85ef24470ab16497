"""Events that Slack told of, so that one it tells of twice is answered once."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "heard_events",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("workspace_id", "event"),
    )
    op.create_index("ix_heard_events_workspace_id_at", "heard_events", ["workspace_id", "at"])


def downgrade() -> None:
    op.drop_table("heard_events")
