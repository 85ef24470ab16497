"""Who was asked for which form, and every version of what came in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, select, update

from bot.dates.obligation_rows import meeting_subject
from bot.errors import NotAskedError, NotOnCaseloadError
from bot.meetings.meetings import MeetingId, MeetingState
from bot.messages import Record
from bot.people.people import PersonId
from bot.permissions import Act, Relation
from bot.requests.requests import FilledForm, Form, Request, RequestId, RequestState, Said
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.engine.database import insert_into
from storage.records.students import present
from storage.scopes.reach import Reach

_requests, _forms = rows.requests.c, rows.filled_forms.c
_KEY = ("workspace_id", "meeting_id", "form", "respondent_id")


def request_from(row: Row[Any]) -> Request:
    return Request(
        id=RequestId(row.id),
        student=StudentId(row.student_id),
        meeting=MeetingId(row.meeting_id),
        form=Form(row.form),
        respondent=PersonId(row.respondent_id),
        state=RequestState(row.state),
        due_on=row.due_on,
        needs_until=row.needs_until,
        own_date=row.own_date,
        reason=getattr(row, "reason", ""),
        asked_by=row.asked_by_id,
        asked_at=row.asked_at,
        changed_at=row.changed_at,
    )


def request_rows(reach: Reach) -> Select[Any]:
    """Select requests, without the reasons where those stay closed."""
    closed = set() if reach.names else {"reason"}
    return select(*(column for column in _requests if column.name not in closed))


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
        found = self._reach.connection.execute(
            request_rows(self._reach).where(
                _requests.workspace_id == self._reach.workspace_id,
                _requests.student_id == student,
                _requests.meeting_id == meeting,
            )
        )
        return [request_from(row) for row in found]

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
        values = {
            "state": RequestState.OPEN,
            "due_on": due_on,
            "needs_until": None,
            "own_date": own_date,
            "reason": "",
            "asked_by_id": reach.by,
            "asked_at": reach.now,
            "changed_at": reach.now,
        }
        key = dict(
            zip(_KEY, (reach.workspace_id, meeting, form, respondent), strict=True),
            student_id=student,
        )
        asked = reach.connection.scalar(
            insert_into(reach.connection, rows.requests)
            .values(**key, **values)
            .on_conflict_do_update(index_elements=_KEY, set_=values)
            .returning(_requests.id)
        )
        Audit(reach).log(
            f"asked for {form.words}",
            student=student,
            meeting=meeting,
            detail=f"person {respondent}, by {due_on}",
        )
        assert asked is not None
        return self._touched(self.get(RequestId(asked)))

    def keep(self, request: Request) -> Request:
        """Keep what became of a request."""
        before = self.get(request.id)
        after = replace(request, changed_at=self._reach.now)
        self._reach.connection.execute(
            update(rows.requests)
            .where(_requests.workspace_id == self._reach.workspace_id, _requests.id == request.id)
            .values(
                state=after.state,
                due_on=after.due_on,
                needs_until=after.needs_until,
                own_date=after.own_date,
                reason=after.reason,
                changed_at=after.changed_at,
            )
        )
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
        new = self._reach.connection.execute(
            insert_into(self._reach.connection, rows.filled_forms)
            .values(
                workspace_id=self._reach.workspace_id,
                request_id=filled.request,
                draft_key=filled.draft,
                answers=dict(filled.answers),
                said=_said_as_kept(filled.said),
                wording=_wording_as_kept(filled),
                by_id=filled.by,
                at=filled.at,
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "draft_key"])
        ).rowcount
        if new:
            self._touched(request)
            Audit(self._reach).log(
                f"kept {request.form.words}", student=request.student, meeting=request.meeting
            )
        return bool(new)

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
        found = self._reach.connection.execute(
            select(rows.filled_forms)
            .where(_forms.workspace_id == self._reach.workspace_id, _forms.request_id == request)
            .order_by(_forms.id.desc())
        )
        return [_form_from(row) for row in found]

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

    def _list(self, which: ColumnElement[bool]) -> list[Request]:
        found = self._reach.connection.execute(
            request_rows(self._reach)
            .where(self._reach.can_get_at(rows.requests), which, *self._own())
            .order_by(_requests.asked_at, _requests.id)
        )
        return [request_from(row) for row in found]

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


def _form_from(row: Row[Any]) -> FilledForm:
    said, wording = row.said, row.wording
    return FilledForm(
        request=RequestId(row.request_id),
        draft=row.draft_key,
        answers=row.answers,
        by=PersonId(row.by_id),
        at=row.at,
        said=Said(who=said["who"], how=said["how"], on=date.fromisoformat(said["on"]))
        if said
        else None,
        wording=wording.get("asked", {}),
        wording_version=wording.get("version", ""),
    )
