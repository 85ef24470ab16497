"""What was recorded about obligations. When they are due, the core computes."""

from collections.abc import Iterable

from bot.conversations.settled_talks import Settled, changes_by_talks, rows_touched
from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Meeting
from bot.people.people import PersonId, TeamRole
from bot.permissions import Act
from bot.requests.requests import Request, changes_by_forms
from bot.requests.requests import settlements as form_settlements
from storage.dates.standings import Standings


class Obligations(Standings):
    """The standings, and what proves them without a tick of the case manager."""

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
