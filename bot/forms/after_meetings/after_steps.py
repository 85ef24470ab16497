"""What each step after a meeting asks: an address, a day, and how somebody tried."""

from datetime import date

from bot.after_meetings.duties import is_address
from bot.forms.answers import Answers
from bot.forms.fields import day, line, radio
from bot.forms.modals import Modal
from bot.meetings.meetings import Meeting

NO_DAY = "Please choose a day."
NO_ADDRESS = "Please paste the whole address, with https in front."

LINK = line(
    "link",
    "Address of the at-a-glance in the SIS",
    hint="It begins with https. Only whoever may sign in there can read it.",
    required=True,
    missing=NO_ADDRESS,
)
SEND_GLANCE = Modal(
    name="after_glance_send", title="Send at-a-glance", submit="Send", fields=(LINK,)
)

SENT_ON = day("on", "Sent on", missing=NO_DAY)
SENT = Modal(name="after_sent_keep", title="Sent for signature", submit="Sent", fields=(SENT_ON,))

WAYS = {
    "phone": "On the phone",
    "mail": "By e-mail",
    "letter": "By letter",
    "docusign": "Through DocuSign, once more",
    "in_person": "In person",
}
TRIED_ON = day("on", "Tried on", missing=NO_DAY)
HOW = radio("how", "How", WAYS, required=True)
NOTE = line("note", "What came of it", hint="For example: left a message with the grandmother.")
LOG_SIGNATURE_TRY = Modal(
    name="after_attempt_keep",
    title="Log an attempt",
    submit="Log",
    fields=(TRIED_ON, HOW, NOTE),
)

NEXT_DUE = day("on", "Next annual review due", missing=NO_DAY)
SET_NEXT = Modal(name="after_next_keep", title="Next annual date", fields=(NEXT_DUE,))


def link_from(answers: Answers) -> str:
    """Read the address; raise FormError where it is none."""
    link = answers[LINK]
    SEND_GLANCE.check(answers, {LINK: "" if is_address(link) else NO_ADDRESS})
    return link


def sent_from(answers: Answers, meeting: Meeting, *, today: date) -> date:
    """Read when the IEP was sent: between the meeting and today, or raise FormError."""
    SENT.check(answers, {SENT_ON: _outside(answers.get(SENT_ON), meeting, today=today)})
    return answers[SENT_ON]


def check_signature_try(answers: Answers, meeting: Meeting, *, today: date) -> None:
    """Raise FormError where they tried before the meeting or after today."""
    problem = _outside(answers.get(TRIED_ON), meeting, today=today)
    LOG_SIGNATURE_TRY.check(answers, {TRIED_ON: problem})


def next_due_from(answers: Answers, meeting: Meeting) -> date:
    """Read when the next review is due; raise FormError unless it is after this meeting."""
    on = answers.get(NEXT_DUE)
    early = on is not None and on <= (meeting.held_on or meeting.on)
    problem = "The next review is due after this meeting. Please look again."
    SET_NEXT.check(answers, {NEXT_DUE: problem if early else ""})
    return answers[NEXT_DUE]


def _outside(on: date | None, meeting: Meeting, *, today: date) -> str:
    if on is None or (meeting.held_on or meeting.on) <= on <= today:
        return ""
    return "Please give a day between the meeting and today."
