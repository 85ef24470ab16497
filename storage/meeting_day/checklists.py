"""A meeting's ticks, the two answers about rights, and the sign-off."""

from dataclasses import asdict
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot.meeting_day.checklists import RightsAnswers, SignOff, Tick, TickState
from bot.meeting_day.seis_notes import CloseOut
from bot.meetings.meetings import MeetingId
from bot.messages import Record
from bot.permissions import Act
from bot.records.changes import moment, person, typed
from storage import tables as rows
from storage.audit import Audit
from storage.engine.seals import Opened
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable
from storage.scopes.sealed_rows import SealedRows

_checklists = SealedRows(rows.checklists)
TICKS = RecordTable(Tick, rows.ticks, rows.ticks.c.at, rows.ticks.c.line)


class Checklists:
    """Each line is a row of its own, so that two people ticking at once lose nothing."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def ticks(self, meeting: MeetingId) -> list[Tick]:
        """List every line that was ever touched, the first touched first."""
        self._reach.student_of(meeting)
        return TICKS.within(self._reach, TICKS.c.meeting_id == meeting)

    def revision(self, meeting: MeetingId) -> int:
        """Count how often the checklist changed."""
        row = self._row(meeting)
        return row.revision if row else 0

    def tick(
        self,
        meeting: MeetingId,
        line: str,
        state: TickState,
        answer: str = "",
        *,
        took_place_at: datetime | None = None,
    ) -> None:
        """Tick one line, skip it, or take it back; whatever else was ticked stays.

        `took_place_at` is the true time of what is ticked afterwards. What stood before is logged.
        """
        student = self._reach.student_of(meeting)
        self._reach.require(Act.TICK_CHECKLIST, student)
        before = next((tick for tick in self.ticks(meeting) if tick.line == line), None)
        TICKS.put(
            self._reach,
            {"meeting_id": meeting, "line": line},
            student_id=student,
            state=state,
            answer=answer,
            took_place_at=took_place_at,
            **self._reach.signed(),
        )
        self._reach.touched(Record.TICK, meeting=meeting)
        self._change(meeting)
        Audit(self._reach).log(
            f"checklist line {state}",
            student=student,
            meeting=meeting,
            detail=_detail(line, answer, took_place_at, before, self._reach.workspace.zone),
        )

    def rights(self, meeting: MeetingId) -> RightsAnswers:
        """Return the two answers, word for word; empty where they were not given yet."""
        self._reach.require(Act.READ_MEETING_NOTES, self._reach.student_of(meeting))
        row = self._row(meeting)
        return RightsAnswers(**row.rights) if row else RightsAnswers()

    def keep_rights(self, meeting: MeetingId, answers: RightsAnswers) -> None:
        before = self.rights(meeting)
        self._reach.touched(Record.MEETING_NOTES, meeting=meeting)
        self._change(meeting, rights=asdict(answers))
        self._log("recorded the answers about rights", meeting, before, answers)

    def sign_off(self, meeting: MeetingId) -> SignOff:
        """Return who agreed to be listed as present; nobody where nobody was asked yet."""
        self._reach.require(Act.READ_MEETING_NOTES, self._reach.student_of(meeting))
        row = self._row(meeting)
        if not row or not row.sign_off:
            return SignOff()
        return SignOff(listed=tuple(row.sign_off["listed"]), others=row.sign_off["others"])

    def keep_sign_off(self, meeting: MeetingId, sign_off: SignOff) -> None:
        before = self.sign_off(meeting)
        self._reach.touched(Record.MEETING_NOTES, meeting=meeting)
        self._change(meeting, sign_off=asdict(sign_off))
        self._log("recorded the sign-off", meeting, before, sign_off)

    def close_out(self, meeting: MeetingId) -> CloseOut:
        """Return what was noted at the close besides all that was ticked and written before."""
        self._reach.require(Act.READ_MEETING_NOTES, self._reach.student_of(meeting))
        row = self._row(meeting)
        return CloseOut(**row.close_out) if row else CloseOut()

    def keep_close_out(self, meeting: MeetingId, close_out: CloseOut) -> None:
        before = self.close_out(meeting)
        self._reach.touched(Record.MEETING_NOTES, meeting=meeting)
        self._change(meeting, times=0, close_out=asdict(close_out))
        self._log("noted the close-out", meeting, before, close_out)

    def _row(self, meeting: MeetingId) -> Opened | None:
        self._reach.student_of(meeting)
        row = self._reach.connection.execute(
            select(rows.checklists).where(
                self._reach.can_get_at(rows.checklists), _checklists.c.meeting_id == meeting
            )
        ).first()
        return _checklists.opened(self._reach, row) if row else None

    def _change(self, meeting: MeetingId, times: int = 1, **values: Any) -> None:
        """Keep what changed, and count it; what no list shows counts for nothing."""
        reach, c = self._reach, _checklists.c
        student = reach.student_of(meeting)
        _checklists.add_once(reach, meeting_id=meeting, student_id=student, revision=0)
        _checklists.change(reach, c.meeting_id == meeting, revision=c.revision + times, **values)

    def _log(self, act: str, meeting: MeetingId, before: Any, after: Any) -> None:
        student = self._reach.student_of(meeting)
        self._reach.require(Act.WRITE_MEETING_NOTES, student)
        Audit(self._reach).changed(act, before, after, student=student, meeting=meeting)


def _detail(
    line: str, answer: str, took_place_at: datetime | None, before: Tick | None, zone: ZoneInfo
) -> str:
    """Say of a tick, for the log, its answer, its true time, and what it changed."""
    said = [f"{line}: {typed(answer)}" if answer else line]
    if took_place_at is not None:
        said.append(f"took place {moment(took_place_at, zone)}, noted afterwards")
    if before is not None:
        done = moment(before.took_place_at or before.at, zone)
        was = f"{before.state} ({typed(before.answer)})" if before.answer else before.state
        said.append(f"before: {was} by {person(before.by)}, {done}")
    return "; ".join(said)
