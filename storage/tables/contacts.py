"""Contacts through the year, and what each said before it was mended."""

from sqlalchemy import Boolean, Column, Index, Text, UniqueConstraint, false

from storage.engine.columns import SealedFields, UtcDateTime
from storage.tables.base import mark_column, records_table, reference

contacts = records_table(
    "contacts",
    mark_column(),
    Column("draft_key", Text, nullable=False),
    reference("student_id", "students", whose=True),
    reference("meeting_id", "meetings", nullable=True),
    Column("kind", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("private", SealedFields),
    Column("withdrawn", Boolean, nullable=False, server_default=false()),
    reference("by_id", "people"),
    Column("kept_at", UtcDateTime, nullable=False),
    UniqueConstraint("workspace_id", "draft_key"),
    Index(None, "workspace_id", "student_id"),
)

contact_versions = records_table(
    "contact_versions",
    mark_column(),
    reference("contact_id", "contacts", whose=True),
    reference("student_id", "students", nullable=True, whose=True),
    Column("kind", Text, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("private", SealedFields),
    Column("withdrawn", Boolean, nullable=False),
    reference("by_id", "people"),
    Column("kept_at", UtcDateTime, nullable=False),
    Index(None, "workspace_id", "contact_id"),
)
"""Only ever added to: what stood in the log before each change."""
