"""A call agreed with the parents: the modal in which it is booked, moved and cancelled."""

import json
from datetime import datetime

from bot.conversations.booked_calls import BookedCall, CallId, CallState
from bot.errors import FormError
from bot.students import Student, StudentId
from bot.ui.conversations import conversations as conversation
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Message, View
from bot.ui.kit.submitted import Submitted, moment_in

OPEN = "call_open"
SAVE = "call_save"
CANCEL = "call_cancel"

_AT = "at"


def render(student: Student, agreed: BookedCall | None) -> View:
    name = markup.escaped(markup.shortened(student.name, 120))
    stands = f"Agreed for {markup.moment(agreed.at)}." if agreed else "No call is agreed yet."
    drawn = [
        blocks.section(f"*{name}* ({student.alias})\n{stands}"),
        blocks.context(
            "You are reminded shortly before, in a direct message that says the alias alone. The "
            "parents hear nothing from Preiep."
        ),
        blocks.field(
            "When",
            elements.moment_picker(_AT, at=agreed.at if agreed else None),
            block_id=_AT,
            hint="Date and time in your own time zone.",
            required=True,
        ),
    ]
    if agreed:
        sure = elements.confirm(
            "Cancel the call?",
            "You will not be reminded, and the conversation is open again.",
            yes="Cancel the call",
            no="Keep it",
        )
        button = elements.button("Cancel the call", CANCEL, value=str(agreed.id), confirm=sure)
        drawn.append(blocks.actions([button]))
    return blocks.modal(
        "Book a call",
        drawn,
        callback_id=SAVE,
        submit="Move it" if agreed else "Book it",
        private_metadata=json.dumps({"student": student.id}),
    )


def read(view: Submitted, *, now: datetime) -> tuple[StudentId, datetime]:
    """The student, and the moment agreed, in UTC; raise FormError where it cannot be."""
    student = StudentId(int(json.loads(view["private_metadata"])["student"]))
    at = moment_in(view, _AT)
    if at is None:
        raise FormError({_AT: "Please give the date and the time."})
    if at <= now:
        raise FormError({_AT: "This time is past. Please choose one that lies ahead."})
    return student, at


def call_in(value: str) -> CallId:
    return CallId(int(value))


def reminder(call: BookedCall, alias: str, *, reminded_of: datetime) -> Message:
    """A word shortly before the call, by alias; drawn anew where it is moved or cancelled."""
    who = f"the parents of *{markup.escaped(alias)}*"
    if call.state is CallState.HELD:
        words = f"You have talked with {who} since."
    elif not call.is_booked:
        words = f"The call with {who} is cancelled."
    elif call.at != reminded_of:
        words = f"The call with {who} is now at {markup.moment(call.at)}."
    else:
        words = f"You agreed to call {who} at {markup.moment(call.at)}."
    go = elements.button(
        "Open the conversation", conversation.OPEN, value=str(call.student), label=f"Open: {alias}"
    )
    buttons = [blocks.actions([go])] if call.is_booked else []
    return blocks.message("A call with parents.", [blocks.section(words), *buttons])
