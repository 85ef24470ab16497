"""The meetings of the students within reach, and every date they had."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import exists

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
from storage.scopes.record_tables import RecordTable

ONE_DAY = timedelta(days=1)

MEETINGS = RecordTable(Meeting, rows.meetings)
_meetings = rows.meetings.c
_changes = RecordTable(DateChange, rows.meeting_changes, at=lambda row: row.changed_at)


def in_order(meetings: Iterable[Meeting]) -> list[Meeting]:
    return sorted(meetings, key=lambda meeting: (meeting.on, meeting.id))


class Meetings:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def get(self, meeting: MeetingId) -> Meeting:
        self._reach.student_of(meeting)
        return self._list(_meetings.id == meeting)[0]

    def those(self, meetings: Iterable[MeetingId]) -> dict[MeetingId, Meeting]:
        """Return several at once, without those that are out of reach."""
        return {one.id: one for one in MEETINGS.within(self._reach, _meetings.id.in_({*meetings}))}

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

    def pass_days(self, since: date) -> int:
        """Note whose day has passed from `since` on, as what is shown of a meeting ends with it.

        Returns how many meetings that is. Of what was marked meanwhile, that was noted then.
        """
        passed = self._list(
            _meetings.on.between(since, self._reach.today - ONE_DAY) & self._planned
        )
        for meeting in passed:
            self._reach.touched(Record.MEETING, student=meeting.student, meeting=meeting.id)
        return len(passed)

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
        new = MEETINGS.add(self._reach, made_at=self._reach.now, **MEETINGS.values(meeting))
        added = self.get(MeetingId(new))
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
        values = MEETINGS.values(replace(meeting, student=before.student))
        MEETINGS.change(self._reach, _meetings.id == meeting.id, **values)
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
        return _changes.within(self._reach, _changes.c.meeting_id == meeting)

    def _list(self, which: Any) -> list[Meeting]:
        return in_order(MEETINGS.within(self._reach, which))

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
        _changes.add(
            self._reach,
            meeting_id=after.id,
            student_id=after.student,
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


def _told(meeting: Meeting) -> tuple[Any, ...]:
    """Return what stands in the meeting's history."""
    return (meeting.on, meeting.at, meeting.state, meeting.held_on)
