"""Listen to tries to reach a parent, logged in two taps."""

import uuid

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.conversations.attempts import LOG_ATTEMPT
from bot.forms.drafts import DraftKey
from bot.permissions import Act
from bot.students import StudentId
from bot.ui.conversations import attempts as screen
from bot.ui.kit.blocks import View
from casework.conversations.attempts import log_attempt
from casework.conversations.kept_conversations import tries_about
from handlers.conversations.kept_conversations import list_screen
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening, in_caseload
from handlers.kit.students_named import about_named, opened
from storage import Scope


def listen(on: Listening) -> None:
    on.verb("attempt", about_named(_form))
    on.click(screen.OPEN, in_caseload(_form, tags.STUDENT))
    on.submit(LOG_ATTEMPT, keep)


def keep(asked: Asked, answers: Answers) -> View:
    """Keep the try, and the call that was agreed in it; then show where it is counted."""
    student = asked.carried(tags.STUDENT)
    with asked.caseload() as caseload:
        log_attempt(caseload, student, answers, draft=asked.carried(tags.DRAFT))
        return list_screen(caseload, student, notice="The try is logged.")


def _form(caseload: Scope, student: StudentId) -> View:
    about = opened(caseload, Act.LOG_CONTACT, student, "a student to log a try")
    so_far, draft = tries_about(caseload, student), DraftKey(uuid.uuid4().hex)
    return screen.render(about, so_far, draft=draft, now=caseload.now)
