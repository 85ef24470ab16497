"""A student's conversations in a list, with the tries to reach the parents and the call agreed."""

from collections.abc import Iterator
from datetime import datetime

from bot import date_words
from bot.conversations.conversations import Conversation
from bot.conversations.kept_conversations import ON_A_PAGE, ConversationsListed
from bot.ui.conversations import attempts, booked_calls, conversations
from bot.ui.conversations.kept_conversations import LIST, MORE, READ, line_of, list_from
from bot.ui.kit import blocks, elements, form, markup, paging
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.elements import Element


def render(listed: ConversationsListed, *, now: datetime, notice: str = "") -> View:
    """Draw a page of the list, below what is not a conversation yet."""
    student = listed.student
    drawn: list[Block] = [
        *blocks.done(notice),
        blocks.section(markup.named(student)),
        *_before(listed, now),
        *(block for one in listed.page for block in _row(one, listed.to_decide.get(one.id, 0))),
    ]
    if not listed.conversations and listed.left is None:
        drawn.append(blocks.section("No conversation with the parents is written down yet."))
    drawn.append(blocks.actions(_buttons(listed)))
    return blocks.modal("Conversations", drawn, callback_id=LIST)


def _before(listed: ConversationsListed, now: datetime) -> Iterator[Block]:
    """Draw what is not a conversation yet: a draft, a call to come, tries."""
    if listed.left is not None:
        go_on = elements.button("Continue it", conversations.OPEN_HERE, value=listed.student.id)
        ago = form.ago(listed.left.updated_at, now=now)
        yield blocks.section(
            f"*Draft*, not finished, {ago}. It does not count yet.", accessory=go_on
        )
    if listed.agreed is not None:
        yield blocks.section(f"*Call agreed* for {markup.moment(listed.agreed.at)}")
    if listed.tries is not None:
        yield blocks.section(attempts.listed(listed.tries))


def _row(one: Conversation, to_decide: int) -> Iterator[Block]:
    about = f"Open the conversation of {date_words.in_short_with_year(one.held_on)}"
    look = elements.button("Open", READ, value=f"{one.id}|0", label=about)
    yield blocks.section(line_of(one), accessory=look, block_id=f"talk:{one.id}")
    if to_decide:
        yield blocks.actions([conversations.concerns_button(one.id, to_decide)])


def _buttons(listed: ConversationsListed) -> list[Element]:
    student = str(listed.student.id)
    new = [elements.button("New conversation", conversations.OPEN_HERE, value=student)]
    buttons = [
        *([] if listed.left else new),
        elements.button("Log a try", attempts.OPEN, value=student),
        elements.button("Book a call", booked_calls.OPEN, value=student),
    ]
    pages = -(-len(listed.conversations) // ON_A_PAGE) or 1
    turns = paging.turns(
        MORE,
        listed.start // ON_A_PAGE,
        pages,
        lambda page: list_from(listed.student.id, page * ON_A_PAGE),
        words={"later": "Later ones", "earlier": "Earlier ones"},
    )
    return [*buttons, *turns]
