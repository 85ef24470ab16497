"""What becomes of a message when Slack does not simply say yes."""

import socket
from enum import Enum, auto
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.refusals import RefusalMeaning, meaning_of, pause_asked_for, slack_code

WentWrong = (SlackApiError, OSError, HTTPException)
"""Everything that a call can raise: Slack's own errors, and whatever happens to a connection."""


class CallFate(Enum):
    """What became of a call: whether it passes, is theirs for good, or is a mistake of ours."""

    TOO_MANY = auto()
    """Slack asks for a pause; nothing was done."""
    NEVER_LEFT = auto()
    """Slack could not be reached; nothing was done."""
    UNKNOWN = auto()
    """The answer was lost, or was no answer: it may have been done."""
    PASSING = auto()
    """Slack does not do it just now, whoever asks; nothing was done."""
    LOCKED_OUT = auto()
    """The installation as a whole is refused; a person has to mend it, and the message waits."""
    CLOSED = auto()
    """This conversation takes no message of ours, and will not by itself."""
    GONE = auto()
    """The message is not there any more, or is no longer ours to change."""
    REFUSED = auto()
    """Slack will not have the message as it is: our own mistake."""


_FATES = {
    RefusalMeaning.TOO_MANY: CallFate.TOO_MANY,
    RefusalMeaning.IN_TROUBLE: CallFate.UNKNOWN,
    RefusalMeaning.NOT_JUST_NOW: CallFate.PASSING,
    RefusalMeaning.LOCKED_FOR_NOW: CallFate.PASSING,
    RefusalMeaning.SCOPE_MISSING: CallFate.LOCKED_OUT,
    RefusalMeaning.TOKEN_REFUSED: CallFate.LOCKED_OUT,
    RefusalMeaning.NOT_LET: CallFate.LOCKED_OUT,
    RefusalMeaning.RETIRED: CallFate.LOCKED_OUT,
    RefusalMeaning.ACCOUNT_GONE: CallFate.CLOSED,
    RefusalMeaning.MESSAGES_OFF: CallFate.CLOSED,
    RefusalMeaning.HOME_OFF: CallFate.CLOSED,
    RefusalMeaning.NOT_IN_IT: CallFate.CLOSED,
    RefusalMeaning.CHANNEL_LIMITED: CallFate.CLOSED,
    RefusalMeaning.CLOSED: CallFate.CLOSED,
    RefusalMeaning.MESSAGE_GONE: CallFate.GONE,
    RefusalMeaning.EDITED_NO_MORE: CallFate.GONE,
    RefusalMeaning.NOT_OURS_TO_CHANGE: CallFate.GONE,
    RefusalMeaning.FILE_GONE: CallFate.GONE,
}
"""By what Slack means; whatever else it says of a message is our own mistake."""


def fate_of(error: Exception) -> CallFate:
    """Read what an error of a call means; the call raised one of `WentWrong`."""
    if isinstance(error, SlackApiError):
        return _answered(error)
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ConnectionRefusedError | socket.gaierror):
        return CallFate.NEVER_LEFT
    return CallFate.UNKNOWN


def _answered(error: SlackApiError) -> CallFate:
    status = int(error.response.status_code)
    code = slack_code(error)
    if status == 429:
        return CallFate.TOO_MANY
    if status >= 500 or not code:
        return CallFate.UNKNOWN
    return _FATES.get(meaning_of(code), CallFate.REFUSED)


def retry_after(error: Exception, *, otherwise: float = 30.0) -> float:
    """Return how many seconds Slack asks us to wait; `otherwise` where it does not say."""
    if isinstance(error, SlackApiError):
        return pause_asked_for(error, otherwise=otherwise)
    return otherwise


def lacks_scope(error: Exception) -> bool:
    """Tell whether the app was not given the scope that a call needs."""
    return isinstance(error, SlackApiError) and (
        meaning_of(slack_code(error)) is RefusalMeaning.SCOPE_MISSING
    )


def has_left(reason: str) -> bool:
    """Tell whether Slack said that whom a message is for is here no more."""
    return meaning_of(reason) is RefusalMeaning.ACCOUNT_GONE


def why(error: Exception) -> str:
    """Return the reason as a row may hold it: Slack's code, else the error's class."""
    if isinstance(error, SlackApiError):
        return slack_code(error) or f"status {error.response.status_code}"
    return type(error).__name__
