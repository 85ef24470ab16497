"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _workspaces()
    _people()
    _meetings()
    _meeting_notes()
    _messages()
    _logs()


def downgrade() -> None:
    for table in _TABLES_LAST_FIRST:
        op.drop_table(table)


_TABLES_LAST_FIRST = (
    "disclosures",
    "audit",
    "messages",
    "outbox",
    "drafts",
    "conversations",
    "concerns",
    "ticks",
    "checklists",
    "standings",
    "helpers",
    "meeting_changes",
    "meetings",
    "imports",
    "team_members",
    "students",
    "people",
    "key_checks",
    "school_years",
    "closures",
    "workspaces",
)


def _workspaces() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.Column("sandbox", sa.Boolean(), nullable=False),
        sa.Column("names_at_home", sa.Boolean(), nullable=False),
        sa.Column("digest_at", sa.Time(), nullable=False),
        sa.Column("office_channel", sa.Text(), nullable=False),
        sa.Column("calendar_confirmed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "closures",
        sa.Column("workspace_id", sa.Text(), primary_key=True),
        sa.Column("day", sa.Date(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
    )
    op.create_table(
        "school_years",
        sa.Column("workspace_id", sa.Text(), primary_key=True),
        sa.Column("first_on", sa.Date(), primary_key=True),
        sa.Column("last_on", sa.Date(), nullable=False),
    )
    op.create_table(
        "key_checks",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("sealed", sa.Text(), nullable=False),
    )


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("slack_id", sa.Text()),
        sa.Column("private", sa.Text()),
        sa.Column("email_hash", sa.Text()),
        sa.Column("timezone", sa.Text(), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("schools", sa.JSON(), nullable=False),
        sa.Column("channel", sa.Text()),
        sa.Column("digest_at", sa.Time(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("workspace_id", "slack_id"),
    )
    op.create_index("ix_people_workspace_id_email_hash", "people", ["workspace_id", "email_hash"])
    op.create_index("ix_people_workspace_id_id", "people", ["workspace_id", "id"])
    op.create_table(
        "students",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("case_manager_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("private", sa.Text()),
        sa.Column("number_hash", sa.Text()),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("school", sa.Text(), nullable=False),
        sa.Column("interpreter", sa.Boolean(), nullable=False),
        sa.Column("annual_due", sa.Date()),
        sa.Column("triennial_due", sa.Date()),
        sa.Column("exited_on", sa.Date()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("workspace_id", "alias"),
        sa.UniqueConstraint("workspace_id", "number_hash"),
    )
    op.create_index(
        "ix_students_workspace_id_case_manager_id", "students", ["workspace_id", "case_manager_id"]
    )
    op.create_index("ix_students_workspace_id_school", "students", ["workspace_id", "school"])
    op.create_table(
        "team_members",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("service", sa.Text()),
        sa.Column("from_on", sa.Date()),
        sa.Column("until_on", sa.Date()),
    )
    op.create_index(
        "ix_team_members_workspace_id_person_id", "team_members", ["workspace_id", "person_id"]
    )
    op.create_index(
        "ix_team_members_workspace_id_student_id", "team_members", ["workspace_id", "student_id"]
    )
    op.create_table(
        "imports",
        sa.Column("workspace_id", sa.Text(), primary_key=True),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), primary_key=True),
        sa.Column("fields", sa.Text()),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def _meetings() -> None:
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("arose_on", sa.Date(), nullable=False),
        sa.Column("held_on", sa.Date()),
        sa.Column("consent_on", sa.Date()),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_meetings_workspace_id_on", "meetings", ["workspace_id", "on"])
    op.create_index(
        "ix_meetings_workspace_id_student_id", "meetings", ["workspace_id", "student_id"]
    )
    op.create_table(
        "meeting_changes",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id"), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("old_on", sa.Date()),
        sa.Column("new_on", sa.Date(), nullable=False),
        sa.Column("old_at", sa.Time()),
        sa.Column("new_at", sa.Time()),
        sa.Column("why", sa.Text()),
    )
    op.create_index(
        "ix_meeting_changes_workspace_id_meeting_id",
        "meeting_changes",
        ["workspace_id", "meeting_id"],
    )
    op.create_table(
        "helpers",
        sa.Column("workspace_id", sa.Text(), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id"), primary_key=True),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_helpers_workspace_id_person_id", "helpers", ["workspace_id", "person_id"])
    op.create_table(
        "standings",
        sa.Column("workspace_id", sa.Text(), primary_key=True),
        sa.Column("subject", sa.Text(), primary_key=True),
        sa.Column("obligation", sa.Text(), primary_key=True),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id")),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("revise", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("snoozed_until", sa.Date()),
        sa.Column("stays_due_on", sa.Date()),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text()),
    )
    op.create_index(
        "ix_standings_workspace_id_student_id", "standings", ["workspace_id", "student_id"]
    )


def _meeting_notes() -> None:
    op.create_table(
        "checklists",
        sa.Column("workspace_id", sa.Text(), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id"), primary_key=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("rights", sa.Text()),
        sa.Column("sign_off", sa.Text()),
    )
    op.create_table(
        "ticks",
        sa.Column("workspace_id", sa.Text(), primary_key=True),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id"), primary_key=True),
        sa.Column("line", sa.Text(), primary_key=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text()),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "concerns",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id")),
        sa.Column("text", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("note", sa.Text()),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index(
        "ix_concerns_workspace_id_meeting_id", "concerns", ["workspace_id", "meeting_id"]
    )
    op.create_index(
        "ix_concerns_workspace_id_student_id", "concerns", ["workspace_id", "student_id"]
    )
    op.create_table(
        "conversations",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("draft_key", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id")),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("private", sa.Text()),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("workspace_id", "draft_key"),
    )
    op.create_index(
        "ix_conversations_workspace_id_student_id", "conversations", ["workspace_id", "student_id"]
    )
    op.create_table(
        "drafts",
        sa.Column("key", sa.Text(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id")),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id")),
        sa.Column("answers", sa.Text()),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted", sa.Boolean(), nullable=False),
    )
    op.create_index(
        "ix_drafts_workspace_id_owner_id_kind", "drafts", ["workspace_id", "owner_id", "kind"]
    )


def _messages() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True)),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text()),
        sa.Column("free_at", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("begun", sa.Boolean(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.UniqueConstraint("workspace_id", "kind", "addressee", "subject", "step"),
        postgresql_with={"fillfactor": 60},
    )
    op.create_index(
        "ix_outbox_waiting",
        "outbox",
        ["workspace_id", "id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ts", sa.Text(), nullable=False),
        sa.Column("thread_ts", sa.Text()),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text()),
        sa.Column("free_at", sa.DateTime(timezone=True)),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.UniqueConstraint("workspace_id", "channel", "ts"),
    )
    op.create_index(
        "ix_messages_to_redraw",
        "messages",
        ["workspace_id", "id"],
        sqlite_where=sa.text("wanted > drawn AND gone = 0"),
        postgresql_where=sa.text("wanted > drawn AND NOT gone"),
    )
    op.create_index(
        "ix_messages_workspace_id_addressee_kind", "messages", ["workspace_id", "addressee", "kind"]
    )
    op.create_index(
        "ix_messages_workspace_id_kind_subject", "messages", ["workspace_id", "kind", "subject"]
    )


def _logs() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("people.id")),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id")),
        sa.Column("meeting_id", sa.Integer(), sa.ForeignKey("meetings.id")),
        sa.Column("why", sa.Text()),
        sa.Column("detail", sa.Text()),
    )
    op.create_index("ix_audit_workspace_id_student_id", "audit", ["workspace_id", "student_id"])
    op.create_table(
        "disclosures",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("workspace_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("student_id", sa.Integer(), sa.ForeignKey("students.id"), nullable=False),
        sa.Column("purpose", sa.Text()),
    )
    op.create_index(
        "ix_disclosures_workspace_id_student_id", "disclosures", ["workspace_id", "student_id"]
    )
