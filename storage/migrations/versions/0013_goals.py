"""Goals by their labels, what each was called before, and how each stood in which period."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "goals",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("label", sa.Text()),
        sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_goals_workspace_id_student_id", "goals", ["workspace_id", "student_id"])
    op.create_table(
        "goal_versions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("goal_id", sa.Integer(), sa.ForeignKey("goals.id"), nullable=False),
        sa.Column("label", sa.Text()),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(
        "ix_goal_versions_workspace_id_goal_id", "goal_versions", ["workspace_id", "goal_id"]
    )
    op.create_table(
        "goal_marks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("goal_id", sa.Integer(), sa.ForeignKey("goals.id"), nullable=False),
        sa.Column("period_id", sa.Integer(), sa.ForeignKey("reporting_periods.id"), nullable=False),
        sa.Column("progress", sa.Text()),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(
        "ix_goal_marks_workspace_id_goal_id_period_id",
        "goal_marks",
        ["workspace_id", "goal_id", "period_id"],
    )


def downgrade() -> None:
    for table in ("goal_marks", "goal_versions", "goals"):
        op.drop_table(table)
