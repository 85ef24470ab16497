"""The card of tips: for while the meeting runs, and for when it gets tense."""

from collections.abc import Sequence

from bot.checklists import RunningMeeting
from bot.content import Content, Tip
from bot.ui import blocks
from bot.ui import thread_controls as ids
from bot.ui.blocks import Block, Message
from bot.ui.thread_controls import Clicked

TO_TENSE = "tense"
TO_CALM = "calm"

_LONGEST = 9000
"""Characters; Slack refuses a message whose blocks hold about thirteen thousand."""


def tips_message(running: RunningMeeting, content: Content) -> Message:
    tense = running.checklist.is_tense
    tips = content.tense if tense else content.tips
    title = "When it gets tense" if tense else "While the meeting runs"
    other = "Back to the tips" if tense else "It's getting tense"
    # The click says what it wants, so that two people who click at once agree.
    wanted = Clicked(meeting=running.meeting.id, line=TO_CALM if tense else TO_TENSE)
    return blocks.message(
        f"{title}: tips for whoever leads the meeting.",
        [
            blocks.section(f"*{title}*"),
            *_paragraphs(tips),
            blocks.actions([blocks.button(other, ids.TENSE, value=wanted.value)]),
        ],
    )


def _paragraphs(tips: Sequence[Tip]) -> list[Block]:
    """The tips in as many paragraphs as Slack's limits ask for, broken between two of them."""
    paragraphs, written = [""], 0
    for place, tip in enumerate(tips):
        line = f"• {blocks.escaped(tip.text)}\n"
        if written + len(line) > _LONGEST:
            paragraphs.append(f"+ {len(tips) - place} more")
            break
        if len(paragraphs[-1]) + len(line) > blocks.LONGEST_SECTION:
            paragraphs.append("")
        paragraphs[-1] += line
        written += len(line)
    return [blocks.section(paragraph.strip()) for paragraph in paragraphs]
