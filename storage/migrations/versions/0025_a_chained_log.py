"""The log is chained: what is taken out of it or altered from now on is seen.

What stood in it before is chained as it stands.
"""

import hashlib
import hmac
import json
import secrets
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.engine.keys import Keys
from storage.engine.seals import Seal, new_mark

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_AT_A_TIME = 500

_NEW = ("chain", "place", "content", "link")

_audit = sa.table(
    "audit",
    *(sa.column(name) for name in ("id", "workspace_id", "mark", "by_id", "act", "student_id")),
    *(sa.column(name) for name in ("meeting_id", "why", "detail", *_NEW)),
    sa.column("at", sa.DateTime(timezone=True)),
)
_chains = sa.table(
    "audit_chains",
    *(sa.column(name) for name in ("workspace_id", "chain", "entries", "link", "proof")),
)
_keys = sa.table("audit_keys", *(sa.column(name) for name in ("workspace_id", "mark", "key")))
_workspaces = sa.table("workspaces", sa.column("id"), sa.column("mark"))


def upgrade() -> None:
    _make_tables()
    connection = op.get_bind()
    keys: Keys | None = op.get_context().config.attributes.get("keys")
    begun = sa.select(_workspaces).where(_workspaces.c.id.in_(sa.select(_audit.c.workspace_id)))
    for workspace in connection.execute(begun).all():
        assert keys is not None, "a log cannot be chained without the keys of what it says"
        _chain(connection, workspace.id, keys.of(workspace.mark))
    with op.batch_alter_table("audit") as audit:
        for name in _NEW:
            audit.alter_column(name, nullable=False)
        audit.create_unique_constraint(
            op.f("uq_audit_workspace_id_chain_place"), ["workspace_id", "chain", "place"]
        )


def downgrade() -> None:
    with op.batch_alter_table("audit") as audit:
        audit.drop_constraint(op.f("uq_audit_workspace_id_chain_place"), type_="unique")
        for name in _NEW:
            audit.drop_column(name)
    op.drop_table("audit_chains")
    op.drop_table("audit_keys")


def _make_tables() -> None:
    op.create_table(
        "audit_chains",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("chain", sa.Text(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("link", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", "chain", name=op.f("pk_audit_chains")),
    )
    op.create_table(
        "audit_keys",
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False, server_default=sa.text("''")),
        sa.Column("key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_audit_keys")),
    )
    for name in _NEW:
        kind = sa.Integer() if name == "place" else sa.Text()
        op.add_column("audit", sa.Column(name, kind, nullable=True))


def _chain(connection: sa.Connection, workspace_id: str, seal: Seal) -> None:
    """Chain the entries of a workspace in the order in which they were written."""
    mark, key = new_mark(), secrets.token_bytes(32)
    sealed = seal.seal(key.hex(), f"\x1faudit_keys\x1fkey\x1f{mark}".encode())
    connection.execute(
        sa.insert(_keys).values(workspace_id=workspace_id, mark=mark, key=str(sealed))
    )
    ends: defaultdict[str, tuple[int, str]] = defaultdict(lambda: (0, ""))
    for batch in _batches(connection, workspace_id):
        connection.execute(
            sa.update(_audit).where(_audit.c.id == sa.bindparam("its_id")),
            [_linked(row, key, seal, ends) for row in batch],
        )
    new = [
        {
            "workspace_id": workspace_id,
            "chain": chain,
            "entries": place,
            "link": link,
            "proof": _hashed(key, "end", chain, place, link),
        }
        for chain, (place, link) in ends.items()
    ]
    if new:
        connection.execute(sa.insert(_chains), new)


def _batches(connection: sa.Connection, workspace_id: str) -> Iterator[list[Any]]:
    batch = (
        sa.select(_audit)
        .where(_audit.c.workspace_id == workspace_id)
        .order_by(_audit.c.id)
        .limit(_AT_A_TIME)
    )
    found = connection.execute(batch).all()
    while found:
        yield list(found)
        found = connection.execute(batch.where(_audit.c.id > found[-1].id)).all()


def _linked(
    row: Any, key: bytes, seal: Seal, ends: defaultdict[str, tuple[int, str]]
) -> dict[str, Any]:
    chain = _chain_of(row)
    place, before = ends[chain]
    place += 1
    content = _hashed(
        key, "content", row.mark, _opened(seal, row, "why"), _opened(seal, row, "detail")
    )
    what = (row.mark, row.by_id, row.act, row.student_id, row.meeting_id)
    link = _hashed(key, "entry", before, _in_utc(row.at), *what, chain, place, content)
    ends[chain] = (place, link)
    return {"its_id": row.id, "chain": chain, "place": place, "content": content, "link": link}


def _chain_of(row: Any) -> str:
    if row.student_id is not None:
        return f"student {row.student_id}"
    return f"person {row.by_id}" if row.by_id is not None else "workspace"


def _in_utc(at: datetime) -> str:
    return (at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def _opened(seal: Seal, row: Any, column: str) -> str:
    sealed = getattr(row, column)
    student = "" if row.student_id is None else str(row.student_id)
    place = f"\x1faudit\x1f{column}\x1f{row.mark}\x1f{student}".encode()
    return seal.open(sealed, place) if sealed else ""


def _hashed(key: bytes, *parts: Any) -> str:
    return hmac.digest(key, json.dumps(parts).encode(), hashlib.sha256).hex()
