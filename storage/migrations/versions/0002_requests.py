"""What respondents were asked for, and the forms that came in."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "requests",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id"), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("respondent_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("needs_until", sa.Date()),
        sa.Column("reason", sa.Text()),
        sa.Column("asked_by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("workspace_id", "meeting_id", "form", "respondent_id"),
    )
    for column in ("student_id", "respondent_id"):
        op.create_index(f"ix_requests_workspace_id_{column}", "requests", ["workspace_id", column])
    op.create_table(
        "filled_forms",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("requests.id"), nullable=False),
        sa.Column("draft_key", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text()),
        sa.Column("said", sa.Text()),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("workspace_id", "draft_key"),
    )
    op.create_index(
        "ix_filled_forms_workspace_id_request_id", "filled_forms", ["workspace_id", "request_id"]
    )


def downgrade() -> None:
    op.drop_table("filled_forms")
    op.drop_table("requests")
