"""Every record of an obligation is kept; what stood until now is the first one known."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_COPIED = (
    "workspace_id, subject, obligation, student_id, meeting_id, "
    "state, revise, by_id, at, reason, snoozed_until"
)


def upgrade() -> None:
    op.create_table(
        "standing_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("obligation", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id")),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revise", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("snoozed_until", sa.Date()),
        sa.Column("undone", sa.Boolean(), nullable=False),
    )
    op.create_index(
        "ix_standing_changes_workspace_id_student_id",
        "standing_changes",
        ["workspace_id", "student_id"],
    )
    op.execute(
        f"INSERT INTO standing_changes ({_COPIED}, undone) "  # noqa: S608 - names of our own
        f"SELECT {_COPIED}, false FROM standings"
    )


def downgrade() -> None:
    op.drop_table("standing_changes")
