"""Parent conversations, closed with the key, with the wording that was asked."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from bot.conversations.conversations import Conversation, ConversationId, Withdrawal
from bot.errors import NotOnCaseloadError
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import Meeting
from bot.messages import Record
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

_conversations = rows.conversations.c


def _withdrawal(row: Any) -> Withdrawal | None:
    if row.withdrawn_at is None:
        return None
    return Withdrawal(at=row.withdrawn_at, **row.withdrawn)


CONVERSATIONS = RecordTable(
    Conversation,
    rows.conversations,
    _conversations.held_on.desc(),
    _conversations.id.desc(),
    withdrawn=_withdrawal,
)


def touched(reach: Reach, conversation: Conversation) -> None:
    """Note that a conversation was written, or is to be told of anew."""
    reach.touched(Record.CONVERSATION, student=conversation.student, subject=conversation.draft)


_KEPT_FIRST = ("draft", "student", "meeting", "held_on", "private", "by", "at")
"""What a conversation is kept with; the rest is said of it later."""


class Conversations:
    """What parents said. Only the case manager and a substitute write or read it."""

    def __init__(self, reach: Reach) -> None:
        reach.require(Act.TALK_WITH_PARENTS)
        self._reach = reach

    def keep(self, conversation: Conversation) -> ConversationId:
        """Keep a conversation. Pressing Save twice keeps one: its draft's key is the judge."""
        self._check(conversation)
        kept = CONVERSATIONS.values(conversation, *_KEPT_FIRST)
        if CONVERSATIONS.add_once(self._reach, **kept):
            touched(self._reach, conversation)
            Audit(self._reach).log(
                "kept a parent conversation",
                student=conversation.student,
                meeting=conversation.meeting,
            )
        return self._as_kept(conversation)

    def count_for(self, meeting: Meeting, conversation: Conversation) -> None:
        """Say which meeting a conversation was about that was held before one was set."""
        about = replace(conversation, meeting=meeting.id)
        self._check(about)
        which = _conversations.draft_key == about.draft
        CONVERSATIONS.change(self._reach, which, meeting_id=meeting.id)
        touched(self._reach, about)
        Audit(self._reach).log(
            "counted a parent conversation", student=about.student, meeting=meeting.id
        )

    def about(self, student: StudentId) -> list[Conversation]:
        """List the conversations about a student, the latest first."""
        self._reach.case_manager_of(student)
        return CONVERSATIONS.within(self._reach, _conversations.student_id == student)

    def held_last_for(self, meeting: Meeting) -> date | None:
        """Return the day of the latest conversation that counts for a meeting; None without one."""
        self._reach.student_of(meeting.id)
        last: date | None = self._reach.connection.scalar(
            select(func.max(_conversations.held_on)).where(
                self._reach.can_get_at(rows.conversations),
                _conversations.meeting_id == meeting.id,
                _conversations.withdrawn_at.is_(None),
            )
        )
        return last

    def from_draft(self, key: DraftKey) -> Conversation | None:
        """Return the conversation kept from a draft; None where none is within reach."""
        found = CONVERSATIONS.within(self._reach, _conversations.draft_key == key)
        return found[0] if found else None

    def get(self, conversation: ConversationId) -> Conversation:
        return CONVERSATIONS.get(self._reach, conversation)

    def _check(self, conversation: Conversation) -> None:
        self._reach.case_manager_of(conversation.student)
        if conversation.meeting is not None and (
            self._reach.student_of(conversation.meeting) != conversation.student
        ):
            raise AssertionError("the meeting is another student's")

    def _as_kept(self, conversation: Conversation) -> ConversationId:
        kept = self._reach.connection.scalar(
            select(_conversations.id).where(
                _conversations.workspace_id == self._reach.workspace_id,
                _conversations.draft_key == conversation.draft,
                _conversations.by_id == conversation.by,
            )
        )
        if kept is None:
            raise NotOnCaseloadError
        return ConversationId(kept)
