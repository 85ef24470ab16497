"""What a person is told when Slack does not simply say yes.

Most of it is nobody's mistake: somebody went on meanwhile, Slack is busy or unwell, or it was not
given leave. What means none of that here is a mistake of ours.
"""

import re
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.refusals import RefusalMeaning, meaning_of, slack_code
from bot.ui.kit import notices

SCOPES = re.compile(r"[a-z.:_, ]{1,120}")
"""What the names of scopes look like."""

_NOT_LET = frozenset(
    {
        RefusalMeaning.HOME_OFF,
        RefusalMeaning.LOCKED_FOR_NOW,
        RefusalMeaning.NOT_LET,
        RefusalMeaning.SCOPE_MISSING,
        RefusalMeaning.TOKEN_REFUSED,
    }
)
"""What only somebody who runs the app or the workspace can mend."""

Unreached = (URLError, HTTPException, ConnectionError, TimeoutError)
"""What a call raises that brought no answer: it may have been done all the same."""


def said_of(error: Exception) -> str:
    """Return what to tell the person; empty where it is our own mistake, or not of Slack."""
    if isinstance(error, Unreached):
        return notices.SLACK_IN_TROUBLE
    if not isinstance(error, SlackApiError):
        return ""
    code, status = slack_code(error), error.response.status_code
    meaning = meaning_of(code)
    if meaning is RefusalMeaning.TOO_MANY or status == HTTPStatus.TOO_MANY_REQUESTS:
        return notices.SLACK_IS_BUSY
    if not code or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return notices.SLACK_IN_TROUBLE
    if meaning is RefusalMeaning.IN_TROUBLE:
        return notices.SLACK_IN_TROUBLE
    if meaning is RefusalMeaning.TOO_LATE:
        return notices.SLACK_HURRIES
    return notices.slack_does_not_let_us(_lacking(error, code)) if meaning in _NOT_LET else ""


def went_on(error: SlackApiError) -> bool:
    """Tell whether a modal is not drawn because its person went on meanwhile."""
    return meaning_of(slack_code(error)) is RefusalMeaning.WENT_ON


def _lacking(error: SlackApiError, code: str) -> str:
    """Name what is missing, as whoever mends it would look it up."""
    needed = str(error.response.get("needed") or "")
    return needed if SCOPES.fullmatch(needed) else code
