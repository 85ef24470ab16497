"""The tables' history. Nothing here but what a start needs, so that Alembic stays unimported."""

from sqlalchemy import Connection, inspect, text

CURRENT = "0015"
"""The revision that `rows` describes."""


def revision_of(connection: Connection) -> str | None:
    """Return the revision a database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision
