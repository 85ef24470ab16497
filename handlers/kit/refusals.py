"""What a person is told when Slack does not simply say yes.

Most of it is nobody's mistake: somebody went on meanwhile, Slack is busy or unwell, or it was not
given leave. What is in no list here is a mistake of ours.
"""

import re
from http import HTTPStatus
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from bot.ui.kit import notices

CODE = re.compile(r"[a-z_]{1,60}")
"""What Slack's error codes look like; anything else may hold words, and is not repeated."""

SCOPES = re.compile(r"[a-z.:_, ]{1,120}")
"""What the names of scopes look like."""

WENT_ON = frozenset(
    {
        "exchanged_trigger_id",
        "hash_conflict",
        "not_found",
        "push_limit_reached",
        "trigger_exchanged",
    }
)
"""What Slack says of a modal that was closed or drawn anew before we could draw it, or that has as
many on top of it as there may be, or that is open already: an answer that said so was lost."""

HURRIES = frozenset({"expired_trigger_id", "trigger_expired"})

BUSY = frozenset({"ratelimited", "rate_limited"})

IN_TROUBLE = frozenset(
    {
        "fatal_error",
        "fetch_members_failed",
        "internal_error",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
    }
)
"""What is Slack's own trouble, and may be over in a minute."""

NOT_LET = frozenset(
    {
        "access_denied",
        "accesslimited",
        "account_inactive",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "not_enabled",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
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
    if code in BUSY or status == HTTPStatus.TOO_MANY_REQUESTS:
        return notices.SLACK_IS_BUSY
    if code in IN_TROUBLE or not code or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return notices.SLACK_IN_TROUBLE
    if code in HURRIES:
        return notices.SLACK_HURRIES
    return notices.slack_does_not_let_us(_lacking(error, code)) if code in NOT_LET else ""


def _lacking(error: SlackApiError, code: str) -> str:
    """Name what is missing, as whoever mends it would look it up."""
    needed = str(error.response.get("needed") or "")
    return needed if SCOPES.fullmatch(needed) else code


def slack_code(error: SlackApiError) -> str:
    """Return Slack's own name for what went wrong; empty where what answered was not Slack."""
    code = str(error.response.get("error", ""))
    return code if CODE.fullmatch(code) else ""
