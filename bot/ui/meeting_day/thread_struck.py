"""What stands in place of a thread that is over: its meeting moved, or it stands elsewhere now."""

from bot.meeting_day.checklists import RunningMeeting
from bot.meeting_day.threads import where_instead
from bot.ui.kit import blocks
from bot.ui.kit.blocks import Message


def struck_message(running: RunningMeeting, *, stands_elsewhere: bool = False) -> Message:
    """Say where to look instead; what was ticked here is kept."""
    sentence = (
        "The checklist for this meeting stands in another thread now."
        if stands_elsewhere and running.meeting.waits
        else where_instead(running.meeting)
    )
    return blocks.message(
        sentence,
        [
            blocks.section(f"~IEP meeting for {running.alias}~\n{sentence}"),
            blocks.context("Everything that was ticked and written here is kept."),
        ],
    )
