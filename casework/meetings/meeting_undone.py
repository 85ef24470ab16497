"""What a meeting came to is taken back: held, cancelled or adjourned after all it was not."""

from bot import date_words
from bot.conversations.conversations import Conversation
from bot.dates.cases import is_next_review
from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.errors import StaleError
from bot.meetings.meetings import Meeting, MeetingState, goes_on_with, planned_again
from casework.meetings.meeting_changes import CANCELLED, cancel, keep_meeting
from storage import Scope

_CAN_BE_CALLED_OFF = (MeetingState.PLANNED, MeetingState.CANCELLED)


def undo(scope: Scope, meeting: Meeting) -> None:
    """Take back what a meeting came to; raise StaleError where something else comes first."""
    match meeting.state:
        case MeetingState.HELD:
            take_back_held(scope, meeting, why="Not held after all.")
        case MeetingState.CANCELLED:
            _cancelling_undone(scope, meeting, why="Not cancelled after all.")
        case MeetingState.ADJOURNED:
            _adjourning_undone(scope, meeting, why="Not adjourned after all.")
        case _:
            raise StaleError("This meeting is planned already. Nothing was changed.")


def take_back_held(scope: Scope, meeting: Meeting, *, why: str) -> Meeting:
    """Take back that it was held: what follows it goes, and what comes before it is back."""
    if meeting.state is not MeetingState.HELD:
        raise StaleError("This meeting is not marked as held. Nothing was changed.")
    if meeting.consent_on:
        raise StaleError(
            "A signature is recorded for this meeting, so it was held. Nothing was changed."
        )
    if _next_is_entered(scope, meeting):
        raise StaleError(
            "The next annual date was entered since, and this meeting would have no date to "
            "keep. Please set that back first, with *Edit* on the student's screen; nothing was "
            "changed."
        )
    return keep_meeting(scope, planned_again(meeting), why=why)


def _next_is_entered(scope: Scope, meeting: Meeting) -> bool:
    """Tell whether the student's annual date is by now the one that follows this meeting."""
    next_date = scope.obligations.standing(meeting_subject(meeting.id), ObligationId.NEXT_MEETING)
    due = scope.students.get(meeting.student).annual_due
    return next_date.state is State.DONE and due is not None and is_next_review(due, meeting)


def _cancelling_undone(scope: Scope, meeting: Meeting, *, why: str) -> Meeting:
    """Take a cancelling back: what it closed is open again, as it stood before."""
    _refuse_a_second_session(scope, meeting)
    standings = scope.case_of(meeting.student).standings
    subject = meeting_subject(meeting.id)
    for (about, obligation), standing in standings.items():
        closed = standing.state is State.CLOSED and standing.reason == CANCELLED
        if about == subject and closed:
            scope.obligations.undo(subject, obligation)
    return keep_meeting(scope, planned_again(meeting), why=why)


def _adjourning_undone(scope: Scope, meeting: Meeting, *, why: str) -> None:
    """Take an adjourning back: the meeting is planned again, and the one after it cancelled."""
    later = goes_on_with(meeting, scope.meetings.of(meeting.student))
    if later is not None and later.state not in _CAN_BE_CALLED_OFF:
        raise StaleError(
            f"It continued on {date_words.in_full(later.on)}, and that was {later.state}. Please "
            "undo that first; nothing was changed."
        )
    if later is not None:
        scope.sessions.take_back(later, meeting)
        if later.waits:
            cancel(scope, later, why=why)
    again = keep_meeting(scope, planned_again(meeting), why=why)
    if later is not None:
        # What came in while the other one was planned was recorded for that alone.
        scope.record_forms(again.id)
        for one in _kept_since(scope, later, about=again):
            scope.record_settlements(one, again)


def _kept_since(scope: Scope, later: Meeting, *, about: Meeting) -> list[Conversation]:
    """Return what parents said for the meeting since the other one was set."""
    set_at = scope.meetings.changes(later.id)[0].at
    talks = scope.conversations.about(about.student)
    return [one for one in talks if one.meeting == about.id and one.at >= set_at]


def _refuse_a_second_session(scope: Scope, meeting: Meeting) -> None:
    """Refuse where the adjourned meeting is planned again itself: it goes on with nothing."""
    if meeting.continues is None:
        return
    before = scope.meetings.get(meeting.continues)
    if before.state is not MeetingState.ADJOURNED:
        raise StaleError(
            f"The meeting of {date_words.in_full(before.on)} is not adjourned any more, so this "
            "one does not continue it. Please set another meeting; nothing was changed."
        )
