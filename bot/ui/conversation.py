"""The modal of the parent conversation: its pages, how they look and how they are read.

A page turn changes every block id, since Slack keeps what a client holds for an unchanged id and
would not show the draft's own words.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.conversations import Answers, Asks, Draft, DraftKey, Page, Question
from bot.meetings import Meeting
from bot.students import Student, StudentId
from bot.ui import blocks
from bot.ui.blocks import Block, Element, View

NEXT = "conversation_next"
TYPED = "conversation_typed"
STUDENT = "conversation_student"
BACK = "conversation_back"
SAVE_DRAFT = "conversation_save_draft"
START_OVER = "conversation_start_over"
CONTINUE = "conversation_continue"
OPEN = "conversation_open"

LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class Place:
    """Which draft, page and turn a modal shows; all that its metadata holds."""

    draft: DraftKey
    student: StudentId | None
    page: int
    turn: int


@dataclass(frozen=True, kw_only=True)
class About:
    """Whom the conversation is about, as the case manager sees it in a modal."""

    student: Student
    meeting: Meeting | None

    @property
    def option(self) -> Element:
        return student_option(self.student)

    @property
    def line(self) -> str:
        meeting = (
            f"IEP meeting {blocks.in_words(self.meeting.on)}"
            if self.meeting
            else "no IEP meeting is set yet"
        )
        name = blocks.escaped(blocks.shortened(self.student.name, LONGEST_NAME))
        return f"*{name}* ({self.student.alias}): {meeting}"


def student_option(student: Student) -> Element:
    """The student by name, cut where it is long, and by the alias, which tells two apart."""
    alias = f" ({student.alias})"
    name = blocks.shortened(student.name, blocks.LONGEST_OPTION - len(alias))
    return blocks.option(str(student.id), name + alias)


def render(
    draft: Draft,
    pages: tuple[Page, ...],
    *,
    about: About | None,
    now: datetime,
    left: Draft | None = None,
    continued: bool = False,
    saved: bool = False,
    notice: str = "",
) -> View:
    """The page of `draft`; `left` is another draft of this person that can be taken up again."""
    page = pages[draft.page]
    last = draft.page == len(pages) - 1
    return blocks.modal(
        "Parent conversation",
        [
            *_top(draft, page, len(pages), now=now, continued=continued, saved=saved),
            *([blocks.section(f":warning: {blocks.escaped(notice)}")] if notice else []),
            *_left_behind(left, now=now),
            *([blocks.section(about.line)] if about else []),
            *(block for question in page.questions for block in _asked(question, draft, about)),
            _controls(draft, continued=continued),
        ],
        callback_id=NEXT,
        submit="Save conversation" if last else "Next",
        close="Close",
        private_metadata=json.dumps(
            {
                "draft": draft.key,
                "student": draft.student,
                "page": draft.page,
                "turn": draft.turn,
            }
        ),
    )


def _top(
    draft: Draft, page: Page, count: int, *, now: datetime, continued: bool, saved: bool
) -> list[Block]:
    where = f"Page {draft.page + 1} of {count}: {page.title}"
    if saved:
        where += ". Your draft is saved."
    elif continued:
        where += f". This is your draft from {ago(draft.updated_at, now=now)}."
    top = [blocks.context(where)]
    if draft.page == 0:
        top.append(
            blocks.section(
                "For a talk with the parents, on the phone or face to face. "
                "What you write stays with you: nothing here is sent to them."
            )
        )
    return top


def _left_behind(left: Draft | None, *, now: datetime) -> list[Block]:
    if left is None:
        return []
    button = blocks.button("Continue it", CONTINUE, value=left.key)
    text = f"You left a conversation half-way {ago(left.updated_at, now=now)}."
    return [blocks.section(text, accessory=button, block_id="left")]


def _controls(draft: Draft, *, continued: bool) -> Block:
    buttons = [blocks.button("Back", BACK)] if draft.page else []
    buttons.append(blocks.button("Save draft", SAVE_DRAFT))
    if continued:
        sure = blocks.confirm(
            "Start over?",
            "This draft and everything typed in it will be put aside.",
            yes="Start over",
            no="Keep the draft",
        )
        buttons.append(blocks.button("Start over", START_OVER, confirm=sure))
    return blocks.actions(buttons, block_id=f"controls:{draft.turn}")


def _asked(question: Question, draft: Draft, about: About | None) -> list[Block]:
    field = blocks.field(
        question.label,
        _element(question, draft.answers.get(question.id, ""), about),
        block_id=block_of(question.id, draft.turn),
        hint=question.hint,
        required=question.required,
        live=True,
    )
    return [blocks.spoken(question.said), field] if question.said else [field]


def _element(question: Question, answer: str, about: About | None) -> Element:
    options = [blocks.option(value, text) for value, text in question.options]
    match question.asks:
        case Asks.STUDENT:
            return blocks.type_ahead(
                STUDENT, placeholder="Type a name", chosen=about.option if about else None
            )
        case Asks.DATE:
            return blocks.date_picker(TYPED, chosen=answer)
        case Asks.CHOICE:
            return blocks.select(TYPED, options, chosen=answer)
        case Asks.CHOICES:
            return blocks.checkboxes(TYPED, options, ticked=answer.split())
        case Asks.NUMBER:
            return blocks.number_field(TYPED, least=1, most=10, number=answer, live=True)
        case Asks.LINE:
            return blocks.text_field(TYPED, text=answer, multiline=False, live=True)
        case Asks.TEXT:
            return blocks.text_field(TYPED, text=answer, live=True)


def place(view: Mapping[str, Any]) -> Place:
    """Read which draft and page a view of ours shows."""
    known = json.loads(view["private_metadata"])
    student = known["student"]
    return Place(
        draft=DraftKey(known["draft"]),
        student=StudentId(student) if student is not None else None,
        page=known["page"],
        turn=known["turn"],
    )


def read(view: Mapping[str, Any]) -> Answers:
    """Read a page's answers, by question id."""
    return {
        question_of(block_id): _answer(state)
        for block_id, states in view["state"]["values"].items()
        for action_id, state in states.items()
        if action_id in (TYPED, STUDENT)
    }


def read_action(action: Mapping[str, Any]) -> tuple[str, int, str]:
    """Read one keystroke or choice: the question, the turn it belongs to, and the answer."""
    question, _, turn = str(action["block_id"]).rpartition(":")
    return question, int(turn), _answer(action)


def _answer(state: Mapping[str, Any]) -> str:
    if chosen := state.get("selected_options"):
        return " ".join(option["value"] for option in chosen)
    if chosen := state.get("selected_option"):
        return str(chosen["value"])
    return str(state.get("selected_date") or state.get("value") or "")


def block_of(question: str, turn: int) -> str:
    return f"{question}:{turn}"


def question_of(block_id: str) -> str:
    return block_id.rpartition(":")[0]


def errors(problems: Mapping[str, str], *, turn: int) -> dict[str, str]:
    """Field errors as Slack wants them: by block id."""
    return {block_of(question, turn): problem for question, problem in problems.items()}


def ago(then: datetime, *, now: datetime) -> str:
    """How long ago, as people say it."""
    minutes = int((now - then).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 24 * 60:
        hours = minutes // 60
        return f"{hours} hour{'s' if hours > 1 else ''} ago"
    days = minutes // (24 * 60)
    return f"{days} day{'s' if days > 1 else ''} ago"
