"""Turning the keys: everything closed with an older key is closed with the newest."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Row,
    Table,
    Text,
    delete,
    insert,
    select,
    tuple_,
    type_coerce,
    update,
)

from bot.workspaces import WorkspaceId
from storage import tables as rows
from storage.engine.columns import is_closed
from storage.engine.database import Database
from storage.engine.keys import CHECKED
from storage.engine.writers import Turns

_AT_A_TIME = 500
"""Rows to a transaction, so that others can write in between."""

_HASHED = {"people": ("email_hash", "email"), "students": ("number_hash", "number")}
"""The keyed hashes, which change with the key, and the private field that each is of."""


def rotate_keys(database: Database) -> int:
    """Close everything with the newest key; returns how many rows that changed.

    It can be stopped and begun again. Only after it has come to its end can older keys be left
    out, since until then the database asks for them.
    """
    changed = 0
    for table in rows.metadata.sorted_tables:
        if closed := [column for column in table.columns if is_closed(column)]:
            changed += sum(_rotated(database, table, closed))
    with database.writing() as connection:
        connection.execute(delete(rows.key_checks))
        connection.execute(insert(rows.key_checks).values(sealed=database.keys.seal(CHECKED)))
    return changed


def _rotated(database: Database, table: Table, closed: Sequence[Column[Any]]) -> Iterator[int]:
    """Go through a table by its primary key, a batch to a transaction."""
    key = list(table.primary_key.columns)
    as_kept = [type_coerce(column, Text).label(column.name) for column in closed]
    batch = select(*key, *as_kept).order_by(*key).limit(_AT_A_TIME)
    after: tuple[Any, ...] | None = None
    while True:
        beyond = batch if after is None else batch.where(tuple_(*key) > tuple_(*after))
        with database.writing() as connection:
            _let_nobody_write(connection)
            found = connection.execute(beyond).all()
            yield sum(_rotate(database, connection, table, row) for row in found)
        if len(found) < _AT_A_TIME:
            return
        after = tuple(found[-1])[: len(key)]


def _let_nobody_write(connection: Connection) -> None:
    """Stop others until a batch is kept: a live assistant would close with the key before."""
    for workspace in connection.scalars(
        select(rows.workspaces.c.id).order_by(rows.workspaces.c.id)
    ):
        Turns(connection, WorkspaceId(workspace), needed=True).take_workspace()


def _rotate(database: Database, connection: Connection, table: Table, row: Row[Any]) -> bool:
    keys, fields = database.keys, row._mapping  # noqa: SLF001  # SQLAlchemy's public name for it
    names = {column.name for column in table.primary_key.columns}
    words = {
        name: keys.open(sealed)
        for name, sealed in fields.items()
        if name not in names and sealed and not keys.newest_opens(sealed)
    }
    if not words:
        return False
    values: dict[str, Any] = {
        name: type_coerce(keys.seal(text), Text) for name, text in words.items()
    }
    if table.name in _HASHED:
        hash_name, field = _HASHED[table.name]
        text = json.loads(words["private"])[field]
        values[hash_name] = keys.hashed(text) if text else None
    this = [column == fields[column.name] for column in table.primary_key.columns]
    connection.execute(update(table).where(*this).values(values))
    return True
