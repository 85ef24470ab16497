"""What is asked about one request: another date, or somebody else in place of its respondent."""

from datetime import date

from bot import date_words
from bot.forms.answers import Answers
from bot.forms.fields import day, person
from bot.forms.modals import Modal
from bot.forms.tags import Tag
from bot.meetings.meetings import Meeting
from bot.requests.requests import RequestId

REQUEST = Tag("request", lambda text: RequestId(int(text)))
SURE = Tag("sure", bool)
"""Whether a second reminder within a day is meant."""

DUE = day("date", "Due back by", required=True)
SET_DATE = Modal(name="request_save_date", title="Another date", fields=(DUE,))

WHOM = person("person", "Whom to ask", missing="Please choose somebody.")
ASK_SOMEBODY = Modal(
    name="request_save_somebody", title="Ask somebody else", submit="Send", fields=(WHOM,)
)


def due_from(answers: Answers, meeting: Meeting, *, today: date) -> date:
    """Read the new date; raise FormError unless it lies before the meeting, and not behind us."""
    due = answers.get(DUE)
    if due is None or not today <= due < meeting.on:
        last = date_words.in_full(meeting.on)
        raise DUE.refused(f"Please choose a day from today to before {last}.")
    return due
