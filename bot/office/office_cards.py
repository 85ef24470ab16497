"""What the office has before it: the invitations for the meetings of one month, or for all to come.

In the office's channel they stand on one card for each month, which grows and shrinks as they are
asked for and sent. It is posted anew, at the end of the channel, at most once a day: at once with
the first note of a day, and in the morning for what came after it, and to remind. A reply in the
card's thread would not do: it reaches who follows the thread, and nobody does by pressing a button.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.calendar import SchoolCalendar, SchoolYear
from bot.district.summary_matters import is_summary_due
from bot.office.office_notes import Noted, NoteState
from bot.people.people import Person
from bot.requests.nudges import is_nudged_on
from bot.students import Student

MOST_TO_SEND, MOST_SENT = 12, 6
"""Of each in the home tab; the others take their place as these are seen to."""


@dataclass(frozen=True, kw_only=True)
class OfficePlace:
    """Where the office is told: its channel or, where it has none, the messages of one of it."""

    addressee: str
    zone: ZoneInfo
    digest_at: time
    person: Person | None = None

    def invites_for(self, student: Student) -> bool:
        """Tell whether this place answers for the student's school; a channel does for all."""
        return self.person is None or _answers_for(self.person, student)


def _answers_for(person: Person, student: Student) -> bool:
    return not person.schools or student.school in person.schools


@dataclass(frozen=True, kw_only=True)
class OfficeList:
    """Notes about meetings, sorted into what the office has to do with those still to come."""

    to_send: tuple[Noted, ...]
    """The invitation, or the rights notice that went not with it."""
    sent: tuple[Noted, ...]
    """Sent whole, and nobody has said yet that the parents have it."""
    received: tuple[Noted, ...]
    said_done: tuple[Noted, ...]
    """Ticked by the case manager, without the office."""
    stopped: tuple[Noted, ...]
    """Not to be acted on any more."""
    over: tuple[Noted, ...]
    """Those of meetings that are over, for which nothing is asked of the office any more."""
    year: SchoolYear
    """The school year of today, in which dates go without their year."""

    @property
    def shown_at_home(self) -> tuple[Noted, ...]:
        """Return whom the home tab shows."""
        return (*self.to_send[:MOST_TO_SEND], *self.sent[:MOST_SENT])

    @property
    def went_out(self) -> tuple[Noted, ...]:
        """Return what was sent whole, whether or not its meeting is over."""
        before = (one for one in self.over if one.state is NoteState.INVITED)
        return (*self.sent, *self.received, *before)

    @property
    def wanted_by(self) -> date | None:
        """The first day by which something is to be sent."""
        return min((one.note.wanted_by for one in self.to_send if one.note.wanted_by), default=None)


def listed(noted: Iterable[Noted], *, today: date, year: SchoolYear) -> OfficeList:
    """Sort what is about meetings from today on, each part by the day and hour of the meeting."""
    noted = sorted(noted, key=_by_meeting)
    ahead = [one for one in noted if one.note.on >= today]
    invited = [one for one in ahead if one.state is NoteState.INVITED]
    return OfficeList(
        year=year,
        to_send=tuple(one for one in ahead if one.state.waits),
        sent=tuple(one for one in invited if not is_received(one)),
        received=tuple(one for one in invited if is_received(one)),
        said_done=tuple(one for one in ahead if one.state is NoteState.SAID_DONE),
        stopped=tuple(one for one in ahead if one.state.stops),
        over=tuple(one for one in noted if one.note.on < today or one.state is NoteState.HELD),
    )


def month_subject(day: date) -> str:
    """Return the subject of the card on which a meeting of that day stands."""
    return f"month:{day:%Y-%m}"


def month_in(subject: str) -> tuple[date, date] | None:
    """Return the first and the last day of the month that a subject names; None where it is none.

    An errand put by an older version names a meeting.
    """
    what, _, month = subject.partition(":")
    if what != "month":
        return None
    first = date.fromisoformat(f"{month}-01")
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def is_to_be_posted(
    to_send: Iterable[Noted],
    *,
    on: date,
    calendar: SchoolCalendar,
    zone: ZoneInfo,
    posted_at: datetime | None,
) -> bool:
    """Tell whether the card is posted anew on the morning of `on`: with news, or as a reminder.

    `posted_at` is when it was posted last; None where it stands nowhere.
    """
    if posted_at is None:
        return any(True for _ in to_send)
    told_on = posted_at.astimezone(zone).date()
    return any(
        one.note.sent_at > posted_at
        or (told_on < on and _is_reminded(one, on, calendar, zone=zone, told_on=told_on))
        for one in to_send
    )


def _is_reminded(
    one: Noted, on: date, calendar: SchoolCalendar, *, zone: ZoneInfo, told_on: date
) -> bool:
    """Tell whether the office hears of it again that day, as a respondent does.

    What it is late with comes back once a week: nobody else is told that it is late. A day that
    was missed since `told_on` is made up for.
    """
    own = calendar.of(one.student.school)
    wanted_by = one.note.wanted_by
    if wanted_by is None or wanted_by < on:
        return is_summary_due(on, own, told_on=told_on)
    asked_on = one.note.sent_at.astimezone(zone).date()
    return is_nudged_on(on, wanted_by, own, asked_on=asked_on, told_on=told_on)


def is_received(one: Noted) -> bool:
    """Tell whether the office has heard that the parents have it."""
    return one.invitation is not None and one.invitation.received_on is not None


def _by_meeting(one: Noted) -> tuple[date, time, str]:
    return one.note.on, one.note.at or time.min, one.alias
