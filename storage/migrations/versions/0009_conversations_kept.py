"""Versions of conversations, those withdrawn, concerns proposed from them, and calls agreed on."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "conversations", sa.Column("revision", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column("conversations", sa.Column("withdrawn_at", sa.DateTime(timezone=True)))
    op.add_column("conversations", sa.Column("withdrawn", sa.Text()))
    op.add_column("conversations", sa.Column("proposals", sa.Text()))
    # SQLite takes a reference with the column, and in no other way.
    op.execute(
        "ALTER TABLE concerns ADD COLUMN conversation_id INTEGER "
        "CONSTRAINT fk_concerns_conversation_id REFERENCES conversations (id)"
    )
    op.create_table(
        "conversation_versions",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("conversation_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("private", sa.Text(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_conversation_versions_conversation_id",
        ),
        sa.ForeignKeyConstraint(
            ["student_id"], ["students.id"], name="fk_conversation_versions_student_id"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name="fk_conversation_versions_by_id"),
        sa.PrimaryKeyConstraint(
            "workspace_id", "conversation_id", "revision", name="pk_conversation_versions"
        ),
    )
    op.create_index(
        "ix_conversation_versions_workspace_id_student_id",
        "conversation_versions",
        ["workspace_id", "student_id"],
    )
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["student_id"], ["students.id"], name="fk_calls_student_id"),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name="fk_calls_meeting_id"),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name="fk_calls_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
    )
    op.create_index("ix_calls_workspace_id_student_id", "calls", ["workspace_id", "student_id"])
    op.create_index("ix_calls_workspace_id_at", "calls", ["workspace_id", "at"])


def downgrade() -> None:
    op.drop_table("calls")
    op.drop_table("conversation_versions")
    with op.batch_alter_table("concerns") as concerns:
        concerns.drop_column("conversation_id")
    for column in ("proposals", "withdrawn", "withdrawn_at", "revision"):
        op.drop_column("conversations", column)
