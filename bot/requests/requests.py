"""Requests: the forms that respondents owe before a meeting, and what becomes of each."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from zoneinfo import ZoneInfo

from bot.dates.obligation_rows import Settlement, Standing, State
from bot.dates.obligation_rules import ObligationId
from bot.forms.answers import Texts
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import Meeting, MeetingId
from bot.people.people import PersonId, TeamRole
from bot.students import StudentId

RequestId = NewType("RequestId", int)

ASKED = "Everybody who owes a form was asked."
"""On whose word a row of requests stands that sending them ticked."""


class Form(StrEnum):
    """What a respondent is asked for."""

    TEACHER_FEEDBACK = "teacher_feedback"
    PROVIDER_REPORT = "provider_report"

    @property
    def words(self) -> str:
        return self.replace("_", " ")

    @property
    def asked_of(self) -> TeamRole:
        return {
            Form.TEACHER_FEEDBACK: TeamRole.TEACHER,
            Form.PROVIDER_REPORT: TeamRole.PROVIDER,
        }[self]

    @property
    def out(self) -> ObligationId:
        return ObligationId(f"{self}_out")

    @property
    def back(self) -> ObligationId:
        return ObligationId(f"{self}_back")


class RequestState(StrEnum):
    OPEN = "open"
    IN = "in"
    RETURNED = "returned"
    """The respondent says that it is not theirs; it is the case manager's turn again."""
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What one person was asked for one meeting."""

    id: RequestId
    student: StudentId
    meeting: MeetingId
    form: Form
    respondent: PersonId
    state: RequestState = RequestState.OPEN
    due_on: date
    needs_until: date | None = None
    """The day until which the respondent said that they need."""
    own_date: bool = False
    """Whether the case manager set the date for this one, so that it does not follow a move."""
    reason: str = ""
    """Why it was returned or withdrawn, or why it takes longer."""
    asked_by: PersonId | None
    asked_at: datetime
    changed_at: datetime

    @property
    def wanted_by(self) -> date:
        return self.needs_until or self.due_on

    def asked_late(self, zone: ZoneInfo) -> bool:
        """Tell whether its day had passed in the district's zone before it was asked for."""
        return self.wanted_by < self.asked_at.astimezone(zone).date()

    def is_owed(self, meeting: Meeting, *, today: date) -> bool:
        """Say whether it still waits for its respondent: not after the meeting, nor without it."""
        return self.state is RequestState.OPEN and is_taken(meeting, today=today)


@dataclass(frozen=True, kw_only=True)
class Said:
    """Where somebody else writes a form down: who said it, how, and on what day."""

    who: str
    how: str
    on: date


@dataclass(frozen=True, kw_only=True)
class FilledForm:
    """One version of a form that came in; a later one replaces it and it stays on record."""

    request: RequestId
    draft: DraftKey
    answers: Texts
    by: PersonId
    at: datetime
    said: Said | None = None
    wording: Mapping[str, str] = field(default_factory=dict)
    """What was asked, by question id, as it stood in the form."""
    wording_version: str = ""


def request_subject(request: RequestId) -> str:
    return f"request:{request}"


def request_in(subject: str) -> RequestId | None:
    """Return the request that an errand's subject names; None where it names something else."""
    what, _, number = subject.partition(":")
    return RequestId(int(number)) if what == "request" and number.isdecimal() else None


def is_taken(meeting: Meeting, *, today: date) -> bool:
    """Say whether forms are still taken for a meeting: until its day, while it is planned."""
    return meeting.waits and today <= meeting.on


def settlements(
    requests: Iterable[Request], members: Iterable[tuple[PersonId, TeamRole]]
) -> Iterator[Settlement]:
    """Settle the rows of one meeting by its requests, for each form that was asked for.

    Everybody in the role must have been asked; whose request was withdrawn is released.
    """
    requests, members = list(requests), list(members)
    for form in Form:
        of_form = [request for request in requests if request.form is form]
        if of_form:
            owing = {person for person, role in members if role is form.asked_of}
            yield from _settlements(form, of_form, owing)


def changes_by_forms(settlement: Settlement, before: Standing) -> bool:
    """Say whether to record a row anew; what a person said of it themselves stays said."""
    if settlement.state is State.OPEN:
        return before.state is State.PROVEN or before.reason == ASKED
    if settlement.state is State.PROVEN:
        return before.state is not State.PROVEN
    return not before.state.settled


def _settlements(
    form: Form, requests: list[Request], owing: AbstractSet[PersonId]
) -> Iterator[Settlement]:
    live = [request for request in requests if request.state is not RequestState.WITHDRAWN]
    asked = bool(live) and owing <= {request.respondent for request in requests}
    back = asked and all(request.state is RequestState.IN for request in live)
    last_asked = max(live, key=lambda request: request.asked_at, default=None)
    last_in = max(live, key=lambda request: request.changed_at, default=None)
    yield (
        Settlement(
            obligation=form.out,
            state=State.DONE,
            reason=ASKED,
            by=last_asked.asked_by,
            at=last_asked.asked_at,
        )
        if asked and last_asked
        else Settlement(obligation=form.out, state=State.OPEN)
    )
    yield (
        Settlement(
            obligation=form.back,
            state=State.PROVEN,
            by=last_in.respondent,
            at=last_in.changed_at,
        )
        if back and last_in
        else Settlement(obligation=form.back, state=State.OPEN)
    )
