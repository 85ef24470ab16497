"""What was handed to colleagues after a meeting, and their answers."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, select, update

from bot.after_meetings.duties import Duty, DutyId, DutyKind, DutyState, all_have_read
from bot.errors import NotOnCaseloadError
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import MeetingId
from bot.messages import Record
from bot.people.people import PersonId
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.engine.database import insert_into
from storage.scopes.reach import Reach

_duties = rows.duties.c


class Duties:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def of_meeting(self, meeting: MeetingId) -> list[Duty]:
        """List everything handed over after a meeting, in the order it came."""
        student = self._reach.student_of(meeting)
        self._reach.require(Act.READ_MEETING_NOTES, student)
        return self._list(_duties.meeting_id == meeting)

    def to(self, owner: PersonId, meeting: MeetingId) -> list[Duty]:
        """List what one colleague was handed after a meeting, and was not taken off them."""
        self._reach.student_of(meeting)
        return self._list(
            (_duties.meeting_id == meeting)
            & (_duties.owner_id == owner)
            & (_duties.state != DutyState.TAKEN_OFF)
        )

    def all_have_read(self, meeting: MeetingId, teachers: AbstractSet[PersonId]) -> bool:
        """Say whether each of these teachers has read the at-a-glance; it shows nobody's words."""
        self._reach.student_of(meeting)
        return all_have_read(self._list(_duties.meeting_id == meeting), teachers)

    def add(
        self,
        meeting: MeetingId,
        draft: DraftKey,
        *,
        kind: DutyKind,
        owner: PersonId | None,
        text: str,
        owner_words: str = "",
        due_on: date | None = None,
    ) -> bool:
        """Hand something over; False where this very form did so before."""
        student = self._reach.student_of(meeting)
        self._reach.require(Act.WRITE_MEETING_NOTES, student)
        new = self._reach.connection.execute(
            insert_into(self._reach.connection, rows.duties)
            .values(
                workspace_id=self._reach.workspace_id,
                draft_key=draft,
                student_id=student,
                meeting_id=meeting,
                kind=kind,
                owner_id=owner,
                private={"text": text, "owner_words": owner_words},
                due_on=due_on,
                state=DutyState.OPEN,
                by_id=self._reach.acting().id,
                at=self._reach.now,
            )
            .on_conflict_do_nothing()
        ).rowcount
        if new:
            self._reach.touched(Record.DUTY, meeting=meeting)
            self._log(f"handed over: {kind}", student, meeting, owner)
        return bool(new)

    def take_off(self, meeting: MeetingId, duty: DutyId) -> bool:
        """Take something off its owner again; it stays on record."""
        self._reach.require(Act.WRITE_MEETING_NOTES, self._reach.student_of(meeting))
        found = self._list((_duties.id == duty) & (_duties.meeting_id == meeting))
        if not found or found[0].state is DutyState.TAKEN_OFF:
            return False
        self._set(replace(found[0], state=DutyState.TAKEN_OFF))
        return True

    def answer(self, duty: DutyId) -> Duty:
        """Keep that the owner has done it, or read it; a second time changes nothing."""
        me = self._reach.acting().id
        found = self._list((_duties.id == duty) & (_duties.owner_id == me))
        if not found or found[0].state is DutyState.TAKEN_OFF:
            raise NotOnCaseloadError
        one = found[0]
        self._reach.require(Act.ANSWER_DUTY, one.student)
        if one.is_open:
            one = replace(one, state=DutyState.DONE, answered_by=me, answered_at=self._reach.now)
            self._set(one)
        return one

    def _set(self, one: Duty) -> None:
        self._reach.connection.execute(
            update(rows.duties)
            .where(_duties.workspace_id == self._reach.workspace_id, _duties.id == one.id)
            .values(state=one.state, answered_by_id=one.answered_by, answered_at=one.answered_at)
        )
        self._reach.touched(Record.DUTY, meeting=one.meeting)
        self._log(f"{one.kind} {one.state}", one.student, one.meeting, one.owner)

    def _log(
        self, act: str, student: StudentId, meeting: MeetingId, owner: PersonId | None
    ) -> None:
        whose = f"person {owner}" if owner is not None else "somebody not on record"
        Audit(self._reach).log(act, student=student, meeting=meeting, detail=whose)

    def _list(self, which: Any) -> list[Duty]:
        found = self._reach.connection.execute(
            select(rows.duties)
            .where(self._reach.can_get_at(rows.duties), which)
            .order_by(_duties.id)
        )
        return [_duty_from(row) for row in found]


def _duty_from(row: Row[Any]) -> Duty:
    return Duty(
        id=DutyId(row.id),
        draft=DraftKey(row.draft_key),
        student=StudentId(row.student_id),
        meeting=MeetingId(row.meeting_id),
        kind=DutyKind(row.kind),
        owner=row.owner_id,
        due_on=row.due_on,
        state=DutyState(row.state),
        by=PersonId(row.by_id),
        at=row.at,
        answered_by=row.answered_by_id,
        answered_at=row.answered_at,
        **row.private,
    )
