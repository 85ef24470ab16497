"""Private links: how somebody outside Slack gets at one form, for a while, with a code."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from bot.meetings.meetings import Meeting, MeetingId
from bot.requests.requests import Form, Request, RequestId, RequestState
from bot.students import StudentId

LinkId = NewType("LinkId", int)

LINK_FOR = timedelta(days=30)
"""The longest that a link works; it never outlives the day of its meeting."""

SESSION_FOR = timedelta(minutes=45)
"""How long an opened form stays open after its last page turn, in wire time."""


class LinkState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    """By the case manager, or because a new one took its place."""
    LOCKED = "locked"
    """After five wrong codes."""


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


@dataclass(frozen=True, kw_only=True)
class MailSeen:
    """What has become of a mail with a link, or with its code."""

    waits: bool
    error: str
    """Why it still waits or was dropped: a class or a code; empty where nothing went wrong."""
    sent_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class LinkSeen:
    """A request with its link, as the case manager sees both."""

    request: Request
    alias: str
    respondent: str
    link: Link | None
    may_have_one: bool
    mails: bool
    """Whether there is a mail server, and an address on record."""
    link_mail: MailSeen | None = None
    """The newest mail that carried the link; None where there was none."""
    code_mail: MailSeen | None = None


def link_subject(link: LinkId) -> str:
    return f"link:{link}"


def link_in(subject: str) -> LinkId:
    return LinkId(int(subject.partition(":")[2]))


def may_have_link(request: Request, *, in_slack: bool, takes_forms: bool) -> bool:
    """Say whether a form can be filled in through a link: its respondent has no other way."""
    return takes_forms and request.state is not RequestState.WITHDRAWN and not in_slack


def works_until(meeting: Meeting, zone: ZoneInfo, *, now: datetime) -> datetime:
    """Return until when a link made `now` works: thirty days, or the end of the meeting's day."""
    midnight = datetime.combine(meeting.on + timedelta(days=1), time(), tzinfo=zone)
    return min(now + LINK_FOR, midnight.astimezone(now.tzinfo))
