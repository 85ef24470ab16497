"""What Slack says of a channel, and why it cannot hold students."""

from collections.abc import Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.channels import Unfit, unfit_for_students
from bot.errors import NotAllowedError
from bot.refusals import RefusalMeaning, meaning_of, slack_code

_PROBLEMS = {
    Unfit.DIRECT: (
        "This is a direct message. Please type the command in a private channel of your own; "
        "until then the threads come to you directly."
    ),
    Unfit.SHARED: "No student can be named in a channel shared with another organization.",
    Unfit.SHARED_WITHIN: (
        "This channel is shared with another workspace of your organization, so no student can be "
        "named in it. Please use one of this workspace alone."
    ),
    Unfit.PUBLIC: (
        "This channel is public, so no student can be named in it. Please use a private one."
    ),
}

_NOT_IN_IT = (
    "Preiep is not in this conversation. If it is a private channel, please invite Preiep to it "
    "and try again; a direct message cannot be used. Nothing was changed."
)
_NOT_TOLD = {
    RefusalMeaning.NOT_IN_IT: _NOT_IN_IT,
    RefusalMeaning.CHANNEL_LIMITED: (
        "Slack limits who may use this channel, and Preiep may not. Please choose another one. "
        "Nothing was changed."
    ),
}
"""Why Slack says nothing of a channel, in words; what else it says is not about the channel."""


def problem_with(channel: Mapping[str, Any]) -> str | None:
    """Say why a conversation, as Slack describes it, cannot hold checklist threads, if so."""
    unfit = unfit_for_students(channel)
    return _PROBLEMS[unfit] if unfit else None


def problem_of(client: WebClient, channel: str) -> str | None:
    """Say why a channel that was chosen cannot hold students, as Slack describes it now."""
    try:
        return problem_with(described(client, channel))
    except NotAllowedError as error:
        return str(error)


def can_be_posted_in(client: WebClient, channel: str) -> bool:
    """Tell whether Slack says that Preiep can post in a channel; no where it does not tell."""
    try:
        told = described(client, channel)
    except (NotAllowedError, SlackApiError, OSError):
        return False
    return bool(told.get("is_member")) and not (told.get("is_archived") or problem_with(told))


def described(client: WebClient, channel: str) -> Mapping[str, Any]:
    """Ask Slack what a channel is like; raise NotAllowedError where it does not tell us."""
    try:
        response = client.conversations_info(channel=channel)
    except SlackApiError as error:
        if why := _NOT_TOLD.get(meaning_of(slack_code(error))):
            raise NotAllowedError(why) from error
        raise
    told: Mapping[str, Any] = response["channel"]
    return told
