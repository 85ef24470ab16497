"""What a respondent can say instead of filling in a form: not mine, or not yet."""

from datetime import date

from bot import date_words
from bot.forms.answers import Answers
from bot.forms.fields import day, radio, text
from bot.forms.modals import Modal
from bot.meetings.meetings import Meeting
from bot.requests.request_replies import Reply

NOT_MINE, LATER = "not_mine", "later"

WHAT = radio(
    "what",
    "What should the case manager know?",
    {NOT_MINE: "This form is not mine", LATER: "I need more time, until the day below"},
    required=True,
)
UNTIL = day("until", "I can send it by")
WHY = text(
    "why",
    "Why",
    hint="Needed only if the form is not yours. Say whose it is, if you know.",
)

REPLY = Modal(
    name="request_reply_save",
    title="Not mine, or more time",
    submit="Tell the case manager",
    fields=(WHAT, UNTIL, WHY),
)


def until_before(meeting: Meeting) -> str:
    return f"Before the meeting on {date_words.in_full(meeting.on)}."


def reply_from(answers: Answers, meeting: Meeting, *, today: date) -> Reply:
    """Read what they say; raise FormError where the reason or a possible day is missing."""
    what, why = answers.texts.get(WHAT.key, ""), answers[WHY]
    if what == NOT_MINE:
        if not why:
            raise WHY.refused("Please say why in a few words, so that somebody else is asked.")
        return Reply(until=None, why=why)
    if what != LATER:
        raise WHAT.refused("Please choose one of the two.")
    until = _day_in(answers)
    if until is None or not today < until < meeting.on:
        last = date_words.in_full(meeting.on)
        raise UNTIL.refused(f"Please choose a day after today and before {last}.")
    return Reply(until=until, why=why)


def _day_in(answers: Answers) -> date | None:
    """Read the day; on the web anything can be typed."""
    try:
        return answers.get(UNTIL)
    except ValueError:
        return None
