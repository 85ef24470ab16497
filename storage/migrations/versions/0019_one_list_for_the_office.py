"""By when the office is to have invited, and when it heard that the parents have the invitation."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_office_notes_student_id": ["student_id"],
    "ix_office_notes_workspace_id_on": ["workspace_id", "on"],
}


def upgrade() -> None:
    op.add_column("office_notes", sa.Column("wanted_by", sa.Date()))
    op.add_column("office_ticks", sa.Column("received_on", sa.Date()))
    for name, columns in _INDEXES.items():
        op.create_index(name, "office_notes", columns)


def downgrade() -> None:
    for name in _INDEXES:
        op.drop_index(name, "office_notes")
    op.drop_column("office_ticks", "received_on")
    op.drop_column("office_notes", "wanted_by")
