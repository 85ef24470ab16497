"""Tries to get a signature, only ever added to."""

from sqlalchemy import select

from bot.after_meetings.signatures import SignatureAttempt
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import MeetingId
from bot.permissions import Act
from storage import tables as rows
from storage.audit import Audit
from storage.engine.database import insert_into
from storage.scopes.reach import Reach

_attempts = rows.signature_attempts.c


class SignatureAttempts:
    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def of_meeting(self, meeting: MeetingId) -> list[SignatureAttempt]:
        """List every try after a meeting, the first one first."""
        self._reach.require(Act.TICK_OBLIGATION, self._reach.student_of(meeting))
        found = self._reach.connection.execute(
            select(rows.signature_attempts)
            .where(
                _attempts.workspace_id == self._reach.workspace_id, _attempts.meeting_id == meeting
            )
            .order_by(_attempts.tried_on, _attempts.id)
        )
        return [
            SignatureAttempt(
                draft=DraftKey(row.draft_key),
                meeting=MeetingId(row.meeting_id),
                tried_on=row.tried_on,
                by=row.by_id,
                at=row.at,
                **row.private,
            )
            for row in found
        ]

    def add(self, attempt: SignatureAttempt) -> None:
        """Log a try; the same form twice is one."""
        student = self._reach.student_of(attempt.meeting)
        self._reach.require(Act.TICK_OBLIGATION, student)
        new = self._reach.connection.execute(
            insert_into(self._reach.connection, rows.signature_attempts)
            .values(
                workspace_id=self._reach.workspace_id,
                draft_key=attempt.draft,
                student_id=student,
                meeting_id=attempt.meeting,
                tried_on=attempt.tried_on,
                private={"how": attempt.how, "note": attempt.note},
                by_id=attempt.by,
                at=attempt.at,
            )
            .on_conflict_do_nothing()
        ).rowcount
        if new:
            Audit(self._reach).log(
                "tried for a signature", student=student, meeting=attempt.meeting
            )
