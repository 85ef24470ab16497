"""A district that named its own number of days after the signature still counts from it."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_workspaces = sa.table("workspaces", sa.column("id", sa.Text), sa.column("rules", sa.JSON))


def upgrade() -> None:
    """Write down what went without saying while Preiep itself counted from the signature."""
    connection = op.get_bind()
    kept = sa.select(_workspaces.c.id, _workspaces.c.rules)
    for workspace, rules in connection.execute(kept).all():
        change: dict[str, Any] = (rules or {}).get("changes", {}).get("at_a_glance", {})
        if "counted_from" not in change and change.keys() & {"offset", "unit"}:
            change["counted_from"] = "CONSENT"
            connection.execute(
                sa.update(_workspaces).where(_workspaces.c.id == workspace).values(rules=rules)
            )


def downgrade() -> None:
    """Leave it: before, it says what went without saying."""
