"""What a rehearsal in a real workspace has found of Slack: shapes and codes, and nobody's words."""

from sqlalchemy import JSON, Boolean, Column, Text, UniqueConstraint

from storage.engine.columns import UtcDateTime
from storage.tables.base import records_table

rehearsal_findings = records_table(
    "rehearsal_findings",
    Column("step", Text, nullable=False),
    Column("found", JSON, nullable=False),
    Column("done", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("workspace_id", "step"),
)
"""One row for each step that is done, or begun; a new rehearsal takes the old one's away."""
