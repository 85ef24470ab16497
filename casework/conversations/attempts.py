"""What people do about tries to reach a parent."""

from bot.forms.answers import Answers
from bot.forms.conversations.attempts import AT, BACK, LANGUAGE, NOTE, OUTCOME, WAY, check_attempt
from bot.forms.drafts import DraftKey
from bot.permissions import Act
from bot.records.contacts import Contact, ContactKind, Whom
from bot.students import StudentId
from casework.conversations.booked_calls import book_call
from storage import Scope


def log_attempt(caseload: Scope, student: StudentId, answers: Answers, *, draft: DraftKey) -> None:
    """Keep a try for the meeting next on its day, and book its call; raise FormError if wrong."""
    caseload.require(Act.LOG_CONTACT, student)
    check_attempt(answers, now=caseload.now)
    day = answers[AT].astimezone(caseload.workspace.zone).date()
    meeting = caseload.meetings.next_of(student, after=day)
    caseload.contacts.add(
        Contact(
            draft=draft,
            student=student,
            meeting=meeting.id if meeting else None,
            kind=ContactKind.ATTEMPT,
            at=answers[AT],
            whom=Whom.PARENT,
            way=answers[WAY],
            outcome=answers[OUTCOME],
            language=answers[LANGUAGE],
            note=answers[NOTE],
            by=caseload.person.id,
            kept_at=caseload.now,
        )
    )
    if call_back := answers.get(BACK):
        book_call(caseload, student, call_back)
