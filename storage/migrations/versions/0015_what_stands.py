"""What a message showed when it was last sent, so that what stands already is not sent again."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("shown", sa.Text()))


def downgrade() -> None:
    op.drop_column("messages", "shown")
