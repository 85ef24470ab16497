"""Parents on record, each under their student; whatever is known of them is closed."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "parents",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("draft_key", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("private", sa.Text()),
        sa.Column("taken_off", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("workspace_id", "draft_key", name="uq_parents_workspace_id_draft_key"),
    )
    op.create_index("ix_parents_workspace_id_student_id", "parents", ["workspace_id", "student_id"])


def downgrade() -> None:
    op.drop_table("parents")
