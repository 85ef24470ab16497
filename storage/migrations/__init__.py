"""The tables' history. Nothing here but what a start needs, so that Alembic stays unimported."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

_VERSIONS = Path(__file__).parent / "versions"

CURRENT = max(file.name.partition("_")[0] for file in _VERSIONS.glob("*.py"))
"""The revision that `rows` describes: the last one's number, with which its file's name begins."""

NEWER = (
    "The database was written by a newer Preiep. Please install that one, or put back a backup "
    "from before. Nothing was changed."
)


def revision_of(connection: Connection) -> str | None:
    """Return the revision a database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision
