"""What a meeting came to is taken back: held, cancelled or adjourned after all it was not."""

from bot import date_words
from bot.errors import StaleError
from bot.meetings.meetings import Meeting, MeetingState, goes_on_with
from casework.meetings.meeting_changes import adjourning_undone, call_off_undone, take_back_held
from storage import Scope


def undo(scope: Scope, meeting: Meeting) -> None:
    """Take back what a meeting came to; raise StaleError where something else comes first."""
    match meeting.state:
        case MeetingState.HELD:
            take_back_held(scope, meeting, why="Not held after all.")
        case MeetingState.CANCELLED:
            _refuse_a_second_session(scope, meeting)
            call_off_undone(scope, meeting, why="Not cancelled after all.")
        case MeetingState.ADJOURNED:
            later = goes_on_with(meeting, scope.meetings.of(meeting.student))
            if later is not None and later.state not in _CAN_BE_CALLED_OFF:
                raise StaleError(
                    f"It went on on {date_words.in_words(later.on)}, and that was {later.state}. "
                    "Please undo that first; nothing was changed."
                )
            adjourning_undone(scope, meeting, later, why="Not adjourned after all.")
        case _:
            raise StaleError("This meeting is planned already. Nothing was changed.")


_CAN_BE_CALLED_OFF = (MeetingState.PLANNED, MeetingState.CANCELLED)


def _refuse_a_second_session(scope: Scope, meeting: Meeting) -> None:
    """Where the adjourned meeting is planned again itself, it goes on with nothing."""
    if meeting.continues is None:
        return
    before = scope.meetings.get(meeting.continues)
    if before.state is not MeetingState.ADJOURNED:
        raise StaleError(
            f"The meeting of {date_words.in_words(before.on)} is not adjourned any more, so that "
            "this one does not continue it. Please set another meeting; nothing was changed."
        )
