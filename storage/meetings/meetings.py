"""The meetings of the students within reach, and every date they had."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from typing import Any

from sqlalchemy import Row, exists, insert, select, update

from bot.conversations.conversations import conversation_for
from bot.conversations.settled_talks import NOTHING, settled_together
from bot.meetings.meetings import Kind, Meeting, MeetingId, MeetingState, Mode
from bot.meetings.seen_meetings import DateChange
from bot.messages import Record
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.conversations.conversations import Conversations
from storage.dates.obligations import Obligations
from storage.records.students import present
from storage.scopes.reach import Reach

_meetings, _changes = rows.meetings.c, rows.meeting_changes.c


def meeting_from(row: Row[Any]) -> Meeting:
    return Meeting(
        id=MeetingId(row.id),
        student=StudentId(row.student_id),
        on=row.on,
        at=row.at,
        kind=Kind(row.kind),
        mode=Mode(row.mode),
        state=MeetingState(row.state),
        arose_on=row.arose_on,
        held_on=row.held_on,
        consent_on=row.consent_on,
        continues=MeetingId(row.continues_id) if row.continues_id is not None else None,
    )


def in_order(meetings: Iterable[Meeting]) -> list[Meeting]:
    return sorted(meetings, key=lambda meeting: (meeting.on, meeting.id))


class Meetings:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def get(self, meeting: MeetingId) -> Meeting:
        self._reach.student_of(meeting)
        return self._list(_meetings.id == meeting)[0]

    def of(self, student: StudentId) -> list[Meeting]:
        """List the student's meetings, the earliest first."""
        self._reach.case_manager_of(student)
        return self._list(_meetings.student_id == student)

    def next_of(self, student: StudentId, *, after: date = date.min) -> Meeting | None:
        """Return the earliest planned meeting after a day; where there is none, the earliest."""
        planned = [meeting for meeting in self.of(student) if meeting.waits]
        return next((one for one in planned if one.on > after), planned[0] if planned else None)

    def on(self, day: date) -> list[Meeting]:
        """List the meetings planned for that day, of students who are still here."""
        return self._list((_meetings.on == day) & self._planned)

    def unmarked(self, today: date) -> list[Meeting]:
        """List the meetings whose day has passed while nobody said if they were held."""
        return self._list((_meetings.on < today) & self._planned)

    @property
    def _planned(self) -> Any:
        here = exists().where(
            rows.students.c.id == _meetings.student_id, present(self._reach.today)
        )
        return (_meetings.state == MeetingState.PLANNED) & here

    def add(
        self,
        *,
        student: StudentId,
        on: date,
        at: time | None = None,
        kind: Kind = Kind.ANNUAL,
        mode: Mode = Mode.IN_PERSON,
        state: MeetingState = MeetingState.PLANNED,
        arose_on: date | None = None,
        held_on: date | None = None,
        continues: MeetingId | None = None,
        why: str = "",
    ) -> Meeting:
        """Set a meeting; it arises today unless a file says that it did before."""
        self._reach.require(Act.HOLD_MEETING, student)
        meeting = Meeting(
            id=MeetingId(0),
            student=student,
            on=on,
            at=at,
            kind=kind,
            mode=mode,
            state=state,
            arose_on=arose_on or self._reach.today,
            held_on=held_on,
            continues=continues,
        )
        assert continues is None or self._reach.student_of(continues) == student
        new = self._reach.connection.execute(
            insert(rows.meetings).values(
                workspace_id=self._reach.workspace_id,
                student_id=student,
                made_at=self._reach.now,
                **_values(meeting),
            )
        )
        assert new.inserted_primary_key is not None
        added = self.get(MeetingId(new.inserted_primary_key[0]))
        self._log_date(None, added, why)
        Audit(self._reach).log("set a meeting", student=student, meeting=added.id, why=why)
        if added.waits:
            self._count_conversation(added)
        self._reach.touched(Record.MEETING, student=student, meeting=added.id)
        return added

    def keep(self, meeting: Meeting, why: str = "") -> None:
        """Keep what changed. Each date the meeting ever had stays on record."""
        before = self.get(meeting.id)
        self._reach.require(Act.HOLD_MEETING, before.student)
        self._reach.connection.execute(
            update(rows.meetings)
            .where(_meetings.workspace_id == self._reach.workspace_id, _meetings.id == meeting.id)
            .values(**_values(meeting))
        )
        self._reach.touched(Record.MEETING, student=before.student, meeting=meeting.id)
        if _told(before) != _told(meeting):
            self._log_date(before, meeting, why)
        Audit(self._reach).changed(
            "changed a meeting",
            before,
            meeting,
            student=before.student,
            meeting=meeting.id,
            why=why,
        )

    def changes(self, meeting: MeetingId) -> list[DateChange]:
        """List every date of the meeting, the first one first."""
        self._reach.student_of(meeting)
        changes = self._reach.connection.execute(
            select(rows.meeting_changes)
            .where(
                _changes.workspace_id == self._reach.workspace_id, _changes.meeting_id == meeting
            )
            .order_by(_changes.id)
        )
        return [
            DateChange(
                at=row.changed_at,
                by=row.by_id,
                old_on=row.old_on,
                new_on=row.new_on,
                why=row.why,
                old_at=row.old_at,
                new_at=row.new_at,
                state=MeetingState(row.state) if row.state else None,
                held_on=row.held_on,
            )
            for row in changes
        ]

    def _list(self, which: Any) -> list[Meeting]:
        found = self._reach.connection.execute(
            select(rows.meetings).where(self._reach.can_get_at(rows.meetings), which)
        )
        return in_order(map(meeting_from, found))

    def _count_conversation(self, meeting: Meeting) -> None:
        """Let a conversation that was held before any meeting was set count for this one.

        So does one held for a meeting that was cancelled since: parents are not asked all of it
        twice because the day was set anew.
        """
        kept = Conversations(self._reach)
        off = {one.id for one in self.of(meeting.student) if one.state is MeetingState.CANCELLED}
        earlier = [
            replace(one, meeting=None) if one.meeting in off else one
            for one in kept.about(meeting.student)
        ]
        conversation = conversation_for(meeting, earlier, set_on=self._reach.today)
        if conversation is not None:
            kept.count_for(meeting, conversation)
            counted = replace(conversation, meeting=meeting.id)
            Obligations(self._reach).settle(
                meeting,
                NOTHING,
                settled_together([counted], meeting),
                on_whose_word=counted.by,
            )

    def _log_date(self, before: Meeting | None, after: Meeting, why: str) -> None:
        self._reach.connection.execute(
            insert(rows.meeting_changes).values(
                workspace_id=self._reach.workspace_id,
                meeting_id=after.id,
                changed_at=self._reach.now,
                by_id=self._reach.by,
                old_on=before.on if before else None,
                new_on=after.on,
                old_at=before.at if before else None,
                new_at=after.at,
                why=why,
                state=after.state,
                held_on=after.held_on,
            )
        )


def _told(meeting: Meeting) -> tuple[Any, ...]:
    """Return what stands in the meeting's history."""
    return (meeting.on, meeting.at, meeting.state, meeting.held_on)


def _values(meeting: Meeting) -> dict[str, Any]:
    return {
        "on": meeting.on,
        "at": meeting.at,
        "kind": meeting.kind,
        "mode": meeting.mode,
        "state": meeting.state,
        "arose_on": meeting.arose_on,
        "held_on": meeting.held_on,
        "consent_on": meeting.consent_on,
        "continues_id": meeting.continues,
    }
