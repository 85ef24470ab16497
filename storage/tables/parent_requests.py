"""Meetings that parents asked for: written, which starts the law's clock, or spoken."""

from sqlalchemy import Boolean, Column, Date, Index, Table

from storage.engine.columns import Encrypted, UtcDateTime
from storage.tables.base import id_column, metadata, reference, workspace_column

parent_requests = Table(
    "parent_requests",
    metadata,
    id_column(),
    workspace_column(),
    reference("student_id", "students"),
    reference("meeting_id", "meetings", nullable=True),
    Column("written", Boolean, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("whose", Encrypted),
    Column("withdrawn", Boolean, nullable=False),
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "workspace_id", "student_id"),
)
"""`meeting_id` is the meeting set for it; `withdrawn` says that it was recorded by mistake."""
