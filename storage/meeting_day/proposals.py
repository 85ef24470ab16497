"""The log of proposals, whoever made them."""

from dataclasses import replace

from bot.forms.drafts import DraftKey
from bot.meeting_day.proposals import Proposal, ProposalId, ProposalOutcome
from bot.meetings.meetings import MeetingId
from bot.messages import Record
from bot.permissions import Act
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

_proposals = RecordTable(Proposal, rows.proposals)


class Proposals:
    def __init__(self, reach: Reach) -> None:
        reach.require(Act.READ_MEETING_NOTES)
        self._reach = reach

    def of_meeting(self, meeting: MeetingId) -> list[Proposal]:
        """List the proposals made in a meeting, in the order they were logged."""
        self._reach.student_of(meeting)
        return _proposals.within(self._reach, _proposals.c.meeting_id == meeting)

    def get(self, proposal: ProposalId) -> Proposal:
        return _proposals.get(self._reach, proposal)

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
        new = _proposals.add_once(
            self._reach,
            draft_key=draft,
            student_id=student,
            meeting_id=meeting,
            private={"text": text, "by_whom": by_whom, "data": data},
            outcome=outcome,
            **self._reach.signed(),
        )
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
        changed = _proposals.values(after, "private", "outcome", "settled_by", "settled_at")
        _proposals.change(self._reach, _proposals.c.id == proposal.id, **changed)
        self._reach.touched(Record.PROPOSAL, meeting=before.meeting)
        Audit(self._reach).changed(
            "changed a proposal", before, after, student=before.student, meeting=before.meeting
        )
        return after
