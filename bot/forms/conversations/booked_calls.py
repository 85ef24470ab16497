"""What is asked of a call that is agreed with parents: when."""

from datetime import datetime

from bot.forms.answers import Answers
from bot.forms.fields import moment
from bot.forms.modals import Modal

AT = moment(
    "at",
    "When",
    hint="Date and time in your own time zone.",
    missing="Please give the date and the time.",
)

BOOK_CALL = Modal(name="call_save", title="Book a call", fields=(AT,), submit="Book it")


def check_call(answers: Answers, *, now: datetime) -> None:
    """Raise FormError where the moment is missing or past. `now` is UTC."""
    at = answers.get(AT)
    past = at is not None and at <= now
    BOOK_CALL.check(answers, {AT: past and "This time is past. Please choose a later one."})
