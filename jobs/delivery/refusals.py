"""What it means for a message when Slack does not simply say yes."""

import socket
from enum import Enum, auto
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError

from jobs.delivery.guard import slack_code

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


_BY_CODE = {
    CallFate.TOO_MANY: ("ratelimited", "rate_limited"),
    # Slack's documentation: part of the work may have been done before these were raised.
    CallFate.UNKNOWN: (
        "fatal_error",
        "file_update_failed",
        "internal_error",
        "request_timeout",
        "service_unavailable",
        "team_added_to_org",
        "update_failed",
    ),
    CallFate.PASSING: (
        "ekm_access_denied",
        "external_channel_migrating",
        "message_limit_exceeded",
        "org_login_required",
        "streaming_state_conflict",
    ),
    CallFate.LOCKED_OUT: (
        "access_denied",
        "accesslimited",
        "account_inactive",
        "deprecated_endpoint",
        "enterprise_is_restricted",
        "invalid_auth",
        "method_deprecated",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "not_authed",
        "team_access_not_granted",
        "team_not_found",
        "token_expired",
        "token_revoked",
        "two_factor_setup_required",
        "unknown_method",
    ),
    CallFate.CLOSED: (
        "cannot_dm_bot",
        "cannot_reply_to_message",
        "channel_is_limited_access",
        "channel_not_found",
        "file_type_not_allowed",
        "file_upload_size_restricted",
        "file_uploads_disabled",
        "file_uploads_except_images_disabled",
        "invalid_channel",
        "is_archived",
        "is_inactive",
        "messages_tab_disabled",
        "not_enabled",
        "not_in_channel",
        "posting_to_channel_denied",
        "restricted_action",
        "restricted_action_non_threadable_channel",
        "restricted_action_read_only_channel",
        "restricted_action_thread_locked",
        "restricted_action_thread_only_channel",
        "storage_limit_reached",
        "thread_not_found",
        "user_disabled",
        "user_not_found",
        "user_not_visible",
        "users_not_found",
    ),
    CallFate.GONE: (
        "block_mismatch",
        "cant_delete_message",
        "cant_update_message",
        "edit_window_closed",
        "file_deleted",
        "message_not_found",
    ),
}
_FATES = {code: fate for fate, codes in _BY_CODE.items() for code in codes}


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
    return _FATES.get(code, CallFate.REFUSED)


def retry_after(error: Exception, *, otherwise: float = 30.0) -> float:
    """Return how many seconds Slack asks us to wait; `otherwise` where it does not say."""
    headers = error.response.headers if isinstance(error, SlackApiError) else {}
    for name, value in headers.items():
        if name.lower() == "retry-after":
            first = value[0] if isinstance(value, list) else value
            return float(first) if str(first).replace(".", "", 1).isdigit() else otherwise
    return otherwise


def why(error: Exception) -> str:
    """Return the reason as a row may hold it: Slack's code, else the error's class."""
    if isinstance(error, SlackApiError):
        return slack_code(error) or f"status {error.response.status_code}"
    return type(error).__name__
