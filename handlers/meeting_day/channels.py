"""`/iep channel`: the private channel in which it is typed becomes the case manager's own."""

from collections.abc import Mapping
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.channels import Unfit, unfit_for_students
from bot.errors import NotAllowedError
from bot.people.people import Role, SlackUserId
from bot.ui.kit import blocks
from bot.ui.kit.blocks import Message
from handlers.kit.errors import Body, person_in
from handlers.kit.surroundings import Surroundings


def make_channel_own(
    surroundings: Surroundings, body: Body, _words: str, client: WebClient
) -> Message:
    """Let checklist threads stand in this channel from now on; return what to tell the person.

    This asks Slack about the channel, which no other listener does: what a channel is called and
    what the command says of it do not tell whether it is public or shared, and no student may
    stand in such a one, not even by alias.
    """
    user, channel = SlackUserId(person_in(body)), str(body["channel_id"])
    now = surroundings.clock.now()
    with surroundings.storage.caseload_of(user, now=now, reading=True) as caseload:
        _require_case_manager(caseload.person.roles)
    # A direct message is told by its id, and what it is like Slack would not let us ask.
    described = {"is_im": True} if channel.startswith("D") else _described(client, channel)
    problem = problem_with(described)
    if problem:
        raise NotAllowedError(f"{problem} Nothing was changed.")
    with surroundings.storage.caseload_of(user, now=now) as caseload:
        caseload.people.set_channel(caseload.person.id, channel)
        caseload.audit.log("made a channel their own for checklist threads", detail=channel)
    sentence = (
        "From now on your checklist threads open in this channel on the morning of each meeting. "
        "Everybody here sees the students' aliases; only you, whom you name as a helper, and your "
        "supervisor can tick."
    )
    return blocks.message(sentence, [blocks.section(sentence)])


_PROBLEMS = {
    Unfit.DIRECT: (
        "This is a direct message. Please type the command in a private channel of your own; "
        "until then the threads come to you directly."
    ),
    Unfit.SHARED: "This channel is shared with another organization, where no student may stand.",
    Unfit.PUBLIC: ("This channel is public, where no student may stand. Please use a private one."),
}


def problem_with(channel: Mapping[str, Any]) -> str | None:
    """Why a conversation, as Slack describes it, cannot hold checklist threads; None if it can."""
    unfit = unfit_for_students(channel)
    return _PROBLEMS[unfit] if unfit else None


def problem_of(client: WebClient, channel: str) -> str | None:
    """Why a channel that was chosen cannot hold students, as Slack describes it now."""
    try:
        return problem_with(_described(client, channel))
    except NotAllowedError:
        return "Preiep is not in this channel yet. Please invite it there, then save again."


def _require_case_manager(roles: frozenset[Role]) -> None:
    if Role.CASE_MANAGER not in roles:
        raise NotAllowedError(
            "Checklist threads are for case managers. If you lead meetings, please ask a Preiep "
            "admin to add you as one. Nothing was changed."
        )


def _described(client: WebClient, channel: str) -> Mapping[str, Any]:
    try:
        response = client.conversations_info(channel=channel)
    except SlackApiError as error:
        if error.response.get("error") in ("channel_not_found", "not_in_channel", "missing_scope"):
            raise NotAllowedError(
                "Preiep is not in this conversation. If it is a private channel, please invite "
                "Preiep to it and type the command again; a direct message cannot be used. "
                "Nothing was changed."
            ) from error
        raise
    described: Mapping[str, Any] = response["channel"]
    return described
