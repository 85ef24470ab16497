"""Parent conversations, closed with the key, with the wording that was asked."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select, update

from bot.conversations.conversations import Conversation, ConversationId, Withdrawal
from bot.errors import NotOnCaseloadError
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import Meeting
from bot.messages import Record
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.engine.database import insert_into
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable

_conversations = rows.conversations.c


def _withdrawal(row: Row[Any]) -> Withdrawal | None:
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
        new = self._reach.connection.scalar(
            insert_into(self._reach.connection, rows.conversations)
            .values(
                workspace_id=self._reach.workspace_id,
                **CONVERSATIONS.values(conversation, *_KEPT_FIRST),
            )
            .on_conflict_do_nothing(index_elements=["workspace_id", "draft_key"])
            .returning(_conversations.id)
        )
        if new is None:
            return self._kept_before(conversation)
        touched(self._reach, conversation)
        Audit(self._reach).log(
            "kept a parent conversation",
            student=conversation.student,
            meeting=conversation.meeting,
        )
        return ConversationId(new)

    def count_for(self, meeting: Meeting, conversation: Conversation) -> None:
        """Say which meeting a conversation was about that was held before one was set."""
        about = replace(conversation, meeting=meeting.id)
        self._check(about)
        self._reach.connection.execute(
            update(rows.conversations)
            .where(
                _conversations.workspace_id == self._reach.workspace_id,
                _conversations.draft_key == about.draft,
            )
            .values(meeting_id=meeting.id)
        )
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

    def _kept_before(self, conversation: Conversation) -> ConversationId:
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
