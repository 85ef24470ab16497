"""Tries to get a signature: an unlogged one counts for nothing later."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.forms.drafts import DraftKey
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId


@dataclass(frozen=True, kw_only=True)
class SignatureAttempt:
    """One time that the parents were asked for their signature after the meeting."""

    draft: DraftKey
    meeting: MeetingId
    tried_on: date
    how: str
    note: str
    by: PersonId
    at: datetime
