"""The close-out: what is still to be noted, and then the note to paste into SEIS."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.meeting_day.close_outs import CloseOut, in_pieces
from bot.meetings.meetings import MeetingId
from bot.ui.kit import blocks, elements, markup, paging, reason
from bot.ui.kit.blocks import View
from bot.ui.meeting_day import thread_controls as ids

MAKE = "close_out_make"
DONE = "close_out_done"

_SERVICES = "services"
_OTHER = "other"
_NOTE = "note"
_MOST_PIECES = 12
"""A note of 36,000 characters; what is longer does not fit a modal's weight either."""


def render(
    meeting: MeetingId, close_out: CloseOut, missing: Sequence[str], *, why: str = ""
) -> View:
    """`missing` says what the note has nothing of; none of it blocks."""
    said = f"The note will say nothing of this yet: {'; '.join(missing)}." if missing else ""
    return blocks.modal(
        "Close-out",
        [
            blocks.section(
                "Two minutes, and the note for SEIS is made of what was ticked and written. "
                "You can make it again at any time."
            ),
            *([blocks.context(markup.escaped(said))] if said else []),
            blocks.field(
                "Services offered and changed",
                elements.text_field(_SERVICES, text=close_out.services),
                block_id=_SERVICES,
                hint="As they were read back: what, how much, and what is different from before.",
            ),
            blocks.field(
                "Anything else",
                elements.text_field(_OTHER, text=close_out.other),
                block_id=_OTHER,
                hint="A short, factual summary.",
            ),
            *reason.fields(why),
        ],
        callback_id=MAKE,
        submit="Make the note",
        private_metadata=ids.metadata(meeting),
    )


def read(view: Mapping[str, Any], kept: CloseOut) -> CloseOut:
    """What is kept, with what this person changed."""
    drawn = {str(block.get("block_id")): block.get("element", {}) for block in view["blocks"]}

    def words(name: str, before: str) -> str:
        typed = str(view["state"]["values"][name][name].get("value") or "").strip()
        untouched = typed == str(drawn[name].get("initial_value") or "").strip()
        return before if untouched else typed

    return CloseOut(services=words(_SERVICES, kept.services), other=words(_OTHER, kept.other))


def render_note(meeting: MeetingId, note: str) -> View:
    """The note in fields from which it can be copied on a phone, too."""
    pieces = in_pieces(note, elements.LONGEST_ANSWER)
    shown = paging.page_of(pieces, lambda piece: piece, most=_MOST_PIECES)
    return blocks.modal(
        "Note for SEIS",
        [
            blocks.context(
                "Copy it from here and paste it into SEIS. Changes typed here are not kept; go "
                "back to the lists for that."
            ),
            *(
                blocks.field(
                    "The note" if len(shown) == 1 else f"The note, part {number} of {len(shown)}",
                    elements.text_field(_NOTE, text=piece),
                    block_id=f"{_NOTE}:{number}",
                )
                for number, piece in enumerate(shown, start=1)
            ),
            *(
                [blocks.context("The rest is too long to show.")]
                if len(pieces) > len(shown)
                else []
            ),
        ],
        callback_id=DONE,
        submit="Done",
        private_metadata=ids.metadata(meeting),
    )
