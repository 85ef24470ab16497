"""Listen to `/iep channel`: the private channel in which it is typed becomes one's own."""

from dataclasses import replace

from bot.errors import NotAllowedError
from bot.people.people import Role
from bot.ui.kit import blocks
from bot.ui.kit.blocks import Message
from casework.settings.own_settings import keep_own_settings
from handlers.kit.asked import Asked
from handlers.kit.channels import described, problem_with
from handlers.kit.listening import Listening

NOT_FOR_THEM = (
    "Checklist threads are for case managers. If you lead meetings, please ask a Preiep admin to "
    "add you as one. Nothing was changed."
)


def listen(on: Listening) -> None:
    on.verb("channel", make_channel_own)


def make_channel_own(asked: Asked) -> Message:
    """Let checklist threads stand in this channel from now on; return what to tell the person.

    This asks Slack about the channel: what a channel is called and what the command says of it do
    not tell whether it is public or shared, and no student may stand in such a one.
    """
    with asked.caseload(reading=True) as caseload:
        if Role.CASE_MANAGER not in caseload.person.roles:
            raise NotAllowedError(NOT_FOR_THEM)
    channel = asked.channel
    # A direct message is told by its id, and what it is like Slack would not let us ask.
    told = {"is_im": True} if channel.startswith("D") else described(asked.client, channel)
    if problem := problem_with(told):
        raise NotAllowedError(f"{problem} Nothing was changed.")
    with asked.caseload() as caseload:
        keep_own_settings(caseload, replace(caseload.person, channel=channel))
    sentence = (
        "From now on your checklist threads open in this channel on the morning of each meeting. "
        "Everybody here sees the students' aliases; only you, your helpers and your supervisor can "
        "tick."
    )
    return blocks.message(sentence, [blocks.section(sentence)])
