"""The parent conversation: what is asked, what is kept, and what it settles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NewType

from bot.content import Content
from bot.conversations.conversation_pages import (
    ATTENDANCE,
    DRAFT_COPY,
    DRAFT_OF,
    HELD_ON,
    HOW,
    INTERPRETER,
    LANGUAGE,
    WITH_WHOM,
    DraftCopy,
    How,
    pages,
    prompt_questions,
    with_header,
    wording,
)
from bot.dates.obligation_rows import Settlement, State
from bot.dates.obligation_rules import ObligationId
from bot.errors import FormError
from bot.forms.answers import Answers, Texts
from bot.forms.drafts import Draft, DraftKey
from bot.forms.pages import problems_of_page
from bot.meetings.meetings import Meeting, MeetingId, Mode
from bot.people.parents import Parent
from bot.people.people import PersonId
from bot.students import Student, StudentId

ConversationId = NewType("ConversationId", int)

FAMILIARITY = "familiarity"
"""The box of the sixth prompt, as the content files call it."""

FEW = 4
"""A sixth prompt answered with this number or less asks for the process to be explained."""

KNOWS_THE_PROCESS = "The conversation does not ask for it any more."
"""Why the process need not be explained, where what asked for it was changed or withdrawn."""

STAYS_FRESH = timedelta(days=45)
"""For so long a conversation without a meeting counts for the one that is set after it."""


@dataclass(frozen=True, kw_only=True)
class Withdrawal:
    """That a conversation does not count any more: it stays on record with the reason."""

    by: PersonId
    at: datetime
    why: str


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """One filled-in protocol, with the wording that was asked."""

    draft: DraftKey
    student: StudentId
    meeting: MeetingId | None
    held_on: date
    with_whom: str
    how: How
    answers: Texts
    """The prompts' answers and what their follow-ups brought, by question id."""
    interpreter: str = ""
    language: str = ""
    draft_copy: DraftCopy = DraftCopy.NOT_ASKED
    draft_of: tuple[str, ...] = ()
    attendance: Mode | None = None
    wording: Mapping[str, str] = field(default_factory=dict)
    wording_version: str = ""
    by: PersonId
    at: datetime
    id: ConversationId = field(default=ConversationId(0), compare=False)
    """0 until it is kept."""
    revision: int = field(default=1, compare=False)
    withdrawn: Withdrawal | None = None

    @property
    def familiarity(self) -> int | None:
        """Return how well the parents know the process, from 1 to 10; None where nobody said."""
        number = self.answers.get(FAMILIARITY, "")
        return int(number) if number else None


@dataclass(frozen=True, kw_only=True)
class ConversationAbout:
    """Whom a conversation is about, as its form says it."""

    student: Student
    meeting: Meeting | None
    kept: Conversation | None = None
    """A conversation that is kept for that meeting already."""
    last_years: bool = False
    """Whether there are answers of an earlier year to look at."""
    parents: Sequence[Parent] = ()
    """Those on record."""
    known: Texts = field(default_factory=dict)
    """The needs and wishes of the parents on record, as the form asks for them."""


def settlements(conversation: Conversation, meeting: Meeting | None) -> list[Settlement]:
    """Return which obligations of `meeting` the conversation settles.

    A conversation dated before the meeting proves that it was held. "Not asked yet" leaves the
    draft preference open; "no" makes the draft copy not needed, and "yes" asks for it again.
    Parents who know the process little are to have it explained before the meeting. What was
    withdrawn settles nothing.
    """
    if meeting is None or conversation.withdrawn:
        return []
    settled = []
    if conversation.held_on < meeting.on:
        settled.append(Settlement(obligation=ObligationId.PARENT_CONVERSATION, state=State.PROVEN))
    if conversation.draft_copy is not DraftCopy.NOT_ASKED:
        settled.append(Settlement(obligation=ObligationId.DRAFT_PREFERENCE, state=State.DONE))
        wanted = conversation.draft_copy is DraftCopy.YES
        settled.append(
            Settlement(
                obligation=ObligationId.DRAFT_COPY,
                state=State.OPEN if wanted else State.NOT_NEEDED,
                reason="" if wanted else "The parents do not want a draft copy.",
            )
        )
    if conversation.familiarity is not None and conversation.familiarity <= FEW:
        settled.append(Settlement(obligation=ObligationId.EXPLAIN_PROCESS, state=State.OPEN))
    return settled


def conversation_for(
    meeting: Meeting, conversations: Iterable[Conversation], *, set_on: date
) -> Conversation | None:
    """Find the latest conversation without a meeting that counts for one set on `set_on`."""
    fresh = [
        one
        for one in conversations
        if one.meeting is None
        and not one.withdrawn
        and one.student == meeting.student
        and set_on - STAYS_FRESH <= one.held_on < meeting.on
    ]
    return max(fresh, key=lambda one: (one.held_on, one.at), default=None)


NOTHING_WRITTEN = (
    "Nothing that the parents said is written down yet. If you reached nobody, close this and "
    "log a try instead."
)


def conversation_from(
    draft: Draft,
    content: Content,
    *,
    student: StudentId,
    meeting: Meeting | None,
    by: PersonId,
    now: datetime,
    today: date,
) -> Conversation:
    """Make the conversation that a finished draft describes; raise FormError by question id."""
    answers = {key: text.strip() for key, text in with_header(draft.answers, student).items()}
    problems: dict[str, str] = {}
    for page in pages(content, answers):
        problems |= problems_of_page(page, answers, today=today)
    if problems:
        raise FormError(problems)
    prompted = [q.id for prompt in content.prompts for q in prompt_questions(prompt)]
    written = {key: answers[key] for key in prompted if answers.get(key)}
    if not written:
        raise FormError({prompt_questions(content.prompts[-1])[0].id: NOTHING_WRITTEN})
    said = Answers(texts=answers)
    draft_copy = said.get(DRAFT_COPY) or DraftCopy.NOT_ASKED
    return Conversation(
        draft=draft.key,
        student=student,
        meeting=meeting.id if meeting else None,
        held_on=said[HELD_ON],
        with_whom=said[WITH_WHOM],
        how=said[HOW],
        answers=written,
        interpreter=said.get(INTERPRETER) or "",
        language=said[LANGUAGE],
        draft_copy=draft_copy,
        draft_of=said[DRAFT_OF] if draft_copy is DraftCopy.YES else (),
        attendance=said.get(ATTENDANCE),
        wording=wording(content),
        wording_version=content.version,
        by=by,
        at=now,
    )
