"""Records can be destroyed and held; the log outlives what it tells of."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_OUTLIVED = ("student_id", "meeting_id")
_NAMES = {"fk": "fk_%(table_name)s_%(column_0_name)s"}


def upgrade() -> None:
    known = sa.inspect(op.get_bind()).get_foreign_keys("audit")
    refer = {tuple(one["constrained_columns"]): one["name"] for one in known}
    with op.batch_alter_table("audit", naming_convention=_NAMES) as audit:
        for name in _OUTLIVED:
            audit.drop_constraint(refer[(name,)] or f"fk_audit_{name}", type_="foreignkey")
    op.create_table(
        "destructions",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("student_number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("told_by", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("highest", sa.JSON(), nullable=False),
        sa.Column("alias_hash", sa.Text(), nullable=False),
        sa.UniqueConstraint(
            "workspace_id",
            "student_number",
            name=op.f("uq_destructions_workspace_id_student_number"),
        ),
    )
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True)),
    )
    op.create_index("ix_holds_workspace_id_student_id", "holds", ["workspace_id", "student_id"])


def downgrade() -> None:
    op.drop_table("holds")
    op.drop_table("destructions")
    with op.batch_alter_table("audit") as audit:
        for name, table in zip(_OUTLIVED, ("students", "meetings"), strict=True):
            audit.create_foreign_key(f"fk_audit_{name}", table, [name], ["id"])
