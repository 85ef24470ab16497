"""Listen to goals being named, and to how each stands in the reporting period."""

import uuid

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.drafts import DraftKey
from bot.forms.goals.goals import NAME_GOALS, PERIOD, TELL_PROGRESS, goals_from, progress_from
from bot.students import StudentId
from bot.ui.goals import goals as screen
from bot.ui.kit.blocks import View
from casework.goals.goals import list_not_looked_at, name_goals, open_progress, tell_progress
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening, in_caseload
from handlers.kit.students_named import about_named
from storage import Scope


def listen(on: Listening) -> None:
    on.verb("progress", show_progress)
    on.click(screen.OPEN, in_caseload(_progress, tags.STUDENT), shown=ON_TOP)
    on.click(screen.LABELS, in_caseload(_labels, tags.STUDENT))
    on.click(screen.LIST, show_list, shown=ON_TOP)
    on.submit(TELL_PROGRESS, save)
    on.submit(NAME_GOALS, save_labels)


def show_progress(asked: Asked) -> View | None:
    """Show whose goals are open; with a name, that student's."""
    return about_named(_progress)(asked) if asked.words else show_list(asked)


def show_list(asked: Asked) -> View:
    with asked.caseload() as caseload:
        return screen.render_list(*list_not_looked_at(caseload))


def save(asked: Asked, answers: Answers) -> View:
    with asked.caseload() as caseload:
        tell_progress(caseload, asked.carried(PERIOD), progress_from(answers))
        return screen.render_list(*list_not_looked_at(caseload))


def save_labels(asked: Asked, answers: Answers) -> View:
    named, student = goals_from(answers), asked.carried(tags.STUDENT)
    with asked.caseload() as caseload:
        name_goals(caseload, student, named, draft=asked.carried(tags.DRAFT))
        return _progress(caseload, student)


def _progress(caseload: Scope, student: StudentId) -> View:
    return screen.render(open_progress(caseload, student))


def _labels(caseload: Scope, student: StudentId) -> View:
    goals = caseload.goals.of(student)
    caseload.audit.log("opened the goals", student=student)
    return screen.render_labels(caseload.students.get(student), goals, DraftKey(uuid.uuid4().hex))
