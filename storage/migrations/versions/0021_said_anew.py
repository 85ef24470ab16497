"""Which message an errand says anew stands beside its step, no longer within it."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_FIRST_KEY = ["workspace_id", "kind", "addressee", "subject", "step"]
_KEY = [*_FIRST_KEY, "anew_of"]
_AGAIN = "|again|"

_outbox = sa.table(
    "outbox", sa.column("id", sa.Integer), sa.column("step", sa.Text), sa.column("anew_of", sa.Text)
)


def upgrade() -> None:
    op.add_column(
        "outbox", sa.Column("anew_of", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    _keyed_by(_KEY, before=_FIRST_KEY)
    connection = op.get_bind()
    packed = sa.select(_outbox.c.id, _outbox.c.step).where(_outbox.c.step.contains(_AGAIN))
    for id_, step in connection.execute(packed).all():
        first, _, ts = step.partition(_AGAIN)
        connection.execute(
            sa.update(_outbox).where(_outbox.c.id == id_).values(step=first, anew_of=ts)
        )


def downgrade() -> None:
    op.execute(
        sa.update(_outbox)
        .where(_outbox.c.anew_of != "")
        .values(step=_outbox.c.step + _AGAIN + _outbox.c.anew_of)
    )
    _keyed_by(_FIRST_KEY, before=_KEY)
    op.drop_column("outbox", "anew_of")


def _keyed_by(columns: list[str], *, before: list[str]) -> None:
    """Change the key. SQLite makes the table anew, to which no file may refer meanwhile."""
    op.execute("CREATE TEMPORARY TABLE files_kept AS SELECT * FROM sent_files")
    op.execute("DELETE FROM sent_files")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_constraint(_named(before), type_="unique")
        outbox.create_unique_constraint(_named(columns), columns)
    op.execute("INSERT INTO sent_files SELECT * FROM files_kept")
    op.execute("DROP TABLE files_kept")


def _named(columns: list[str]) -> str:
    return "_".join(["uq_outbox", *columns])
