"""The lists of a meeting: which line comes next, what is ticked, and by whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.calendar import SchoolYear
from bot.content import Content, Line
from bot.meeting_day.concerns import Concern, ConcernState
from bot.meeting_day.proposals import Proposal
from bot.meetings.meetings import Meeting, MeetingId, Mode
from bot.people.people import PersonId, TeamMember

ANSWER_TO = "answer:"
"""Followed by a line's id: an answer is kept beside the tick, so that none is lost with a tick."""

PARENTS = "parents"
"""Who stands in every sign-off list without being on record as a person."""


class TickState(StrEnum):
    DONE = "done"
    SKIPPED = "skipped"
    UNTICKED = "unticked"
    """Taken back; the row stays, since the undoing is kept too."""


@dataclass(frozen=True, kw_only=True)
class Tick:
    """What became of one line, on whose word and when."""

    line: str
    state: TickState
    answer: str = ""
    """Only for an answer to a line: the choice that was recorded."""
    by: PersonId
    at: datetime
    took_place_at: datetime | None = None
    """When the line was in truth done; None where it was ticked as it was done."""


@dataclass(frozen=True, kw_only=True)
class RightsAnswers:
    """The two answers about rights, word for word, and who gave them."""

    explained: str = ""
    explained_by: str = ""
    questions: str = ""
    questions_by: str = ""

    @property
    def complete(self) -> bool:
        return all((self.explained, self.explained_by, self.questions, self.questions_by))

    @property
    def begun(self) -> bool:
        return any((self.explained, self.explained_by, self.questions, self.questions_by))


@dataclass(frozen=True, kw_only=True)
class SignOff:
    """Who, once more at the end, agreed to be listed as present."""

    listed: tuple[str, ...] = ()
    """Keys of team members, or `parents`."""
    others: str = ""
    """Anyone else, in the words of whoever recorded it."""

    @property
    def begun(self) -> bool:
        return bool(self.listed or self.others.strip())


def listed_as(member: TeamMember) -> str:
    """Return the key of a team member in the sign-off list; one, whatever their roles."""
    return str(member.person)


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """A meeting's two lists with everything ticked so far."""

    meeting: MeetingId
    opening: tuple[Line, ...]
    ending: tuple[Line, ...]
    ticks: Mapping[str, Tick] = field(default_factory=dict)
    revision: int = 0
    """Counts changes; it stands in the block ids, so that Slack draws the ticks anew."""

    @property
    def lines(self) -> tuple[Line, ...]:
        return (*self.opening, *self.ending)

    def state_of(self, line: Line) -> TickState:
        tick = self.ticks.get(line.id)
        return tick.state if tick else TickState.UNTICKED

    @property
    def done(self) -> int:
        return sum(self.state_of(line) is TickState.DONE for line in self.lines)

    @property
    def current(self) -> Line | None:
        """Return the line to read aloud now: the first that nobody has ticked or skipped."""
        return next(iter(self._in(TickState.UNTICKED)), None)

    @property
    def skipped(self) -> tuple[Line, ...]:
        """Return what was passed over; it can be ticked in the lists at any time."""
        return self._in(TickState.SKIPPED)

    @property
    def left(self) -> tuple[Line, ...]:
        """Return what is not done, whether passed over or not reached yet."""
        return tuple(line for line in self.lines if self.state_of(line) is not TickState.DONE)

    def answer_to(self, line: Line) -> str:
        """Return the choice recorded for a line that asks for one; empty where there is none."""
        tick = self.ticks.get(f"{ANSWER_TO}{line.id}")
        return tick.answer if tick else ""

    def list_of(self, line: Line) -> tuple[Line, ...]:
        return self.opening if line in self.opening else self.ending

    def line(self, line_id: str) -> Line | None:
        return next((line for line in self.lines if line.id == line_id), None)

    def _in(self, state: TickState) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if self.state_of(line) is state)


MOST_SWITCHES = 10


def switchable(content: Content) -> list[Line]:
    """List the lines that an admin switches: those off in the files, and our own two."""
    return [line for line in content.lines if not line.on or line.id in _MARKED][:MOST_SWITCHES]


_MARKED = ("enrolment", "public_place")


def is_said(line: Line, switched: Mapping[str, bool]) -> bool:
    """Tell whether a line is said in this district; `switched` is what an admin chose."""
    return switched.get(line.id, line.on)


def checklist_of(
    meeting: MeetingId,
    content: Content,
    ticks: Iterable[Tick],
    *,
    revision: int,
    mode: Mode,
    switched: Mapping[str, bool] | None = None,
    charter: bool = False,
) -> Checklist:
    """Put the lists that are switched on, in the words for `mode`, together with what was ticked.

    At a `charter` school a line can have more to be read aloud: that families choose it.
    """

    def said(lines: Iterable[Line]) -> tuple[Line, ...]:
        kept = [line.said(mode) for line in lines if is_said(line, switched or {})]
        return tuple(_with_choice_of_school(line) if charter else line for line in kept)

    return Checklist(
        meeting=meeting,
        opening=said(content.opening),
        ending=said(content.ending),
        ticks={tick.line: tick for tick in ticks},
        revision=revision,
    )


def _with_choice_of_school(line: Line) -> Line:
    return replace(line, aloud=f"{line.aloud} {line.charter}") if line.charter else line


@dataclass(frozen=True, kw_only=True)
class RunningMeeting:
    """Everything that the messages of one meeting's thread are drawn from."""

    alias: str
    meeting: Meeting
    checklist: Checklist
    team: tuple[TeamMember, ...]
    zone: ZoneInfo
    """The workspace's own, in which times are said."""
    year: SchoolYear
    """The school year of today, in which dates go without their year."""
    rights: RightsAnswers = RightsAnswers()
    sign_off: SignOff = SignOff()
    concerns: tuple[Concern, ...] = ()
    confirmed: bool = True
    """Whether the district has confirmed its calendar; until then every view says so."""
    proposals: tuple[Proposal, ...] = ()

    @property
    def open_proposals(self) -> int:
        """Count what waits for an outcome, what is to be considered among it."""
        return sum(proposal.outcome.is_open for proposal in self.proposals)

    @property
    def open_concerns(self) -> int:
        return sum(concern.state is ConcernState.OPEN for concern in self.concerns)

    @property
    def deferred_concerns(self) -> int:
        """Count what was put off at another time, and so comes up again at this meeting."""
        return sum(concern.deferred_before(self.meeting.id) for concern in self.concerns)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """What one click on a group of boxes changes; never the whole set it shows."""

    ticked: frozenset[str]
    unticked: frozenset[str]


def difference(*, shown: Iterable[str], selected: Iterable[str]) -> Difference:
    """Compare what was drawn for a person with what they now see selected.

    Two people with different pictures of a list may click at once: applying only the difference
    loses neither's tick.
    """
    before, after = frozenset(shown), frozenset(selected)
    return Difference(ticked=after - before, unticked=before - after)


def with_difference(sign_off: SignOff, change: Difference, *, others: str | None) -> SignOff:
    """Add and take out whom one person changed; `others` is None where they left it as it was."""
    stayed = [key for key in sign_off.listed if key not in change.unticked]
    came = sorted(change.ticked - set(stayed))
    return SignOff(listed=(*stayed, *came), others=sign_off.others if others is None else others)
