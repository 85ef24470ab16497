"""What people do with a meeting, with everything that follows from it: the one way for every door.

Each function keeps the meeting and records what becomes of its rows. Who may do so, and whether
the meeting still is what the person saw, its callers ask.
"""

from datetime import date, time

from bot import date_words
from bot.dates.obligation_rows import Obligation, Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.dates.obligations import after_meeting, before_meeting
from bot.errors import CaseworkError, StaleError
from bot.meetings.adjourned_meetings import standings_handed_on
from bot.meetings.meetings import Kind, Meeting, MeetingState, Mode, adjourned, cancelled, held
from bot.meetings.moved_meetings import MeetingChange, closed_by_cancelling, standings_after
from bot.messages import MessageKind
from casework.after_meetings.responsibilities import deliver
from casework.meeting_day.threads import thread_day
from storage import Errand, Scope

CANCELLED = "cancelled"
"""The reason on the rows that cancelling closed, by which its undoing finds them again."""


def move(
    scope: Scope,
    meeting: Meeting,
    *,
    to: date,
    at: time | None,
    why: str,
    kind: Kind | None = None,
    mode: Mode | None = None,
) -> Meeting:
    """Move a meeting. What named the old day is to be revised; what was overdue stays overdue.

    A file, which alone says so, can name another kind, or a day that has passed.
    """
    change = MeetingChange(
        before=meeting, on=to, at=at, kind=kind or meeting.kind, mode=mode or meeting.mode
    )
    calendar = scope.calendar_for(meeting.student)
    standings = standings_after(
        change,
        rows_before(scope, meeting),
        today=scope.today,
        calendar=calendar,
        conversation_on=scope.conversations.held_last_for(meeting),
    )
    for obligation, standing in standings.items():
        record(scope, meeting, obligation, standing)
    return keep_meeting(
        scope, change.applied(meeting, today=scope.today, calendar=calendar), why=why
    )


def cancel(scope: Scope, meeting: Meeting, *, why: str) -> Meeting:
    """Cancel a meeting, and close what is open for it."""
    for obligation in closed_by_cancelling(rows_before(scope, meeting)):
        record(scope, meeting, obligation, Standing(state=State.CLOSED, reason=CANCELLED))
    return keep_meeting(scope, cancelled(meeting), why=why)


def has_begun(scope: Scope, meeting: Meeting) -> bool:
    return meeting.begun(scope.now.astimezone(scope.workspace.zone))


def refuse_to_adjourn(scope: Scope, meeting: Meeting) -> None:
    """Raise an error with kind words where a meeting has not begun."""
    if not has_begun(scope, meeting):
        raise CaseworkError(
            f"This meeting is on {_when(meeting)} and has not begun. Please move it instead; "
            "nothing was changed."
        )


def adjourn(
    scope: Scope, meeting: Meeting, *, to: date, at: time | None, mode: Mode, why: str
) -> Meeting:
    """Break a meeting off, and set the one that goes on with it; return that one."""
    refuse_to_adjourn(scope, meeting)
    handed_on = standings_handed_on(
        rows_before(scope, meeting),
        meeting,
        to=to,
        today=scope.today,
        calendar=scope.calendar_for(meeting.student),
    )
    broken_off = adjourned(meeting)
    scope.meetings.keep(broken_off, why=why)
    later = scope.meetings.add(
        student=meeting.student,
        on=to,
        at=at,
        kind=meeting.kind,
        mode=mode,
        continues=meeting.id,
        why=why,
    )
    scope.sessions.hand_on(broken_off, later)
    for obligation, standing in handed_on.items():
        record(scope, later, obligation, standing)
    scope.requests_follow(later)
    deliver(scope, broken_off, step="held")
    return later


def refuse_to_hold(scope: Scope, meeting: Meeting) -> None:
    """Raise an error with kind words where the meeting cannot be marked as held by now."""
    if meeting.state is MeetingState.HELD:
        raise StaleError("This meeting is already marked as held. Nothing was changed.")
    if not meeting.waits:
        raise StaleError(f"This meeting was {meeting.state}. Nothing was changed.")
    if not has_begun(scope, meeting):
        raise CaseworkError(
            f"This meeting is on {_when(meeting)}. It can be marked as held once it has begun; if "
            "it was earlier, please move it first. Nothing was changed."
        )


def hold(scope: Scope, meeting: Meeting, *, on: date) -> Meeting:
    """Mark the meeting as held; the list of what follows comes into its thread."""
    refuse_to_hold(scope, meeting)
    subject = meeting_subject(meeting.id)
    for parent in scope.messages.of(MessageKind.THREAD, subject):
        if thread_day(parent) == meeting.on.isoformat():
            scope.outbox.put(
                Errand(
                    kind=MessageKind.AFTER,
                    addressee=parent.addressee,
                    subject=subject,
                    step=meeting.on.isoformat(),
                )
            )
    deliver(scope, meeting, step="held")
    return keep_meeting(scope, held(meeting, on=on), why="Held.")


def _when(meeting: Meeting) -> str:
    return f"{date_words.in_full(meeting.on)}{date_words.at_clock_time(meeting.at)}"


def keep_meeting(scope: Scope, meeting: Meeting, *, why: str) -> Meeting:
    """Keep what a meeting has become, and let what was asked for it follow."""
    scope.meetings.keep(meeting, why=why)
    scope.requests_follow(meeting)
    return meeting


def rows_before(scope: Scope, meeting: Meeting) -> list[Obligation]:
    calendar, case = scope.calendar_for(meeting.student), scope.case_of(meeting.student)
    return before_meeting(meeting, calendar, case, today=scope.today, rules=scope.rules)


def rows_after(scope: Scope, meeting: Meeting) -> list[Obligation]:
    calendar, case = scope.calendar_for(meeting.student), scope.case_of(meeting.student)
    return after_meeting(meeting, calendar, case, rules=scope.rules)


def record(scope: Scope, meeting: Meeting, obligation: ObligationId, standing: Standing) -> None:
    subject = meeting_subject(meeting.id)
    scope.obligations.keep(
        subject, obligation, standing, student=meeting.student, meeting=meeting.id
    )
