"""What is asked of a try to reach a parent: what came of it, and little else."""

from datetime import datetime

from bot.conversations.attempts import OUTCOMES, WAYS
from bot.forms.answers import Answers
from bot.forms.fields import choice, line, moment, radio
from bot.forms.modals import Modal
from bot.records.contacts import ContactOutcome, problem_with_moment

OUTCOME = radio(
    "outcome", "What came of it", dict(OUTCOMES), missing="Please choose what came of it."
)
BACK = moment(
    "back",
    "Call back at",
    hint="Only where they named a time. You are reminded shortly before.",
)
AT = moment("at", "When", missing="Please give the day and time.")
WAY = choice("way", "How", {way: way.capitalize() for way in WAYS}, required=True)
LANGUAGE = line("language", "Language")
NOTE = line("note", "Note")

LOG_ATTEMPT = Modal(
    name="attempt_save",
    title="Log a try",
    fields=(OUTCOME, BACK, AT, WAY, LANGUAGE, NOTE),
    submit="Log it",
)


def check_attempt(answers: Answers, *, now: datetime) -> None:
    """Raise FormError where a moment is missing or cannot be. `now` is UTC."""
    at, back = answers.get(AT), answers.get(BACK)
    LOG_ATTEMPT.check(
        answers,
        {
            AT: problem_with_moment(at, now=now) if at else None,
            BACK: _problem_with_call_back(answers.get(OUTCOME), back, now),
        },
    )


def _problem_with_call_back(
    outcome: ContactOutcome | None, back: datetime | None, now: datetime
) -> str:
    if outcome == ContactOutcome.CALL_BACK and back is None:
        return "Please give the time at which to call back, or choose Spoke, but not now."
    if back is not None and outcome != ContactOutcome.CALL_BACK:
        return "To be reminded of this time, please choose Call back at. Otherwise leave it empty."
    return "This time is past. Please choose a later one." if back and back <= now else ""
