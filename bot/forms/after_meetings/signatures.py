"""What is asked of the parents' signature: what they decided, which part, and when."""

from datetime import date

from bot.after_meetings.signatures import DECISIONS, Consent, Signature
from bot.forms.answers import Answers
from bot.forms.fields import day, radio, text
from bot.forms.modals import Modal
from bot.meetings.meetings import Meeting

DECISION = radio(
    "answer", "What did the parents decide?", DECISIONS, missing="Please choose one of the answers."
)
PART = text(
    "part",
    "Which part, or why",
    hint="If they signed in part: what they agreed to, and what they did not.",
)
SIGNED_ON = day("signed_on", "Date of the signature", hint="Leave this out if they refused.")
RECORD_SIGNATURE = Modal(name="consent_save", title="Signature", fields=(DECISION, PART, SIGNED_ON))


def consent_from(answers: Answers, meeting: Meeting, *, today: date) -> Consent:
    """Read the decision; raise FormError where a part or a possible date is missing."""
    decision, signed_on = answers.get(DECISION), answers.get(SIGNED_ON)
    is_signed = decision in (Signature.FULL, Signature.IN_PART)
    no_part = decision is Signature.IN_PART and not answers[PART]
    RECORD_SIGNATURE.check(
        answers,
        {
            PART: no_part and "Please write down which part they agreed to.",
            SIGNED_ON: is_signed and _problem_with(signed_on, meeting, today=today),
        },
    )
    return Consent(
        signature=answers[DECISION],
        which=answers[PART],
        signed_on=signed_on if is_signed else None,
    )


def _problem_with(signed_on: date | None, meeting: Meeting, *, today: date) -> str | None:
    if signed_on is None:
        return "Please give the day on which they signed."
    if signed_on > today:
        return (
            "A signature cannot be dated in the future. Please give the day on which they signed."
        )
    if signed_on < (meeting.held_on or meeting.on):
        return "That day is before the meeting. Please look at the date again."
    return None
