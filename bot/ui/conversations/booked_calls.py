"""A call agreed with the parents: the modal in which it is booked, moved and cancelled."""

from datetime import datetime

from bot.conversations.booked_calls import BookedCall, CallId, CallState
from bot.forms import tags
from bot.forms.conversations.booked_calls import AT, BOOK_CALL
from bot.forms.tags import Tag
from bot.students import Student
from bot.ui.conversations import conversations as conversation
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message, View
from bot.ui.kit.drawing import modal

OPEN = "call_open"
CANCEL = "call_cancel"

CALL = Tag("call", lambda text: CallId(int(text)))


def render(student: Student, agreed: BookedCall | None) -> View:
    """Draw the modal, with the moment that is agreed already, if one is."""
    stands = f"Agreed for {markup.moment(agreed.at)}." if agreed else "No call is agreed yet."
    return modal(
        BOOK_CALL,
        [
            blocks.section(f"{markup.named(student)}\n{stands}"),
            blocks.context(
                "You are reminded shortly before, in a direct message that gives only the alias. "
                "The parents hear nothing from Preiep."
            ),
            AT.showing(agreed.at if agreed else None),
            *([_cancel(agreed)] if agreed else []),
        ],
        carries=[tags.STUDENT.of(student.id)],
        submit="Move it" if agreed else None,
    )


def _cancel(agreed: BookedCall) -> Block:
    sure = elements.confirm(
        "Cancel the call?",
        "You will not be reminded, and the conversation is open again.",
        yes="Cancel the call",
        no="Keep it",
    )
    button = elements.button("Cancel the call", CANCEL, value=agreed.id, confirm=sure)
    return blocks.actions([button])


def reminder(call: BookedCall, alias: str, *, reminded_of: datetime, over: str = "") -> Message:
    """Say shortly before that a call comes, by alias; drawn anew where it moves or is cancelled.

    `over` says why nothing comes of it any more, though nobody said that it was held.
    """
    who = f"the parents of *{markup.escaped(alias)}*"
    if call.state is CallState.HELD:
        words = f"You have talked with {who} since."
    elif not call.is_booked:
        words = f"The call with {who} is cancelled."
    elif call.at != reminded_of:
        words = f"The call with {who} is now at {markup.moment(call.at)}."
    else:
        words = f"You agreed to call {who} at {markup.moment(call.at)}."
    if call.is_booked and over:
        words = f"{words} {over}"
    go = elements.button(
        "Open the conversation", conversation.OPEN, value=call.student, label=f"Open: {alias}"
    )
    buttons = [blocks.actions([go])] if call.is_booked and not over else []
    return blocks.message("A call with parents.", [blocks.section(words), *buttons])
