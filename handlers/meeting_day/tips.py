"""Listen to tips: what helps when it gets tense, one line after another, and all by topic.

They tell nothing about anybody, so whoever can see the app may read them; from a meeting's thread
they open for who may tick there, like everything in it.
"""

from bot.forms import tags
from bot.meeting_day.tips import Topic
from bot.permissions import Act
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import thread_controls as controls
from bot.ui.meeting_day import tips
from handlers.kit.asked import Asked
from handlers.kit.listening import Listening
from handlers.meeting_day.threads import thread_of


def listen(on: Listening) -> None:
    on.click(controls.TENSE, open_tense)
    on.click(tips.ANY_TURN, turn)
    on.click(tips.ANY_TOPIC, open_topic)
    on.verb("tips", typed)


def open_tense(asked: Asked) -> View:
    """Show what calms, to whoever pressed the button and to nobody else."""
    with thread_of(asked, Act.TICK_CHECKLIST) as (_, meeting):
        return tips.one_by_one(asked.content, meeting=meeting.id)


def turn(asked: Asked) -> View:
    meeting = asked.may_carry(tags.MEETING)
    return tips.one_by_one(asked.content, asked.value, meeting=meeting)


def open_topic(asked: Asked) -> View:
    """Turn to a topic; an older version had a button for it in the thread, too."""
    topic = tips.topic_in(asked.control)
    meeting = asked.may_carry(tags.MEETING) if asked.is_in_a_modal else None
    if topic is Topic.TENSE and meeting is not None:
        return tips.one_by_one(asked.content, meeting=meeting)
    return tips.collection(asked.content, topic, meeting=meeting)


def typed(asked: Asked) -> View:
    """Open the collection: `/iep tips`, or `/iep tips tense`."""
    topic = tips.topic_named(asked.words) or Topic.AGREEMENT
    return tips.collection(asked.content, topic)
