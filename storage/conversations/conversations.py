"""Parent conversations, closed with the key, with the wording that was asked."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, func, select, update

from bot.conversations.conversation_pages import DraftCopy, How
from bot.conversations.conversations import Conversation, ConversationId, Withdrawal
from bot.errors import NotOnCaseloadError
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import Meeting, MeetingId, Mode
from bot.messages import Record
from bot.people.people import PersonId
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.engine.database import insert_into
from storage.scopes.reach import Reach

_conversations = rows.conversations.c


def touched(reach: Reach, conversation: Conversation) -> None:
    """Note that a conversation was written, or is to be told of anew."""
    reach.touched(Record.CONVERSATION, student=conversation.student, subject=conversation.draft)


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
                draft_key=conversation.draft,
                student_id=conversation.student,
                meeting_id=conversation.meeting,
                held_on=conversation.held_on,
                private=private_of(conversation),
                by_id=conversation.by,
                at=conversation.at,
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
        return self._list(_conversations.student_id == student)

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
        found = self._list(_conversations.draft_key == key)
        return found[0] if found else None

    def get(self, conversation: ConversationId) -> Conversation:
        found = self._list(_conversations.id == conversation)
        if not found:
            raise NotOnCaseloadError
        return found[0]

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

    def _list(self, which: Any) -> list[Conversation]:
        found = self._reach.connection.execute(
            select(rows.conversations)
            .where(self._reach.can_get_at(rows.conversations), which)
            .order_by(_conversations.held_on.desc(), _conversations.id.desc())
        )
        return [conversation_from_row(row) for row in found]


_PLAIN = ("with_whom", "interpreter", "language", "wording_version")


def private_of(conversation: Conversation) -> dict[str, Any]:
    return {
        **{name: getattr(conversation, name) for name in _PLAIN},
        "how": conversation.how,
        "answers": dict(conversation.answers),
        "draft_copy": conversation.draft_copy,
        "draft_of": list(conversation.draft_of),
        "attendance": conversation.attendance,
        "wording": dict(conversation.wording),
    }


def conversation_from_row(row: Row[Any]) -> Conversation:
    return Conversation(
        draft=DraftKey(row.draft_key),
        student=StudentId(row.student_id),
        meeting=MeetingId(row.meeting_id) if row.meeting_id is not None else None,
        held_on=row.held_on,
        by=PersonId(row.by_id),
        at=row.at,
        id=ConversationId(row.id),
        revision=row.revision,
        withdrawn=_withdrawal(row),
        **fields_of(row.private),
    )


def fields_of(private: dict[str, Any]) -> dict[str, Any]:
    """Read the encrypted part of a conversation, field by field."""
    return {
        **{name: private[name] for name in _PLAIN},
        "how": How(private["how"]),
        "answers": private["answers"],
        "draft_copy": DraftCopy(private["draft_copy"]),
        "draft_of": tuple(private["draft_of"]),
        "attendance": Mode(private["attendance"]) if private["attendance"] else None,
        "wording": private["wording"],
    }


def _withdrawal(row: Row[Any]) -> Withdrawal | None:
    if row.withdrawn_at is None:
        return None
    said = row.withdrawn
    return Withdrawal(by=PersonId(said["by"]), at=row.withdrawn_at, why=said["why"])
