"""The signature: the modal in which the parents' decision is recorded, changed or taken back."""

from datetime import date

from bot.after_meetings.signatures import DECISIONS
from bot.forms import tags
from bot.forms.after_meetings.signatures import DECISION, PART, RECORD_SIGNATURE, SIGNED_ON
from bot.meetings.meetings import Meeting
from bot.ui.kit import blocks
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal


def render(meeting: Meeting, *, today: date, recorded: str = "") -> View:
    """Draw it; `recorded`, in words, is what was recorded so far and can be taken back."""
    possible = {one: words for one, words in DECISIONS.items() if recorded or one.is_decided}
    return modal(
        RECORD_SIGNATURE,
        [
            blocks.section(
                "Only a signature is consent. What was said in the meeting is recorded separately."
            ),
            *([blocks.spoken(f"On record: {recorded}")] if recorded else []),
            DECISION.offering(possible),
            PART,
            SIGNED_ON.showing(meeting.consent_on or today),
        ],
        carries=[tags.MEETING.of(meeting.id)],
    )
