"""Contacts through the year: with whom, how, when, and what came of it; failed tries among them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.forms.drafts import DraftKey
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.students import StudentId

ContactId = NewType("ContactId", int)

NOT_AHEAD = "This is still to come. Please give the day and time when it took place."


class ContactKind(StrEnum):
    """What stands in the log: a contact, or a failed try to reach a parent."""

    CONTACT = "contact"
    ATTEMPT = "attempt"


class Whom(StrEnum):
    """With whom it was, by what they are to the student."""

    PARENT = "parent"
    TEACHER = "teacher"
    PROVIDER = "provider"
    OTHER = "other"


class ContactWay(StrEnum):
    """How somebody was spoken with, or written to."""

    PHONE = "phone"
    IN_PERSON = "in person"
    VIDEO = "video"
    EMAIL = "e-mail"
    TEXT = "text message"
    LETTER = "letter"
    SLACK = "Slack"


class ContactOutcome(StrEnum):
    """What came of it."""

    TALKED = "talked"
    LEFT_MESSAGE = "left a message"
    SENT = "sent, no reply yet"
    NO_ANSWER = "no answer"
    LATER = "asked to try later"
    CALL_BACK = "asked to be called back"
    UNREACHABLE = "number or address wrong"


FAILED = frozenset(ContactOutcome) - {ContactOutcome.TALKED}
"""The outcomes of an attempt: nobody was reached."""


@dataclass(frozen=True, kw_only=True)
class Contact:
    """One entry of a student's log. What it says is private, and so is that it took place."""

    id: ContactId = ContactId(0)
    """0 until it is kept."""
    draft: DraftKey
    """Makes a second press of Save harmless."""
    student: StudentId
    meeting: MeetingId | None = None
    """The meeting before which a parent was to be reached; None through the year."""
    kind: ContactKind = ContactKind.CONTACT
    at: datetime
    """When it took place, in UTC."""
    whom: Whom
    way: ContactWay
    outcome: ContactOutcome
    language: str = ""
    """In which language; empty where nobody said."""
    note: str = ""
    words: str = ""
    """What a Slack message said that was kept here; nobody edits it."""
    withdrawn: bool = False
    """Whether it was taken back. It stays in the log, marked as that."""
    why_withdrawn: str = ""
    by: PersonId
    kept_at: datetime


def problem_with_moment(at: datetime, *, now: datetime) -> str | None:
    """Say what is wrong with the moment given, both in UTC; to the minute, as it is picked."""
    return NOT_AHEAD if at.replace(second=0, microsecond=0) > now else None


def kind_of(whom: Whom, outcome: ContactOutcome) -> ContactKind:
    """Tell a failed try to reach a parent from a contact."""
    failed = whom is Whom.PARENT and outcome in FAILED
    return ContactKind.ATTEMPT if failed else ContactKind.CONTACT


def latest_first(contacts: Iterable[Contact]) -> list[Contact]:
    """Sort by when it took place, and not by when somebody came to write it down."""
    return sorted(contacts, key=lambda contact: (contact.at, contact.id), reverse=True)
