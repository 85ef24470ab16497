"""What it means when Slack says no: the one table of its error codes.

What follows from it depends on who asked: handlers/kit/refusals.py tells a person who waits, and
jobs/delivery/refusals.py decides what becomes of a message.
"""

import re
from enum import Enum, auto
from typing import Any, Protocol

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
    RefusalMeaning.NOT_LET: """
        access_denied accesslimited account_inactive enterprise_is_restricted invalid_auth
        no_permission not_allowed_token_type not_authed team_access_not_granted token_expired
        token_revoked two_factor_setup_required
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
    RefusalMeaning.MESSAGE_GONE: "message_not_found",
    RefusalMeaning.EDITED_NO_MORE: "edit_window_closed",
    RefusalMeaning.NOT_OURS_TO_CHANGE: "block_mismatch cant_delete_message cant_update_message",
    RefusalMeaning.FILE_GONE: "file_deleted file_not_found",
    RefusalMeaning.NOT_TAKEN: "invalid_arguments",
}
_MEANINGS = {code: meaning for meaning, codes in _CODES.items() for code in codes.split()}


def meaning_of(code: str) -> RefusalMeaning:
    """Return what a code means that Slack gave for a refusal."""
    return _MEANINGS.get(code, RefusalMeaning.OURS)


def slack_code(error: HasResponse) -> str:
    """Return Slack's own name for what went wrong; empty where what answered was not Slack."""
    return as_code(error.response.get("error", ""))


def as_code(told: object) -> str:
    """Return what was told where it is a code of Slack's; what a proxy says is not repeated."""
    code = str(told or "")
    return code if CODE.fullmatch(code) else ""
