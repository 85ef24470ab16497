"""One obligation as it stands: what it is for, when it is due, what was recorded about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from bot.dates.obligation_rules import ObligationId
from bot.dates.why import Why
from bot.meetings.meetings import MeetingId
from bot.people.people import PersonId
from bot.students import StudentId

Subject = NewType("Subject", str)
"""What an obligation is for: a meeting, or the review of a student for which none is set."""


def meeting_subject(meeting_id: MeetingId) -> Subject:
    return Subject(f"meeting:{meeting_id}")


def nothing_set(rows: Iterable["Obligation"]) -> str:
    """Say what is not set for rows without a meeting: one of another kind may well be."""
    review = next((f"{row.review} " for row in rows if row.review), "")
    return f"no {review}meeting set"


def review_subject(student_id: StudentId, review_on: date | None) -> Subject:
    """Return the subject of a student's review; None where it is unknown when it falls due."""
    return Subject(f"student:{student_id}:{review_on.isoformat() if review_on else 'unknown'}")


class State(StrEnum):
    OPEN = "open"
    PLANNED = "planned"
    DONE = "done"
    PROVEN = "proven"
    NOT_NEEDED = "not_needed"
    CLOSED = "closed"

    @property
    def settled(self) -> bool:
        return self not in (State.OPEN, State.PLANNED)

    @property
    def accomplished(self) -> bool:
        return self in (State.DONE, State.PROVEN)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What has been recorded about one obligation."""

    state: State = State.OPEN
    revise: bool = False
    """Done once, and to be done again since the meeting moved, or since the IEP was signed."""
    by: PersonId | None = None
    at: datetime | None = None
    reason: str | None = None
    revision: int = 0
    snoozed_until: date | None = None
    stays_due_on: date | None = None
    """The date at which it was overdue when its meeting moved, where moving did not excuse it."""


REASON_NEEDED = frozenset(
    {
        ObligationId.MEETING_NOTICE,
        ObligationId.OFFICE_INFORMED,
        ObligationId.CONSENT,
        ObligationId.HOLD_BY,
    }
)
"""Notice, the rights notice that goes out through the office, consent, and the law's own date:
what is declared not needed of these has a reason, and the supervisor sees that it was."""


@dataclass(frozen=True, kw_only=True)
class StandingChange:
    """One record of an obligation; what was undone stays among them."""

    state: State
    revise: bool
    by: PersonId | None
    """None where a file said so, on the district's own machine."""
    at: datetime
    reason: str
    snoozed_until: date | None
    undone: bool
    """Whether this brought back what stood before."""


NOTHING_RECORDED = Standing()

Standings = Mapping[tuple[Subject, ObligationId], Standing]


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """What a conversation, or a form that came in, does to one obligation of the meeting."""

    obligation: ObligationId
    state: State
    reason: str = ""
    by: PersonId | None = None
    """The last to do what settles it, with the time below; None where nobody did anything."""
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Obligation:
    """One thing to be done for one meeting or, without a meeting, for one student."""

    id: ObligationId
    subject: Subject
    student: StudentId
    meeting: MeetingId | None = None
    meeting_on: date | None = None
    opens_on: date | None = None
    """None where there is no window."""
    due_on: date | None
    """None where there is no date, or not yet: a signature is awaited, a review date unknown."""
    review_on: date | None = None
    """The review for which a meeting is to be set; None where it is unknown when it falls due."""
    held_on: date | None = None
    """The day of the annual meeting that was held, where nobody has entered the next date."""
    review: str = ""
    """Which review that is, "annual" or "triennial"; empty where it is unknown."""
    expedited: bool = False
    why: Why
    standing: Standing
    missed_promise: date | None = None
    """The day promised to the parents, where that cannot be kept."""
    shown: bool = True
    """False for a draft copy that no parent has asked for; it exists all the same."""
    resting: bool = False
    """True before a meeting whose day has passed: whether it was held is asked first."""

    @property
    def state(self) -> State:
        return self.standing.state

    @property
    def revise(self) -> bool:
        return self.standing.revise

    @property
    def settled(self) -> bool:
        return self.standing.state.settled

    @property
    def asks(self) -> bool:
        """Tell whether it is open, and people are to see it now."""
        return not self.settled and self.shown and not self.resting

    @property
    def lies_with_the_office(self) -> bool:
        """Tell whether the office has the note: it is the office's turn, nobody else is late."""
        return self.id is ObligationId.OFFICE_INFORMED and self.state is State.PLANNED

    def overdue(self, today: date) -> bool:
        """Tell whether it should have been done before today; what rests is never overdue."""
        late = self.due_on is not None and self.due_on < today
        waits = self.resting or self.lies_with_the_office
        return late and not self.settled and not waits
