"""What a respondent can say instead of filling in a form: not mine, or not yet."""

from dataclasses import dataclass
from datetime import date

from bot.errors import FormError
from bot.meetings.meetings import Meeting

WHAT, UNTIL, WHY = "what", "until", "why"
"""The questions, by which an error names its place."""

NOT_MINE, LATER = "not_mine", "later"


@dataclass(frozen=True, kw_only=True)
class Reply:
    until: date | None
    """The day until which they need; None where the form is not theirs."""
    why: str


def reply_of(what: str, until: str, why: str, *, meeting: Meeting, today: date) -> Reply:
    """What they say; raise FormError where the reason or a possible day is missing."""
    why = why.strip()
    if what == NOT_MINE:
        if not why:
            raise FormError({WHY: "Please say why in a few words, so that somebody else is asked."})
        return Reply(until=None, why=why)
    if what != LATER:
        raise FormError({WHAT: "Please choose one of the two."})
    day = _day(until)
    if day is None or not today < day < meeting.on:
        last = f"{meeting.on:%A} {meeting.on.day} {meeting.on:%B}"
        raise FormError({UNTIL: f"Please choose a day after today and before {last}."})
    return Reply(until=day, why=why)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
