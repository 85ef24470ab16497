"""Listen to who does what by when: written down in the meeting, taken off the list again."""

from bot.forms import tags
from bot.forms.after_meetings import responsibilities as form
from bot.forms.answers import Answers
from bot.forms.supervisor_reasons import REASON
from bot.permissions import Act
from bot.ui.after_meetings import responsibilities as screen
from bot.ui.kit.blocks import View
from casework.after_meetings.responsibilities import take_off, take_on, who_does_what
from casework.meeting_day.meeting_views import log_view
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening


def listen(on: Listening) -> None:
    on.submit(form.ADD_RESPONSIBILITY, add)
    on.click(screen.TAKE_OFF, remove)


def add(asked: Asked, answers: Answers) -> View:
    """Keep one, and show the list with it and an empty form for the next."""
    form.check_responsibility(answers)
    wanted, why = asked.carried(tags.MEETING), answers.get(REASON) or ""
    with asked.meeting(wanted, Act.WRITE_MEETING_NOTES, reason=why) as scope:
        meeting = scope.meetings.get(wanted)
        take_on(scope, meeting, answers, draft=asked.carried(tags.DRAFT))
        log_view(scope, meeting, "who does what", why=why)
        return screen.render(who_does_what(scope, meeting), why=why)


def remove(asked: Asked) -> View:
    """Take one off; what is typed in the form stays there."""
    wanted, why = asked.carried(tags.MEETING), asked.answers.get(REASON) or ""
    with asked.meeting(wanted, Act.WRITE_MEETING_NOTES, reason=why) as scope:
        meeting = scope.meetings.get(wanted)
        take_off(scope, meeting, asked.clicked(form.DUTY))
        log_view(scope, meeting, "who does what", why=why)
        listed = who_does_what(scope, meeting, draft=asked.carried(tags.DRAFT))
        return screen.render(listed, why=why)
