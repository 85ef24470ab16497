"""People, students, their parents, and who is on whose team."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Index,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
)

from storage.engine.columns import Sealed, SealedFields, UtcDateTime
from storage.tables.base import (
    WHOSE,
    mark_column,
    metadata,
    records_table,
    reference,
    workspace_column,
)

people = records_table(
    "people",
    mark_column(),
    Column("slack_id", Text),
    Column("private", SealedFields),  # name and e-mail
    Column("email_hash", Text),
    Column("timezone", Text, nullable=False),
    Column("roles", JSON, nullable=False),
    Column("schools", JSON, nullable=False),  # by number
    Column("channel", Text),
    Column("digest_at", Time, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("guest", Boolean, nullable=False, server_default=false()),
    Column("paused_until", Date),
    Column("level", Text),
    Column("made_at", UtcDateTime, nullable=False),
    UniqueConstraint("workspace_id", "slack_id"),
    # Two people can share one address, as at the front desk of a clinic.
    Index(None, "workspace_id", "email_hash"),
    Index(None, "workspace_id", "id"),
    of_itself=True,
)

students = records_table(
    "students",
    mark_column(),
    Column("alias", Sealed),
    Column("alias_hash", Text, nullable=False, info=WHOSE),
    reference("case_manager_id", "people"),
    Column("private", SealedFields),  # names, the district's student id, grade, home language
    Column("number_hash", Text),
    reference("school_id", "schools", nullable=True),
    Column("interpreter", Boolean, nullable=False),
    Column("annual_due", Date),
    Column("triennial_due", Date),
    Column("exited_on", Date),
    Column("made_at", UtcDateTime, nullable=False),
    UniqueConstraint("workspace_id", "alias_hash", name="uq_students_workspace_id_alias"),
    UniqueConstraint("workspace_id", "number_hash"),
    Index(None, "workspace_id", "case_manager_id"),
    Index(None, "workspace_id", "school_id"),
)

parents = records_table(
    "parents",
    mark_column(),
    Column("draft_key", Text, nullable=False),
    reference("student_id", "students", whose=True),
    Column("private", SealedFields),  # all that is known of them
    Column("taken_off", Boolean, nullable=False, server_default=false()),
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("workspace_id", "draft_key"),
    Index(None, "workspace_id", "student_id"),
)

team_members = records_table(
    "team_members",
    mark_column(),
    reference("student_id", "students", whose=True),
    reference("person_id", "people", whose=True),
    Column("role", Text, nullable=False),
    Column("service", Sealed),
    Column("from_on", Date),
    Column("until_on", Date),
    Index(None, "workspace_id", "student_id"),
    Index(None, "workspace_id", "person_id"),
)

confirmations = records_table(
    "confirmations",
    mark_column(),
    Column("wish", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("private", SealedFields),  # the rows, and what they give
    reference("by_id", "people", whose=True),
    Column("at", UtcDateTime, nullable=False),
    reference("decided_by_id", "people", nullable=True),
    Column("decided_at", UtcDateTime),
    Index(None, "workspace_id", "decision"),
)
"""What somebody asks for that another admin decides."""

imports = Table(
    "imports",
    metadata,
    workspace_column(primary_key=True),
    mark_column(),
    reference("student_id", "students", primary_key=True, whose=True),
    Column("fields", SealedFields),
    Column("at", UtcDateTime, nullable=False),
)
"""What a file said last about each student, so that edits made in Slack survive the next one."""
