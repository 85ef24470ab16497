"""What respondents were asked for, and every version of what came in."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, Text, UniqueConstraint, false

from storage.engine.columns import Sealed, SealedFields, UtcDateTime
from storage.tables.base import mark_column, records_table, reference

requests = records_table(
    "requests",
    mark_column(),
    reference("student_id", "students", whose=True),
    reference("meeting_id", "meetings"),
    Column("form", Text, nullable=False),
    reference("respondent_id", "people"),
    Column("state", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("needs_until", Date),
    Column("own_date", Boolean, nullable=False, server_default=false()),
    Column("reason", Sealed),
    reference("asked_by_id", "people", nullable=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    UniqueConstraint("workspace_id", "meeting_id", "form", "respondent_id"),
    Index(None, "workspace_id", "student_id"),
    Index(None, "workspace_id", "respondent_id"),
)

filled_forms = records_table(
    "filled_forms",
    mark_column(),
    reference("request_id", "requests", whose=True),
    reference("student_id", "students", nullable=True, whose=True),
    Column("draft_key", Text, nullable=False),
    Column("answers", SealedFields),
    Column("wording", SealedFields),  # what was asked, by question, and of which version
    Column("said", SealedFields),  # who said it and how, where somebody else wrote it down
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("workspace_id", "draft_key"),
    Index(None, "workspace_id", "request_id"),
)
"""Only ever added to: the latest one of a request is what holds."""

request_links = records_table(
    "request_links",
    reference("request_id", "requests"),
    reference("student_id", "students"),
    Column("token_hash", Text),  # empty until the mail that carries a new one goes out
    Column("state", Text, nullable=False),
    Column("until", UtcDateTime, nullable=False),  # school time
    Column("tries_left", Integer, nullable=False),
    Column("codes_mailed", Integer, nullable=False),
    Column("code_hash", Text),
    Column("code_until", UtcDateTime),  # wire time
    Column("session_hash", Text),
    Column("session_until", UtcDateTime),  # wire time
    reference("made_by_id", "people", nullable=True),
    Column("made_at", UtcDateTime, nullable=False),
    Column("opened_at", UtcDateTime),
    UniqueConstraint("workspace_id", "token_hash"),
    Index(None, "workspace_id", "request_id"),
)
"""Private links of people outside Slack. Of token, code and session only keyed hashes are kept."""
