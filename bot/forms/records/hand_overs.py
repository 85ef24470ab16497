"""What is asked where students change hands: to whom, and whether for good or between two dates."""

from dataclasses import dataclass
from datetime import date

from bot.forms.answers import Answers
from bot.forms.fields import day, person, radio
from bot.forms.modals import Modal
from bot.people.people import SlackUserId
from bot.students import StudentId

ONE, ALL = "one", "all"
AWAY, GOOD = "away", "good"

WHICH = radio("which", "Which students", str, required=True)
HOW = radio(
    "how",
    "For how long",
    {
        AWAY: ("Until I am back", "Between two dates both of you see and do everything"),
        GOOD: ("For good", "You lose access the moment you save"),
    },
    required=True,
)
TO = person("to", "To whom", missing="Please choose somebody.")
FROM = day("from_on", "From", hint="Only where it is until you are back.")
UNTIL = day("until_on", "Until", hint="The last day on which they stand in for you.")

HAND_OVER = Modal(
    name="hand_over_save",
    title="Hand over",
    fields=(WHICH, HOW, TO, FROM, UNTIL),
    submit="Hand over",
)

NO_CASE_MANAGER = (
    "They are not a case manager here yet. Please ask a Preiep admin to make them one, or choose "
    "somebody else."
)
YOURSELF = "These are your own students. Please choose a colleague."
NOT_STAFF = (
    "They cannot stand in here: guests, apps and people of other organizations are left out. "
    "Please choose a colleague."
)


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """Which students go to whom; with two dates until the case manager is back."""

    student: StudentId | None
    """None means the whole caseload."""
    to: SlackUserId
    until_on: date | None = None
    """None means for good."""
    from_on: date | None = None


def hand_over_from(answers: Answers, student: StudentId | None, *, today: date) -> HandOver:
    """Read who is to have the students; raise FormError where a person or a date is wanting."""
    away = answers.get(HOW) == AWAY
    from_on, until_on = answers.get(FROM) or today, answers.get(UNTIL)
    problem = ""
    if away and until_on is None:
        problem = "Please give the last day on which they stand in for you."
    elif away and until_on and until_on < max(from_on, today):
        problem = "That ends before it begins. Please look at the dates again."
    HAND_OVER.check(answers, {UNTIL: problem})
    return HandOver(
        student=None if answers.get(WHICH) == ALL else student,
        to=answers[TO],
        from_on=from_on if away else None,
        until_on=until_on if away else None,
    )
