"""Listen to a student's team being changed by hand: who is on it, in which role, and how long."""

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.people.teams import KEEP_MEMBER, NOBODY, WHO, check_member
from bot.people.colleagues import Met
from bot.people.teams import member_at
from bot.permissions import Act
from bot.students import StudentId
from bot.ui.kit.blocks import View
from bot.ui.people import teams as screen
from casework.people.teams import add_member, change_member, take_back, take_off
from handlers.kit.asked import Asked
from handlers.kit.listening import ON_TOP, Listening, in_caseload
from handlers.kit.people_in_slack import somebody_in_slack
from handlers.kit.students_named import opened
from storage import Scope


def listen(on: Listening) -> None:
    on.click(screen.OPEN, in_caseload(_team, tags.STUDENT), shown=ON_TOP)
    on.click(screen.ADD, in_caseload(_ask_who, tags.STUDENT))
    on.click(screen.EDIT, ask_what)
    on.click(screen.END, end)
    on.click(screen.PUT_BACK, put_back)
    on.submit(KEEP_MEMBER, keep)


def ask_what(asked: Asked) -> View:
    student, place = asked.clicked(tags.STUDENT), asked.clicked(screen.PLACE)
    with asked.caseload() as caseload:
        caseload.require(Act.KEEP_STUDENT, student)
        member = member_at(caseload.people.team_of(student), place)
        caseload.audit.log("opened a team to change somebody", student=student)
        return screen.render_edit(caseload.students.get(student), place, member)


def end(asked: Asked) -> View:
    student = asked.clicked(tags.STUDENT)
    with asked.caseload() as caseload:
        take_off(caseload, student, asked.clicked(screen.PLACE))
        return _team(caseload, student)


def put_back(asked: Asked) -> View:
    student = asked.clicked(tags.STUDENT)
    with asked.caseload() as caseload:
        take_back(caseload, student, asked.clicked(screen.PLACE))
        return _team(caseload, student)


def keep(asked: Asked, answers: Answers) -> View:
    check_member(answers)
    met = _met(asked, answers)
    student, place = asked.carried(tags.STUDENT), asked.may_carry(screen.PLACE)
    with asked.caseload() as caseload:
        if place is None:
            add_member(caseload, student, answers, met=met)
        else:
            change_member(caseload, student, answers, place=place)
        return _team(caseload, student)


def _met(asked: Asked, answers: Answers) -> Met | None:
    """Return who somebody in Slack is that is not on record; None for whoever is.

    A submit names a Slack id and nothing else, so this is the one call that it makes.
    """
    slack_id = answers.get(WHO)
    known = asked.storage.person_by_slack(slack_id) if slack_id else None
    if slack_id is None or (known is not None and known.active):
        return None
    here = asked.storage.workspace_id
    met = None if known else somebody_in_slack(asked.client, slack_id, here=here)
    if met is None:
        raise WHO.refused(NOBODY)
    return met


def _team(caseload: Scope, student: StudentId) -> View:
    """Show the team as it is by now; the view is logged first."""
    about = opened(caseload, Act.KEEP_STUDENT, student, "a team")
    return screen.render(about, caseload.people.team_of(student), today=caseload.today)


def _ask_who(caseload: Scope, student: StudentId) -> View:
    return screen.render_add(opened(caseload, Act.KEEP_STUDENT, student, "a team to add somebody"))
