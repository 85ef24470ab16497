"""Bring a database to the current revision; the only place that imports Alembic."""

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection, text

from bot.errors import StorageError
from storage.migrations import NEWER

if TYPE_CHECKING:
    from storage.engine.database import Database
    from storage.engine.keys import Keys

_ONE_AT_A_TIME = 7_734_001
"""The number of the lock that PostgreSQL holds for whoever migrates."""


def settings(connection: Connection, keys: "Keys | None" = None) -> Config:
    """Say where the history stands; `keys` for where it seals anew what is sealed."""
    config = Config()
    # A percent sign would begin a reference to another option.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes |= {"connection": connection, "keys": keys}
    return config


def upgrade(database: "Database", *, to: str = "head") -> None:
    """Migrate in one transaction. Of several starts at once one migrates and the others wait."""
    if database.dialect == "sqlite":
        database.use_write_ahead_log()
    with database.writing() as connection:
        if database.dialect == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_ONE_AT_A_TIME})"))
        try:
            command.upgrade(settings(connection, database.keys), to)
        except CommandError:
            raise StorageError(NEWER) from None
