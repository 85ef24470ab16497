"""How obligations stand: recorded, brought back, proven without a tick, and every change kept."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from bot.conversations.settled_talks import Settled, changes_by_talks, rows_touched
from bot.dates.obligation_rows import Standing, StandingChange, State, Subject, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Meeting, MeetingId
from bot.messages import Record
from bot.people.people import PersonId, TeamRole
from bot.permissions import Act
from bot.requests.requests import Request, changes_by_forms
from bot.requests.requests import settlements as form_settlements
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.dates.standing_changes import add_change, changes_of
from storage.dates.standing_values import STANDINGS, brought_back, remembered
from storage.engine.database import insert_into
from storage.scopes.reach import Reach

_standings = rows.standings.c
_KEY = ("workspace_id", "subject", "obligation")

_HAS_A_WHY = frozenset({State.NOT_NEEDED, State.CLOSED})
"""The states whose reason says why somebody recorded them."""


class Obligations:
    """What was recorded about them. When they are due, the core computes.

    Each change keeps what stood before it.
    """

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def standing(self, subject: Subject, obligation: ObligationId) -> Standing:
        """Return what is recorded; open, at revision 0, where nothing is."""
        row = self._reach.connection.execute(
            STANDINGS.select(self._reach).where(
                self._reach.can_get_at(rows.standings),
                _standings.subject == subject,
                _standings.obligation == obligation,
            )
        ).first()
        return STANDINGS.read(row) if row else Standing()

    def history(self, subject: Subject, obligation: ObligationId) -> list[StandingChange]:
        """Return every record of it, the latest first; what was undone is among them."""
        return changes_of(self._reach, subject, obligation)

    def record(
        self,
        subject: Subject,
        obligation: ObligationId,
        *,
        student: StudentId,
        meeting: MeetingId | None,
        state: State,
        reason: str = "",
        on_whose_word: PersonId | None = None,
        revise: bool = False,
        snoozed_until: date | None = None,
        stays_due_on: date | None = None,
    ) -> Standing:
        """Record how an obligation stands; what stood before can be brought back by `undo`."""
        self._reach.require(Act.TICK_OBLIGATION, student)
        standing = Standing(
            state=state,
            revise=revise,
            by=on_whose_word,
            reason=reason,
            snoozed_until=snoozed_until,
            stays_due_on=stays_due_on,
        )
        return self._record(subject, obligation, standing, student=student, meeting=meeting)

    def _record(
        self,
        subject: Subject,
        obligation: ObligationId,
        standing: Standing,
        *,
        student: StudentId,
        meeting: MeetingId | None,
    ) -> Standing:
        """Record a standing as of now, on the word of whoever acts where it names nobody."""
        before = self.standing(subject, obligation)
        after = replace(
            standing,
            by=standing.by or self._reach.by,
            at=self._reach.now,
            reason=standing.reason or None,
            revision=before.revision + 1,
        )
        self._keep(subject, obligation, before, after, student=student, meeting=meeting)
        return after

    def undo(self, subject: Subject, obligation: ObligationId) -> Standing:
        """Bring back what stood before the last record; undoing twice restores that record."""
        row = self._reach.connection.execute(
            select(_standings.student_id, _standings.meeting_id, _standings.before).where(
                self._reach.can_get_at(rows.standings),
                _standings.subject == subject,
                _standings.obligation == obligation,
            )
        ).first()
        before = self.standing(subject, obligation)
        if row is None:
            return before
        self._reach.require(Act.TICK_OBLIGATION, row.student_id)
        after = replace(
            brought_back(row.before),
            by=self._reach.by,
            at=self._reach.now,
            revision=before.revision + 1,
        )
        self._keep(
            subject,
            obligation,
            before,
            after,
            student=row.student_id,
            meeting=row.meeting_id,
            undone=True,
        )
        return after

    def _keep(
        self,
        subject: Subject,
        obligation: ObligationId,
        before: Standing,
        after: Standing,
        *,
        student: StudentId,
        meeting: MeetingId | None,
        undone: bool = False,
    ) -> None:
        self._check(subject, student, meeting)
        values = STANDINGS.values(after) | {"before": remembered(before)}
        key = dict(
            zip(_KEY, (self._reach.workspace_id, subject, obligation), strict=True),
            student_id=student,
            meeting_id=meeting,
        )
        self._reach.connection.execute(
            insert_into(self._reach.connection, rows.standings)
            .values(**key, **values)
            .on_conflict_do_update(index_elements=_KEY, set_=values)
        )
        self._reach.touched(Record.STANDING, student=student, meeting=meeting, subject=subject)
        add_change(
            self._reach,
            subject,
            obligation,
            after,
            student=student,
            meeting=meeting,
            undone=undone,
        )
        Audit(self._reach).changed(
            f"recorded {obligation}",
            before,
            after,
            student=student,
            meeting=meeting,
            # Of what was done, the reason is what was found out: it stands in the details alone.
            why=after.reason or "" if after.state in _HAS_A_WHY else "",
        )

    def _check(self, subject: Subject, student: StudentId, meeting: MeetingId | None) -> None:
        """Hold a subject to its student, or one caseload could overwrite another's standing."""
        if meeting is None:
            assert subject.startswith(f"student:{student}:"), "the subject is another student's"
        else:
            assert subject == meeting_subject(meeting), "the subject is another meeting"
            assert self._reach.student_of(meeting) == student, "the meeting is another student's"

    def settle(
        self,
        meeting: Meeting,
        before: Settled,
        after: Settled,
        *,
        on_whose_word: PersonId | None = None,
        booked: bool = False,
    ) -> None:
        """Record what changes where the meeting's conversations settled `before`, now `after`."""
        subject = meeting_subject(meeting.id)
        standings = {row: self.standing(subject, row) for row in rows_touched(before, after)}
        for settlement in changes_by_talks(before, after, standings, booked=booked):
            self.record(
                subject,
                settlement.obligation,
                student=meeting.student,
                meeting=meeting.id,
                state=settlement.state,
                reason=settlement.reason,
                on_whose_word=on_whose_word,
                stays_due_on=standings[settlement.obligation].stays_due_on,
            )

    def settle_forms(
        self,
        meeting: Meeting,
        requests: Iterable[Request],
        members: Iterable[tuple[PersonId, TeamRole]],
    ) -> None:
        """Record how the meeting's requests stand; what a person recorded otherwise is left."""
        self._reach.require(Act.ANSWER_REQUEST, meeting.student)
        subject = meeting_subject(meeting.id)
        for settlement in form_settlements(requests, members):
            before = self.standing(subject, settlement.obligation)
            if changes_by_forms(settlement, before):
                self._record(
                    subject,
                    settlement.obligation,
                    Standing(
                        state=settlement.state,
                        reason=settlement.reason,
                        stays_due_on=before.stays_due_on,
                    ),
                    student=meeting.student,
                    meeting=meeting.id,
                )

    def settle_reading(self, meeting: Meeting) -> None:
        """Record that every teacher has read the at-a-glance; the last one's word proves it."""
        self._reach.require(Act.ANSWER_DUTY, meeting.student)
        subject = meeting_subject(meeting.id)
        if not self.standing(subject, ObligationId.AT_A_GLANCE).state.settled:
            reason = "Every teacher has read it and knows their part."
            self._record(
                subject,
                ObligationId.AT_A_GLANCE,
                Standing(state=State.PROVEN, reason=reason),
                student=meeting.student,
                meeting=meeting.id,
            )

    def settle_invitation(self, meeting: Meeting, state: State, reason: str) -> None:
        """Record what the office says of its invitation, on its own word."""
        self._reach.require(Act.TICK_INVITATION, meeting.student)
        subject = meeting_subject(meeting.id)
        before = self.standing(subject, ObligationId.OFFICE_INFORMED)
        after = Standing(
            state=state,
            reason=reason,
            snoozed_until=None if state.settled else before.snoozed_until,
            stays_due_on=before.stays_due_on,
        )
        self._record(
            subject,
            ObligationId.OFFICE_INFORMED,
            after,
            student=meeting.student,
            meeting=meeting.id,
        )
