"""*Not mine, or more time …*: a respondent gives a request back, or says until when they need."""

from bot.forms.requests.request_replies import REPLY, UNTIL, WHAT, WHY, until_before
from bot.forms.requests.requests_asked import REQUEST
from bot.requests.request_forms import RequestAbout
from bot.ui.kit import blocks
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal
from bot.ui.requests.request_forms import line_about


def render(about: RequestAbout) -> View:
    return modal(
        REPLY,
        [
            blocks.section(line_about(about)),
            WHAT,
            UNTIL.labelled(UNTIL.label, hint=until_before(about.meeting)),
            WHY,
        ],
        carries=[REQUEST.of(about.request.id)],
    )
