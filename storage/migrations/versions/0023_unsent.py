"""Since when something is to be said, and when an admin sent it again that was given up."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_outbox_given_up": sa.text("state = 'given_up'"),
    "ix_outbox_again_at": sa.text("again_at IS NOT NULL"),
}


def upgrade() -> None:
    op.add_column("outbox", sa.Column("put_at", sa.DateTime(timezone=True)))
    op.add_column("outbox", sa.Column("again_at", sa.DateTime(timezone=True)))
    for name, where in _INDEXES.items():
        op.create_index(
            name, "outbox", ["workspace_id", "id"], sqlite_where=where, postgresql_where=where
        )


def downgrade() -> None:
    for name in _INDEXES:
        op.drop_index(name, "outbox")
    # An older version knows of nothing that was given up, and calls all of it dropped.
    op.execute("UPDATE outbox SET state = 'dropped' WHERE state = 'given_up'")
    for column in ("again_at", "put_at"):
        op.drop_column("outbox", column)
