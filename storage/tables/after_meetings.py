"""What a meeting leaves behind: proposals, what is handed to colleagues, tries for a signature."""

from sqlalchemy import Column, Date, Index, Text, UniqueConstraint

from storage.engine.columns import SealedFields, UtcDateTime
from storage.tables.base import mark_column, records_table, reference

proposals = records_table(
    "proposals",
    mark_column(),
    Column("draft_key", Text, nullable=False),
    reference("student_id", "students", whose=True),
    reference("meeting_id", "meetings"),
    Column("private", SealedFields),
    Column("outcome", Text, nullable=False),
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    reference("settled_by_id", "people", nullable=True),
    Column("settled_at", UtcDateTime),
    UniqueConstraint("workspace_id", "draft_key"),
    Index(None, "workspace_id", "student_id"),
    Index(None, "workspace_id", "meeting_id"),
)

duties = records_table(
    "duties",
    mark_column(),
    Column("draft_key", Text, nullable=False),
    reference("student_id", "students", whose=True),
    reference("meeting_id", "meetings"),
    Column("kind", Text, nullable=False),
    reference("owner_id", "people", nullable=True, whose=True),
    Column("private", SealedFields),
    Column("due_on", Date),
    Column("state", Text, nullable=False),
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    reference("answered_by_id", "people", nullable=True),
    Column("answered_at", UtcDateTime),
    UniqueConstraint("workspace_id", "draft_key"),
    Index(None, "workspace_id", "student_id"),
    Index(None, "workspace_id", "meeting_id"),
    Index(None, "workspace_id", "owner_id"),
)
"""A responsibility, or the at-a-glance: what one colleague is to do or to read."""

signature_attempts = records_table(
    "signature_attempts",
    mark_column(),
    Column("draft_key", Text, nullable=False),
    reference("student_id", "students", whose=True),
    reference("meeting_id", "meetings"),
    Column("tried_on", Date, nullable=False),
    Column("private", SealedFields),
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("workspace_id", "draft_key"),
    Index(None, "workspace_id", "meeting_id"),
)
