"""The rows of a table as they stand in the database, with their words open."""

from typing import Any

from sqlalchemy import Table, select

from storage import Database
from storage.engine.sealed_walks import seals_of, workspace_of
from storage.engine.seals import Opened, sealing_of


def unsealed(database: Database, table: Table) -> list[Any]:
    sealing = sealing_of(table)
    with database.reading() as connection:
        seals = seals_of(connection, database.keys)
        found = connection.execute(select(table)).all()
    return [Opened(row, sealing.opened(seals[workspace_of(table, row)], row)) for row in found]
