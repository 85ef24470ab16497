"""Listen to what is written down where a parent asks for a meeting."""

from functools import partial

from bot.dates.hold_by import request_subject
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.meetings.parent_requests import RECORD_REQUEST, request_from
from bot.permissions import Act
from bot.students import StudentId
from bot.ui.kit.blocks import View
from bot.ui.meetings import parent_requests as screen
from casework.meetings.parent_requests import record_request, rows_by_request, withdraw_request
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening, in_caseload
from storage import Scope


def listen(on: Listening) -> None:
    on.click(screen.OPEN, in_caseload(_screen, tags.STUDENT))
    on.click(screen.TAKE_BACK, partial(withdraw, withdrawn=True))
    on.click(screen.PUT_BACK, partial(withdraw, withdrawn=False))
    on.submit(RECORD_REQUEST, keep)


def keep(asked: Asked, answers: Answers) -> View:
    """Keep the request, then say by when what has to be done."""
    student, seen = asked.carried(tags.STUDENT), asked.carried(screen.SEEN)
    with asked.caseload() as caseload:
        new = request_from(answers, today=caseload.today)
        request = record_request(caseload, student, new, seen=seen)
        row = rows_by_request(caseload, student).get(request_subject(request))
        return _screen(caseload, student, notice=screen.saved(row, written=new.written))


def withdraw(asked: Asked, *, withdrawn: bool) -> View:
    with asked.caseload() as caseload:
        request = withdraw_request(caseload, asked.clicked(screen.REQUEST), withdrawn=withdrawn)
        return _screen(caseload, request.student, notice="Saved.")


def _screen(caseload: Scope, student: StudentId, *, notice: str = "") -> View:
    """Show what parents asked for; log the view first."""
    caseload.require(Act.HOLD_MEETING, student)
    caseload.audit.log("saw the meetings that parents asked for", student=student)
    return screen.render(
        caseload.students.get(student),
        caseload.parent_requests.of(student),
        rows_by_request(caseload, student),
        [meeting for meeting in caseload.meetings.of(student) if meeting.waits],
        today=caseload.today,
        confirmed=caseload.calendar.confirmed,
        notice=notice,
    )
