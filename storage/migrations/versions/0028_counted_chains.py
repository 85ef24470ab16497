"""The log knows how many chains it has, so that one taken out as a whole is seen."""

import hashlib
import hmac
import json

import sqlalchemy as sa
from alembic import op

from storage.engine.keys import Keys

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_chains = sa.table("audit_chains", sa.column("workspace_id"))
_keys = sa.table(
    "audit_keys",
    *(sa.column(name) for name in ("workspace_id", "mark", "key", "chains", "proof")),
)
_workspaces = sa.table("workspaces", sa.column("id"), sa.column("mark"))


def upgrade() -> None:
    # The defaults stand for a moment only: each log gets its number and proof below.
    op.add_column(
        "audit_keys", sa.Column("chains", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("audit_keys", sa.Column("proof", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    keys: Keys | None = op.get_context().config.attributes.get("keys")
    logged = sa.select(_keys.c.workspace_id, _keys.c.mark, _keys.c.key, _workspaces.c.mark).join(
        _workspaces, _workspaces.c.id == _keys.c.workspace_id
    )
    for workspace_id, mark, sealed, of_workspace in connection.execute(logged).all():
        assert keys is not None, "chains cannot be counted without the keys of their log"
        place = f"\x1faudit_keys\x1fkey\x1f{mark}".encode()
        key = bytes.fromhex(keys.of(of_workspace).open(sealed, place))
        here = _chains.c.workspace_id == workspace_id
        number = connection.scalar(sa.select(sa.func.count()).select_from(_chains).where(here))
        proof = hmac.digest(key, json.dumps(["chains", number]).encode(), hashlib.sha256).hex()
        connection.execute(
            sa.update(_keys)
            .where(_keys.c.workspace_id == workspace_id)
            .values(chains=number, proof=proof)
        )
    with op.batch_alter_table("audit_keys") as audit_keys:
        audit_keys.alter_column("chains", server_default=None)
        audit_keys.alter_column("proof", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("audit_keys") as audit_keys:
        audit_keys.drop_column("chains")
        audit_keys.drop_column("proof")
