"""Going through everything that is sealed, a batch in memory at a time; and what does not open."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Table, select, tuple_

from bot.errors import SealBrokenError
from bot.workspaces import WorkspaceId
from storage import tables as rows
from storage.engine.database import Database
from storage.engine.keys import Keys
from storage.engine.seals import Seal, Sealing, sealing_of

AT_A_TIME = 500
"""Rows to a batch, each in a transaction of its own, so that others can write in between."""

Key = tuple[Any, ...]


def broken_seals(database: Database) -> Counter[str]:
    """Count by table what does not open where it stands."""
    broken: Counter[str] = Counter()
    for sealing in everything_sealed():
        after: Key | None = None
        while after is None or after:
            with database.reading() as connection:
                found, after = batch_of(connection, sealing.table, after)
                seals = seals_of(connection, database.keys)
            for row in found:
                seal = seals.get(workspace_of(sealing.table, row))
                broken[sealing.table.name] += _broken(seal, sealing, row)
    return +broken


def everything_sealed() -> Iterator[Sealing]:
    """Yield the tables in which something is sealed."""
    return (one for one in map(sealing_of, rows.metadata.sorted_tables) if one.columns)


def batch_of(connection: Connection, table: Table, after: Key | None) -> tuple[list[Row[Any]], Key]:
    """Return rows in the order of their keys, and after which one to go on; () at the end."""
    key = list(table.primary_key.columns)
    batch = select(table).order_by(*key).limit(AT_A_TIME)
    if after:
        batch = batch.where(tuple_(*key) > tuple_(*after))
    found = [*connection.execute(batch)]
    return found, _key_of(table, found[-1]) if len(found) == AT_A_TIME else ()


def _key_of(table: Table, row: Row[Any]) -> Key:
    return tuple(getattr(row, column.name) for column in table.primary_key.columns)


def seals_of(connection: Connection, keys: Keys) -> dict[WorkspaceId, Seal]:
    """Return the seal of each workspace, by its id."""
    marks = connection.execute(select(rows.workspaces.c.id, rows.workspaces.c.mark))
    return {WorkspaceId(row.id): keys.of(row.mark) for row in marks}


def workspace_of(table: Table, row: Row[Any]) -> WorkspaceId:
    """Return to which workspace a row belongs, or which one it is."""
    return WorkspaceId(row.workspace_id if "workspace_id" in table.c else row.id)


def _broken(seal: Seal | None, sealing: Sealing, row: Row[Any]) -> int:
    if seal is None:
        return sum(getattr(row, name) is not None for name in sealing.columns)
    broken = 0
    for name in sealing.columns:
        try:
            sealing.open(seal, name, row)
        except SealBrokenError:
            broken += 1
    return broken
