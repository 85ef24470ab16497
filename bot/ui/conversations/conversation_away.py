"""A conversation saved under the wrong student, or that is to count no more."""

from collections.abc import Mapping
from typing import Any

from bot.conversations.conversations import ConversationId
from bot.errors import FormError
from bot.students import StudentId
from bot.ui.conversations.kept_conversations import Shown, line_of
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import View

MOVED = "talk_moved"
WITHDRAWN = "talk_withdrawn"
TO = "talk_to"

_WHY = "why"


def render_move(shown: Shown) -> View:
    """Ask whose conversation it is. The concerns that were kept from it go with it."""
    return blocks.modal(
        "Another student's",
        [
            blocks.section(_line(shown)),
            blocks.context(
                "The conversation goes to the right student, with the concerns kept from it. What "
                "it settled here opens again. Both students' records say so."
            ),
            blocks.field(
                "Whose conversation is it?",
                elements.type_ahead(TO, placeholder="Type a name"),
                block_id=TO,
                hint="One of your own students.",
                required=True,
            ),
        ],
        callback_id=MOVED,
        submit="Move it",
        private_metadata=str(shown.conversation.id),
    )


def read_move(view: Mapping[str, Any]) -> StudentId:
    chosen = view["state"]["values"][TO][TO].get("selected_option")
    if not chosen:
        raise FormError({TO: "Please choose whose conversation it is."})
    return StudentId(int(chosen["value"]))


def render_withdraw(shown: Shown) -> View:
    return blocks.modal(
        "Withdraw",
        [
            blocks.section(_line(shown)),
            blocks.context(
                "It stays on record with your reason and counts for nothing. What it settled opens "
                "again. You can undo this."
            ),
            blocks.field(
                "Why",
                elements.text_field(_WHY),
                block_id=_WHY,
                hint="For example: typed in to try things out.",
                required=True,
            ),
        ],
        callback_id=WITHDRAWN,
        submit="Withdraw it",
        private_metadata=str(shown.conversation.id),
    )


def read_withdraw(view: Mapping[str, Any]) -> str:
    why = str(view["state"]["values"][_WHY][_WHY].get("value") or "").strip()
    if not why:
        raise FormError({_WHY: "Please say in a few words why it is withdrawn."})
    return why


def conversation_in(view: Mapping[str, Any]) -> ConversationId:
    return ConversationId(int(view["private_metadata"]))


def _line(shown: Shown) -> str:
    name = markup.escaped(markup.shortened(shown.student.name, 120))
    return f"*{name}* ({shown.student.alias}): {line_of(shown.conversation)}"
