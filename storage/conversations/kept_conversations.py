"""What becomes of a conversation once it is kept: its versions, another student, withdrawn."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from bot.conversations.conversations import Conversation, ConversationId
from bot.conversations.kept_conversations import Version, answers_of
from bot.errors import NotOnCaseloadError
from bot.meetings.meetings import Meeting
from bot.messages import Record
from bot.people.people import PersonId
from bot.permissions import Act
from bot.students import StudentId
from storage import tables as rows
from storage.audit import Audit
from storage.conversations.conversations import CONVERSATIONS, touched
from storage.scopes.reach import Reach
from storage.scopes.record_tables import RecordTable
from storage.scopes.sealed_rows import SealedRows

_conversations = rows.conversations.c
_versions = RecordTable(
    Conversation, rows.conversation_versions, rows.conversation_versions.c.revision.desc()
)
_concerns = SealedRows(rows.concerns)


class KeptConversations:
    """Changes of conversations; each is logged, and none loses what stood there before."""

    def __init__(self, reach: Reach) -> None:
        reach.require(Act.TALK_WITH_PARENTS)
        self._reach = reach

    def amend(self, before: Conversation, after: Conversation) -> None:
        """Keep a new version of a conversation, and the earlier ones with whoever wrote them."""
        self._require(before)
        if before.revision == 1:
            self._keep_version(before, before, by=before.by)
        again = before.revision + 1
        self._keep_version(before, after, by=self._reach.acting().id, revision=again)
        self._change(
            before,
            revision=again,
            **CONVERSATIONS.values(after, "held_on", "meeting", "private"),
        )
        Audit(self._reach).log(
            "changed a parent conversation",
            student=before.student,
            meeting=after.meeting,
            detail=f"version {again}",
        )

    def versions(self, conversation: Conversation) -> list[Version]:
        """List every version, the latest first; of one never changed, that alone."""
        self._require(conversation)
        versions = _versions.here(
            self._reach,
            _versions.c.conversation_id == conversation.id,
            draft=conversation.draft,
            meeting=conversation.meeting,
        )
        return [
            Version(revision=one.revision, answers=answers_of(one), by=one.by, at=one.at)
            for one in versions or [conversation]
        ]

    def move(self, conversation: Conversation, to: StudentId, meeting: Meeting | None) -> None:
        """Give a conversation, with the concerns proposed from it, to the right student."""
        self._require(conversation)
        self._reach.require(Act.TALK_WITH_PARENTS, to)
        if meeting is not None and meeting.student != to:
            raise AssertionError("the meeting is another student's")
        new_meeting = meeting.id if meeting else None
        where = {"student_id": to, "meeting_id": new_meeting}
        self._change(conversation, **where)
        touched(self._reach, replace(conversation, student=to))
        for student in (conversation.student, to):
            self._reach.touched(Record.CONCERN, student=student)
        _versions.change(self._reach, _versions.c.conversation_id == conversation.id, student_id=to)
        _concerns.change(self._reach, _concerns.c.conversation_id == conversation.id, **where)
        log = Audit(self._reach).log
        log("moved a parent conversation away", student=conversation.student)
        log("moved a parent conversation here", student=to, meeting=new_meeting)

    def withdraw(self, conversation: Conversation, why: str) -> None:
        self._require(conversation)
        self._change(
            conversation,
            withdrawn_at=self._reach.now,
            withdrawn={"by": self._reach.acting().id, "why": why},
        )
        Audit(self._reach).log(
            "withdrew a parent conversation",
            student=conversation.student,
            meeting=conversation.meeting,
            why=why,
        )

    def restore(self, conversation: Conversation) -> None:
        """Take a withdrawal back. That it was withdrawn, and why, stays in the log."""
        self._require(conversation)
        self._change(conversation, withdrawn_at=None, withdrawn=None)
        Audit(self._reach).log(
            "took back the withdrawal of a parent conversation",
            student=conversation.student,
            meeting=conversation.meeting,
        )

    def decided(self, conversation: Conversation) -> frozenset[str]:
        """Return the words proposed as concerns on which somebody has decided."""
        row = self._row(conversation.id)
        proposals: dict[str, list[str]] = CONVERSATIONS.open(self._reach, "proposals", row)
        return frozenset(proposals.get("decided", ()))

    def decide(self, conversation: Conversation, texts: Iterable[str]) -> None:
        """Remember of which words it was said whether they are a concern."""
        self._require(conversation)
        decided = sorted(self.decided(conversation) | set(texts))
        self._change(conversation, proposals={"decided": decided})

    def _require(self, conversation: Conversation) -> None:
        self._reach.require(Act.TALK_WITH_PARENTS, conversation.student)

    def _row(self, conversation: ConversationId) -> Any:
        row = self._reach.connection.execute(
            select(rows.conversations).where(
                self._reach.can_get_at(rows.conversations), _conversations.id == conversation
            )
        ).first()
        if row is None:
            raise NotOnCaseloadError
        return row

    def _keep_version(
        self, kept: Conversation, version: Conversation, *, by: PersonId, revision: int = 1
    ) -> None:
        _versions.add(
            self._reach,
            conversation_id=kept.id,
            revision=revision,
            student_id=kept.student,
            by_id=by,
            at=kept.at if revision == 1 else self._reach.now,
            **CONVERSATIONS.values(version, "held_on", "private"),
        )

    def _change(self, conversation: Conversation, **values: Any) -> None:
        touched(self._reach, conversation)
        CONVERSATIONS.change(self._reach, _conversations.id == conversation.id, **values)
