"""The card of tips: for while the meeting runs, and the way to what helps when it gets tense."""

from bot.content import Content
from bot.meeting_day.checklists import RunningMeeting
from bot.meeting_day.tips import Topic
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Message
from bot.ui.meeting_day import thread_controls as ids
from bot.ui.meeting_day.thread_controls import Clicked
from bot.ui.meeting_day.tips import TOPIC, paragraphs

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
                    elements.button("It's getting tense", ids.TENSE, value=value),
                    elements.button("Log a proposal", ids.ADD_PROPOSAL, value=value),
                    elements.button("More tips", f"{TOPIC}{Topic.AGREEMENT}", value=value),
                ]
            ),
        ],
    )
