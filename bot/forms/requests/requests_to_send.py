"""Which of the forms that can be asked for are asked for now."""

from bot.forms.answers import Answers
from bot.forms.fields import boxes
from bot.forms.modals import Modal

TO_SEND = boxes("rows", "To be sent", str)
"""Repeated for each student."""
SEND_REQUESTS = Modal(name="requests_send", title="Forms to send", submit="Send", fields=(TO_SEND,))


def keys_from(answers: Answers) -> frozenset[str]:
    """Read what was left ticked; raise FormError where nothing was."""
    fields = [TO_SEND.of(row) for row in answers.rows(TO_SEND)] or [TO_SEND]
    keys = frozenset(key for one in fields for key in answers.get(one) or ())
    if not keys:
        raise fields[0].refused("Please leave at least one ticked, or close this.")
    return keys
