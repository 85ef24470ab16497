"""What was handed to colleagues after a meeting, and their answers."""

from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime

from bot.after_meetings.duties import Duty, DutyId, DutyKind, DutyState, all_have_read
from bot.errors import NotOnCaseloadError
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import MeetingId
from bot.messages import Record
from bot.people.people import PersonId
from bot.permissions import Act
from bot.records.changes import person
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

_duties = RecordTable(Duty, rows.duties)


class Duties:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def of_meeting(self, meeting: MeetingId) -> list[Duty]:
        """List everything handed over after a meeting, in the order it came."""
        student = self._reach.student_of(meeting)
        self._reach.require(Act.READ_MEETING_NOTES, student)
        return _duties.within(self._reach, _duties.c.meeting_id == meeting)

    def to(self, owner: PersonId, meeting: MeetingId) -> list[Duty]:
        """List what one colleague was handed after a meeting, and was not taken off them."""
        self._reach.student_of(meeting)
        return _duties.within(
            self._reach,
            (_duties.c.meeting_id == meeting)
            & (_duties.c.owner_id == owner)
            & (_duties.c.state != DutyState.TAKEN_OFF),
        )

    def meetings_of(self, owner: PersonId) -> list[MeetingId]:
        """List the meetings after which something was handed to a colleague that is open still."""
        open_ = (_duties.c.owner_id == owner) & (_duties.c.state == DutyState.OPEN)
        return [*dict.fromkeys(one.meeting for one in _duties.within(self._reach, open_))]

    def all_have_read(
        self, meeting: MeetingId, teachers: AbstractSet[PersonId], *, signed: datetime | None
    ) -> bool:
        """Say whether each of these teachers has read the at-a-glance; it shows nobody's words."""
        self._reach.student_of(meeting)
        duties = _duties.within(self._reach, _duties.c.meeting_id == meeting)
        return all_have_read(duties, teachers, signed=signed)

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
        new = _duties.add_once(
            self._reach,
            draft_key=draft,
            student_id=student,
            meeting_id=meeting,
            kind=kind,
            owner_id=owner,
            private={"text": text, "owner_words": owner_words},
            due_on=due_on,
            state=DutyState.OPEN,
            **self._reach.signed(),
        )
        if new:
            self._log(f"handed over: {kind}", student, meeting, owner)
        return new

    def take_off(self, meeting: MeetingId, duty: DutyId) -> bool:
        """Take something off its owner again; it stays on record."""
        self._reach.require(Act.WRITE_MEETING_NOTES, self._reach.student_of(meeting))
        found = _duties.within(
            self._reach, (_duties.c.id == duty) & (_duties.c.meeting_id == meeting)
        )
        if not found or found[0].state is DutyState.TAKEN_OFF:
            return False
        self._set(replace(found[0], state=DutyState.TAKEN_OFF))
        return True

    def answer(self, duty: DutyId) -> Duty:
        """Keep that the owner has done it, or read it; a second time changes nothing."""
        me = self._reach.acting().id
        found = _duties.within(self._reach, (_duties.c.id == duty) & (_duties.c.owner_id == me))
        if not found or found[0].state is DutyState.TAKEN_OFF:
            raise NotOnCaseloadError
        one = found[0]
        self._reach.require(Act.ANSWER_DUTY, one.student)
        if one.is_open:
            one = replace(one, state=DutyState.DONE, answered_by=me, answered_at=self._reach.now)
            self._set(one)
        return one

    def _set(self, one: Duty) -> None:
        told = _duties.values(one, "state", "answered_by", "answered_at")
        _duties.change(self._reach, _duties.c.id == one.id, **told)
        self._log(f"{one.kind} {one.state}", one.student, one.meeting, one.owner)

    def _log(
        self, act: str, student: StudentId, meeting: MeetingId, owner: PersonId | None
    ) -> None:
        """Log what was just written of a duty, and note it for whatever shows it."""
        self._reach.touched(Record.DUTY, meeting=meeting, person=owner)
        whose = person(owner) if owner is not None else "somebody not on record"
        Audit(self._reach).log(act, student=student, meeting=meeting, detail=whose)
