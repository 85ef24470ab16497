"""What is handed to a colleague after a meeting: what they took on, or the at-a-glance."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from urllib.parse import urlsplit

from bot.calendar import SchoolYear
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import Kind, Meeting, MeetingId
from bot.people.people import PersonId
from bot.students import StudentId

DutyId = NewType("DutyId", int)


class DutyKind(StrEnum):
    RESPONSIBILITY = "responsibility"
    AT_A_GLANCE = "at a glance"


class DutyState(StrEnum):
    OPEN = "open"
    DONE = "done"
    """The owner says that it is done, or that they have read it and know their part."""
    TAKEN_OFF = "taken off"


@dataclass(frozen=True, kw_only=True)
class Duty:
    id: DutyId
    draft: DraftKey
    """The form it came with; the same one twice is one."""
    student: StudentId
    meeting: MeetingId
    kind: DutyKind
    owner: PersonId | None
    """None for somebody who is not on record; then `owner_words` says who."""
    owner_words: str = ""
    text: str
    """What is to be done; for the at-a-glance, its address in the SIS."""
    due_on: date | None = None
    state: DutyState = DutyState.OPEN
    by: PersonId
    at: datetime
    answered_by: PersonId | None = None
    answered_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.state is DutyState.OPEN

    def read_since(self, signed: datetime | None) -> bool:
        """Tell whether it was read: where there is a signature, what went out after it."""
        if self.kind is not DutyKind.AT_A_GLANCE or self.state is not DutyState.DONE:
            return False
        return not self.precedes(signed)

    def precedes(self, signed: datetime | None) -> bool:
        """Tell whether it was handed over before the signature was recorded."""
        return signed is not None and self.at < signed


@dataclass(frozen=True, kw_only=True)
class Handed:
    """Everything that one colleague was handed after one meeting."""

    meeting: MeetingId
    alias: str
    case_manager: str
    """Their name: who can be asked about it."""
    duties: Sequence[Duty]
    year: SchoolYear
    """The school year of the day on which it is read, in which dates go without their year."""
    is_signed: bool = False
    signed: datetime | None = None
    """The moment at which the signature was recorded, where that is known."""

    @property
    def open(self) -> list[Duty]:
        return [one for one in self.duties if one.is_open]


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Somebody who can take something on; `title` says who they are at the meeting."""

    person: PersonId
    name: str
    title: str


@dataclass(frozen=True, kw_only=True)
class WhoDoesWhat:
    """What people took on at a meeting, and the form that adds one more."""

    meeting: MeetingId
    taken_on: Sequence[Duty]
    owners: Sequence[Owner]
    draft: DraftKey
    """Of the form: with the same one, what is typed in it stays there."""


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A teacher, and the at-a-glance that they were handed; None where they were not."""

    name: str
    in_slack: bool
    handed: Duty | None
    signed: datetime | None = None
    """The moment at which the signature was recorded: what went out before goes out again."""


def may_go_out(meeting: Meeting) -> bool:
    """Say whether the at-a-glance may go to teachers: an unsigned initial IEP goes to nobody."""
    return meeting.kind is not Kind.INITIAL or meeting.consent_on is not None


def handed_by_now(duties: Iterable[Duty], meeting: Meeting, *, on_team: bool) -> list[Duty]:
    """Choose what its owner is told at this moment; nothing before the meeting is over.

    What they took on stays theirs; the at-a-glance is read by
    whoever is `on_team` still, and only where it may go out.
    """
    if not meeting.took_place:
        return []
    to_read = on_team and may_go_out(meeting)
    return [one for one in duties if to_read or one.kind is not DutyKind.AT_A_GLANCE]


def all_have_read(
    duties: Iterable[Duty], teachers: AbstractSet[PersonId], *, signed: datetime | None = None
) -> bool:
    read = {one.owner for one in duties if one.read_since(signed)}
    return bool(teachers) and teachers <= read


def is_address(words: str) -> bool:
    """Say whether words are a web address that can stand behind a link."""
    try:
        parts = urlsplit(words.strip())
    except ValueError:
        return False
    return parts.scheme in ("https", "http") and "." in parts.netloc and " " not in words.strip()
