"""The history of what was recorded about obligations: who, what, when and why."""

from typing import Any

from sqlalchemy import insert, select

from bot.dates.obligation_rows import Standing, StandingChange, State, Subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import MeetingId
from bot.students import StudentId
from storage import tables as rows
from storage.scopes.reach import Reach

_changes = rows.standing_changes.c


def add_change(
    reach: Reach,
    subject: Subject,
    obligation: ObligationId,
    standing: Standing,
    *,
    student: StudentId,
    meeting: MeetingId | None,
    undone: bool,
) -> None:
    """Keep one record, in the same transaction as the standing it made."""
    reach.connection.execute(
        insert(rows.standing_changes).values(
            workspace_id=reach.workspace_id,
            subject=subject,
            obligation=obligation,
            student_id=student,
            meeting_id=meeting,
            state=standing.state,
            revise=standing.revise,
            by_id=standing.by,
            at=standing.at,
            reason=standing.reason,
            snoozed_until=standing.snoozed_until,
            undone=undone,
        )
    )


def changes_of(reach: Reach, subject: Subject, obligation: ObligationId) -> list[StandingChange]:
    """Return every record of one obligation, the latest first.

    Reasons stay closed where names do.
    """
    found = reach.connection.execute(
        select(*_columns(reach))
        .where(
            reach.can_get_at(rows.standing_changes),
            _changes.subject == subject,
            _changes.obligation == obligation,
        )
        .order_by(_changes.id.desc())
    )
    return [
        StandingChange(
            state=State(row.state),
            revise=row.revise,
            by=row.by_id,
            at=row.at,
            reason=getattr(row, "reason", None) or "",
            snoozed_until=row.snoozed_until,
            undone=row.undone,
        )
        for row in found
    ]


def _columns(reach: Reach) -> list[Any]:
    return [column for column in _changes if reach.names or column.name != "reason"]
