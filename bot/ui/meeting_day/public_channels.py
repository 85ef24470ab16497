"""What is said when a channel does not, or no longer, take a checklist thread."""

from bot.ui.kit import blocks
from bot.ui.kit.blocks import Message


def closed_channel(channel: str) -> Message:
    """Say where the thread opens instead, and the one thing to do."""
    return blocks.message(
        "Your checklist thread opens here today: Preiep could not post in your channel.",
        [
            blocks.section(
                f"Preiep could not post in <#{channel}>: it is not a member, or the "
                "channel is public or shared by now, where nothing about a student is posted. "
                "So your checklist thread "
                "opens here, in your direct messages.\n"
                "To have the next one in a channel again, invite Preiep into a private channel "
                "of yours and type `/iep channel` there."
            )
        ],
    )


def taken_away() -> Message:
    """Replace a message whose channel has become public or shared."""
    words = "This message was removed: this channel is not for student work any more."
    return blocks.message(words, [blocks.section(words)])
