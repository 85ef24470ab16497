"""What nobody listens to any more: every click is answered, even one on a button of long ago.

Bolt answers what it does not know with an error that Slack shows as a warning sign and that says
nothing; and it logs the request, with whatever the person typed.
"""

import re

from slack_bolt import Ack, BoltContext

from bot.errors import StaleError
from bot.ui.kit import notices
from handlers.kit.errors import Body, acknowledge, told_of_errors
from handlers.kit.listening import Listening

ANYTHING = re.compile(".*")


def listen(on: Listening) -> None:
    """Listen last of all, since Bolt takes the first listener that matches."""
    app = on.app
    app.action(ANYTHING)(ack=acknowledge, lazy=[told_of_errors(explain)])
    app.view(ANYTHING)(explain_in_modal)
    app.view_closed(ANYTHING)(acknowledge)
    app.options(ANYTHING)(no_options)
    app.shortcut(ANYTHING)(ack=acknowledge, lazy=[told_of_errors(explain)])
    app.event(ANYTHING)(acknowledge)


def explain(body: Body, context: BoltContext) -> None:  # noqa: ARG001 - a lazy's shape
    raise StaleError(notices.OLDER_BUTTON)


def explain_in_modal() -> None:
    raise StaleError(notices.OLDER_FORM)


def no_options(ack: Ack) -> None:
    ack(options=[])
