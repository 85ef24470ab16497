"""Notes to the office, and every word that it said about them."""

from sqlalchemy import Boolean, Column, Date, Index, Time

from storage.engine.columns import SealedFields, UtcDateTime
from storage.tables.base import mark_column, records_table, reference

office_notes = records_table(
    "office_notes",
    reference("student_id", "students"),
    reference("meeting_id", "meetings"),
    Column("on", Date, nullable=False),
    Column("at", Time),
    Column("anew", Boolean, nullable=False),
    reference("sent_by_id", "people"),
    Column("sent_at", UtcDateTime, nullable=False),
    Column("wanted_by", Date),  # none of those sent before it was kept
    reference("withdrawn_by_id", "people", nullable=True),
    Column("withdrawn_at", UtcDateTime),
    Index(None, "workspace_id", "meeting_id"),
    Index(None, "student_id"),
    Index(None, "workspace_id", "on"),
)

office_ticks = records_table(
    "office_ticks",
    mark_column(),
    reference("student_id", "students", whose=True),
    reference("note_id", "office_notes", whose=True),
    Column("sent_on", Date),  # none where the word before was taken back
    Column("private", SealedFields),
    Column("received_on", Date),
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "workspace_id", "note_id"),
)
