"""What a district sets for itself: its rules, links, hours, reporting periods, own calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def _of_workspaces() -> tuple[sa.Column, ...]:
    return (
        sa.Column("sends_from", sa.Time(), nullable=False, server_default="06:00:00"),
        sa.Column("sends_until", sa.Time(), nullable=False, server_default="18:00:00"),
        sa.Column("files_kept_days", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("charter", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("links", sa.JSON()),
        sa.Column("lines", sa.JSON()),
        sa.Column("rules", sa.JSON()),
    )


def _of_people() -> tuple[sa.Column, ...]:
    return (
        sa.Column("paused_until", sa.Date()),
        sa.Column("level", sa.Text()),
    )


_CALENDARS = {"closures": "day", "school_years": "first_on"}


def upgrade() -> None:
    for column in _of_workspaces():
        op.add_column("workspaces", column)
    for column in _of_people():
        op.add_column("people", column)
    for table, day in _CALENDARS.items():
        with op.batch_alter_table(table, recreate="auto") as batch:
            batch.add_column(
                sa.Column("school", sa.Text(), nullable=False, server_default=sa.text("''"))
            )
        _keyed_by(table, ["workspace_id", "school", day])
    op.create_table(
        "reporting_periods",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_index(
        "ix_reporting_periods_workspace_id_first_on",
        "reporting_periods",
        ["workspace_id", "first_on"],
    )


def downgrade() -> None:
    op.drop_table("reporting_periods")
    for table, day in _CALENDARS.items():
        op.execute(sa.text(f"DELETE FROM {table} WHERE school <> ''"))  # noqa: S608 - two names of our own
        _keyed_by(table, ["workspace_id", day])
        with op.batch_alter_table(table) as batch:
            batch.drop_column("school")
    for column in _of_people():
        op.drop_column("people", column.name)
    for column in _of_workspaces():
        op.drop_column("workspaces", column.name)


def _keyed_by(table: str, columns: list[str]) -> None:
    with op.batch_alter_table(table) as batch:
        batch.drop_constraint(f"pk_{table}", type_="primary")
        batch.create_primary_key(f"pk_{table}", columns)
