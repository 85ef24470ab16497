"""What a respondent's form is about, and a form that came in as it is read again."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.forms.answers import Texts
from bot.forms.pages import Page
from bot.meetings.meetings import Meeting
from bot.requests.requests import Request, RequestId
from bot.students import Student


@dataclass(frozen=True, kw_only=True)
class RequestAbout:
    """Whom a form is about, and for what; for modals only."""

    request: Request
    student: Student
    meeting: Meeting
    asked_by: str
    services: tuple[str, ...] = ()
    """Those that its respondent gives."""
    asked_late: bool = False
    """True where its day had passed before it was asked for."""


@dataclass(frozen=True, kw_only=True)
class FormRead:
    """A form that came in: whose it is, and what stands in it."""

    request: RequestId
    about: RequestAbout
    said: str = ""
    """Who wrote it down for whom, in plain words; empty where that is not told."""
    answers: Texts
    pages: Sequence[Page]
