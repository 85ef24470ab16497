"""Invented conversations and tries for the tests of the core."""

from datetime import UTC, datetime
from typing import Any

from bot.content import read
from bot.conversations.conversation_pages import How, wording
from bot.conversations.conversations import Conversation, ConversationId
from bot.forms.drafts import DraftKey
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.records.contacts import Contact, ContactId, ContactKind, ContactOutcome, ContactWay, Whom
from bot.students import StudentId
from tests.bot.a_case import day

WORDS = read()


def a_talk(held_on: str = "2026-10-07", *, number: int = 1, **fields: Any) -> Conversation:
    known = {
        "id": ConversationId(number),
        "draft": DraftKey(f"d{number}"),
        "student": StudentId(7),
        "meeting": MeetingId(12),
        "held_on": day(held_on),
        "with_whom": "mother",
        "how": How.PHONE,
        "answers": {"strengths": "Draws dragons"},
        "wording": wording(WORDS),
        "wording_version": WORDS.version,
        "by": PersonId(1),
        "at": datetime(2026, 10, 7, 17, number, tzinfo=UTC),
    }
    return Conversation(**{**known, **fields})


def a_try(at: str, *, number: int = 1, **fields: Any) -> Contact:
    known = {
        "id": ContactId(number),
        "draft": DraftKey(f"t{number}"),
        "student": StudentId(7),
        "kind": ContactKind.ATTEMPT,
        "at": datetime.fromisoformat(at),
        "whom": Whom.PARENT,
        "way": ContactWay.PHONE,
        "outcome": ContactOutcome.NO_ANSWER,
        "by": PersonId(1),
        "kept_at": datetime.fromisoformat(at),
    }
    return Contact(**{**known, **fields})
