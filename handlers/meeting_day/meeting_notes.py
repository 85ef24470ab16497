"""Listen to what is written down in a meeting: rights answers, sign-off, the parents' choices."""

from bot.forms import tags
from bot.forms.answers import Answers
from bot.forms.meeting_day import meeting_notes as form
from casework.meeting_day.meeting_notes import keep_choice, keep_rights, keep_sign_off
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from handlers.meeting_day.threads import notes_of


def listen(on: Listening) -> None:
    on.submit(form.RIGHTS_ANSWERS, save_rights)
    on.submit(form.SIGN_OFF, save_sign_off)
    on.submit(form.CHOOSE_ANSWER, save_choice)


def save_rights(asked: Asked, answers: Answers) -> None:
    with notes_of(asked, answers) as (scope, meeting, _):
        keep_rights(scope, asked.content, meeting.id, answers.changes(form.RIGHTS_ANSWERS.fields))


def save_sign_off(asked: Asked, answers: Answers) -> None:
    change, others = form.sign_off_changes(answers)
    with notes_of(asked, answers) as (scope, meeting, _):
        keep_sign_off(scope, meeting.id, change, others=others)


def save_choice(asked: Asked, answers: Answers) -> None:
    chosen, line = answers[form.CHOSEN], asked.carried(tags.LINE)
    with notes_of(asked, answers) as (scope, meeting, _):
        keep_choice(scope, asked.content, meeting.id, line, chosen)
