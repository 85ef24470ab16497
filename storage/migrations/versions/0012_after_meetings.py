"""What a meeting leaves behind: proposals, what is handed on, tries for a signature, the close."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("checklists", sa.Column("close_out", sa.Text()))
    op.create_table(
        "proposals",
        *_common(),
        sa.Column("private", sa.Text()),
        sa.Column("outcome", sa.Text(), nullable=False),
        *_by(),
        sa.Column("settled_by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("workspace_id", "draft_key"),
    )
    op.create_table(
        "duties",
        *_common(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("private", sa.Text()),
        sa.Column("due_on", sa.Date()),
        sa.Column("state", sa.Text(), nullable=False),
        *_by(),
        sa.Column("answered_by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("workspace_id", "draft_key"),
    )
    op.create_table(
        "signature_attempts",
        *_common(),
        sa.Column("tried_on", sa.Date(), nullable=False),
        sa.Column("private", sa.Text()),
        *_by(),
        sa.UniqueConstraint("workspace_id", "draft_key"),
    )
    for table, columns in _INDEXED.items():
        for column in columns:
            op.create_index(f"ix_{table}_workspace_id_{column}", table, ["workspace_id", column])


def downgrade() -> None:
    for table in ("signature_attempts", "duties", "proposals"):
        op.drop_table(table)
    op.drop_column("checklists", "close_out")


_INDEXED = {
    "proposals": ("student_id", "meeting_id"),
    "duties": ("student_id", "meeting_id", "owner_id"),
    "signature_attempts": ("meeting_id",),
}


def _common() -> list[sa.Column[object]]:
    return [
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("draft_key", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id"), nullable=False),
    ]


def _by() -> list[sa.Column[object]]:
    return [
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    ]
