"""Compares what a transaction wrote with the records that its scopes have noted.

Watched over the whole suite: a repository that writes and does not say so is found by whichever
test uses it first.
"""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from bot.messages import Record
from storage.scopes.doors import Door

RECORDED_IN: Mapping[str, frozenset[Record]] = {
    table: frozenset(records)
    for table, records in {
        "calls": {Record.CALL},
        "checklists": {Record.TICK, Record.MEETING_NOTES},
        "closures": {Record.CALENDAR},
        "concerns": {Record.CONCERN},
        "confirmations": {Record.CONFIRMATION},
        "conversations": {Record.CONVERSATION},
        "conversation_versions": {Record.CONVERSATION},
        "duties": {Record.DUTY},
        "filled_forms": {Record.REQUEST},
        "goals": {Record.GOAL},
        "goal_marks": {Record.GOAL},
        "goal_versions": {Record.GOAL},
        "meetings": {Record.MEETING},
        "meeting_changes": {Record.MEETING},
        "office_notes": {Record.OFFICE_NOTE},
        "office_ticks": {Record.OFFICE_NOTE},
        "parent_requests": {Record.PARENT_REQUEST},
        "people": {Record.PERSON, Record.SETTINGS},
        "proposals": {Record.PROPOSAL},
        "reporting_periods": {Record.PERIODS},
        "requests": {Record.REQUEST},
        "school_years": {Record.CALENDAR},
        "schools": {Record.CALENDAR, Record.PERSON, Record.STUDENT},
        "standings": {Record.STANDING},
        "standing_changes": {Record.STANDING},
        "students": {Record.STUDENT},
        "team_members": {Record.TEAM},
        "ticks": {Record.TICK},
        "workspaces": {Record.SETTINGS, Record.CALENDAR, Record.PERIODS},
    }.items()
}
"""For each table, the records that are written to it; one of them is to be noted."""

SHOWN_NOWHERE = frozenset(
    {
        "audit",
        "audit_chains",
        "audit_keys",
        "contact_versions",
        "contacts",
        "destructions",
        "disclosures",
        "drafts",
        "heard_events",
        "helpers",
        "holds",
        "imports",
        "messages",
        "parents",
        "outbox",
        "rehearsal_findings",
        "request_links",
        "sent_files",
        "signature_attempts",
    }
)
"""What no message tells of: screens show it, which are drawn when they are opened."""

_WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)


class Watch:
    """Watches every transaction of every scope from `begin` on."""

    def __init__(self) -> None:
        self.forgotten: list[str] = []
        """The tables of which something was written and nothing noted."""
        self._patch = pytest.MonkeyPatch()

    def begin(self) -> None:
        event.listen(Engine, "begin", _new)
        event.listen(Engine, "after_cursor_execute", _note)
        watch, closed = self, Door.close

        def close(door: Door) -> None:
            watch.compare(door)
            closed(door)

        self._patch.setattr(Door, "close", close)

    def end(self) -> None:
        event.remove(Engine, "begin", _new)
        event.remove(Engine, "after_cursor_execute", _note)
        self._patch.undo()

    def compare(self, door: Door) -> None:
        noted = {one.record for one in door.opened._reach.noted} if door.opened else set()
        written = door.connection.info.get("written", set())
        for table in written - SHOWN_NOWHERE:
            if not RECORDED_IN.get(table, frozenset()) & noted:
                self.forgotten.append(f"{table} was written, and {sorted(noted)} noted")


def _new(connection: Connection) -> None:
    connection.info["written"] = set()


def _note(connection: Connection, cursor: Any, statement: str, *_: Any) -> None:
    # Pressed twice, the second insert does nothing; what is returned tells only who asks for it.
    if "DO NOTHING" in statement and ("RETURNING" in statement or cursor.rowcount == 0):
        return
    if written := _WRITES.match(statement):
        connection.info.setdefault("written", set()).add(written[1])
