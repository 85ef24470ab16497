"""The tables, by noun. Every row says which workspace it belongs to."""

from storage.tables.after_meetings import duties, proposals, signature_attempts
from storage.tables.audit import audit, audit_chains, audit_keys, disclosures
from storage.tables.base import metadata, of_workspaces
from storage.tables.checks import key_checks
from storage.tables.contacts import contact_versions, contacts
from storage.tables.destructions import destructions, holds
from storage.tables.goals import goal_marks, goal_versions, goals
from storage.tables.meetings import (
    calls,
    checklists,
    concerns,
    conversation_versions,
    conversations,
    drafts,
    helpers,
    meeting_changes,
    meetings,
    parent_requests,
    standing_changes,
    standings,
    ticks,
)
from storage.tables.messages import heard_events, messages, outbox, sent_files
from storage.tables.office import office_notes, office_ticks
from storage.tables.people import confirmations, imports, parents, people, students, team_members
from storage.tables.rehearsal import rehearsal_findings
from storage.tables.requests import filled_forms, request_links, requests
from storage.tables.schools import schools
from storage.tables.workspaces import closures, reporting_periods, school_years, workspaces

__all__ = [
    "audit",
    "audit_chains",
    "audit_keys",
    "calls",
    "checklists",
    "closures",
    "concerns",
    "confirmations",
    "contact_versions",
    "contacts",
    "conversation_versions",
    "conversations",
    "destructions",
    "disclosures",
    "drafts",
    "duties",
    "filled_forms",
    "goal_marks",
    "goal_versions",
    "goals",
    "heard_events",
    "helpers",
    "holds",
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
    "parents",
    "people",
    "proposals",
    "rehearsal_findings",
    "reporting_periods",
    "request_links",
    "requests",
    "school_years",
    "schools",
    "sent_files",
    "signature_attempts",
    "standing_changes",
    "standings",
    "students",
    "team_members",
    "ticks",
    "workspaces",
]
