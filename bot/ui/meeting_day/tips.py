"""Tips: one after another for a tense moment, or all of them by topic."""

import re
from collections.abc import Sequence

from bot.content import Content, Tip
from bot.forms import tags
from bot.forms.modals import Modal
from bot.meeting_day.tips import Topic, for_a_tense_moment, place_of, tips_on
from bot.meetings.meetings import MeetingId
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal
from bot.ui.kit.elements import Element
from bot.ui.meetings.meetings import ADJOURN

SHOWN = Modal(name="tips", title="Tips", submit="")
TURN = "tips_turn:"
"""Followed by the direction, since both buttons stand in one row."""
ANY_TURN = re.compile(f"^{TURN}")
TOPIC = "tips_topic:"
"""Followed by the topic."""
ANY_TOPIC = re.compile(f"^{TOPIC}")

_TOPICS = {
    Topic.AGREEMENT: ("Before a meeting", "What makes agreement easier."),
    Topic.DURING: ("While it runs", "For whoever leads the meeting."),
    Topic.TENSE: ("When it gets tense", "What helps when tempers rise."),
    Topic.DISAGREEMENT: (
        "When parents disagree",
        "The ways open to them, for a truthful answer. Preiep gives no legal advice.",
    ),
}

_BESIDES = (Topic.DURING, Topic.DISAGREEMENT)
"""What is offered beside what calms; both lead to the rest."""

_MOST_PARAGRAPHS = 40


def one_by_one(content: Content, tip_id: str = "", *, meeting: MeetingId | None = None) -> View:
    """Draw the line that helps now, and the way to the next."""
    tips = for_a_tense_moment(content)
    place = place_of(tips, tip_id)
    turns = [("back", place - 1, "Back"), ("next", place + 1, "Next")]
    buttons = [
        _turn(direction, tips[to], words) for direction, to, words in turns if 0 <= to < len(tips)
    ]
    return modal(
        SHOWN,
        [
            blocks.spoken(tips[place].text),
            blocks.context(f"{place + 1} of {len(tips)}. Nobody else sees this."),
            *([blocks.actions(buttons)] if buttons else []),
            blocks.divider(),
            blocks.actions([*map(_topic_button, _BESIDES), *_adjourn(meeting)]),
        ],
        title="It's getting tense",
        carries=[tags.MEETING.of(meeting)],
    )


def collection(content: Content, topic: Topic, *, meeting: MeetingId | None = None) -> View:
    """Draw every tip on one topic, and the way to the other topics."""
    title, about = _TOPICS[topic]
    return modal(
        SHOWN,
        [
            blocks.header(title),
            blocks.context(about),
            *_paragraphs(tips_on(content, topic)),
            blocks.actions([_topic_button(other) for other in Topic if other is not topic]),
        ],
        carries=[tags.MEETING.of(meeting)],
    )


def _paragraphs(tips: Sequence[Tip]) -> list[Block]:
    """Draw the tips in as many paragraphs as Slack's limits ask for, broken between two of them.

    Where they come to more paragraphs than a modal has room for, the rest is counted.
    """
    drawn = [""]
    for place, tip in enumerate(tips):
        line = f"• {markup.escaped(tip.text)}\n"
        full = len(drawn[-1]) + len(line) > elements.LONGEST_SECTION
        if full and len(drawn) == _MOST_PARAGRAPHS:
            drawn.append(f"+ {len(tips) - place} more")
            break
        if full:
            drawn.append("")
        drawn[-1] += line
    return [blocks.section(paragraph.strip()) for paragraph in drawn]


def topic_in(control: str) -> Topic:
    return Topic(control.removeprefix(TOPIC))


def topic_named(words: str) -> Topic | None:
    """Find the topic meant by the words after `/iep tips`; None where none is."""
    wanted = words.strip().casefold()
    named = [topic for topic in Topic if wanted and _TOPICS[topic][0].casefold().find(wanted) >= 0]
    return named[0] if named else next((topic for topic in Topic if topic == wanted), None)


def _adjourn(meeting: MeetingId | None) -> list[Element]:
    """Offer to stop and go on another day; whoever leads the meeting fills in when."""
    if meeting is None:
        return []
    return [elements.button("Adjourn and meet again", ADJOURN, value=meeting)]


def _turn(direction: str, to: Tip, words: str) -> Element:
    return elements.button(words, f"{TURN}{direction}", value=to.id)


def _topic_button(topic: Topic) -> Element:
    return elements.button(_TOPICS[topic][0], f"{TOPIC}{topic}", value=topic)
