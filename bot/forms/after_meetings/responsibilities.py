"""What is asked of a responsibility: what is to be done, by whom, and by when."""

from bot.after_meetings.duties import DutyId
from bot.forms.answers import Answers
from bot.forms.fields import choice, day, line, text
from bot.forms.modals import Modal
from bot.forms.supervisor_reasons import REASON
from bot.forms.tags import Tag
from bot.people.people import PersonId

DUTY = Tag("duty", lambda text: DutyId(int(text)))

WHAT = text("what", "What is to be done", missing="Please write down what is to be done.")
WHO = choice(
    "who",
    "Who does it",
    lambda text: PersonId(int(text)) if text.isdecimal() else None,
    required=True,
)
OTHER = line(
    "other",
    "Somebody else",
    hint="For example: the parents. Whoever is not on the list gets no message.",
)
BY_WHEN = day("by_when", "By when")

ADD_RESPONSIBILITY = Modal(
    name="responsibility_add",
    title="Who does what",
    submit="Add",
    fields=(WHAT, WHO, OTHER, BY_WHEN, REASON),
)


def check_responsibility(answers: Answers) -> None:
    """Raise FormError for what is missing: somebody not on the list is to be named."""
    unnamed = answers.get(WHO) is None and not answers[OTHER]
    ADD_RESPONSIBILITY.check(answers, {OTHER: unnamed and "Please say who it is."})
