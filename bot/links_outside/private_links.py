"""Private links: how somebody outside Slack gets at one form, for a while, with a code."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from bot.meetings.meetings import Meeting, MeetingId
from bot.requests.requests import Form, RequestId
from bot.students import StudentId

LinkId = NewType("LinkId", int)

MOST_TRIES = 5
"""Wrong codes, after which a link closes for good."""

LINK_FOR = timedelta(days=30)
"""The longest that a link works; it never outlives the day of its meeting."""

CODE_DIGITS = 6
"""Enough for five tries, and few enough to be said on the phone."""

CODE_FOR = timedelta(minutes=20)
"""How long a code opens its link, in wire time: a mail may take some minutes, a call does not."""

SESSION_FOR = timedelta(minutes=45)
"""How long an opened form stays open after its last page turn, in wire time."""

MOST_CODES_MAILED = 5
"""Codes that can be asked for by mail before one of them has opened the link."""


class LinkState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    """By the case manager, or because a new one took its place."""
    LOCKED = "locked"
    """After five wrong codes."""


class Tried(StrEnum):
    """What became of a code that somebody typed."""

    RIGHT = "right"
    WRONG = "wrong"
    TOO_OLD = "too old"
    """The right digits, but used already or out of date; it costs no try."""
    LOCKED = "locked"
    """Wrong, and it was the last try."""
    NO_CODE = "no code"
    """Not of the form of a code, so that it cannot be one; it costs no try."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A link as its case manager sees it; the address itself is kept nowhere."""

    id: LinkId
    request: RequestId
    form: Form
    student: StudentId
    meeting: MeetingId
    state: LinkState
    until: datetime
    """School time, in UTC; from then on it opens nothing."""
    tries_left: int
    codes_mailed: int
    """Since it was opened last."""
    made_at: datetime
    opened_at: datetime | None = None

    def works(self, *, now: datetime) -> bool:
        return self.state is LinkState.OPEN and now < self.until


def works_until(meeting: Meeting, zone: ZoneInfo, *, now: datetime) -> datetime:
    """Until when a link made `now` works: thirty days, or the end of the meeting's day."""
    midnight = datetime.combine(meeting.on + timedelta(days=1), time(), tzinfo=zone)
    return min(now + LINK_FOR, midnight.astimezone(now.tzinfo))


def digits_of(typed: str) -> str:
    """A code as somebody types it, with blanks or a dash in it, as its digits alone."""
    return "".join(sign for sign in typed if sign.isascii() and sign.isdecimal())


def in_halves(code: str) -> str:
    """A code as it is read aloud: 482 913."""
    return f"{code[:3]} {code[3:]}"
