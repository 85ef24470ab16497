"""Notes to the office, and every word that it said about them."""

from sqlalchemy import Boolean, Column, Date, Index, Table, Time

from storage.engine.columns import EncryptedFields, UtcDateTime
from storage.tables.base import id_column, metadata, reference, workspace_column

office_notes = Table(
    "office_notes",
    metadata,
    id_column(),
    workspace_column(),
    reference("student_id", "students"),
    reference("meeting_id", "meetings"),
    Column("on", Date, nullable=False),
    Column("at", Time),
    Column("anew", Boolean, nullable=False),
    reference("sent_by_id", "people"),
    Column("sent_at", UtcDateTime, nullable=False),
    reference("withdrawn_by_id", "people", nullable=True),
    Column("withdrawn_at", UtcDateTime),
    Index(None, "workspace_id", "meeting_id"),
)

office_ticks = Table(
    "office_ticks",
    metadata,
    id_column(),
    workspace_column(),
    reference("student_id", "students"),
    reference("note_id", "office_notes"),
    Column("sent_on", Date),  # none where the word before was taken back
    Column("private", EncryptedFields),
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "workspace_id", "note_id"),
)
