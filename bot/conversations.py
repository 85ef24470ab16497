"""The parent conversation: what is asked, what is kept, and what it settles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.content import Content, Prompt
from bot.errors import FormError
from bot.meetings import Meeting, MeetingId, Mode
from bot.obligations import ObligationId, State
from bot.people import PersonId
from bot.students import StudentId

ConversationId = NewType("ConversationId", int)
DraftKey = NewType("DraftKey", str)
"""A random name for one filling-in of a modal; it makes a second press of Save harmless."""

Answers = Mapping[str, str]
"""By question id. Choices are joined by blanks; dates are ISO; no answer is an empty text."""


class How(StrEnum):
    PHONE = "phone"
    IN_PERSON = "in person"
    VIDEO = "video"


class DraftCopy(StrEnum):
    """Whether the parents want a draft copy before the meeting."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not asked yet"


class Asks(StrEnum):
    """What kind of answer a question takes."""

    STUDENT = "student"
    DATE = "date"
    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, kw_only=True)
class Question:
    """One field of a modal's page."""

    id: str
    asks: Asks
    label: str
    hint: str = ""
    said: str = ""
    """What is said aloud before the field is filled in."""
    required: bool = False
    options: tuple[tuple[str, str], ...] = ()
    """Value and the words shown for it."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a modal: at most six long fields, or Slack refuses the view for its size."""

    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A modal that somebody is filling in, or left half-way."""

    key: DraftKey
    owner: PersonId
    kind: str
    student: StudentId | None
    answers: Answers
    page: int = 0
    turn: int = 0
    """Counts page turns; it stands in every block id, so that Slack takes the draft's values."""
    updated_at: datetime
    submitted: bool = False


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """One filled-in protocol, with the wording that was asked."""

    draft: DraftKey
    student: StudentId
    meeting: MeetingId | None
    held_on: date
    with_whom: str
    how: How
    answers: Answers
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


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """What a conversation does to one obligation of the meeting."""

    obligation: ObligationId
    state: State
    reason: str = ""


def settlements(conversation: Conversation, meeting: Meeting | None) -> list[Settlement]:
    """Which obligations of `meeting` the conversation settles.

    A conversation dated before the meeting proves that it was held. "Not asked yet" leaves the
    draft preference open; "no" makes the draft copy not needed, and "yes" asks for it again.
    """
    if meeting is None:
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
    return settled


HEADER = Page(
    title="About the conversation",
    questions=(
        Question(id="student", asks=Asks.STUDENT, label="Student", required=True),
        Question(
            id="held_on",
            asks=Asks.DATE,
            label="Date of the conversation",
            hint="Today or earlier: this is for a conversation that took place.",
            required=True,
        ),
        Question(
            id="with_whom",
            asks=Asks.LINE,
            label="With whom",
            hint="For example: mother, and an aunt who interprets.",
            required=True,
        ),
        Question(
            id="how",
            asks=Asks.CHOICE,
            label="How",
            required=True,
            options=(
                (How.PHONE, "On the phone"),
                (How.IN_PERSON, "In person"),
                (How.VIDEO, "By video"),
            ),
        ),
    ),
)

ARRANGEMENTS = (
    Question(
        id="interpreter",
        asks=Asks.CHOICE,
        label="Interpreter",
        options=(
            ("used", "Used in this conversation"),
            ("needed", "Needed at the meeting"),
            ("used_and_needed", "Used now, and needed at the meeting"),
            ("none", "Not needed"),
        ),
    ),
    Question(
        id="language", asks=Asks.LINE, label="Language", hint="The language the parents prefer."
    ),
    Question(
        id="draft_copy",
        asks=Asks.CHOICE,
        label="Draft copy before the meeting",
        hint="Would the parents like to read a draft first?",
        options=(
            (DraftCopy.YES, "Yes"),
            (DraftCopy.NO, "No"),
            (DraftCopy.NOT_ASKED, "Not asked yet"),
        ),
    ),
    Question(
        id="draft_of",
        asks=Asks.CHOICES,
        label="If yes, a draft of",
        options=(("present_levels", "Present levels"), ("goals", "Goals")),
    ),
    Question(
        id="attendance",
        asks=Asks.CHOICE,
        label="How they like to attend",
        options=((Mode.VIDEO, "Video"), (Mode.PHONE, "Phone"), (Mode.IN_PERSON, "In person")),
    ),
)


def pages(content: Content) -> tuple[Page, ...]:
    """The modal's pages: the header, then the eight prompts in order, then the arrangements."""
    asked = {prompt.id: prompt_questions(prompt) for prompt in content.prompts}
    prompts = list(asked.values())
    return (
        HEADER,
        Page(title="Strengths and hopes", questions=_joined(prompts[0:2])),
        Page(title="The road ahead", questions=_joined(prompts[2:4])),
        Page(title="Goals and the process", questions=_joined(prompts[4:6])),
        Page(title="The meeting", questions=(*_joined(prompts[6:8]), *ARRANGEMENTS)),
    )


def _joined(groups: Sequence[tuple[Question, ...]]) -> tuple[Question, ...]:
    return tuple(question for group in groups for question in group)


def prompt_questions(prompt: Prompt) -> tuple[Question, ...]:
    """The fields of one prompt: a box for each part of the answer, and room for the follow-up."""
    asks = Asks.NUMBER if prompt.kind == "scale" else Asks.TEXT
    first, *others = prompt.parts
    return (
        Question(
            id=first.id,
            asks=asks,
            label=first.label,
            hint=prompt.hint,
            said=f"{prompt.number}. {prompt.text}",
        ),
        *(Question(id=part.id, asks=asks, label=part.label) for part in others),
        Question(id=f"{prompt.id}_more", asks=Asks.TEXT, label=prompt.follow_up),
    )


def wording(content: Content) -> dict[str, str]:
    """The words of every prompt as asked, kept with the answers."""
    return {prompt.id: prompt.text for prompt in content.prompts}


def problems_of_page(page: Page, answers: Answers, *, today: date) -> dict[str, str]:
    """What must be mended on a page, by question id."""
    problems = {}
    for question in page.questions:
        answer = answers.get(question.id, "").strip()
        if question.required and not answer:
            problems[question.id] = "Please answer this; the rest can wait."
        elif answer and (problem := _problem(question, answer, today=today)):
            problems[question.id] = problem
    return problems


def _problem(question: Question, answer: str, *, today: date) -> str | None:
    match question.asks:
        case Asks.DATE if date.fromisoformat(answer) > today:
            return "A conversation cannot lie ahead. Please give the day it took place."
        case Asks.NUMBER if not (answer.isdecimal() and 1 <= int(answer) <= 10):
            return "Please give a whole number from 1 to 10."
        case Asks.CHOICE if answer not in {value for value, _ in question.options}:
            return "Please choose one of the answers shown."
        case _:
            return None


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
    answers = draft.answers
    problems: dict[str, str] = {}
    for page in pages(content):
        problems |= problems_of_page(page, answers, today=today)
    if problems:
        raise FormError(problems)
    prompted = {q.id for prompt in content.prompts for q in prompt_questions(prompt)}
    attendance = answers.get("attendance", "")
    return Conversation(
        draft=draft.key,
        student=student,
        meeting=meeting.id if meeting else None,
        held_on=date.fromisoformat(answers["held_on"]),
        with_whom=answers["with_whom"].strip(),
        how=How(answers["how"]),
        answers={key: text for key, text in answers.items() if key in prompted and text},
        interpreter=answers.get("interpreter", ""),
        language=answers.get("language", "").strip(),
        draft_copy=DraftCopy(answers.get("draft_copy") or DraftCopy.NOT_ASKED),
        draft_of=tuple(answers.get("draft_of", "").split()),
        attendance=Mode(attendance) if attendance else None,
        wording=wording(content),
        wording_version=content.version,
        by=by,
        at=now,
    )
