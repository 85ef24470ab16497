"""What nobody gives themself waits for another admin."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "confirmations",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("private", sa.Text()),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("decided_at", sa.DateTime(timezone=True)),
    )
    op.create_index(
        "ix_confirmations_workspace_id_decision", "confirmations", ["workspace_id", "decision"]
    )


def downgrade() -> None:
    op.drop_table("confirmations")
