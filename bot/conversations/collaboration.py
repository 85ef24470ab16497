"""How often schools talk with parents before a meeting: the two figures an administrator asks for.

Values in, values out. A figure counts what is on record, of schools and never of people.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from bot.dates.cases import meeting_is_followed_up
from bot.meetings.meetings import Meeting, MeetingId, MeetingState


@dataclass(frozen=True, kw_only=True)
class Talk:
    """A finished parent conversation as a figure needs it: no answers, and nobody's name."""

    meeting: MeetingId | None
    held_on: date


@dataclass(frozen=True, kw_only=True)
class Compared:
    """How many conversations there were, and how many in the same months a year before."""

    now: int
    before: int

    @property
    def change(self) -> int | None:
        """By how many percent there are more of them, below nought for fewer.

        None where there were none before, since nothing can be compared with that.
        """
        if not self.before:
            return None
        return round(Fraction(self.now - self.before, self.before) * 100)


@dataclass(frozen=True, kw_only=True)
class Rate:
    """How many meetings were held, and before how many of them the parents were talked with."""

    held: int
    talked_before: int
    history: int = 0
    """Meetings held besides that came on record after their day, and count neither way."""

    @property
    def percent(self) -> int | None:
        """The share in whole percent; a hundred only where it is all, nought only where none.

        None where no meeting was held.
        """
        if not self.held:
            return None
        if 0 < self.talked_before < self.held:
            return min(99, max(1, round(Fraction(self.talked_before, self.held) * 100)))
        return 100 if self.talked_before else 0


def conversations_compared(talks: Iterable[Talk], *, first: date, last: date) -> Compared:
    """Count the conversations dated from `first` to `last`, and those of a year before.

    Both days count. Of a February 29, the year before had a February 28.
    """
    days = [talk.held_on for talk in talks]
    earlier_first, earlier_last = a_year_before(first), a_year_before(last)
    return Compared(
        now=sum(first <= day <= last for day in days),
        before=sum(earlier_first <= day <= earlier_last for day in days),
    )


def collaboration_rate(
    meetings: Iterable[Meeting],
    talks: Iterable[Talk],
    *,
    first: date,
    last: date,
) -> Rate:
    """Compute of how many meetings held from `first` to `last` a conversation is dated before.

    A chain of adjourned meetings counts once, by its last session, and a conversation for any of
    its sessions counts for it.
    Meetings that came on record after their day are history, of which nobody knows whether the
    parents were talked with: they do not count either way.
    """
    meetings = list(meetings)
    continues = {one.id: one.continues for one in meetings if one.continues is not None}
    talked: dict[MeetingId, date] = {}
    for talk in talks:
        if talk.meeting is not None:
            begun = first_session(talk.meeting, continues)
            talked[begun] = min(talked.get(begun, date.max), talk.held_on)
    chains: dict[MeetingId, date] = {}
    history: set[MeetingId] = set()
    for meeting in meetings:
        held_on, begun = meeting.held_on or meeting.on, first_session(meeting.id, continues)
        if meeting.state is not MeetingState.HELD:
            continue
        if meeting_is_followed_up(meeting):
            chains[begun] = max(chains.get(begun, date.min), held_on)
        elif first <= held_on <= last:
            history.add(begun)
    counted = {begun: held_on for begun, held_on in chains.items() if first <= held_on <= last}
    return Rate(
        held=len(counted),
        talked_before=sum(
            talked.get(begun, date.max) < held_on for begun, held_on in counted.items()
        ),
        history=len(history - chains.keys()),
    )


def first_session(meeting: MeetingId, continues: Mapping[MeetingId, MeetingId]) -> MeetingId:
    """Find the session with which a chain of adjourned meetings began, or the meeting itself."""
    seen = {meeting}
    while (earlier := continues.get(meeting)) is not None and earlier not in seen:
        meeting = earlier
        seen.add(meeting)
    return meeting


def a_year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)
