"""Files that are taken out of Slack again, due dates of one's own, the wording of forms."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sent_files",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("errand_id", sa.Integer(), sa.ForeignKey("outbox.id"), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.UniqueConstraint("workspace_id", "file"),
    )
    op.create_index(
        "ix_sent_files_standing",
        "sent_files",
        ["workspace_id", "begun_at"],
        sqlite_where=sa.text("gone = 0"),
        postgresql_where=sa.text("NOT gone"),
    )
    op.create_index("ix_sent_files_errand_id", "sent_files", ["errand_id"])
    op.add_column(
        "requests", sa.Column("own_date", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("filled_forms", sa.Column("wording", sa.Text()))


def downgrade() -> None:
    op.drop_column("filled_forms", "wording")
    op.drop_column("requests", "own_date")
    op.drop_table("sent_files")
