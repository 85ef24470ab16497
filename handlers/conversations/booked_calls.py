"""Listen to calls with parents that are agreed, moved and cancelled."""

from bot.conversations.booked_calls import CallId
from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.conversations.booked_calls import AT, BOOK_CALL, check_call
from bot.permissions import Act
from bot.students import StudentId
from bot.ui.conversations import booked_calls as screen
from bot.ui.kit.blocks import View
from casework.conversations.booked_calls import book_call, cancel_call
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening, in_caseload
from handlers.kit.students_named import about_named, opened, student_screen
from storage import Scope


def listen(on: Listening) -> None:
    on.verb("call", about_named(_form))
    on.click(screen.OPEN, in_caseload(_form, tags.STUDENT))
    on.click(screen.CANCEL, in_caseload(cancel, screen.CALL))
    on.submit(BOOK_CALL, keep)


def keep(asked: Asked, answers: Answers) -> View:
    student = asked.carried(tags.STUDENT)
    check_call(answers, now=asked.now)
    with asked.caseload() as caseload:
        book_call(caseload, student, answers[AT])
        return student_screen(caseload, student)


def cancel(caseload: Scope, wanted: CallId) -> View:
    return student_screen(caseload, cancel_call(caseload, wanted).student)


def _form(caseload: Scope, student: StudentId) -> View:
    about = opened(caseload, Act.TALK_WITH_PARENTS, student, "a student to book a call")
    return screen.render(about, caseload.calls.ahead_of(student))
