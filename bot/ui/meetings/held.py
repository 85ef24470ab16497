"""Before a meeting is marked as held: what is open is listed, and none of it blocks."""

from bot.forms import tags
from bot.forms.meeting_day.concerns import HOLD_MEETING
from bot.meeting_day.checklists import RunningMeeting
from bot.meeting_day.concerns import ConcernState
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal
from bot.ui.meeting_day.concerns import page_of, rows_in_short

_MOST_SHOWN = 30
"""A modal holds a hundred blocks, and each concern takes three."""


def render_held(running: RunningMeeting) -> View:
    """Draw each open concern, to be deferred, recorded as unresolved, or left as it is."""
    open_concerns = [one for one in running.concerns if one.state is ConcernState.OPEN]
    shown = page_of(open_concerns, most=_MOST_SHOWN)
    left = [line.short for line in running.checklist.left]
    return modal(
        HOLD_MEETING,
        [
            blocks.section(
                "What follows the meeting will be listed in the thread. Whatever is open stays "
                "on record and can be filled in later."
            ),
            *([blocks.spoken(f"Lines not ticked: {'; '.join(left)}.")] if left else []),
            *([blocks.header(f"Open concerns: {len(open_concerns)}")] if shown else []),
            *rows_in_short(shown),
            *map(
                blocks.context,
                markup.more(len(open_concerns) - len(shown), "more; they stay open, on the card"),
            ),
        ],
        carries=[tags.MEETING.of(running.meeting.id)],
    )
