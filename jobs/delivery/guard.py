"""One item's failure is its own: it is logged by class and place, and the others go on."""

import logging
from types import TracebackType
from typing import Self

from slack_sdk.errors import SlackApiError

from bot.errors import StorageAwayError
from bot.refusals import slack_code

logger = logging.getLogger(__name__)


class OnItsOwn:
    """Carries out one item's work; what goes wrong in it stops at the end of the `with`.

    The log gets the error's class and the lines it passed through, never its text, which may hold
    what somebody typed.
    """

    def __init__(self, item: str) -> None:
        self._item = item
        """What the log calls it: a kind and a number, no name."""
        self.failure = ""
        """The class of what went wrong; empty while all is well."""
        self.passes = False
        """Whether that is over by itself, as with a database that is away: no mistake of ours."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        self.failure = type(error).__name__
        self.passes = isinstance(error, StorageAwayError)
        logger.error("%s failed: %s", self._item, described(error))
        return True


def described(error: BaseException) -> str:
    if isinstance(error, SlackApiError):
        return f"SlackApiError {slack_code(error)}"
    places = []
    trace = error.__traceback__
    while trace is not None:
        places.append(f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' > '.join(places)}"
