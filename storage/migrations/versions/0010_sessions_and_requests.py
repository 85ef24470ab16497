"""Meetings that go on, every state a meeting had, and meetings that parents ask for."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meetings") as meetings:
        meetings.add_column(sa.Column("continues_id", sa.Integer()))
        meetings.create_foreign_key(
            "fk_meetings_continues_id", "meetings", ["continues_id"], ["id"]
        )
    op.add_column("meeting_changes", sa.Column("state", sa.Text()))
    op.add_column("meeting_changes", sa.Column("held_on", sa.Date()))
    op.create_table(
        "parent_requests",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id")),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("whose", sa.Text()),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(
        "ix_parent_requests_workspace_id_student_id",
        "parent_requests",
        ["workspace_id", "student_id"],
    )


def downgrade() -> None:
    op.drop_table("parent_requests")
    op.drop_column("meeting_changes", "held_on")
    op.drop_column("meeting_changes", "state")
    with op.batch_alter_table("meetings") as meetings:
        meetings.drop_constraint("fk_meetings_continues_id", type_="foreignkey")
        meetings.drop_column("continues_id")
