"""Listen to a student's trail being read: by whoever leads them, and by an admin."""

import re

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.records.trails import FIND_TRAIL, WHOSE
from bot.students import StudentId
from bot.ui.kit.blocks import View
from bot.ui.records import trails as screen
from casework.records.trails import read_trail, read_trail_as_admin, student_known_as
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening, in_caseload
from storage import Scope


def listen(on: Listening) -> None:
    on.verb("trail", ask_whose)
    on.click(screen.OPEN, in_caseload(open_own, tags.STUDENT), shown=ON_TOP)
    on.click(re.compile(f"^{screen.TO_PAGE}:"), turn_page)
    on.submit(FIND_TRAIL, open_found)


def ask_whose(asked: Asked) -> View:
    """Ask an admin which student is meant; others are told where theirs opens."""
    with asked.logs():
        return screen.render_find()


def open_own(caseload: Scope, student: StudentId) -> View:
    return screen.render(read_trail(caseload, student))


def turn_page(asked: Asked) -> View:
    student, page = asked.clicked(tags.STUDENT), asked.clicked(tags.PAGE)
    if screen.BY_ADMIN.maybe_in(asked.value):
        with asked.logs() as logs:
            return screen.render(read_trail_as_admin(logs, student), page=page)
    with asked.caseload() as caseload:
        return screen.render(read_trail(caseload, student), page=page)


def open_found(asked: Asked, answers: Answers) -> View:
    FIND_TRAIL.check(answers)
    with asked.logs() as logs:
        return screen.render(read_trail_as_admin(logs, student_known_as(logs, answers[WHOSE])))
