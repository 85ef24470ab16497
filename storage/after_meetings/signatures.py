"""Tries to get a signature, only ever added to."""

from bot.after_meetings.signatures import SignatureAttempt
from bot.meetings.meetings import MeetingId
from bot.permissions import Act
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

_attempts = RecordTable(
    SignatureAttempt,
    rows.signature_attempts,
    rows.signature_attempts.c.tried_on,
    rows.signature_attempts.c.id,
)


class SignatureAttempts:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def of_meeting(self, meeting: MeetingId) -> list[SignatureAttempt]:
        """List every try after a meeting, the first one first."""
        self._reach.require(Act.TICK_OBLIGATION, self._reach.student_of(meeting))
        return _attempts.within(self._reach, _attempts.c.meeting_id == meeting)

    def add(self, attempt: SignatureAttempt) -> None:
        """Log a try; the same form twice is one."""
        student = self._reach.student_of(attempt.meeting)
        self._reach.require(Act.TICK_OBLIGATION, student)
        if _attempts.add_once(self._reach, student_id=student, **_attempts.values(attempt)):
            Audit(self._reach).log(
                "tried for a signature", student=student, meeting=attempt.meeting
            )
