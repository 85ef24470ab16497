"""The note that asks the office to invite: what became of it, and who may still tick it.

A note stands for one day and hour of its meeting. Moving the meeting ends it (rule 10), and a new
one can be sent; the office's tick on the newest is what proves that the office was told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum, auto
from typing import NewType

from bot import date_words
from bot.dates.obligation_rows import Obligation, Standing, State
from bot.meetings.meetings import Meeting, MeetingId, MeetingState
from bot.people.people import PersonId
from bot.students import Student, StudentId

NoteId = NewType("NoteId", int)

WITH_THE_OFFICE = "The office has the note and has not ticked it yet"
TAKEN_BACK = "The note to the office was taken back"
NOT_THERE = "The note is not in the office's channel"
TICK_TAKEN_BACK = "The office took back its tick"
OWED = "The rights notice is still owed"
"""How the reason begins where an invitation went out without it."""


@dataclass(frozen=True, kw_only=True)
class OfficeNote:
    """One note to the office, with the day and hour that it named."""

    id: NoteId
    student: StudentId
    meeting: MeetingId
    on: date
    at: time | None
    """The workspace's own time; None where it was not known yet."""
    anew: bool
    """Whether the office had been told of another date before."""
    sent_by: PersonId
    sent_at: datetime
    wanted_by: date | None = None
    """The day by which the office was asked to have invited; None where none was kept."""
    withdrawn_at: datetime | None = None

    def tells_of(self, meeting: Meeting) -> bool:
        """Say whether it names the meeting's day and hour; an hour known since is no other."""
        return self.on == meeting.on and self.at in (None, meeting.at)


@dataclass(frozen=True, kw_only=True)
class Invitation:
    """What the office says of its invitation."""

    sent_on: date
    rights: bool
    """Whether the rights notice was enclosed."""
    language: str
    received_on: date | None = None
    """When the office heard that the parents have it; None until then."""


@dataclass(frozen=True, kw_only=True)
class OfficeTick:
    """One word of the office about a note; the latest holds, and none is ever removed."""

    id: int
    note: NoteId
    invitation: Invitation | None
    """None where the word before was taken back."""
    by: PersonId
    at: datetime


class NoteState(Enum):
    """What became of a note."""

    WAITING = auto()
    INVITED = auto()
    RIGHTS_OWED = auto()
    """The invitation went out without the rights notice."""
    SAID_DONE = auto()
    """The case manager has ticked it without the office."""
    HELD = auto()
    """The meeting was held, and the office never ticked."""
    WITHDRAWN = auto()
    REPLACED = auto()
    MOVED = auto()
    CANCELLED = auto()
    ADJOURNED = auto()
    NOT_NEEDED = auto()
    LEFT = auto()

    @property
    def can_be_ticked(self) -> bool:
        return self in (
            NoteState.WAITING,
            NoteState.INVITED,
            NoteState.RIGHTS_OWED,
            NoteState.SAID_DONE,
            NoteState.HELD,
        )

    @property
    def wants_another(self) -> bool:
        """Say whether the office has to be told anew, where this one is not to be had."""
        return self.waits or self is NoteState.MOVED

    @property
    def stops(self) -> bool:
        """Say whether the office is not to act on it, and no newer note tells it what to do."""
        return not self.can_be_ticked and self is not NoteState.REPLACED

    @property
    def waits(self) -> bool:
        """Say whether something is still to be done by the office."""
        return self in (NoteState.WAITING, NoteState.RIGHTS_OWED)


@dataclass(frozen=True, kw_only=True)
class Noted:
    """A note with everything that is shown of it."""

    student: Student
    note: OfficeNote
    meeting: Meeting
    state: NoteState
    invitation: Invitation | None
    ticks: Sequence[OfficeTick] = ()
    """The office's words about it, the latest first."""

    @property
    def alias(self) -> str:
        return self.student.alias

    @property
    def last_tick(self) -> int:
        """Number the office's latest word; 0 where there is none."""
        return self.ticks[0].id if self.ticks else 0


def noted(
    note: OfficeNote,
    student: Student,
    meeting: Meeting,
    standing: Standing,
    ticks: Sequence[OfficeTick],
    *,
    newest: bool,
    today: date,
) -> Noted:
    """Tell how a note stands; `ticks` are the office's words about it, the latest first."""
    invitation = invitation_of(ticks)
    return Noted(
        student=student,
        note=note,
        meeting=meeting,
        state=state_of(
            note,
            meeting,
            standing,
            newest=newest,
            invitation=invitation,
            left=student.has_left(today),
        ),
        invitation=invitation,
        ticks=ticks,
    )


def state_of(
    note: OfficeNote,
    meeting: Meeting,
    standing: Standing,
    *,
    newest: bool,
    invitation: Invitation | None,
    left: bool = False,
) -> NoteState:
    """Judge what became of the note by its meeting, and by what stands of `office_informed`.

    `newest` says whether it is the last note about the meeting, `invitation` what the office says
    of its own, and `left` whether the student has gone.
    """
    return _over(note, meeting, standing, newest=newest, left=left) or _in_use(
        meeting, standing, invitation
    )


def _over(
    note: OfficeNote, meeting: Meeting, standing: Standing, *, newest: bool, left: bool
) -> NoteState | None:
    """Say why nobody acts on the note any more; None where it is in use."""
    facts = (
        (note.withdrawn_at is not None, NoteState.WITHDRAWN),
        (meeting.state is MeetingState.CANCELLED, NoteState.CANCELLED),
        (meeting.state is MeetingState.ADJOURNED, NoteState.ADJOURNED),
        (not newest, NoteState.REPLACED),
        (standing.revise or not note.tells_of(meeting), NoteState.MOVED),
        (standing.state in (State.NOT_NEEDED, State.CLOSED), NoteState.NOT_NEEDED),
        (left, NoteState.LEFT),
    )
    return next((state for holds, state in facts if holds), None)


def _in_use(meeting: Meeting, standing: Standing, invitation: Invitation | None) -> NoteState:
    if standing.state is State.DONE:
        return NoteState.SAID_DONE
    if invitation is not None:
        return NoteState.INVITED if invitation.rights else NoteState.RIGHTS_OWED
    return NoteState.HELD if meeting.state is MeetingState.HELD else NoteState.WAITING


def invitation_of(ticks: Sequence[OfficeTick]) -> Invitation | None:
    """Return what the office says by now; `ticks` are of one note, the latest first."""
    return ticks[0].invitation if ticks else None


def settlement(invitation: Invitation) -> tuple[State, str]:
    """Say how `office_informed` stands once the office has ticked, and why.

    The row asks for the rights notice as well, so that without it the row stays with the office.
    """
    day = date_words.in_full(invitation.sent_on)
    received = invitation.received_on
    got = f", received on {date_words.in_full(received)}" if received else ""
    if invitation.rights:
        return State.PROVEN, f"Invitation sent on {day}, rights notice enclosed{got}"
    return State.PLANNED, f"{OWED}: the invitation went out on {day} without it{got}"


def with_the_office(row: Obligation) -> str:
    """Say what the office still has to do about a row; empty where it has no note."""
    if not row.lies_with_the_office:
        return ""
    owed = (row.standing.reason or "").startswith(OWED)
    return "rights notice still owed" if owed else "with the office"


def over_words(noted: Noted) -> str:
    """Say why nobody acts on the note any more."""
    meeting = noted.meeting
    match noted.state:
        case NoteState.WITHDRAWN:
            return "The case manager took this note back. Please do not act on it."
        case NoteState.REPLACED:
            return "A newer note about this meeting takes the place of this one."
        case NoteState.MOVED:
            hour = f" at {date_words.clock_time(meeting.at)}" if meeting.at else ""
            return (
                f"The meeting has changed: it is on {date_words.in_full(meeting.on)}{hour} now. An "
                "invitation to the day above is out of date; the case manager sends a new note."
            )
        case NoteState.CANCELLED:
            return "The meeting was cancelled. Please send no invitation, or call it off."
        case NoteState.ADJOURNED:
            return (
                "The meeting was adjourned. For the day on which it continues, the case manager "
                "sends a new note."
            )
        case NoteState.LEFT:
            return "The student has left. No invitation is needed."
        case _:
            return "The case manager says that no invitation is needed from the office."
