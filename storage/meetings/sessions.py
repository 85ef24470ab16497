"""What an adjourned meeting hands on to the one that continues it, and takes back if it must."""

from typing import Any

from sqlalchemy import Table, update

from bot.dates.obligation_rows import meeting_subject
from bot.meeting_day.concerns import ConcernState
from bot.meeting_day.proposals import ProposalOutcome
from bot.meetings.adjourned_meetings import ticks_handed_on
from bot.meetings.meetings import Meeting, MeetingId
from bot.messages import Record
from bot.permissions import Act
from storage import tables as rows
from storage.audit import Audit
from storage.meeting_day.checklists import TICKS, Checklists
from storage.meeting_day.helpers import Helpers
from storage.scopes.reach import Reach

_GOES_ALONG = (
    Record.REQUEST,
    Record.CONVERSATION,
    Record.CALL,
    Record.CONCERN,
    Record.PROPOSAL,
    Record.TICK,
)
"""What is handed on, as far as anything shows it."""


class Sessions:
    """Forms, talks and open concerns belong to one meeting: the one still to come."""

    def __init__(self, reach: Reach) -> None:
        self._reach = reach

    def hand_on(self, before: Meeting, to: Meeting) -> None:
        """Give the continuing meeting what was answered and is open; ticks are copied."""
        self._check(before, to)
        self._move(before, to, only=rows.concerns.c.state == ConcernState.OPEN)
        undecided = [outcome for outcome in ProposalOutcome if outcome.is_open]
        self._point(rows.proposals, before.id, to.id, rows.proposals.c.outcome.in_(undecided))
        self._copy_checklist(before.id, to.id)
        self._copy_helpers(before.id, to.id)
        self._touched(before, to)
        self._log("handed on to the meeting that goes on", before, to)

    def take_back(self, after: Meeting, to: Meeting) -> None:
        """Give an adjourned meeting back what it handed on, and what came in since.

        Its own checklist it still has; what was ticked in the other since stays there.
        """
        self._check(to, after)
        self._move(after, to)
        self._point(rows.proposals, after.id, to.id)
        self._touched(after, to)
        self._log("took back from the meeting that went on", after, to)

    def _check(self, before: Meeting, after: Meeting) -> None:
        assert after.continues == before.id, "the meetings are no two sessions of one"
        self._reach.require(Act.HOLD_MEETING, before.student)
        for meeting in (before, after):
            assert self._reach.student_of(meeting.id) == before.student

    def _move(self, before: Meeting, to: Meeting, *, only: Any = None) -> None:
        for table in (rows.requests, rows.conversations, rows.calls):
            self._point(table, before.id, to.id)
        self._point(rows.concerns, before.id, to.id, only)

    def _point(self, table: Table, before: MeetingId, to: MeetingId, only: Any = None) -> None:
        which = [
            table.c.workspace_id == self._reach.workspace_id,
            table.c.meeting_id == before,
            *([] if only is None else [only]),
        ]
        self._reach.connection.execute(update(table).where(*which).values(meeting_id=to))

    def _copy_checklist(self, before: MeetingId, to: MeetingId) -> None:
        checklists = Checklists(self._reach)
        for tick in ticks_handed_on(checklists.ticks(before)):
            # On the word of whoever ticked, with the time at which they did.
            TICKS.add(
                self._reach,
                meeting_id=to,
                student_id=self._reach.student_of(to),
                **TICKS.values(tick),
            )
        rights = checklists.rights(before)
        if rights.begun:
            checklists.keep_rights(to, rights)

    def _copy_helpers(self, before: MeetingId, to: MeetingId) -> None:
        """Let whoever was named for the meeting help in its next session, too."""
        helpers = Helpers(self._reach)
        for helper in helpers.of(before):
            if helper.slack_id is not None:
                helpers.add(to, helper.slack_id)

    def _touched(self, before: Meeting, to: Meeting) -> None:
        """Note everything that may have gone from one meeting to the other."""
        for meeting in (before, to):
            for record in _GOES_ALONG:
                self._reach.touched(
                    record,
                    student=meeting.student,
                    meeting=meeting.id,
                    subject="" if record is Record.TICK else meeting_subject(meeting.id),
                )

    def _log(self, act: str, before: Meeting, to: Meeting) -> None:
        Audit(self._reach).log(
            act, student=before.student, meeting=before.id, detail=f"meeting {to.id}"
        )
