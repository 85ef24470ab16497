"""Listen to what was handed to a colleague: opened by its owner alone, and answered by them."""

from bot.errors import StaleError
from bot.forms import tags
from bot.forms.after_meetings.responsibilities import DUTY
from bot.meetings.meetings import Meeting
from bot.permissions import Act
from bot.ui.after_meetings import duties as screen
from bot.ui.kit.blocks import View
from casework.after_meetings import duties
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from storage import Scope


def listen(on: Listening) -> None:
    on.click(screen.OPEN, open_handed)
    on.click(screen.ANSWER, answer)


def open_handed(asked: Asked) -> View:
    with asked.duties() as scope:
        return _shown(scope, duties.handed_meeting(scope, asked.clicked(tags.MEETING)))


def answer(asked: Asked) -> View:
    with asked.duties() as scope:
        meeting = duties.handed_meeting(scope, asked.clicked(tags.MEETING))
        duties.answer_duty(scope, meeting, asked.clicked(DUTY))
        return _shown(scope, meeting, notice="Noted. Thank you.")


def _shown(scope: Scope, meeting: Meeting, *, notice: str = "") -> View:
    """Show what is theirs: logged first, and disclosed to a contracted provider."""
    scope.require(Act.ANSWER_DUTY, meeting.student)
    handed = duties.handed_to(scope, scope.person.id, meeting)
    if not handed.duties:
        raise StaleError(duties.NOT_YOURS if meeting.took_place else duties.NOT_NOW)
    duties.log_view(scope, meeting, "saw what was handed over")
    student = scope.students.get(meeting.student)
    return screen.render(handed, student=student.name, notice=notice)
