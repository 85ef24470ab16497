"""Listen to one student being found by name, opened from anywhere, and come back to."""

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.records.students import FIND_STUDENT, STUDENT
from bot.ui.kit.blocks import View
from bot.ui.meetings import set_meeting
from bot.ui.records import students as screen
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening, in_caseload
from handlers.kit.students_named import about_named, student_screen, suggest_students


def listen(on: Listening) -> None:
    opens = in_caseload(student_screen, tags.STUDENT)
    on.verb("find", about_named(student_screen, gone=True))
    on.click(screen.OPEN, opens, shown=ON_TOP)
    on.click(set_meeting.BACK, opens)
    on.submit(FIND_STUDENT, open_found)
    on.suggest(FIND_STUDENT.control(STUDENT), suggest_students)


def open_found(asked: Asked, answers: Answers) -> View:
    with asked.caseload() as caseload:
        return student_screen(caseload, answers[STUDENT])
