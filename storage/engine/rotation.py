"""Turning the keys: everything sealed with an older key is sealed with the newest."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from bot.errors import SealBrokenError
from bot.workspaces import WorkspaceId
from storage import tables as rows
from storage.engine.database import Database
from storage.engine.sealed_walks import Key, batch_of, everything_sealed, seals_of, workspace_of
from storage.engine.seals import Opened, Seal, Sealing
from storage.engine.writers import Turns

_HASHED: Mapping[str, Mapping[str, tuple[str, Callable[[Any], str | None]]]] = {
    "people": {"email_hash": ("private", lambda private: private.get("email"))},
    "students": {
        "alias_hash": ("alias", lambda alias: alias),
        "number_hash": ("private", lambda private: private.get("number")),
    },
    "schools": {"name_hash": ("name", lambda name: name)},
}
"""The keyed hashes, which change with the key, and of what in which column each is."""


def rotate_keys(database: Database) -> int:
    """Seal everything with the newest key; returns how many rows that changed.

    It can be stopped and begun again. Only after it has come to its end can older keys be left
    out, since until then the database asks for them.
    """
    changed = sum(sum(_rotated(database, sealing)) for sealing in everything_sealed())
    with database.writing() as connection:
        connection.execute(delete(rows.key_checks))
        connection.execute(insert(rows.key_checks).values(sealed=database.keys.check()))
    return changed


def _rotated(database: Database, sealing: Sealing) -> Iterator[bool]:
    """Go through a table by its primary key, a batch to a transaction."""
    after: Key | None = None
    while after is None or after:
        with database.writing() as connection:
            _let_nobody_write(connection)
            found, after = batch_of(connection, sealing.table, after)
            seals = seals_of(connection, database.keys)
            for row in found:
                seal = seals[workspace_of(sealing.table, row)]
                yield _rotate(seal, connection, sealing, row)


def _let_nobody_write(connection: Connection) -> None:
    """Stop others until a batch is kept: a live assistant would seal with the key before."""
    for workspace in connection.scalars(
        select(rows.workspaces.c.id).order_by(rows.workspaces.c.id)
    ):
        Turns(connection, WorkspaceId(workspace), needed=True).take_workspace()


def _rotate(seal: Seal, connection: Connection, sealing: Sealing, row: Row[Any]) -> bool:
    if all(sealing.is_newest(seal, name, row) for name in sealing.columns):
        return False
    words = dict(_words_of(seal, sealing, row))
    if not words:
        return False
    of_words = _HASHED.get(sealing.table.name, {}).items()
    hashes = {name: of(words[column]) for name, (column, of) in of_words if column in words}
    # Without a hash stays who has none: another record has had the same id longer.
    hashed = {
        name: seal.hashed(text) if text and getattr(row, name) else None
        for name, text in hashes.items()
    }
    # A hash can say whose a row is, so that with it the place changes, too.
    values = sealing.sealed(seal, words | hashed, Opened(row, hashed))
    this = [column == getattr(row, column.name) for column in sealing.table.primary_key]
    connection.execute(update(sealing.table).where(*this).values(values))
    return True


def _words_of(seal: Seal, sealing: Sealing, row: Row[Any]) -> Iterator[tuple[str, Any]]:
    """Yield the words of a row; what no key opens, stays as it is."""
    for name in sealing.columns:
        try:
            yield name, sealing.open(seal, name, row)
        except SealBrokenError:
            continue
