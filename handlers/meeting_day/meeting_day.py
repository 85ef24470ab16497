"""Listen to everything in a meeting's thread."""

from handlers.kit.listening import Listening
from handlers.meeting_day import (
    checklists,
    close_outs,
    concerns,
    held,
    helpers,
    meeting_notes,
    meeting_screens,
    proposals,
    tips,
)


def listen(on: Listening) -> None:
    checklists.listen(on)
    meeting_screens.listen(on)
    meeting_notes.listen(on)
    concerns.listen(on)
    held.listen(on)
    helpers.listen(on)
    proposals.listen(on)
    close_outs.listen(on)
    tips.listen(on)
