"""Private links, by which people outside Slack fill in their forms."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "request_links",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("requests.id"), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("token_hash", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries_left", sa.Integer(), nullable=False),
        sa.Column("codes_mailed", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.Text()),
        sa.Column("code_until", sa.DateTime(timezone=True)),
        sa.Column("session_hash", sa.Text()),
        sa.Column("session_until", sa.DateTime(timezone=True)),
        sa.Column("made_by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("workspace_id", "token_hash"),
    )
    op.create_index(
        "ix_request_links_workspace_id_request_id", "request_links", ["workspace_id", "request_id"]
    )


def downgrade() -> None:
    op.drop_table("request_links")
