"""Words are sealed so that they open only where they were written, and nowhere else."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from alembic import op
from cryptography.fernet import Fernet, MultiFernet

from storage.engine.keys import Keys
from storage.engine.seals import Seal, new_mark

revision = "0025"
down_revision = "0022"
branch_labels = None
depends_on = None

_AT_A_TIME = 500


class _Sealed(NamedTuple):
    """A table with words in it: its key, whose its rows are, and the columns that are sealed."""

    name: str
    key: tuple[str, ...]
    whose: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def table(self) -> Any:
        names = dict.fromkeys([*self.key, "workspace_id", "mark", *self.whose, *self.columns])
        hashed = [_HASHED[self.name][0]] if self.name in _HASHED else []
        return sa.table(self.name, *map(sa.column, [*names, *hashed]))


_ID, _OF = ("id",), ("student_id",)
_HASHED = {"people": ("email_hash", "email"), "students": ("number_hash", "number")}
_SEALED = (
    _Sealed("people", _ID, (), ("private",)),
    _Sealed("students", _ID, ("alias",), ("private",)),
    _Sealed("parents", _ID, _OF, ("private",)),
    _Sealed("team_members", _ID, ("student_id", "person_id"), ("service",)),
    _Sealed("imports", ("workspace_id", "student_id"), _OF, ("fields",)),
    _Sealed("meeting_changes", _ID, ("meeting_id",), ("why",)),
    _Sealed("parent_requests", _ID, _OF, ("whose",)),
    _Sealed("standings", ("workspace_id", "subject", "obligation"), _OF, ("reason", "before")),
    _Sealed("standing_changes", _ID, _OF, ("reason",)),
    _Sealed("drafts", ("key",), ("owner_id", "student_id"), ("answers",)),
    _Sealed("conversations", _ID, _OF, ("private", "withdrawn", "proposals")),
    _Sealed(
        "conversation_versions",
        ("workspace_id", "conversation_id", "revision"),
        ("conversation_id", "student_id"),
        ("private",),
    ),
    _Sealed("concerns", _ID, _OF, ("text", "note")),
    _Sealed(
        "checklists",
        ("workspace_id", "meeting_id"),
        ("meeting_id",),
        ("rights", "sign_off", "close_out"),
    ),
    _Sealed("ticks", ("workspace_id", "meeting_id", "line"), ("meeting_id",), ("answer",)),
    _Sealed("proposals", _ID, _OF, ("private",)),
    _Sealed("duties", _ID, ("student_id", "owner_id"), ("private",)),
    _Sealed("signature_attempts", _ID, _OF, ("private",)),
    _Sealed("contacts", _ID, _OF, ("private",)),
    _Sealed("contact_versions", _ID, ("contact_id",), ("private",)),
    _Sealed("goals", _ID, _OF, ("label",)),
    _Sealed("goal_versions", _ID, ("goal_id",), ("label",)),
    _Sealed("goal_marks", _ID, ("goal_id",), ("progress",)),
    _Sealed("requests", _ID, _OF, ("reason",)),
    _Sealed("filled_forms", _ID, ("request_id",), ("answers", "wording", "said")),
    _Sealed("office_ticks", _ID, ("student_id", "note_id"), ("private",)),
    _Sealed("audit", _ID, _OF, ("why", "detail")),
    _Sealed("disclosures", _ID, _OF, ("purpose",)),
)


def upgrade() -> None:
    for name in ("workspaces", *(one.name for one in _SEALED)):
        op.add_column(
            name, sa.Column("mark", sa.Text(), nullable=False, server_default=sa.text("''"))
        )
    marks = _marked_workspaces()
    keys: Keys | None = op.get_context().config.attributes.get("keys")
    for sealed in _SEALED:
        for batch in _batches(sealed):
            assert keys is not None, "what is sealed cannot be migrated without its keys"
            _reseal(sealed, batch, keys, marks)


def downgrade() -> None:
    """Take the marks away; a version that knows none could open nothing of what is sealed."""
    for sealed in _SEALED:
        if any(True for _ in _batches(sealed)):
            raise NotImplementedError("What is sealed by now opens in this version only.")
        op.drop_column(sealed.name, "mark")
    op.drop_column("workspaces", "mark")


def _marked_workspaces() -> dict[str, str]:
    """Draw a mark for each workspace; returned by its id."""
    workspaces = sa.table("workspaces", sa.column("id"), sa.column("mark"))
    connection = op.get_bind()
    marks = {id_: new_mark() for id_ in connection.scalars(sa.select(workspaces.c.id)).all()}
    for id_, mark in marks.items():
        connection.execute(sa.update(workspaces).where(workspaces.c.id == id_).values(mark=mark))
    return marks


def _batches(sealed: _Sealed) -> Iterator[list[Any]]:
    """Yield all rows of a table in the order of their keys."""
    table, connection = sealed.table, op.get_bind()
    key = [table.c[name] for name in sealed.key]
    batch = sa.select(table).order_by(*key).limit(_AT_A_TIME)
    found = connection.execute(batch).all()
    while found:
        yield found
        last = tuple(getattr(found[-1], name) for name in sealed.key)
        beyond = sa.tuple_(*key) > sa.tuple_(*last)
        found = connection.execute(batch.where(beyond)).all()


def _reseal(sealed: _Sealed, batch: list[Any], keys: Keys, marks: dict[str, str]) -> None:
    old = MultiFernet([Fernet(urlsafe_b64encode(master)) for master in keys.masters])
    table = sealed.table
    values = [_resealed(sealed, row, old, keys.of(marks[row.workspace_id])) for row in batch]
    this = [table.c[name] == sa.bindparam(f"its_{name}") for name in sealed.key]
    op.get_bind().execute(sa.update(table).where(*this), values)


def _resealed(sealed: _Sealed, row: Any, old: MultiFernet, seal: Seal) -> dict[str, Any]:
    """Return what to write into a row, and which row that is."""
    mark = new_mark()
    values: dict[str, Any] = {f"its_{name}": getattr(row, name) for name in sealed.key}
    values["mark"] = mark
    whose = [getattr(row, name) for name in sealed.whose]
    for column in sealed.columns:
        closed = getattr(row, column)
        words = old.decrypt(closed).decode() if closed else ""
        ends = "\x1f".join([mark, *("" if one is None else str(one) for one in whose)])
        place = f"\x1f{sealed.name}\x1f{column}\x1f{ends}".encode()
        values[column] = seal.seal(words, place) if words else None
        if sealed.name in _HASHED:
            name, field = _HASHED[sealed.name]
            found = json.loads(words)[field] if words else None
            values[name] = seal.hashed(found) if found else None
    return values
