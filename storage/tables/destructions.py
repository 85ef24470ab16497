"""What was destroyed, without anything of it, and what may not be."""

from sqlalchemy import JSON, Column, Date, Index, Integer, Text, UniqueConstraint

from storage.engine.columns import Sealed, UtcDateTime
from storage.tables.base import mark_column, records_table, reference

destructions = records_table(
    "destructions",
    Column("student_number", Integer, nullable=False),  # the number of the row that is gone
    Column("at", UtcDateTime, nullable=False),
    Column("told_on", Date, nullable=False),  # when the parents were told
    Column("told_by", Text, nullable=False),
    Column("counts", JSON, nullable=False),  # by kind, what was destroyed
    Column("highest", JSON, nullable=False),  # by table, the highest number that is gone
    Column("alias_hash", Text, nullable=False),  # under the key of the log, which stays
    UniqueConstraint("workspace_id", "student_number"),
)
"""A certificate each. Numbers and aliases that are gone are never given again."""

holds = records_table(
    "holds",
    mark_column(),
    reference("student_id", "students", whose=True),
    Column("reason", Sealed),
    Column("at", UtcDateTime, nullable=False),
    Column("lifted_at", UtcDateTime),
    Index(None, "workspace_id", "student_id"),
)
"""While one is not lifted, nobody destroys the student's record."""
