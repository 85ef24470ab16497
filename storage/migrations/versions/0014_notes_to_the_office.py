"""Notes to the office, and what the office says of its invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "office_notes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id"), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time()),
        sa.Column("anew", sa.Boolean(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
    )
    op.create_index(
        "ix_office_notes_workspace_id_meeting_id", "office_notes", ["workspace_id", "meeting_id"]
    )
    op.create_table(
        "office_ticks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("note_id", sa.Integer(), sa.ForeignKey("office_notes.id"), nullable=False),
        sa.Column("sent_on", sa.Date()),
        sa.Column("private", sa.Text()),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(
        "ix_office_ticks_workspace_id_note_id", "office_ticks", ["workspace_id", "note_id"]
    )


def downgrade() -> None:
    for table in ("office_ticks", "office_notes"):
        op.drop_table(table)
