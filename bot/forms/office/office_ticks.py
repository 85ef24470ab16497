"""What the office says of an invitation: when it went out, with what, and in which language."""

from datetime import date

from bot.forms.answers import Answers
from bot.forms.fields import day, line, radio
from bot.forms.modals import Modal
from bot.forms.tags import Tag
from bot.office.office_notes import Invitation, NoteId

NOTE = Tag("note", lambda text: NoteId(int(text)))
TICK = Tag("tick", int)
"""The last word of the office that a modal shows; 0 where it shows none."""

LONGEST_LANGUAGE = 100

_NOT_SENT_YET = "Please choose today or a day before it, when it has gone out."
NO_LANGUAGE = "Please name the language of the invitation in a word or two."

SENT_ON = day("sent_on", "Invitation sent on", missing=_NOT_SENT_YET, not_ahead=_NOT_SENT_YET)
RIGHTS = radio(
    "rights",
    "Was the rights notice enclosed?",
    {True: "Yes", False: "No, it is still to be sent"},
    missing="Please say whether the rights notice was enclosed.",
)
LANGUAGE = line("language", "Language of the invitation", missing=NO_LANGUAGE)

RECEIVED_ON = day(
    "received_on",
    "Received on",
    hint="When you heard that the parents have it. Leave it empty until then.",
    not_ahead="Please choose today or a day before it, when you heard of it.",
)

TICK_INVITATION = Modal(
    name="office_tick_save", title="Invitation", fields=(SENT_ON, RIGHTS, LANGUAGE, RECEIVED_ON)
)


def invitation_from(answers: Answers, *, today: date) -> Invitation:
    """Read what the office says; raise FormError where it cannot be."""
    too_long = len(answers[LANGUAGE]) > LONGEST_LANGUAGE
    sent_on, received_on = answers.get(SENT_ON), answers.get(RECEIVED_ON)
    too_early = bool(sent_on and received_on and received_on < sent_on)
    TICK_INVITATION.check(
        answers,
        {
            LANGUAGE: too_long and NO_LANGUAGE,
            RECEIVED_ON: too_early and "This is before the day on which it was sent.",
        },
        today=today,
    )
    return Invitation(
        sent_on=answers[SENT_ON],
        rights=answers[RIGHTS],
        language=answers[LANGUAGE],
        received_on=received_on,
    )
