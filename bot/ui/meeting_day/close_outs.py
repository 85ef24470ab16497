"""The close-out: what is still to be noted, and then the note to paste into SEIS."""

from collections.abc import Sequence

from bot.forms import tags
from bot.forms.meeting_day.close_outs import CLOSE_OUT, NOTE, NOTE_FOR_SEIS
from bot.forms.supervisor_reasons import reason_field
from bot.meeting_day.seis_notes import CloseOut, in_pieces
from bot.meetings.meetings import MeetingId
from bot.ui.kit import blocks, elements, markup, paging
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import Part, modal

_MOST_PIECES = 12
"""A note of 36,000 characters; what is longer does not fit a modal's weight either."""


def render(
    meeting: MeetingId, close_out: CloseOut, missing: Sequence[str], *, why: str = ""
) -> View:
    """Draw what is to be noted; `missing` says what the note has nothing of, and blocks nothing."""
    said = f"Not in the note yet: {'; '.join(missing)}." if missing else ""
    return modal(
        CLOSE_OUT,
        [
            blocks.section(
                "In two minutes you have the note for SEIS, made of what was ticked and written. "
                "You can make it again at any time."
            ),
            *([blocks.context(markup.escaped(said))] if said else []),
            *CLOSE_OUT.filled_from(close_out),
            *reason_field(why),
        ],
        carries=[tags.MEETING.of(meeting)],
    )


def render_note(meeting: MeetingId, note: str) -> View:
    """Draw the note in fields from which it can be copied on a phone, too."""
    pieces = in_pieces(note, elements.LONGEST_ANSWER)
    shown = paging.page_of(pieces, lambda piece: piece, most=_MOST_PIECES)
    parts: list[Part] = [
        blocks.context(
            "Copy it from here and paste it into SEIS. Changes typed here are not kept; go "
            "back to the card for that."
        )
    ]
    for number, piece in enumerate(shown, start=1):
        label = NOTE.label if len(shown) == 1 else f"{NOTE.label}, part {number} of {len(shown)}"
        parts.append(NOTE.of(number).labelled(label).showing(piece))
    if len(pieces) > len(shown):
        parts.append(blocks.context("The rest is too long to show."))
    return modal(NOTE_FOR_SEIS, parts, carries=[tags.MEETING.of(meeting)])
