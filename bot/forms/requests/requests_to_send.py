"""Which of the forms that can be asked for are asked for now."""

from bot.forms.answers import Answers
from bot.forms.fields import boxes
from bot.forms.modals import Modal

TO_SEND = boxes("rows", "To be sent", str)
SEND_REQUESTS = Modal(name="requests_send", title="Forms to send", submit="Send", fields=(TO_SEND,))


def keys_from(answers: Answers) -> frozenset[str]:
    """Read what was left ticked; raise FormError where nothing was."""
    keys = answers.get(TO_SEND)
    if not keys:
        raise TO_SEND.refused("Please leave at least one ticked, or close this.")
    return frozenset({*keys})
