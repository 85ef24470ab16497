"""A conversation that is kept: read again, changed with its earlier versions, compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.content import Content
from bot.conversations.attempts import Tries
from bot.conversations.booked_calls import BookedCall
from bot.conversations.conversation_pages import (
    ATTENDANCE,
    DRAFT_COPY,
    DRAFT_OF,
    HELD_ON,
    HOW,
    INTERPRETER,
    LANGUAGE,
    STUDENT,
    WITH_WHOM,
    DraftCopy,
    pages,
)
from bot.conversations.conversations import Conversation, ConversationId, conversation_from
from bot.forms.answers import Texts
from bot.forms.drafts import Draft
from bot.forms.fields import Field, FieldKind
from bot.forms.pages import Page
from bot.people.people import PersonId
from bot.students import Student

ANOTHER_CYCLE = timedelta(days=180)
"""Answers at least so much older belong to an earlier year's meeting."""

ON_A_PAGE = 12
"""Conversations to a page of their list."""

BASE = "_base"
"""Under which a draft of changes remembers the version it began with; no question is called so."""


@dataclass(frozen=True, kw_only=True)
class ConversationSeen:
    """One conversation with what its reader may want to know."""

    conversation: Conversation
    student: Student
    by: str
    """Who wrote it down."""
    changed_by: str = ""
    """Who changed it last; empty where nobody did."""
    to_decide: int = 0
    """How many concerns are proposed of which nobody has said whether to keep them."""
    last_years: bool = False
    """Whether there are answers of an earlier year to look at."""


@dataclass(frozen=True, kw_only=True)
class ConversationsListed:
    """A page of one student's talks with the parents, and what is no talk yet."""

    student: Student
    conversations: Sequence[Conversation]
    """The latest first, those withdrawn included."""
    start: int = 0
    left: Draft | None = None
    """What the reader left half-way."""
    to_decide: Mapping[ConversationId, int] = field(default_factory=dict)
    """How many concerns are proposed of which nobody has said whether to keep them."""
    tries: Tries | None = None
    agreed: BookedCall | None = None

    @property
    def page(self) -> Sequence[Conversation]:
        return self.conversations[self.start : self.start + ON_A_PAGE]


@dataclass(frozen=True, kw_only=True)
class Version:
    """A conversation as it stood from one moment on."""

    revision: int
    answers: Texts
    """By question id, as `answers_of` gives them."""
    by: PersonId
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ChangedAnswer:
    """One question that somebody answered differently."""

    question: Field[Any]
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Merged:
    """Two people's changes of one version, put together."""

    answers: Texts
    theirs: tuple[Field[Any], ...]
    """What the other changed, and is now taken over."""
    both: tuple[Field[Any], ...]
    """What both changed: mine stands, and theirs is found in the earlier version."""


def answers_of(conversation: Conversation) -> dict[str, str]:
    """Return a conversation's answers by question id, as a draft of it holds them."""
    preference = conversation.draft_copy
    given = {
        HELD_ON.key: conversation.held_on.isoformat(),
        WITH_WHOM.key: conversation.with_whom,
        HOW.key: conversation.how,
        **conversation.answers,
        INTERPRETER.key: conversation.interpreter,
        LANGUAGE.key: conversation.language,
        DRAFT_COPY.key: "" if preference is DraftCopy.NOT_ASKED else preference,
        DRAFT_OF.key: " ".join(conversation.draft_of),
        ATTENDANCE.key: conversation.attendance or "",
    }
    return {question: str(answer) for question, answer in given.items() if answer}


def as_asked(content: Content, wording: Mapping[str, str]) -> Content:
    """Return the content with the prompts as they were said in a conversation, maybe years ago."""
    prompts = tuple(
        replace(
            prompt,
            text=wording.get(prompt.id, prompt.text),
            follow_up=wording.get(f"{prompt.id}_more", prompt.follow_up),
        )
        for prompt in content.prompts
    )
    return replace(content, prompts=prompts)


def kept_pages(
    content: Content, wording: Mapping[str, str] | None = None, *, answers: Texts | None = None
) -> tuple[Page, ...]:
    """Return the pages of a kept conversation, which no longer ask whose it is.

    Where they are filled in again, the `answers` so far say what is asked on the last page.
    """
    asked = pages(as_asked(content, wording or {}), answers)
    return tuple(
        replace(page, fields=tuple(one for one in page.fields if one.kind is not FieldKind.STUDENT))
        for page in asked
    )


def changes(before: Texts, after: Texts, pages: Iterable[Page]) -> list[ChangedAnswer]:
    """List the questions answered differently, in the order in which they are asked."""
    found = []
    for page in pages:
        for question in page.fields:
            old, new = before.get(question.id, "").strip(), after.get(question.id, "").strip()
            if _meant(old) != _meant(new):
                found.append(ChangedAnswer(question=question, before=old, after=new))
    return found


def merged(base: Texts, mine: Texts, theirs: Texts, pages: Sequence[Page]) -> Merged:
    """Put my changes of `base` upon those that somebody else has kept meanwhile."""
    by_me = {one.question.id: one for one in changes(base, mine, pages)}
    by_them = changes(base, theirs, pages)
    both = [
        one
        for one in by_them
        if (own := by_me.get(one.question.id)) and _meant(own.after) != _meant(one.after)
    ]
    taken = [one for one in by_them if one.question.id not in by_me]
    return Merged(
        answers={**mine, **{one.question.id: one.after for one in taken}},
        theirs=tuple(one.question for one in taken),
        both=tuple(one.question for one in both),
    )


def amended(before: Conversation, draft: Draft, content: Content, *, today: date) -> Conversation:
    """Make the next version of a conversation; raise FormError by question id.

    Who held it, about whom and in which words stays. Whose version it is, the versions say.
    """
    answers = {**draft.answers, STUDENT.key: str(before.student)}
    after = conversation_from(
        replace(draft, answers=answers),
        content,
        student=before.student,
        meeting=None,
        by=before.by,
        now=before.at,
        today=today,
    )
    return replace(
        after,
        draft=before.draft,
        meeting=before.meeting,
        wording=before.wording,
        wording_version=before.wording_version,
        id=before.id,
        revision=before.revision + 1,
    )


def last_years(conversations: Iterable[Conversation], *, before: date) -> Conversation | None:
    """Find the latest conversation of an earlier year's meeting, seen from one dated `before`."""
    earlier = [
        one for one in conversations if not one.withdrawn and one.held_on <= before - ANOTHER_CYCLE
    ]
    return max(earlier, key=lambda one: (one.held_on, one.at), default=None)


def _meant(answer: str) -> str:
    """Take *not asked yet* as no answer."""
    return "" if answer == DraftCopy.NOT_ASKED else answer
