"""What stands in place of a thread that is over: its meeting moved, or it stands elsewhere now."""

from bot import date_words
from bot.meeting_day.checklists import RunningMeeting
from bot.meetings.meetings import Meeting, MeetingState
from bot.ui.kit import blocks
from bot.ui.kit.blocks import Message
from bot.ui.meeting_day.thread_parent import time_in_words


def struck_message(running: RunningMeeting, *, stands_elsewhere: bool = False) -> Message:
    """Say kindly where to look instead; what was ticked here is kept."""
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


def where_instead(meeting: Meeting) -> str:
    if meeting.state is MeetingState.CANCELLED:
        return "This meeting was cancelled. Nothing more is asked here."
    return (
        f"The checklist for this meeting has moved: it opens anew for "
        f"{date_words.in_words(meeting.on)}, {time_in_words(meeting.at)}."
    )
