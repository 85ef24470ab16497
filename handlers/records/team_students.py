"""Listen to one student being opened by somebody on the team."""

from bot.forms import tags
from bot.students import StudentId
from bot.ui.digest import plain_answers as answers
from bot.ui.kit.blocks import View
from bot.ui.records import team_students as screen
from casework.records.team_students import log_team_view, open_team_student, see_team_student
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening
from handlers.kit.typed_words import Said, Typed, fitting, which_of
from storage import Scope


def listen(on: Listening) -> None:
    on.click(screen.OPEN, open_student, shown=ON_TOP)
    on.finder(find_on_a_team)


def open_student(asked: Asked) -> View:
    with asked.team() as team:
        return team_student_screen(team, asked.clicked(tags.STUDENT))


def find_on_a_team(asked: Asked, typed: Typed) -> Said | None:
    """Find a student on whose team somebody is."""
    with asked.team() as team:
        found = fitting(team, typed)
        if not found:
            return None
        if len(found) > 1:
            return which_of(team, found, opens=typed.opens, action=screen.OPEN, log=log_team_view)
        one = found[0]
        if typed.opens:
            return team_student_screen(team, one.id)
        team.audit.log("asked in plain words, as one of the team", student=one.id)
        meets = screen.meeting_line(see_team_student(team, one.id).meeting, today=team.today)
        return answers.elsewhere(one, meets, opens=screen.OPEN)


def team_student_screen(team: Scope, student: StudentId) -> View:
    """Show one student of the caller's teams, with what they may see."""
    found = open_team_student(team, student)
    return screen.render(
        found.student, found.meeting, found.case_manager, found.forms, today=team.today
    )
