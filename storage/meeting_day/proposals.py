"""The log of proposals, whoever made them."""

from dataclasses import replace
from typing import Any

from sqlalchemy import Row, select, update

from bot.errors import NotOnCaseloadError
from bot.forms.drafts import DraftKey
from bot.meeting_day.proposals import Proposal, ProposalId, ProposalOutcome
from bot.meetings.meetings import MeetingId
from bot.messages import Record
from bot.people.people import PersonId
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.engine.database import insert_into
from storage.scopes.reach import Reach

_proposals = rows.proposals.c


class Proposals:
    def __init__(self, reach: Reach) -> None:
        reach.require(Act.READ_MEETING_NOTES)
        self._reach = reach

    def of_meeting(self, meeting: MeetingId) -> list[Proposal]:
        """List the proposals made in a meeting, in the order they were logged."""
        self._reach.student_of(meeting)
        return self._list(_proposals.meeting_id == meeting)

    def get(self, proposal: ProposalId) -> Proposal:
        found = self._list(_proposals.id == proposal)
        if not found:
            raise NotOnCaseloadError
        return found[0]

    def add(
        self,
        meeting: MeetingId,
        draft: DraftKey,
        *,
        text: str,
        by_whom: str,
        data: str,
        outcome: ProposalOutcome,
    ) -> None:
        """Log a proposal; the same form twice is one."""
        student = self._reach.student_of(meeting)
        self._reach.require(Act.WRITE_MEETING_NOTES, student)
        new = self._reach.connection.execute(
            insert_into(self._reach.connection, rows.proposals)
            .values(
                workspace_id=self._reach.workspace_id,
                draft_key=draft,
                student_id=student,
                meeting_id=meeting,
                private={"text": text, "by_whom": by_whom, "data": data},
                outcome=outcome,
                by_id=self._reach.acting().id,
                at=self._reach.now,
            )
            .on_conflict_do_nothing()
        ).rowcount
        self._reach.touched(Record.PROPOSAL, meeting=meeting)
        if new:
            Audit(self._reach).log("logged a proposal", student=student, meeting=meeting)

    def keep(self, proposal: Proposal) -> Proposal:
        """Keep the words and the outcome; what it said before is logged."""
        before = self.get(proposal.id)
        self._reach.require(Act.WRITE_MEETING_NOTES, before.student)
        after = replace(
            before,
            text=proposal.text,
            by_whom=proposal.by_whom,
            data=proposal.data,
            outcome=proposal.outcome,
        )
        if after.outcome is not before.outcome:
            after = replace(after, settled_by=self._reach.acting().id, settled_at=self._reach.now)
        self._reach.connection.execute(
            update(rows.proposals)
            .where(
                _proposals.workspace_id == self._reach.workspace_id, _proposals.id == proposal.id
            )
            .values(
                private={"text": after.text, "by_whom": after.by_whom, "data": after.data},
                outcome=after.outcome,
                settled_by_id=after.settled_by,
                settled_at=after.settled_at,
            )
        )
        self._reach.touched(Record.PROPOSAL, meeting=before.meeting)
        Audit(self._reach).changed(
            "changed a proposal", before, after, student=before.student, meeting=before.meeting
        )
        return after

    def _list(self, which: Any) -> list[Proposal]:
        found = self._reach.connection.execute(
            select(rows.proposals)
            .where(self._reach.can_get_at(rows.proposals), which)
            .order_by(_proposals.id)
        )
        return [_proposal_from(row) for row in found]


def _proposal_from(row: Row[Any]) -> Proposal:
    return Proposal(
        id=ProposalId(row.id),
        draft=DraftKey(row.draft_key),
        student=StudentId(row.student_id),
        meeting=MeetingId(row.meeting_id),
        outcome=ProposalOutcome(row.outcome),
        by=PersonId(row.by_id),
        at=row.at,
        settled_by=row.settled_by_id,
        settled_at=row.settled_at,
        **row.private,
    )
