"""Meetings, those that parents asked for, and all that is done for them and said in them."""

from sqlalchemy import Boolean, Column, Date, Index, Integer, Table, Text, Time, UniqueConstraint

from storage.engine.columns import Sealed, SealedFields, UtcDateTime
from storage.tables.base import mark_column, metadata, records_table, reference, workspace_column

meetings = records_table(
    "meetings",
    reference("student_id", "students"),
    Column("on", Date, nullable=False),
    Column("at", Time),
    Column("kind", Text, nullable=False),
    Column("mode", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("arose_on", Date, nullable=False),
    Column("held_on", Date),
    Column("consent_on", Date),
    Column("made_at", UtcDateTime, nullable=False),
    reference("continues_id", "meetings", nullable=True),
    Index(None, "workspace_id", "student_id"),
    Index(None, "workspace_id", "on"),
)
"""`continues_id` links a meeting to the adjourned one that goes on with it."""

meeting_changes = records_table(
    "meeting_changes",
    mark_column(),
    reference("meeting_id", "meetings", whose=True),
    reference("student_id", "students", nullable=True, whose=True),
    Column("changed_at", UtcDateTime, nullable=False),
    reference("by_id", "people", nullable=True),
    Column("old_on", Date),
    Column("new_on", Date, nullable=False),
    Column("old_at", Time),
    Column("new_at", Time),
    Column("why", Sealed),
    Column("state", Text),
    Column("held_on", Date),
    Index(None, "workspace_id", "meeting_id"),
)
"""Every date and every state a meeting has had, who changed it and why. `state` is what it was
then; empty in rows from before states were kept here."""

parent_requests = records_table(
    "parent_requests",
    mark_column(),
    reference("student_id", "students", whose=True),
    reference("meeting_id", "meetings", nullable=True),
    Column("written", Boolean, nullable=False),
    Column("received_on", Date, nullable=False),
    Column("whose", Sealed),
    Column("withdrawn", Boolean, nullable=False),
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "workspace_id", "student_id"),
)
"""`meeting_id` is the meeting set for it; `withdrawn` says that it was recorded by mistake."""

helpers = Table(
    "helpers",
    metadata,
    workspace_column(primary_key=True),
    reference("meeting_id", "meetings", primary_key=True),
    reference("person_id", "people", primary_key=True),
    reference("by_id", "people", nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "workspace_id", "person_id"),
)

standings = Table(
    "standings",
    metadata,
    workspace_column(primary_key=True),
    mark_column(),
    Column("subject", Text, primary_key=True),
    Column("obligation", Text, primary_key=True),
    reference("student_id", "students", whose=True),
    reference("meeting_id", "meetings", nullable=True),
    Column("state", Text, nullable=False),
    Column("revise", Boolean, nullable=False),
    reference("by_id", "people", nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("reason", Sealed),
    Column("snoozed_until", Date),
    Column("stays_due_on", Date),
    Column("revision", Integer, nullable=False),
    Column("before", SealedFields),  # what an undo brings back
    Index(None, "workspace_id", "student_id"),
)
"""What was recorded about obligations; their dates are computed, never kept."""

standing_changes = records_table(
    "standing_changes",
    mark_column(),
    Column("subject", Text, nullable=False),
    Column("obligation", Text, nullable=False),
    reference("student_id", "students", whose=True),
    reference("meeting_id", "meetings", nullable=True),
    Column("state", Text, nullable=False),
    Column("revise", Boolean, nullable=False),
    reference("by_id", "people", nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("reason", Sealed),
    Column("snoozed_until", Date),
    Column("undone", Boolean, nullable=False),  # whether it brought back what stood before
    Index(None, "workspace_id", "student_id"),
)
"""Every record of an obligation, what was undone included; only ever added to."""

drafts = Table(
    "drafts",
    metadata,
    Column("key", Text, primary_key=True),
    workspace_column(),
    mark_column(),
    reference("owner_id", "people", whose=True),
    Column("kind", Text, nullable=False),
    reference("student_id", "students", nullable=True, whose=True),
    reference("meeting_id", "meetings", nullable=True),
    Column("answers", SealedFields),  # by question: the answer, and when it was typed
    Column("page", Integer, nullable=False),
    Column("turn", Integer, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False),
    Column("submitted", Boolean, nullable=False),
    Index(None, "workspace_id", "owner_id", "kind"),
)

conversations = records_table(
    "conversations",
    mark_column(),
    Column("draft_key", Text, nullable=False),
    reference("student_id", "students", whose=True),
    reference("meeting_id", "meetings", nullable=True),
    Column("held_on", Date, nullable=False),
    Column("private", SealedFields),
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    Column("revision", Integer, nullable=False, server_default="1"),
    Column("withdrawn_at", UtcDateTime),
    Column("withdrawn", SealedFields),  # by whom, and why
    Column("proposals", SealedFields),  # the concerns proposed that were kept or dropped
    UniqueConstraint("workspace_id", "draft_key"),
    Index(None, "workspace_id", "student_id"),
)

conversation_versions = Table(
    "conversation_versions",
    metadata,
    workspace_column(primary_key=True),
    mark_column(),
    reference("conversation_id", "conversations", primary_key=True, whose=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    reference("student_id", "students", whose=True),
    Column("held_on", Date, nullable=False),
    Column("private", SealedFields),
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    Index(None, "workspace_id", "student_id"),
)
"""Every version of a conversation that was changed, the first one included; only ever added to."""

calls = records_table(
    "calls",
    reference("student_id", "students"),
    reference("meeting_id", "meetings", nullable=True),
    Column("at", UtcDateTime, nullable=False),
    Column("state", Text, nullable=False),
    reference("by_id", "people"),
    Column("changed_at", UtcDateTime, nullable=False),
    Index(None, "workspace_id", "student_id"),
    Index(None, "workspace_id", "at"),
)
"""Talks with parents that are agreed for a time to come."""

concerns = records_table(
    "concerns",
    mark_column(),
    reference("student_id", "students", whose=True),
    reference("meeting_id", "meetings", nullable=True),
    Column("text", Sealed),
    Column("state", Text, nullable=False),
    Column("note", Sealed),
    reference("conversation_id", "conversations", nullable=True),  # where it was proposed from
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    reference("settled_by_id", "people", nullable=True),
    Column("settled_at", UtcDateTime),
    reference("settled_in_id", "meetings", nullable=True),
    Index(None, "workspace_id", "student_id"),
    Index(None, "workspace_id", "meeting_id"),
)
"""`settled_…` tells of the last change of the state, a reopening included."""

checklists = Table(
    "checklists",
    metadata,
    workspace_column(primary_key=True),
    mark_column(),
    reference("meeting_id", "meetings", primary_key=True, whose=True),
    reference("student_id", "students", nullable=True, whose=True),
    Column("revision", Integer, nullable=False),
    Column("rights", SealedFields),
    Column("sign_off", SealedFields),
    Column("close_out", SealedFields),
)

ticks = Table(
    "ticks",
    metadata,
    workspace_column(primary_key=True),
    mark_column(),
    reference("meeting_id", "meetings", primary_key=True, whose=True),
    reference("student_id", "students", nullable=True, whose=True),
    Column("line", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("answer", Sealed),
    reference("by_id", "people"),
    Column("at", UtcDateTime, nullable=False),
    Column("took_place_at", UtcDateTime),
)
"""`at` is when somebody ticked; `took_place_at`, where it was ticked afterwards, the true time."""
