"""What was handed to a colleague: seen by its owner alone, and answered by them."""

from bot.after_meetings.duties import DutyId, Handed, handed_by_now
from bot.errors import NotOnCaseloadError, StaleError
from bot.meetings.meetings import Meeting, MeetingId
from bot.people.people import PersonId
from bot.students import StudentId
from casework.after_meetings.responsibilities import teachers_of
from casework.records.disclosures import log_look
from storage import Scope

NOT_YOURS = (
    "This is not yours any more: it was taken off you, or you have left the student's team. "
    "Nothing was changed; the case manager knows more."
)

NOT_NOW = (
    "The meeting is not marked as held any more, so nothing from it is handed over just now. "
    "Nothing was changed; the case manager knows more."
)


def handed_meeting(scope: Scope, meeting_id: MeetingId) -> Meeting:
    """Return the meeting; raise StaleError where nothing of it is theirs any more."""
    try:
        return scope.meetings.get(meeting_id)
    except NotOnCaseloadError:
        raise StaleError(NOT_YOURS) from None


def handed_to(scope: Scope, owner: PersonId, meeting: Meeting) -> Handed:
    """Return what is an owner's at this moment, asked anew at every click and redraw."""
    on_team = is_on_team(scope, owner, meeting.student)
    return Handed(
        meeting=meeting.id,
        alias=scope.students.get(meeting.student).alias,
        duties=handed_by_now(scope.duties.to(owner, meeting.id), meeting, on_team=on_team),
    )


def is_on_team(scope: Scope, person: PersonId, student: StudentId) -> bool:
    """Say whether somebody is on the student's team today."""
    team = scope.people.team_of(student)
    return any(one.person == person and one.serves_on(scope.today) for one in team)


def log_view(scope: Scope, meeting: Meeting, what: str) -> None:
    """Log that something handed over is about to be shown."""
    purpose = "what was handed over after the meeting"
    log_look(scope, what, meeting.student, meeting=meeting.id, purpose=purpose)


def answer_duty(scope: Scope, meeting: Meeting, duty: DutyId) -> None:
    """Record that it is done, or read; twice has the result of once."""
    if duty not in {one.id for one in handed_to(scope, scope.person.id, meeting).duties}:
        raise StaleError(NOT_YOURS)
    scope.duties.answer(duty)
    if scope.duties.all_have_read(meeting.id, teachers_of(scope, meeting).keys()):
        scope.obligations.settle_reading(meeting)
