"""A form's modal, whatever it asks: its pages, how they look and how they are read.

A page turn changes every block id, since Slack keeps what a client holds for an unchanged id and
would not show the draft's own words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypedDict

from bot.forms import tags
from bot.forms.drafts import Draft, DraftKey
from bot.forms.fields import Field, FieldKind
from bot.forms.modals import Modal
from bot.forms.pages import Page
from bot.forms.tags import Tag
from bot.people.people import PersonId
from bot.students import StudentId
from bot.ui.kit import blocks, drawing, elements
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.elements import Element
from bot.ui.kit.reading import carried_in

PAGE = Modal(name="form_next", title="", submit="Next")
"""Any page of any form: what it asks is its kind's to say."""

BACK = "form_back"
SAVE_DRAFT = "form_save_draft"
START_OVER = "form_start_over"
CONTINUE = "form_continue"

KIND = Tag("kind", str)
TURN = Tag("turn", int)


@dataclass(frozen=True, kw_only=True)
class FormPlace:
    """Which draft, page and turn a modal shows; all that its metadata holds."""

    draft: DraftKey
    kind: str
    student: StudentId | None
    page: int
    turn: int

    def begun(self, *, by: PersonId, now: datetime) -> Draft:
        """Return the draft that is shown, where nothing of it was kept yet."""
        return Draft(
            key=self.draft,
            owner=by,
            kind=self.kind,
            student=self.student,
            answers={},
            page=self.page,
            turn=self.turn,
            updated_at=now,
        )


class PageSays(TypedDict, total=False):
    """Words about the draft on a page, besides the questions."""

    continued: bool
    """Left half-way, and taken up again."""
    saved: bool
    notice: str
    """Something to think over, or to mend."""


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
    # A form can have had more pages when somebody left it half-way.
    draft = replace(draft, page=min(draft.page, len(pages) - 1))
    page = pages[draft.page]
    last = draft.page == len(pages) - 1
    return blocks.modal(
        dress.title,
        [
            blocks.context(_where(draft, pages, now=now, continued=continued, saved=saved)),
            *([blocks.section(page.intro)] if page.intro else []),
            *dress.top,
            *(block for asked in page.fields for block in _asked(asked, draft, dress)),
            _controls(draft, dress, continued=continued),
        ],
        callback_id=PAGE.name,
        submit=dress.save if last else PAGE.submit,
        close="Close",
        private_metadata=tags.packed(
            tags.DRAFT.of(draft.key),
            KIND.of(draft.kind),
            tags.STUDENT.of(draft.student),
            tags.PAGE.of(draft.page),
            TURN.of(draft.turn),
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
    button = elements.button("Continue it", CONTINUE, value=left.key)
    text = f"{words} {ago(left.updated_at, now=now)}."
    return [blocks.section(text, accessory=button, block_id="left")]


def _controls(draft: Draft, dress: Dress, *, continued: bool) -> Block:
    buttons = [elements.button("Back", BACK)] if draft.page else []
    buttons.append(elements.button("Save draft", SAVE_DRAFT))
    buttons += dress.controls
    if continued:
        sure = elements.confirm(
            "Start over?",
            "This draft and everything typed in it will be put aside.",
            yes="Start over",
            no="Keep the draft",
        )
        buttons.append(elements.button("Start over", START_OVER, confirm=sure))
    return blocks.actions(buttons, block_id=f"controls:{draft.turn}")


def _asked(asked: Field[Any], draft: Draft, dress: Dress) -> Iterator[Block]:
    """Draw a field with the draft's words in it; whatever is typed or chosen is told at once."""
    filled = replace(asked, shown=draft.answers.get(asked.key, ""))
    action_id = drawing.STUDENT if asked.kind is FieldKind.STUDENT else drawing.TYPED
    return drawing.field(filled, action_id, mark=draft.turn, live=True, student=dress.student)


def place(view: Mapping[str, Any]) -> FormPlace:
    """Read which draft and page a view of ours shows."""
    carried = carried_in(view)
    return FormPlace(
        draft=tags.DRAFT.in_(carried),
        kind=KIND.in_(carried),
        student=tags.STUDENT.maybe_in(carried),
        page=tags.PAGE.in_(carried),
        turn=TURN.in_(carried),
    )


def ago(then: datetime, *, now: datetime) -> str:
    """Say how long ago something was, as people say it."""
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
