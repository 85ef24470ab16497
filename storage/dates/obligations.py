"""How obligations stand: recorded, brought back, proven without a tick, and every change kept."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select

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
from storage.dates.standing_values import STANDINGS, brought_back, remembered
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

_changes = RecordTable(
    StandingChange,
    rows.standing_changes,
    rows.standing_changes.c.id.desc(),
    closes_with_names=True,
)

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
        found = STANDINGS.within(self._reach, *_recorded_of(STANDINGS, subject, obligation))
        return found[0] if found else Standing()

    def history(self, subject: Subject, obligation: ObligationId) -> list[StandingChange]:
        """Return every record of it, the latest first; what was undone is among them."""
        return _changes.within(self._reach, *_recorded_of(_changes, subject, obligation))

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
        said_at: datetime | None = None,
    ) -> Standing:
        """Record how an obligation stands; what stood before can be brought back by `undo`.

        With `said_at`, it was said then on that word, and is only carried along by whoever acts.
        """
        standing = Standing(
            state=state,
            revise=revise,
            by=on_whose_word,
            at=said_at,
            reason=reason,
            snoozed_until=snoozed_until,
            stays_due_on=stays_due_on,
        )
        return self.keep(subject, obligation, standing, student=student, meeting=meeting)

    def keep(
        self,
        subject: Subject,
        obligation: ObligationId,
        standing: Standing,
        *,
        student: StudentId,
        meeting: MeetingId | None,
    ) -> Standing:
        """Record a standing as it is, where whoever acts may; see `record`."""
        self._reach.require(Act.TICK_OBLIGATION, student)
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
        """Record a standing: as of now, by whoever acts where it names nobody, unless said before.

        What the assistant only carries along, or finds out anew, is nobody's act of today.
        """
        before = self.standing(subject, obligation)
        said_before = standing.at is not None and standing.at < self._reach.now
        after = replace(
            standing,
            by=standing.by if said_before else standing.by or self._reach.by,
            at=standing.at if said_before else self._reach.now,
            reason=standing.reason or None,
            revision=before.revision + 1,
        )
        self._keep(subject, obligation, before, after, student=student, meeting=meeting)
        return after

    def undo(self, subject: Subject, obligation: ObligationId) -> Standing:
        """Bring back what stood before the last record; undoing twice restores that record."""
        row = self._reach.connection.execute(
            select(rows.standings).where(
                self._reach.can_get_at(rows.standings),
                *_recorded_of(STANDINGS, subject, obligation),
            )
        ).first()
        if row is None:
            return Standing()
        self._reach.require(Act.TICK_OBLIGATION, row.student_id)
        before = STANDINGS.read(row, self._reach.words)
        kept = brought_back(STANDINGS.open(self._reach, "before", row))
        after = replace(
            kept,
            by=kept.by if kept.at else self._reach.by,
            at=kept.at or self._reach.now,
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
        about = {"student_id": student, "meeting_id": meeting}
        key = {"subject": subject, "obligation": obligation}
        STANDINGS.put(
            self._reach, key, **about, **STANDINGS.values(after), before=remembered(before)
        )
        self._reach.touched(Record.STANDING, student=student, meeting=meeting, subject=subject)
        acted = replace(after, by=self._reach.by, at=self._reach.now) if undone else after
        _changes.add(
            self._reach,
            undone=undone,
            **key,
            **about,
            **_changes.values(acted, "state", "revise", "by", "at", "reason", "snoozed_until"),
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
        said_at: datetime | None = None,
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
                said_at=said_at,
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
                earlier = settlement.at is not None and settlement.at < self._reach.now
                after = Standing(
                    state=settlement.state,
                    by=settlement.by if earlier else None,
                    at=settlement.at if earlier else None,
                    reason=settlement.reason,
                    stays_due_on=before.stays_due_on,
                )
                self._record_for(meeting, settlement.obligation, after)

    def settle_reading(self, meeting: Meeting) -> None:
        """Record that every teacher has read the at-a-glance; the last one's word proves it."""
        self._reach.require(Act.ANSWER_DUTY, meeting.student)
        subject = meeting_subject(meeting.id)
        if not self.standing(subject, ObligationId.AT_A_GLANCE).state.settled:
            reason = "Every teacher has read it and knows their part."
            after = Standing(state=State.PROVEN, reason=reason)
            self._record_for(meeting, ObligationId.AT_A_GLANCE, after)

    def settle_invitation(self, meeting: Meeting, state: State, reason: str) -> None:
        """Record what the office says of its invitation, on its own word."""
        self._reach.require(Act.TICK_INVITATION, meeting.student)
        before = self.standing(meeting_subject(meeting.id), ObligationId.OFFICE_INFORMED)
        after = Standing(
            state=state,
            reason=reason,
            snoozed_until=None if state.settled else before.snoozed_until,
            stays_due_on=before.stays_due_on,
        )
        self._record_for(meeting, ObligationId.OFFICE_INFORMED, after)

    def _record_for(self, meeting: Meeting, obligation: ObligationId, standing: Standing) -> None:
        subject, student = meeting_subject(meeting.id), meeting.student
        self._record(subject, obligation, standing, student=student, meeting=meeting.id)


def _recorded_of(
    table: RecordTable[Any], subject: Subject, obligation: ObligationId
) -> tuple[ColumnElement[bool], ...]:
    return (table.c.subject == subject, table.c.obligation == obligation)
