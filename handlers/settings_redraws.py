"""What is drawn anew when a setting changes: whatever stands in Slack and tells of it."""

from datetime import timedelta

from handlers.digest_redraws import DIGEST
from handlers.threads import AFTER, CARD, ENDING, OPENING
from storage import Scope

HOME = "home"

_THIS_MORNINGS = timedelta(days=1)
_UNTIL_FOLLOWED_UP = timedelta(days=14)


def redraw_dates(scope: Scope) -> None:
    """Dates may have moved: today's digests, the home tabs, and the lists after a meeting."""
    scope.messages.want_redraw_since([DIGEST, HOME], scope.now - _THIS_MORNINGS)
    scope.messages.want_redraw_since([AFTER], scope.now - _UNTIL_FOLLOWED_UP)


def redraw_checklists(scope: Scope) -> None:
    """The lines of a meeting may be others: the lists of the threads that stand today."""
    scope.messages.want_redraw_since([CARD, OPENING, ENDING], scope.now - _THIS_MORNINGS)
