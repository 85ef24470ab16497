"""The files that were sent through Slack, until they are taken out of it again."""

from sqlalchemy import Boolean, Column, Index, Table, Text, UniqueConstraint, false, text

from storage.engine.columns import UtcDateTime
from storage.tables.base import id_column, metadata, reference, workspace_column

_STANDS = ("gone = 0", "NOT gone")
"""For SQLite and PostgreSQL: each knows the condition only as it would write it itself."""

sent_files = Table(
    "sent_files",
    metadata,
    id_column(),
    workspace_column(),
    reference("errand_id", "outbox"),
    Column("file", Text, nullable=False),  # Slack's id
    Column("begun_at", UtcDateTime, nullable=False),  # school time
    Column("gone", Boolean, nullable=False, server_default=false()),
    UniqueConstraint("workspace_id", "file"),
    Index(
        "ix_sent_files_standing",
        "workspace_id",
        "begun_at",
        sqlite_where=text(_STANDS[0]),
        postgresql_where=text(_STANDS[1]),
    ),
    Index(None, "errand_id"),
)
"""A row stands before its file can be seen by anybody, so that none is ever forgotten in Slack."""
