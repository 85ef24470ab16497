"""A student's conversations in a list, with the tries to reach the parents and the call agreed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot import date_words
from bot.conversations.attempts import Tries
from bot.conversations.booked_calls import BookedCall
from bot.conversations.conversations import Conversation, ConversationId
from bot.forms.drafts import Draft
from bot.students import Student
from bot.ui.conversations import (
    attempts as attempt,
)
from bot.ui.conversations import (
    booked_calls as booked_call,
)
from bot.ui.conversations import (
    conversations as conversation,
)
from bot.ui.conversations.kept_conversations import LIST, LONGEST_WHOM, MORE, READ, line_of
from bot.ui.kit import blocks, elements, form, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.elements import Element

A_PAGE = 12
"""Conversations to a page of the list."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What there is of one student's talks with the parents."""

    student: Student
    conversations: Sequence[Conversation]
    """The latest first, those withdrawn included."""
    left: Draft | None = None
    """What the reader left half-way."""
    to_decide: Mapping[ConversationId, int] = field(default_factory=dict)
    """How many concerns are proposed of which nobody has said whether to keep them."""
    tries: Tries | None = None
    agreed: BookedCall | None = None


def render(listed: Listed, *, now: datetime, start: int = 0, notice: str = "") -> View:
    student = listed.student
    name = markup.escaped(markup.shortened(student.name, LONGEST_WHOM))
    shown = listed.conversations[start : start + A_PAGE]
    drawn: list[Block] = [
        *([blocks.section(f":white_check_mark: {notice}")] if notice else []),
        blocks.section(f"*{name}* ({student.alias})"),
        *_before(listed, now),
        *(block for one in shown for block in _row(one, listed.to_decide.get(one.id, 0))),
    ]
    if not listed.conversations and listed.left is None:
        drawn.append(blocks.section("No conversation with the parents is written down yet."))
    drawn.append(blocks.actions(_buttons(listed, start)))
    return blocks.modal("Conversations", drawn, callback_id=LIST, private_metadata=str(student.id))


def _before(listed: Listed, now: datetime) -> Iterator[Block]:
    """What is not a conversation yet: a draft, a call to come, tries."""
    if listed.left is not None:
        go_on = elements.button("Continue it", conversation.OPEN_HERE, value=str(listed.student.id))
        ago = form.ago(listed.left.updated_at, now=now)
        yield blocks.section(
            f"*Draft*, left half-way {ago}. It proves nothing yet.", accessory=go_on
        )
    if listed.agreed is not None:
        yield blocks.section(f"*Call agreed* for {markup.moment(listed.agreed.at)}")
    if listed.tries is not None:
        yield blocks.section(attempt.listed(listed.tries))


def _row(one: Conversation, to_decide: int) -> Iterator[Block]:
    about = f"Open the conversation of {date_words.in_short(one.held_on)} {one.held_on.year}"
    look = elements.button("Open", READ, value=f"{one.id}|0", label=about)
    yield blocks.section(line_of(one), accessory=look, block_id=f"talk:{one.id}")
    if to_decide:
        yield blocks.actions([conversation.concerns_button(one.id, to_decide)])


def _buttons(listed: Listed, start: int) -> list[Element]:
    student = str(listed.student.id)
    new = [elements.button("New conversation", conversation.OPEN_HERE, value=student)]
    buttons = [
        *([] if listed.left else new),
        elements.button("Log a try", attempt.OPEN, value=student),
        elements.button("Book a call", booked_call.OPEN, value=student),
    ]
    if start:
        before = f"{student}|{max(0, start - A_PAGE)}"
        buttons.append(elements.button("Later ones", f"{MORE}:later", value=before))
    if start + A_PAGE < len(listed.conversations):
        after = f"{student}|{start + A_PAGE}"
        buttons.append(elements.button("Earlier ones", f"{MORE}:earlier", value=after))
    return buttons
