"""The card of tips: for while the meeting runs, and the way to what helps when it gets tense."""

from bot.checklists import RunningMeeting
from bot.content import Content
from bot.tips import Topic
from bot.ui import blocks
from bot.ui import thread_controls as ids
from bot.ui.blocks import Message
from bot.ui.thread_controls import Clicked
from bot.ui.tips import TOPIC, paragraphs

_LONGEST = 9000
"""Characters; Slack refuses a message whose blocks hold about thirteen thousand."""


def tips_message(running: RunningMeeting, content: Content) -> Message:
    value = Clicked(meeting=running.meeting.id).value
    return blocks.message(
        "While the meeting runs: tips for whoever leads the meeting.",
        [
            blocks.section("*While the meeting runs*"),
            *paragraphs(content.tips, most=40, longest=_LONGEST),
            blocks.actions(
                [
                    blocks.button("It's getting tense", ids.TENSE, value=value),
                    blocks.button("Log a proposal", ids.ADD_PROPOSAL, value=value),
                    blocks.button("More tips", f"{TOPIC}{Topic.AGREEMENT}", value=value),
                ]
            ),
        ],
    )
