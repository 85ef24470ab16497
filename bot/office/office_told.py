"""How far the office is with a planned meeting, and why it is told nothing now."""

from dataclasses import dataclass

from bot.dates.obligation_rows import Obligation, State
from bot.meetings.meetings import Meeting
from bot.office.office_notes import NOT_THERE, Noted, NoteState

NOT_REACHABLE = (
    "Preiep has no channel of the office yet and knows nobody of it in Slack, so no note can be "
    "sent. Please ask a Preiep admin to choose one in `/iep settings`; until then, tell the office "
    "yourself and tick it."
)
HAS_IT = "The office has this note already. Nothing was sent twice."
HAVE_THEM = (
    "There is no note left to send here: the office has these already, or they are settled. "
    "Nothing was sent."
)


@dataclass(frozen=True, kw_only=True)
class OfficeTold:
    meeting: Meeting
    row: Obligation
    reachable: bool
    """Whether the office has a channel, or people in Slack who invite for the student's school."""
    noted: Noted | None = None
    """The newest note; None where none was sent."""
    ticked_by: str = ""

    @property
    def state(self) -> NoteState | None:
        return self.noted.state if self.noted else None

    @property
    def failed(self) -> bool:
        """Say whether the note could not be posted, or stands in Slack no more."""
        return self.row.state is State.OPEN and self.row.standing.reason == NOT_THERE

    @property
    def can_be_sent(self) -> bool:
        """Say whether a note, or a new one, has anything to tell."""
        if self.row.settled or self.row.resting or not self.reachable:
            return False
        return self.row.state is not State.PLANNED

    @property
    def can_be_taken_back(self) -> bool:
        return self.state is NoteState.WAITING and self.row.state is State.PLANNED


def refused(told: OfficeTold) -> str:
    """Say why no note is sent now."""
    if not told.reachable:
        return NOT_REACHABLE
    if told.row.settled:
        return "This is settled already. Nothing was sent."
    if told.row.resting:
        return "The day of this meeting has passed. Nothing was sent."
    return HAS_IT
