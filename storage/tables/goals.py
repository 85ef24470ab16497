"""Goals by their labels, what each was called before, and how each stood in which period."""

from sqlalchemy import Boolean, Column, Index, false

from storage.engine.columns import Sealed, UtcDateTime
from storage.tables.base import mark_column, records_table, reference

goals = records_table(
    "goals",
    mark_column(),
    reference("student_id", "students", whose=True),
    Column("label", Sealed),
    Column("closed", Boolean, nullable=False, server_default=false()),
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "workspace_id", "student_id"),
)

goal_versions = records_table(
    "goal_versions",
    mark_column(),
    reference("goal_id", "goals", whose=True),
    reference("student_id", "students", nullable=True, whose=True),
    Column("label", Sealed),
    Column("closed", Boolean, nullable=False),
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "workspace_id", "goal_id"),
)
"""Only ever added to: what stood there before each change."""

goal_marks = records_table(
    "goal_marks",
    mark_column(),
    reference("goal_id", "goals", whose=True),
    reference("student_id", "students", nullable=True, whose=True),
    reference("period_id", "reporting_periods"),
    Column("progress", Sealed),
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "workspace_id", "goal_id", "period_id"),
)
"""Only ever added to: the latest one of a goal in a period is what holds."""
