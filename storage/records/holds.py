"""Legal holds: whose records nobody destroys for now."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable


@dataclass(frozen=True, kw_only=True)
class Hold:
    """One legal hold on a student's record, and why."""

    student: StudentId
    reason: str
    at: datetime
    lifted_at: datetime | None = None


_holds = RecordTable(Hold, rows.holds)


class Holds:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def standing(self) -> list[Hold]:
        """Return those within reach that are not lifted, the oldest first."""
        return _holds.within(self._reach, _holds.c.lifted_at.is_(None))

    def of(self, student: StudentId) -> Hold | None:
        """Return the hold on a student's record; None where there is none."""
        self._reach.case_manager_of(student)
        held = _holds.here(
            self._reach, _holds.c.student_id == student, _holds.c.lifted_at.is_(None)
        )
        return held[0] if held else None

    def put(self, student: StudentId, reason: str) -> None:
        self._reach.case_manager_of(student)
        hold = Hold(student=student, reason=reason, at=self._reach.now)
        _holds.add(self._reach, **_holds.values(hold))
        Audit(self._reach).log("put the record on hold", student=student, why=reason)

    def lift(self, student: StudentId) -> None:
        self._reach.case_manager_of(student)
        self._reach.connection.execute(
            update(rows.holds)
            .where(_holds.c.student_id == student, _holds.c.lifted_at.is_(None))
            .values(lifted_at=self._reach.now)
        )
        Audit(self._reach).log("lifted the hold on the record", student=student)
