"""What it means when Slack says no: the one table of its error codes.

What follows from it depends on who asked: handlers/kit/refusals.py tells a person who waits, and
jobs/delivery/refusals.py decides what becomes of a message.
"""

import re
from collections.abc import Mapping
from enum import Enum, auto
from typing import Any, Protocol

from bot.errors import CaseworkError, SettingsError, SlackAwayError

CODE = re.compile(r"[a-z_]{1,60}")
"""What Slack's error codes look like; anything else may hold words, and is not repeated."""


class HasResponse(Protocol):
    """An error of Slack's client, which carries what Slack answered."""

    response: Any


class RefusalMeaning(Enum):
    """Why Slack does not do something, and thereby who could change that."""

    TOO_MANY = auto()
    """Slack asks for a pause; nothing was done."""
    IN_TROUBLE = auto()
    """Slack's own trouble, which may be over in a minute; part of the work may have been done."""
    NOT_JUST_NOW = auto()
    """Slack does not do it for a while, whoever asks; nothing was done."""
    LOCKED_FOR_NOW = auto()
    """The organization keeps everybody out, until people have signed in or its keys are back."""
    SCOPE_MISSING = auto()
    """The app was not given the scope that this call needs."""
    TOKEN_REFUSED = auto()
    """The token is not, or no longer, one with which the app may speak."""
    NOT_LET = auto()
    """The installation as a whole is refused; whoever runs the app or the workspace can mend it."""
    RETIRED = auto()
    """What is called, or where, is no more; a newer version or another installation mends it."""
    TOO_LATE = auto()
    """The three seconds in which a modal may be opened are over."""
    WENT_ON = auto()
    """A modal was closed or drawn anew meanwhile, has as many on top of it as there may be, or is
    open already: an answer that said so was lost."""
    ACCOUNT_GONE = auto()
    """Somebody is not in the workspace any more."""
    MESSAGES_OFF = auto()
    """The app's *Messages* tab is switched off, so that it may write to nobody."""
    HOME_OFF = auto()
    """The app's *Home* tab is switched off."""
    NOT_IN_IT = auto()
    """The app is not in the conversation, or it does not exist."""
    CHANNEL_LIMITED = auto()
    """Few may use the channel, and the app is none of them."""
    CLOSED = auto()
    """The conversation takes no message of ours for another reason, and will not by itself."""
    POSTED_AND_GONE = auto()
    """The id that we gave it names a message that was posted, and does not stand there any more."""
    MESSAGE_GONE = auto()
    """The message does not stand there any more."""
    EDITED_NO_MORE = auto()
    """The workspace lets messages be changed for a while only, and that is over."""
    NOT_OURS_TO_CHANGE = auto()
    """The message cannot be changed, for another reason."""
    FILE_GONE = auto()
    """The file was deleted, or never came so far that anybody could see it."""
    NOT_TAKEN = auto()
    """Slack does not take something in what was sent, such as a kind of field."""
    OURS = auto()
    """What was sent is wrong, and would be wrong tomorrow: our own mistake. So is any new code."""


_CODES = {
    RefusalMeaning.TOO_MANY: "ratelimited rate_limited",
    RefusalMeaning.IN_TROUBLE: """
        fatal_error fetch_members_failed file_update_failed internal_error request_timeout
        service_unavailable team_added_to_org update_failed
    """,
    RefusalMeaning.NOT_JUST_NOW: """
        external_channel_migrating message_limit_exceeded streaming_state_conflict
    """,
    RefusalMeaning.LOCKED_FOR_NOW: "ekm_access_denied org_login_required",
    RefusalMeaning.SCOPE_MISSING: "missing_scope",
    RefusalMeaning.TOKEN_REFUSED: """
        account_inactive invalid_auth not_allowed_token_type not_authed token_expired token_revoked
    """,
    RefusalMeaning.NOT_LET: """
        access_denied accesslimited enterprise_is_restricted no_permission
        team_access_not_granted two_factor_setup_required
    """,
    RefusalMeaning.RETIRED: "deprecated_endpoint method_deprecated team_not_found unknown_method",
    RefusalMeaning.TOO_LATE: "expired_trigger_id trigger_expired",
    RefusalMeaning.WENT_ON: """
        exchanged_trigger_id hash_conflict not_found push_limit_reached trigger_exchanged
    """,
    RefusalMeaning.ACCOUNT_GONE: "user_disabled user_not_found user_not_visible",
    RefusalMeaning.MESSAGES_OFF: "messages_tab_disabled",
    RefusalMeaning.HOME_OFF: "not_enabled",
    RefusalMeaning.NOT_IN_IT: "channel_not_found not_in_channel",
    RefusalMeaning.CHANNEL_LIMITED: "channel_is_limited_access",
    RefusalMeaning.CLOSED: """
        cannot_dm_bot cannot_reply_to_message file_type_not_allowed file_upload_size_restricted
        file_uploads_disabled file_uploads_except_images_disabled invalid_channel is_archived
        is_inactive posting_to_channel_denied restricted_action
        restricted_action_non_threadable_channel restricted_action_read_only_channel
        restricted_action_thread_locked restricted_action_thread_only_channel
        storage_limit_reached thread_not_found users_not_found
    """,
    RefusalMeaning.POSTED_AND_GONE: "duplicate_channel_not_found duplicate_message_not_found",
    RefusalMeaning.MESSAGE_GONE: "message_not_found",
    RefusalMeaning.EDITED_NO_MORE: "edit_window_closed",
    RefusalMeaning.NOT_OURS_TO_CHANGE: "block_mismatch cant_delete_message cant_update_message",
    RefusalMeaning.FILE_GONE: "file_deleted file_not_found",
    RefusalMeaning.NOT_TAKEN: "invalid_arguments",
}
_OF_TOKENS = frozenset({RefusalMeaning.SCOPE_MISSING, RefusalMeaning.TOKEN_REFUSED})
_PASSING = frozenset(
    {
        RefusalMeaning.TOO_MANY,
        RefusalMeaning.IN_TROUBLE,
        RefusalMeaning.NOT_JUST_NOW,
        RefusalMeaning.LOCKED_FOR_NOW,
    }
)
_MEANINGS = {code: meaning for meaning, codes in _CODES.items() for code in codes.split()}


def meaning_of(code: str) -> RefusalMeaning:
    """Return what a code means that Slack gave for a refusal."""
    return _MEANINGS.get(code, RefusalMeaning.OURS)


def slack_code(error: HasResponse) -> str:
    """Return Slack's own name for what went wrong; empty where what answered was not Slack."""
    told = error.response.data
    return as_code(told.get("error")) if isinstance(told, Mapping) else ""


def as_code(told: object) -> str:
    """Return what was told where it is a code of Slack's; what a proxy says is not repeated."""
    code = str(told or "")
    return code if CODE.fullmatch(code) else ""


def pause_asked_for(error: HasResponse, *, otherwise: float) -> float:
    """Return how many seconds Slack asks us to wait; `otherwise` where it does not say."""
    for name, value in error.response.headers.items():
        if name.lower() == "retry-after":
            first = value[0] if isinstance(value, list) else value
            return float(first) if str(first).replace(".", "", 1).isdigit() else otherwise
    return otherwise


def not_connected(error: HasResponse, *, setting: str, mended: str) -> CaseworkError:
    """Return what it means that Slack does not let us begin: of a token only what it says of one.

    `setting` holds the token, and `mended` what to do about that.
    """
    code, status = slack_code(error), error.response.status_code
    if meaning_of(code) in _OF_TOKENS:
        return SettingsError(f"Slack does not accept {setting} ({code}). {mended}")
    if not code or status == 429 or status >= 500 or meaning_of(code) in _PASSING:
        return SlackAwayError(
            f"Slack has trouble of its own ({code or f'status {status}'}), so this says nothing "
            f"about {setting}.",
            after=pause_asked_for(error, otherwise=0.0),
        )
    return CaseworkError(
        f"Slack does not let Preiep connect ({code}). Please ask whoever runs this workspace, or "
        "the app in it."
    )
