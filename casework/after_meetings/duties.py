"""What was handed to a colleague: seen by its owner alone, and answered by them."""

from bot.after_meetings.duties import DutyId, Handed, handed_by_now
from bot.errors import NotOnCaseloadError, StaleError
from bot.meetings.meetings import Meeting, MeetingId
from bot.people.people import PersonId
from bot.students import StudentId
from casework.after_meetings.after_meetings import signature_recorded_at
from casework.after_meetings.responsibilities import teachers_of
from casework.records.disclosures import log_look
from storage import Scope

NOT_YOURS = (
    "This is no longer yours: it was taken off your list, or you are no longer on the student's "
    "team. Nothing was changed. If you have questions, please ask the case manager."
)

NOT_NOW = (
    "This meeting is no longer marked as held, so there is nothing for you to do from it now. "
    "Nothing was changed. If you have questions, please ask the case manager."
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
    student = scope.students.get(meeting.student)
    return Handed(
        meeting=meeting.id,
        alias=student.alias,
        case_manager=scope.people.get(student.case_manager).name,
        year=scope.school_year,
        duties=handed_by_now(scope.duties.to(owner, meeting.id), meeting, on_team=on_team),
        is_signed=meeting.consent_on is not None,
        signed=signature_recorded_at(scope, meeting),
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
    teachers = teachers_of(scope, meeting).keys()
    signed = signature_recorded_at(scope, meeting)
    if scope.duties.all_have_read(meeting.id, teachers, signed=signed):
        scope.obligations.settle_reading(meeting)
