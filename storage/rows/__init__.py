"""The tables, by noun. Every row says which workspace it belongs to."""

from storage.rows.after_meetings import duties, proposals, signature_attempts
from storage.rows.base import metadata, of_workspaces
from storage.rows.checks import key_checks
from storage.rows.contacts import contact_versions, contacts
from storage.rows.files import sent_files
from storage.rows.goals import goal_marks, goal_versions, goals
from storage.rows.meetings import (
    calls,
    checklists,
    concerns,
    conversation_versions,
    conversations,
    drafts,
    helpers,
    meeting_changes,
    meetings,
    standing_changes,
    standings,
    ticks,
)
from storage.rows.messages import audit, disclosures, messages, outbox
from storage.rows.office import office_notes, office_ticks
from storage.rows.parent_requests import parent_requests
from storage.rows.people import imports, people, students, team_members
from storage.rows.requests import filled_forms, request_links, requests
from storage.rows.workspaces import closures, reporting_periods, school_years, workspaces

__all__ = [
    "audit",
    "calls",
    "checklists",
    "closures",
    "concerns",
    "contact_versions",
    "contacts",
    "conversation_versions",
    "conversations",
    "disclosures",
    "drafts",
    "duties",
    "filled_forms",
    "goal_marks",
    "goal_versions",
    "goals",
    "helpers",
    "imports",
    "key_checks",
    "meeting_changes",
    "meetings",
    "messages",
    "metadata",
    "of_workspaces",
    "office_notes",
    "office_ticks",
    "outbox",
    "parent_requests",
    "people",
    "proposals",
    "reporting_periods",
    "request_links",
    "requests",
    "school_years",
    "sent_files",
    "signature_attempts",
    "standing_changes",
    "standings",
    "students",
    "team_members",
    "ticks",
    "workspaces",
]
