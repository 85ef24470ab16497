"""One student with everything the rules need, and whether a meeting is wanting."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bot.conversations.booked_calls import BookedCall
from bot.dates.obligation_rows import NOTHING_RECORDED, Standings, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Kind, Meeting, MeetingId, MeetingState
from bot.meetings.parent_requests import ParentRequest
from bot.people.people import TeamMember
from bot.requests.requests import Request
from bot.students import Student

_REVIEWS_BY_KIND = {
    Kind.ANNUAL: ("annual",),
    Kind.TRIENNIAL: ("annual", "triennial"),
}
"""Which reviews a meeting of that kind is: a triennial is that year's annual as well."""

_NEW_CYCLE = timedelta(days=180)
"""A review date further than this beyond a meeting that was held is the next review's date."""

_ONE_YEAR = timedelta(days=365)
"""By then at the latest the annual review comes again."""


def meeting_is_followed_up(meeting: Meeting) -> bool:
    """Tell whether the meeting was held under Preiep's eyes, so that the rows after it exist.

    One that was put on record after its day, as an import does, is history and asks for nothing.
    """
    held = meeting.state is MeetingState.HELD and meeting.held_on is not None
    return held and meeting.arose_on <= meeting.on


def is_next_review(due: date, held: Meeting) -> bool:
    """Tell whether a review falls due so long after a meeting that it is not the one it was for."""
    return due > (held.held_on or held.on) + _NEW_CYCLE


@dataclass(frozen=True, kw_only=True)
class HeldMeeting:
    """A meeting that was held, and on which day."""

    meeting: MeetingId
    on: date


@dataclass(frozen=True, kw_only=True)
class MissedReview:
    """The review that a planned meeting is for and comes too late for."""

    review: str
    """"annual" or "triennial"."""
    on: date
    """Its due day."""
    days: int
    """By how many the meeting misses it."""

    @property
    def words(self) -> str:
        """Say so; the day is left to be said in the form of the surface."""
        after = "1 day" if self.days == 1 else f"{self.days} days"
        return f"{after} after the {self.review} review falls due"


@dataclass(frozen=True, kw_only=True)
class Case:
    """One student with everything the rules need."""

    student: Student
    team: tuple[TeamMember, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    standings: Standings = field(default_factory=dict)
    requests: tuple[Request, ...] = ()
    calls: tuple[BookedCall, ...] = ()
    """The talks with parents that are agreed for today and later."""
    parent_requests: tuple[ParentRequest, ...] = ()

    @property
    def review_on(self) -> date | None:
        """The earlier of the known review dates for which no meeting is set or was held.

        Once the annual meeting is set or held, the next annual date is unknown until it is entered:
        a triennial that comes after it is not what falls due next.
        """
        by = self._next_annual_by or date.max
        known = (on for review, on in self._reviews if on and not self._is_served(review, on))
        return min((on for on in known if on <= by), default=None)

    @property
    def review(self) -> str:
        """Return which of the two that is; if both fall due then, the triennial: it is both."""
        on = self.review_on
        return next((review for review, day in reversed(self._reviews) if on and day == on), "")

    def comes_late(self, meeting: Meeting) -> MissedReview | None:
        """Return the review that a planned meeting is for and misses."""
        others = replace(self, meetings=tuple(one for one in self.meetings if not one.waits))
        due, is_for = others.review_on, _REVIEWS_BY_KIND.get(meeting.kind, ())
        if not meeting.waits or due is None or due >= meeting.on or others.review not in is_for:
            return None
        return MissedReview(review=others.review, on=due, days=(meeting.on - due).days)

    @property
    def unknown_reviews(self) -> tuple[str, ...]:
        """The reviews, "annual" or "triennial", of which nobody has entered the next date."""
        return tuple(
            review
            for review, on in self._reviews
            if on is None or self._held_for(review, on) is not None
        )

    @property
    def held(self) -> HeldMeeting | None:
        """The last meeting that asks for the next annual date, where nobody has entered that."""
        if "annual" not in self.unknown_reviews:
            return None
        days = [(on, one.id) for one in self.meetings if _is_annual(one) and (on := _held_on(one))]
        return HeldMeeting(on=max(days)[0], meeting=max(days)[1]) if days else None

    @property
    def no_meeting_set(self) -> bool:
        """Tell whether a meeting is wanting: for a known date, or as the next date is unknown."""
        return self.review_on is not None or not any(map(self._settles_the_next, self.meetings))

    @property
    def _reviews(self) -> tuple[tuple[str, date | None], ...]:
        return ("annual", self.student.annual_due), ("triennial", self.student.triennial_due)

    @property
    def _next_annual_by(self) -> date | None:
        """The last day of the year after the annual meeting, whose next date nobody has entered."""
        annual = self.student.annual_due
        days = [one.on for one in self._meetings_of("annual") if one.waits]
        if annual and (held_on := self._held_for("annual", annual)):
            days.append(held_on)
        return max(days) + _ONE_YEAR if days else None

    def _is_served(self, review: str, on: date) -> bool:
        planned = any(meeting.waits for meeting in self._meetings_of(review))
        return planned or self._held_for(review, on) is not None

    def _held_for(self, review: str, on: date) -> date | None:
        """Return the day on which the meeting for a review was held; None where none was."""
        held = (_held_on(meeting) for meeting in self._meetings_of(review))
        return max((day for day in held if day and on <= day + _NEW_CYCLE), default=None)

    def _meetings_of(self, review: str) -> list[Meeting]:
        return [one for one in self.meetings if review in _REVIEWS_BY_KIND.get(one.kind, ())]

    def _settles_the_next(self, meeting: Meeting) -> bool:
        """Tell whether this meeting, or what follows it, already asks for the next date."""
        if not _is_annual(meeting):
            return False
        next_meeting = (meeting_subject(meeting.id), ObligationId.NEXT_MEETING)
        asked = self.standings.get(next_meeting, NOTHING_RECORDED)
        return meeting.waits or (meeting_is_followed_up(meeting) and not asked.state.settled)


def _is_annual(meeting: Meeting) -> bool:
    """Tell whether the next annual review is counted from the meeting."""
    return meeting.kind in _REVIEWS_BY_KIND or meeting.kind is Kind.INITIAL


def _held_on(meeting: Meeting) -> date | None:
    held = meeting.state is MeetingState.HELD
    return (meeting.held_on or meeting.on) if held else None
