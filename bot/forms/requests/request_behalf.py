"""Who said what is written down on their behalf: the first page of such a form."""

from bot.forms.answers import Answers
from bot.forms.fields import choice, day, line
from bot.forms.pages import Page
from bot.requests.requests import Said

WHO = line("said_who", "Who said it", required=True)
HOW = choice(
    "said_how",
    "How",
    {"phone": "On the phone", "in_person": "In person", "mail": "By e-mail"},
    required=True,
)
WHEN = day(
    "said_on",
    "When",
    required=True,
    not_ahead="That day is still to come. Please give the day on which they said it.",
)
WHO_SAID_IT = Page(
    title="Who said it",
    intro="You write this down for somebody else. It is kept with who said it, how and when.",
    fields=(WHO, HOW, WHEN),
)


def said_from(answers: Answers) -> Said:
    return Said(who=answers[WHO], how=answers[HOW].replace("_", " "), on=answers[WHEN])
