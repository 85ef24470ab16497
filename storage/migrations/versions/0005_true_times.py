"""When a line was in truth done, and who settled a concern, when and in which meeting."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("ticks", sa.Column("took_place_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("concerns") as concerns:
        concerns.add_column(sa.Column("settled_by_id", sa.Integer()))
        concerns.add_column(sa.Column("settled_at", sa.DateTime(timezone=True)))
        concerns.add_column(sa.Column("settled_in_id", sa.Integer()))
        for column, table in (("settled_by_id", "people"), ("settled_in_id", "meetings")):
            concerns.create_foreign_key(f"fk_concerns_{column}", table, [column], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("concerns") as concerns:
        for column in ("settled_in_id", "settled_at", "settled_by_id"):
            concerns.drop_column(column)
    op.drop_column("ticks", "took_place_at")
