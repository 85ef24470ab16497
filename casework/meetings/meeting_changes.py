"""What a meeting goes through, with everything that follows from it: the one way for every screen.

Each function keeps the meeting and records what becomes of its rows. Who may do so, and whether
the meeting still is what the person saw, its callers ask.
"""

from datetime import date, time

from bot import date_words
from bot.conversations.conversations import Conversation
from bot.dates.obligation_rows import Obligation, Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.dates.obligations import before_meeting
from bot.errors import CaseworkError, StaleError
from bot.imports.import_moves import standings_after
from bot.imports.imports import MeetingChange
from bot.meetings.adjourned_meetings import standings_handed_on
from bot.meetings.meetings import (
    Meeting,
    MeetingState,
    Mode,
    adjourned,
    cancelled,
    held,
    moved,
    planned_again,
)
from bot.meetings.moved_meetings import closed_by_cancelling
from bot.messages import MessageKind
from handlers.after_meetings.responsibilities import deliver
from handlers.meeting_day.threads import thread_day
from storage import Errand, Scope

CANCELLED = "cancelled"
"""The reason on the rows that cancelling closed, by which its undoing finds them again."""


def move(scope: Scope, meeting: Meeting, *, to: date, at: time | None, why: str) -> Meeting:
    """Move a meeting. What named the old day is to be revised; what was overdue stays overdue."""
    change = MeetingChange(before=meeting, on=to, at=at, kind=meeting.kind, mode=meeting.mode)
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
    again = moved(meeting, to=to, at=at, today=scope.today, calendar=calendar)
    return _keep(scope, again, why=why)


def cancel(scope: Scope, meeting: Meeting, *, why: str) -> Meeting:
    """Cancel a meeting, and close what is open for it."""
    for obligation in closed_by_cancelling(rows_before(scope, meeting)):
        record(scope, meeting, obligation, Standing(state=State.CLOSED, reason=CANCELLED))
    return _keep(scope, cancelled(meeting), why=why)


def call_off_undone(scope: Scope, meeting: Meeting, *, why: str) -> Meeting:
    """Take a cancelling back: what it closed is open again, as it stood before."""
    standings = scope.case_of(meeting.student).standings
    subject = meeting_subject(meeting.id)
    for (about, obligation), standing in standings.items():
        closed = standing.state is State.CLOSED and standing.reason == CANCELLED
        if about == subject and closed:
            scope.obligations.undo(subject, obligation)
    return _keep(scope, planned_again(meeting), why=why)


def adjourn(
    scope: Scope, meeting: Meeting, *, to: date, at: time | None, mode: Mode, why: str
) -> Meeting:
    """Break a meeting off, and set the one that goes on with it; return that one."""
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


def adjourning_undone(scope: Scope, meeting: Meeting, later: Meeting | None, *, why: str) -> None:
    """Take an adjourning back: the meeting is planned again, and `later` is cancelled."""
    if later is not None:
        scope.sessions.take_back(later, meeting)
        if later.waits:
            cancel(scope, later, why=why)
    again = _keep(scope, planned_again(meeting), why=why)
    if later is not None:
        # What came in while the other one was planned was recorded for that alone.
        scope.record_forms(again.id)
        for one in _kept_since(scope, later, about=again):
            scope.record_settlements(one, again)


def _kept_since(scope: Scope, later: Meeting, *, about: Meeting) -> list[Conversation]:
    set_at = scope.meetings.changes(later.id)[0].at
    talks = scope.conversations.about(about.student)
    return [one for one in talks if one.meeting == about.id and one.at >= set_at]


def refuse_to_hold(scope: Scope, meeting: Meeting, *, on: date) -> None:
    """Raise an error with kind words where the meeting cannot be marked as held on a day."""
    if meeting.state is MeetingState.HELD:
        raise StaleError("This meeting is already marked as held. Nothing was changed.")
    if not meeting.waits:
        raise StaleError(f"This meeting was {meeting.state}. Nothing was changed.")
    if on > scope.today:
        raise CaseworkError(
            f"This meeting is on {date_words.in_words(on)}. It can be marked as held from "
            "that day on; nothing was changed."
        )


def hold(scope: Scope, meeting: Meeting, *, on: date) -> Meeting:
    """Mark the meeting as held; the list of what follows comes into its thread."""
    refuse_to_hold(scope, meeting, on=on)
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
    return _keep(scope, held(meeting, on=on), why="Held.")


def take_back_held(scope: Scope, meeting: Meeting, *, why: str) -> Meeting:
    """It was not held after all: what follows it goes, and what comes before it is back."""
    if meeting.state is not MeetingState.HELD:
        raise StaleError("This meeting is not marked as held. Nothing was changed.")
    if meeting.consent_on:
        raise StaleError(
            "A signature is recorded for this meeting, so it was held. Nothing was changed."
        )
    return _keep(scope, planned_again(meeting), why=why)


def _keep(scope: Scope, meeting: Meeting, *, why: str) -> Meeting:
    scope.meetings.keep(meeting, why=why)
    scope.requests_follow(meeting)
    return meeting


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
