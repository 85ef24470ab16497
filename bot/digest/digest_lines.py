"""The lines of a digest, each with what it speaks of."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time
from typing import ClassVar

from bot.calendar import SchoolYear
from bot.dates.obligation_rows import Obligation, State, Subject
from bot.dates.obligation_rules import ObligationId, Place
from bot.digest.groups import LineGroup
from bot.digest.kinds import LEGAL, how_many, kind_of
from bot.meetings.meetings import Meeting, MeetingState
from bot.students import StudentId

Key = tuple[Subject, ObligationId]
"""What finds one obligation again."""

NOT_DONE_BY_TICKING = frozenset(
    {ObligationId.AGREE_DATE, ObligationId.CONSENT, ObligationId.HOLD_BY}
)
"""Setting a meeting is what agrees a date, holding it what parents asked for, and only a
signature is consent."""

NOT_DONE_TOGETHER = NOT_DONE_BY_TICKING | {
    ObligationId.PARENT_CONVERSATION,
    ObligationId.DRAFT_PREFERENCE,
    ObligationId.EXPLAIN_PROCESS,
    ObligationId.PARENT_FORM,
    ObligationId.TEACHER_FEEDBACK_BACK,
    ObligationId.PROVIDER_REPORT_BACK,
}
"""What somebody else said, or chose: *All done* would make it up. One by one it can be told."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One obligation with what a line says about it."""

    alias: str
    name: str
    """For modals only; a message carries the alias."""
    row: Obligation
    legal_on: date | None = field(default=None, compare=False)
    """The day of the law by which a meeting has to be, near or past, which nothing set keeps."""

    @property
    def kind(self) -> str:
        """Return what one such row is called; rows called alike are of one kind."""
        return LEGAL if self.legal_on else kind_of(self.row)

    @property
    def key(self) -> Key:
        return (self.row.subject, self.row.id)

    @property
    def student(self) -> StudentId:
        return self.row.student

    @property
    def tickable(self) -> bool:
        return self.row.id not in NOT_DONE_BY_TICKING

    @property
    def ticked_with_others(self) -> bool:
        """Tell whether *All done* can be true of it."""
        return self.row.id not in NOT_DONE_TOGETHER

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
    missing: tuple[Entry, ...] = ()
    """What it should have by its day and has not, the worst to miss first."""

    @property
    def student(self) -> StudentId:
        return self.meeting.student

    @property
    def lacks_a_time(self) -> bool:
        return self.meeting.waits and self.meeting.at is None


@dataclass(frozen=True, kw_only=True)
class LegalDate:
    """A review date that nothing planned will keep."""

    alias: str
    review: str
    """Which one: "annual" or "triennial"."""
    on: date
    meeting_on: date | None = None
    """The planned meeting, which comes after it; None where none is set."""
    of_another_kind: Meeting | None = None
    """The next meeting, where that is set for something else, and so does not keep the date."""
    agree_date: Key | None = None
    """The row that asks for a meeting, if that is open."""


@dataclass(frozen=True, kw_only=True)
class LegalDates:
    group: LineGroup
    """Whether they press, or are near."""
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
class Today:
    """Meetings and calls, where one line has to do for both."""

    meetings: MeetingsToday
    calls: CallsToday


@dataclass(frozen=True, kw_only=True)
class WithoutDate:
    """Students for whom a meeting is to be set."""

    group: ClassVar[str] = LineGroup.WITHOUT_DATE
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

    group: ClassVar[str] = LineGroup.SUPERVISOR
    on: date
    """The day of that summary."""
    since: date
    """The first day of which it tells anew what was declared not needed."""
    matters: tuple[tuple[str, tuple[Entry, ...]], ...]
    """Why it is counted, in words, and of which rows."""

    @property
    def left(self) -> tuple[Entry, ...]:
        return tuple(entry for _, entries in self.matters for entry in entries)


@dataclass(frozen=True, kw_only=True)
class FormsIn:
    """The forms sent since the school day before, and those given back that still wait."""

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
    others: int = 0
    """How many more are to be marked; the next is asked about once this one is answered."""

    @property
    def answered(self) -> bool:
        return not (self.meeting.waits and self.meeting.on == self.asked_on)

    @property
    def can_be_taken_back(self) -> bool:
        """Tell whether one press takes the answer back; a cancelled or moved one has gone out."""
        return self.meeting.state is MeetingState.HELD


@dataclass(frozen=True, kw_only=True)
class Rows:
    """What a line of work listed in the morning, and what has become of it."""

    on: date
    year: SchoolYear | None = None
    """The school year of that day, in which dates go without their year."""
    entries: tuple[Entry, ...]
    """Everything that was listed, what is done by now included."""

    @property
    def left(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.is_left(self.on))

    @property
    def pickable(self) -> tuple[Entry, ...]:
        """Return what is left, then what can be opened again."""
        again = (entry for entry in self.entries if entry.can_open_again(self.on))
        return (*self.left, *again)

    @property
    def count(self) -> int:
        return how_many(entry.row for entry in self.entries)

    @property
    def done(self) -> int:
        return self.count - self._how_many(lambda entry: not entry.row.state.accomplished)

    @property
    def not_needed(self) -> int:
        return self._how_many(lambda entry: entry.row.state in (State.NOT_NEEDED, State.CLOSED))

    @property
    def put_off(self) -> int:
        return self._how_many(lambda one: not one.row.settled and one.is_put_off(self.on))

    def _how_many(self, so: Callable[[Entry], bool]) -> int:
        return how_many(entry.row for entry in self.entries if so(entry))


@dataclass(frozen=True, kw_only=True)
class Work(Rows):
    """What is to be done in one place."""

    place: Place
    all_done_words: tuple[str, ...] = ()
    """The reasons by which *All done* of this digest is known."""
    names_whom: bool = False
    """Whether it says for whom and to whom: on the day of the cut-off, and the day before."""

    @property
    def group(self) -> str:
        return self.place.name

    @property
    def to_tell(self) -> tuple[Entry, ...]:
        """Return what is left of which the office has no note yet."""
        return tuple(entry for entry in self.left if not entry.row.lies_with_the_office)

    @property
    def all_tickable(self) -> bool:
        return all(entry.ticked_with_others for entry in self.left)

    @property
    def ticked_together(self) -> tuple[Entry, ...]:
        """Return what *All done* of this digest recorded, and so can take back."""
        return tuple(
            entry
            for entry in self.entries
            if entry.row.state is State.DONE and entry.row.standing.reason in self.all_done_words
        )


@dataclass(frozen=True, kw_only=True)
class Together(Rows):
    """Work of several kinds for which one line has to do."""

    group: str
    """A `LineGroup`, with a number where one line could not name all of it."""


@dataclass(frozen=True, kw_only=True)
class More(Rows):
    """What no line is left for."""

    group: ClassVar[str] = LineGroup.MORE
    named: tuple[Entry, ...] = ()
    """What of it presses: it stands before what is only counted."""
    waiting: tuple[Entry, ...] = ()
    """What of it has waited for long, and is not told apart by kind."""
    asked: int = 0
    """How many meetings are still to be marked."""
    forms: int = 0
    """How many forms came in, or were given back."""

    @property
    def hidden(self) -> int:
        """Count what is not named."""
        return how_many(entry.row for entry in self.counted) + self.asked + self.forms

    @property
    def counted(self) -> tuple[Entry, ...]:
        named = {entry.key for entry in self.named}
        return tuple(entry for entry in self.left if entry.key not in named)


@dataclass(frozen=True, kw_only=True)
class NothingDue:
    """A Monday on which there is nothing to say but that."""


Line = (
    LegalDates
    | MeetingsToday
    | CallsToday
    | Today
    | WithoutDate
    | Foretold
    | FormsIn
    | AskedAbout
    | Work
    | Together
    | More
    | NothingDue
)
