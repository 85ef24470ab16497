"""Who was asked for which form, and every version of what came in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, select

from bot.date_words import without_weekday
from bot.dates.obligation_rows import meeting_subject
from bot.errors import NotAskedError, NotOnCaseloadError
from bot.meetings.meetings import MeetingId, MeetingState
from bot.messages import Record
from bot.people.people import PersonId
from bot.permissions import Act, Relation
from bot.records.changes import person
from bot.requests.requests import FilledForm, Form, Request, RequestId, RequestState, Said
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.records.students import present
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

_requests = rows.requests.c
_CHANGING = ("state", "due_on", "needs_until", "own_date", "reason", "changed_at")

REQUESTS = RecordTable(Request, rows.requests, closes_with_names=True)


def _said(row: Any) -> Said | None:
    if not row.said:
        return None
    return Said(who=row.said["who"], how=row.said["how"], on=date.fromisoformat(row.said["on"]))


_forms = RecordTable(
    FilledForm,
    rows.filled_forms,
    rows.filled_forms.c.id.desc(),
    said=_said,
    wording=lambda row: row.wording.get("asked", {}),
    wording_version=lambda row: row.wording.get("version", ""),
)


class Requests:
    """A respondent reaches their own alone; a case manager those about their students."""

    def __init__(self, reach: Reach) -> None:
        reach.require(Act.ANSWER_REQUEST)
        self._reach = reach

    def get(self, request: RequestId) -> Request:
        """Return a request; where it is out of reach, raise an error that suits who asks."""
        found = self._list(_requests.id == request)
        if found:
            return found[0]
        raise NotAskedError if self._own() else NotOnCaseloadError

    def of_meeting(self, meeting: MeetingId) -> list[Request]:
        """List everything asked for one meeting, the other respondents' included."""
        student = self._reach.student_of(meeting)
        of_meeting = (_requests.student_id == student) & (_requests.meeting_id == meeting)
        return REQUESTS.here(self._reach, of_meeting)

    def to(self, person: PersonId) -> list[Request]:
        """List what one person was asked for, in the order of asking."""
        return self._list(_requests.respondent_id == person)

    def open(self) -> list[Request]:
        """List what still waits for a respondent, as far as the requests themselves say."""
        return self._list(_requests.state == RequestState.OPEN)

    def owes(self, person: PersonId) -> bool:
        """Say whether somebody owes anybody in the workspace a form, and no more than that."""
        waiting = exists().where(
            _requests.workspace_id == self._reach.workspace_id,
            _requests.respondent_id == person,
            _requests.state == RequestState.OPEN,
            rows.students.c.id == _requests.student_id,
            present(self._reach.today),
            rows.meetings.c.id == _requests.meeting_id,
            rows.meetings.c.state == MeetingState.PLANNED,
            rows.meetings.c.on >= self._reach.today,
        )
        return bool(self._reach.connection.scalar(select(waiting)))

    def ask(
        self,
        *,
        student: StudentId,
        meeting: MeetingId,
        form: Form,
        respondent: PersonId,
        due_on: date,
        own_date: bool = False,
    ) -> Request:
        """Ask somebody for a form. Who was asked for it before is asked anew, never twice."""
        reach = self._reach
        reach.require(Act.SEND_REQUESTS, student)
        assert reach.student_of(meeting) == student, "the meeting is another student's"
        REQUESTS.put(
            reach,
            {"meeting_id": meeting, "form": form, "respondent_id": respondent},
            student_id=student,
            state=RequestState.OPEN,
            due_on=due_on,
            needs_until=None,
            own_date=own_date,
            reason="",
            asked_by_id=reach.by,
            asked_at=reach.now,
            changed_at=reach.now,
        )
        Audit(reach).log(
            f"asked for {form.words}",
            student=student,
            meeting=meeting,
            detail=f"{person(respondent)}, by {without_weekday(due_on)}",
        )
        of_meeting = (_requests.meeting_id == meeting) & (_requests.form == form)
        [asked] = self._list(of_meeting & (_requests.respondent_id == respondent))
        return self._touched(asked)

    def keep(self, request: Request) -> Request:
        """Keep what became of a request."""
        before = self.get(request.id)
        after = replace(request, changed_at=self._reach.now)
        changed = REQUESTS.values(after, *_CHANGING)
        REQUESTS.change(self._reach, _requests.id == request.id, **changed)
        Audit(self._reach).changed(
            "changed a request",
            before,
            replace(after, changed_at=before.changed_at),
            student=request.student,
            meeting=request.meeting,
        )
        return self._touched(after)

    def keep_form(self, filled: FilledForm) -> bool:
        """Keep a version of a form; False where it was kept before, which its draft's key tells."""
        request = self.get(filled.request)
        new = _forms.add_once(
            self._reach,
            student_id=request.student,
            said=_said_as_kept(filled.said),
            wording=_wording_as_kept(filled),
            **_forms.values(filled),
        )
        if new:
            self._touched(request)
            Audit(self._reach).log(
                f"kept {request.form.words}", student=request.student, meeting=request.meeting
            )
        return new

    def _touched(self, request: Request) -> Request:
        self._reach.touched(
            Record.REQUEST,
            student=request.student,
            meeting=request.meeting,
            person=request.respondent,
            subject=meeting_subject(request.meeting),
        )
        return request

    def forms(self, request: RequestId) -> list[FilledForm]:
        """List every version of what came in, the latest first."""
        self.get(request)
        return _forms.within(self._reach, _forms.c.request_id == request)

    def last_time(self, request: Request) -> FilledForm | None:
        """Return what the same respondent said of the same student for an earlier meeting."""
        earlier = [
            one
            for one in self._list(
                (_requests.respondent_id == request.respondent)
                & (_requests.student_id == request.student)
                & (_requests.form == request.form)
                & (_requests.meeting_id != request.meeting)
            )
            if one.asked_at < request.asked_at
        ]
        for one in reversed(earlier):
            if forms := self.forms(one.id):
                return forms[0]
        return None

    def own_last(self, form: Form) -> FilledForm | None:
        """Return what the person who asks wrote last on such a form, about whomever it was."""
        me = self._reach.acting().id
        asked = [request.id for request in self.to(me) if request.form is form]
        mine = _forms.c.request_id.in_(asked) & (_forms.c.by_id == me)
        return next((one for one in _forms.within(self._reach, mine) if not one.said), None)

    def _list(self, which: ColumnElement[bool]) -> list[Request]:
        found = REQUESTS.within(self._reach, which, *self._own())
        return sorted(found, key=lambda request: (request.asked_at, request.id))

    def _own(self) -> Sequence[ColumnElement[bool]]:
        if Relation.RESPONDENT not in self._reach.relations:
            return ()
        return (_requests.respondent_id == self._reach.acting().id,)


def _said_as_kept(said: Said | None) -> dict[str, str]:
    return {"who": said.who, "how": said.how, "on": said.on.isoformat()} if said else {}


def _wording_as_kept(filled: FilledForm) -> dict[str, Any]:
    if not filled.wording:
        return {}
    return {"version": filled.wording_version, "asked": dict(filled.wording)}
