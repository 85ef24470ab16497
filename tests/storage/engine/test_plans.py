"""However large the district, a question about one caseload reads that caseload alone."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import event

from bot.people.people import SlackUserId
from bot.permissions import Act
from tests.conftest import NOW
from tests.storage.test_everything import everything_said, fill

PAT = SlackUserId("U0PAT")
WIRE = datetime(2026, 1, 1, tzinfo=UTC)

OF_THE_WHOLE_WORKSPACE = ("closures", "school_years", "schools", "audit_keys", "destructions")
"""A school calendar is read whole, and so are the schools; the log has one key, and records that
were destroyed are few."""

WHO_IS_OF_THE_OFFICE = "SELECT people.id FROM people WHERE people.workspace_id = ? AND (CAST("
"""Asked among all people where the office was told of a meeting that changes."""


@pytest.fixture
def plans(database):
    """How SQLite goes about each statement meanwhile, by statement."""
    seen: dict[str, list[str]] = {}

    def explain(_connection, cursor, statement, parameters, _context, many) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "WITH")) and not many:
            steps = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            seen[statement] = [step[3] for step in steps]

    event.listen(database._engine, "before_cursor_execute", explain)
    yield seen
    event.remove(database._engine, "before_cursor_execute", explain)


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_no_question_about_one_caseload_reads_a_whole_table(school, storage, plans):
    fill(school)
    plans.clear()

    everything_said(storage)
    list(storage.every_caseload(now=NOW))
    with storage.caseload_of(PAT, now=NOW) as caseload:
        (student,) = caseload.students.named("zeph")
        caseload.students.by_number(student.number)
        meeting = caseload.meetings.next_of(student.id)
        caseload.meetings.keep(replace(meeting, at=time(9, 30)))
        caseload.people.set_team(student.id, caseload.people.team_of(student.id))
        caseload.messages.latest("card", "C1")
        caseload.messages.at("C1", "1.0")
        caseload.people.by_email("pat@quillmarsh.example")
        caseload.people.team_of(student.id)
        caseload.helpers.of(meeting.id)
        caseload.concerns.of_meeting(meeting.id)
    with storage.meeting_of(PAT, meeting.id, now=NOW, act=Act.TICK_CHECKLIST):
        pass
    with storage.jobs(now=NOW) as scope:
        scope.meetings.get(meeting.id)
        scope.case_of(student.id)
        scope.meetings.on(meeting.on)
    claims = {"owner": "one", "lease": timedelta(minutes=1), "limit": 5}
    storage.outbox.claim(now=NOW, **claims)
    storage.redraws.claim(**claims)

    assert len(plans) > 30
    for statement, steps in plans.items():
        if statement.rstrip().endswith("LIMIT ? OFFSET ?") and "ORDER BY" not in statement:
            continue  # Whichever is found first will do.
        if " ".join(statement.split()).startswith(WHO_IS_OF_THE_OFFICE):
            continue
        for step in steps:
            assert not reads_a_whole_table(step), f"{step}\n{statement}"


def reads_a_whole_table(step: str) -> bool:
    if "ix_outbox_waiting" in step or "ix_messages_to_redraw" in step:
        return False  # These indexes hold nothing but what waits.
    table = step.split()[1]
    if "VIRTUAL TABLE" in step or table.startswith("(subquery"):
        return False  # A list that was handed in, or what another step has found.
    if table in (*OF_THE_WHOLE_WORKSPACE, "taken", "last", "json_each", "CONSTANT"):
        return False
    return step.startswith("SCAN") or step.endswith("(workspace_id=?)")
