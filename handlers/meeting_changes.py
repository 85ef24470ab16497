"""What a meeting goes through, with everything that follows from it: the one way for every screen.

Each function keeps the meeting, records what becomes of its rows, and has drawn anew what tells
of it. Who may do so, and whether the meeting still is what the person saw, its callers ask.
"""

from datetime import date, time

from bot.import_moves import standings_after
from bot.imports import MeetingChange
from bot.meetings import Meeting, cancelled, moved
from bot.moved_meetings import closed_by_cancelling
from bot.obligations import (
    Obligation,
    ObligationId,
    Standing,
    State,
    before_meeting,
    meeting_subject,
)
from handlers.digest_redraws import redraw_what_tells_of_student
from handlers.threads import AFTER, CARD, ENDING, OPENING, PARENT, TIPS, redraw
from storage import Scope

CANCELLED = "cancelled"
"""The reason on the rows that cancelling closed, by which its undoing finds them again."""


def move(scope: Scope, meeting: Meeting, *, to: date, at: time | None, why: str) -> Meeting:
    """Move a meeting. What named the old day is to be revised; what was overdue stays overdue."""
    change = MeetingChange(before=meeting, on=to, at=at, kind=meeting.kind, mode=meeting.mode)
    rows = rows_before(scope, meeting)
    standings = standings_after(
        change, rows, today=scope.today, calendar=scope.calendar_for(meeting.student)
    )
    for obligation, standing in standings.items():
        record(scope, meeting, obligation, standing)
    again = moved(
        meeting, to=to, at=at, today=scope.today, calendar=scope.calendar_for(meeting.student)
    )
    scope.meetings.keep(again, why=why)
    scope.requests_follow(again)
    redraw_everything(scope, again)
    return again


def cancel(scope: Scope, meeting: Meeting, *, why: str) -> Meeting:
    """Cancel a meeting, and close what is open for it."""
    for obligation in closed_by_cancelling(rows_before(scope, meeting)):
        record(scope, meeting, obligation, Standing(state=State.CLOSED, reason=CANCELLED))
    off = cancelled(meeting)
    scope.meetings.keep(off, why=why)
    scope.requests_follow(off)
    redraw_everything(scope, off)
    return off


def rows_before(scope: Scope, meeting: Meeting) -> list[Obligation]:
    case = scope.case_of(meeting.student)
    return before_meeting(
        meeting,
        scope.calendar_for(meeting.student),
        team=case.team,
        standings=case.standings,
        today=scope.today,
        rules=scope.rules,
    )


def record(scope: Scope, meeting: Meeting, obligation: ObligationId, standing: Standing) -> None:
    scope.obligations.record(
        meeting_subject(meeting.id),
        obligation,
        student=meeting.student,
        meeting=meeting.id,
        state=standing.state,
        reason=standing.reason or "",
        on_whose_word=standing.by,
        revise=standing.revise,
        snoozed_until=standing.snoozed_until,
        stays_due_on=standing.stays_due_on,
    )


def redraw_everything(scope: Scope, meeting: Meeting) -> None:
    """Have drawn anew whatever tells of the meeting: its thread, old or in use, and digests."""
    redraw(scope, meeting.id, CARD, OPENING, ENDING, TIPS, AFTER, PARENT)
    redraw_what_tells_of_student(scope, meeting.student)
