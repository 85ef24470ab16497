"""The lines of a digest, each with what it speaks of."""

from dataclasses import dataclass
from datetime import date, time
from typing import ClassVar

from bot.dates.obligation_rows import Obligation, State, Subject
from bot.dates.obligation_rules import ObligationId, Place
from bot.meetings.meetings import Meeting, MeetingId, MeetingState
from bot.students import StudentId

Key = tuple[Subject, ObligationId]
"""What finds one obligation again."""

NOT_DONE_BY_TICKING = frozenset(
    {ObligationId.AGREE_DATE, ObligationId.CONSENT, ObligationId.HOLD_BY}
)
"""Setting a meeting is what agrees a date, holding it what parents asked for, and only a
signature is consent."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One obligation with what a line says about it."""

    alias: str
    name: str
    """For modals only; a message carries the alias."""
    row: Obligation

    @property
    def key(self) -> Key:
        return (self.row.subject, self.row.id)

    @property
    def student(self) -> StudentId:
        return self.row.student

    @property
    def tickable(self) -> bool:
        return self.row.id not in NOT_DONE_BY_TICKING

    def is_put_off(self, on: date) -> bool:
        until = self.row.standing.snoozed_until
        return until is not None and until > on

    def can_open_again(self, on: date) -> bool:
        """Tell whether somebody settled it by a word, which can be taken back; proof stands."""
        ticked = self.row.state is State.DONE and self.tickable
        by_word = ticked or self.row.state is State.NOT_NEEDED
        return by_word or (not self.row.settled and self.is_put_off(on))

    def is_left(self, on: date) -> bool:
        return not self.row.settled and not self.is_put_off(on)


@dataclass(frozen=True, kw_only=True)
class MeetingOf:
    """A meeting under the alias of its student."""

    alias: str
    meeting: Meeting

    @property
    def student(self) -> StudentId:
        return self.meeting.student


@dataclass(frozen=True, kw_only=True)
class LegalDate:
    """A review date that nothing planned will keep."""

    alias: str
    on: date
    meeting_on: date | None = None
    """The planned meeting, which comes after it; None where none is set."""
    agree_date: Key | None = None
    """The row that asks for a meeting, if that is open."""


@dataclass(frozen=True, kw_only=True)
class LegalDates:
    group: ClassVar[str] = "LEGAL"
    dates: tuple[LegalDate, ...]
    left: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingsToday:
    meetings: tuple[MeetingOf, ...]


@dataclass(frozen=True, kw_only=True)
class CallsToday:
    """Talks with parents that are agreed for today."""

    calls: tuple[tuple[str, time], ...]
    """Alias and the reader's own time, the earliest first."""


@dataclass(frozen=True, kw_only=True)
class WithoutDate:
    """Students for whom a meeting is to be set."""

    group: ClassVar[str] = "WITHOUT_DATE"
    left: tuple[Entry, ...]
    settled: int
    """How many of those listed this morning have one since, or need none."""
    put_off: int

    @property
    def dated(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.left if entry.row.review_on)

    @property
    def unknown(self) -> tuple[Entry, ...]:
        """Those of whom nobody knows when the review falls due."""
        return tuple(entry for entry in self.left if not entry.row.review_on)


@dataclass(frozen=True, kw_only=True)
class Foretold:
    """What the next summary to the supervisor will count, if it is still so."""

    group: ClassVar[str] = "SUPERVISOR"
    on: date
    """The day of that summary."""
    matters: tuple[tuple[str, tuple[Entry, ...]], ...]
    """Why it is counted, in words, and of which rows."""

    @property
    def left(self) -> tuple[Entry, ...]:
        return tuple(entry for _, entries in self.matters for entry in entries)


@dataclass(frozen=True, kw_only=True)
class FormsIn:
    """What respondents sent, or gave back, since the school day before."""

    came_in: tuple[str, ...]
    """The aliases of the students, one for each form."""
    given_back: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AskedAbout:
    """A meeting whose day has passed, and the question whether it was held."""

    alias: str
    meeting: Meeting
    asked_on: date
    """The day on which the meeting was to be, when it was asked about."""

    @property
    def answered(self) -> bool:
        return not (self.meeting.waits and self.meeting.on == self.asked_on)

    @property
    def can_be_taken_back(self) -> bool:
        """Whether one press takes the answer back; a cancelled or moved one has reached others."""
        return self.meeting.state is MeetingState.HELD


@dataclass(frozen=True, kw_only=True)
class Work:
    """What is to be done in one place."""

    place: Place
    on: date
    entries: tuple[Entry, ...]
    """Everything that the digest listed for the place, what is done by now included."""
    all_done_word: str

    @property
    def group(self) -> str:
        return self.place.name

    @property
    def left(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.is_left(self.on))

    @property
    def pickable(self) -> tuple[Entry, ...]:
        """What is left, then what can be opened again."""
        again = (entry for entry in self.entries if entry.can_open_again(self.on))
        return (*self.left, *again)

    @property
    def done(self) -> int:
        return sum(entry.row.state.accomplished for entry in self.entries)

    @property
    def not_needed(self) -> int:
        return sum(entry.row.state in (State.NOT_NEEDED, State.CLOSED) for entry in self.entries)

    @property
    def put_off(self) -> int:
        open_entries = (entry for entry in self.entries if not entry.row.settled)
        return sum(entry.is_put_off(self.on) for entry in open_entries)

    @property
    def to_tell(self) -> tuple[Entry, ...]:
        """What is left of which the office has no note yet."""
        return tuple(entry for entry in self.left if not entry.row.lies_with_the_office)

    @property
    def all_tickable(self) -> bool:
        return all(entry.tickable for entry in self.left)

    @property
    def ticked_together(self) -> tuple[Entry, ...]:
        """What *All done* of this digest recorded, and so can take back."""
        return tuple(
            entry
            for entry in self.entries
            if entry.row.state is State.DONE and entry.row.standing.reason == self.all_done_word
        )


@dataclass(frozen=True, kw_only=True)
class More:
    """What no line is left for."""

    group: ClassVar[str] = "MORE"
    left: tuple[Entry, ...]
    asked: tuple[MeetingId, ...]

    @property
    def count(self) -> int:
        return len(self.left) + len(self.asked)


@dataclass(frozen=True, kw_only=True)
class NothingDue:
    """A Monday on which there is nothing to say but that."""


Line = (
    LegalDates
    | MeetingsToday
    | CallsToday
    | WithoutDate
    | Foretold
    | FormsIn
    | AskedAbout
    | Work
    | More
    | NothingDue
)
