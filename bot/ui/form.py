"""A form's modal, whatever it asks: its pages, how they look and how they are read.

A page turn changes every block id, since Slack keeps what a client holds for an unchanged id and
would not show the draft's own words.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.forms import Answers, Asks, Draft, DraftKey, Page, Question
from bot.students import StudentId
from bot.ui import blocks
from bot.ui.blocks import Block, Element, View

NEXT = "form_next"
TYPED = "form_typed"
STUDENT = "form_student"
BACK = "form_back"
SAVE_DRAFT = "form_save_draft"
START_OVER = "form_start_over"
CONTINUE = "form_continue"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Which draft, page and turn a modal shows; all that its metadata holds."""

    draft: DraftKey
    kind: str
    student: StudentId | None
    page: int
    turn: int


@dataclass(frozen=True, kw_only=True)
class Dress:
    """What one kind of form says around its questions."""

    title: str
    save: str
    """The words on the last page's button."""
    top: Sequence[Block] = ()
    """What stands above the questions of every page."""
    student: Element | None = None
    """The student who is chosen, where the form asks for one."""
    controls: Sequence[Element] = ()


def render(
    draft: Draft,
    pages: Sequence[Page],
    dress: Dress,
    *,
    now: datetime,
    continued: bool = False,
    saved: bool = False,
) -> View:
    page = pages[draft.page]
    last = draft.page == len(pages) - 1
    return blocks.modal(
        dress.title,
        [
            blocks.context(_where(draft, pages, now=now, continued=continued, saved=saved)),
            *([blocks.section(page.intro)] if page.intro else []),
            *dress.top,
            *(block for question in page.questions for block in _asked(question, draft, dress)),
            _controls(draft, dress, continued=continued),
        ],
        callback_id=NEXT,
        submit=dress.save if last else "Next",
        close="Close",
        private_metadata=json.dumps(
            {
                "draft": draft.key,
                "kind": draft.kind,
                "student": draft.student,
                "page": draft.page,
                "turn": draft.turn,
            }
        ),
    )


def _where(
    draft: Draft, pages: Sequence[Page], *, now: datetime, continued: bool, saved: bool
) -> str:
    where = f"Page {draft.page + 1} of {len(pages)}: {pages[draft.page].title}"
    if saved:
        return f"{where}. Your draft is saved."
    if continued:
        return f"{where}. This is your draft from {ago(draft.updated_at, now=now)}."
    return where


def left_behind(left: Draft | None, words: str, *, now: datetime) -> list[Block]:
    """Offer the draft that was left half-way; `words` say of what it is."""
    if left is None:
        return []
    button = blocks.button("Continue it", CONTINUE, value=left.key)
    text = f"{words} {ago(left.updated_at, now=now)}."
    return [blocks.section(text, accessory=button, block_id="left")]


def _controls(draft: Draft, dress: Dress, *, continued: bool) -> Block:
    buttons = [blocks.button("Back", BACK)] if draft.page else []
    buttons.append(blocks.button("Save draft", SAVE_DRAFT))
    buttons += dress.controls
    if continued:
        sure = blocks.confirm(
            "Start over?",
            "This draft and everything typed in it will be put aside.",
            yes="Start over",
            no="Keep the draft",
        )
        buttons.append(blocks.button("Start over", START_OVER, confirm=sure))
    return blocks.actions(buttons, block_id=f"controls:{draft.turn}")


def _asked(question: Question, draft: Draft, dress: Dress) -> list[Block]:
    field = blocks.field(
        question.label,
        _element(question, draft.answers.get(question.id, ""), dress),
        block_id=block_of(question.id, draft.turn),
        hint=question.hint,
        required=question.required,
        live=True,
    )
    return [blocks.spoken(question.said), field] if question.said else [field]


def _element(question: Question, answer: str, dress: Dress) -> Element:
    options = [blocks.option(value, text) for value, text in question.options]
    match question.asks:
        case Asks.STUDENT:
            return blocks.type_ahead(STUDENT, placeholder="Type a name", chosen=dress.student)
        case Asks.DATE:
            return blocks.date_picker(TYPED, chosen=answer)
        case Asks.CHOICE:
            return blocks.select(TYPED, options, chosen=answer)
        case Asks.CHOICES:
            return blocks.checkboxes(TYPED, options, ticked=answer.split())
        case Asks.NUMBER:
            return blocks.number_field(
                TYPED, least=question.least, most=question.most, number=answer, live=True
            )
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
        kind=known["kind"],
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
