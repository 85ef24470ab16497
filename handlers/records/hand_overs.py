"""Listen to a caseload changing hands: for good, or while its case manager is away."""

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.records.hand_overs import HAND_OVER, NOT_STAFF, TO, YOURSELF, hand_over_from
from bot.permissions import Act
from bot.students import StudentId
from bot.ui.kit.blocks import View
from bot.ui.records import hand_overs as screen
from casework.records.hand_overs import hand_over, own_students, students_to_hand_over
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening, in_caseload
from handlers.kit.people_in_slack import newcomer_chosen
from handlers.kit.students_named import opened
from storage import Scope


def listen(on: Listening) -> None:
    on.verb("handover", ask_for_all)
    on.click(screen.OPEN, in_caseload(_form, tags.STUDENT))
    on.submit(HAND_OVER, keep)


def ask_for_all(asked: Asked) -> View:
    with asked.caseload() as caseload:
        own = students_to_hand_over(caseload)
        return screen.render(None, caseload=len(own), today=caseload.today)


def keep(asked: Asked, answers: Answers) -> View:
    """Hand the students over; a substitute who is new here is looked up in Slack first."""
    today = asked.storage.workspace().today(asked.now)
    wanted = hand_over_from(answers, asked.may_carry(tags.STUDENT), today=today)
    if wanted.to == asked.user:
        raise TO.refused(YOURSELF)
    newcomer = None
    if wanted.until_on is not None:
        newcomer = newcomer_chosen(asked, wanted.to, TO.refused(NOT_STAFF))
    with asked.caseload() as caseload:
        to, students = hand_over(caseload, wanted, newcomer)
        return screen.done(wanted, to=to.name, students=len(students))


def _form(caseload: Scope, student: StudentId) -> View:
    about = opened(caseload, Act.HAND_OVER, student, "a student to hand over")
    return screen.render(about, caseload=len(own_students(caseload)), today=caseload.today)
