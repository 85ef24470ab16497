"""What a caseload, a school or a district comes to: each figure is counted here, and nowhere else.

Digest, home tab, `/iep`, district and weekly summary ask here, of the same rows, so that none
disagrees with another. Each figure has one window, which is said with it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from bot.calendar import SchoolCalendar, SchoolYear
from bot.dates.hold_by import is_kept
from bot.dates.obligation_rows import REASON_NEEDED, Obligation, State
from bot.dates.obligation_rules import Label, ObligationId, Place
from bot.dates.reminder_days import LEGAL_DATE_IS_NEAR, LEGAL_DATE_PRESSES
from bot.dates.reviews import LOOKED_AHEAD
from bot.digest.digest_lines import Entry, MeetingOf, Work

SOON = 10
"""Within how many school days work counts as due soon."""


@dataclass(frozen=True, kw_only=True)
class Tally:
    """The figures of some students on one day, each as what is behind it."""

    on: date
    year: SchoolYear
    """The school year of that day, in which dates go without their year."""
    soon: date
    """The last day that counts as soon."""
    presses: date
    """The last day of the law's that presses today, where nothing set keeps it."""
    near: date
    """The last of them that is near."""
    no_meeting: tuple[Entry, ...]
    """Rows that ask for a meeting; of whom nobody knows the date come first."""
    unmarked: tuple[MeetingOf, ...]
    """Meetings whose day has passed without a word on whether they were held, oldest first."""
    overdue: tuple[Entry, ...]
    work: tuple[Work, ...]
    """What is overdue or due soon, by where it is done."""
    not_needed: tuple[Entry, ...]
    """What was declared not needed this school year of what parents have a right to."""

    def only(self, keeps: Callable[[Entry | MeetingOf], bool]) -> Self:
        """Return the figures of what is kept."""
        return replace(
            self,
            no_meeting=tuple(filter(keeps, self.no_meeting)),
            unmarked=tuple(filter(keeps, self.unmarked)),
            overdue=tuple(filter(keeps, self.overdue)),
            work=tuple(
                replace(work, entries=tuple(filter(keeps, work.entries))) for work in self.work
            ),
            not_needed=tuple(filter(keeps, self.not_needed)),
        )


def tally_of(
    entries: Iterable[Entry],
    meetings: Iterable[MeetingOf],
    *,
    on: date,
    calendar: SchoolCalendar,
) -> Tally:
    """Count what stands on the day `on`; `calendar` is the workspace's, whatever the school."""
    entries, soon = list(entries), soon_on(on, calendar)
    year = calendar.year_begun_by(on)
    no_meeting = (entry for entry in entries if lacks_a_meeting(entry.row, on=on))
    overdue = (entry for entry in entries if is_overdue(entry.row, on=on))
    not_needed = (one for one in entries if declared_not_needed(one.row, since=year.first))
    return Tally(
        on=on,
        year=year,
        soon=soon,
        presses=calendar.school_days_after(on, LEGAL_DATE_PRESSES),
        near=calendar.school_days_after(on, LEGAL_DATE_IS_NEAR),
        no_meeting=tuple(sorted(no_meeting, key=_unknown_first)),
        unmarked=tuple(unmarked_of(meetings, on=on)),
        overdue=tuple(sorted(overdue, key=by_due_date)),
        work=_by_place((one for one in entries if is_due(one.row, soon=soon)), on, year),
        not_needed=tuple(sorted(not_needed, key=by_due_date)),
    )


def unmarked_of(meetings: Iterable[MeetingOf], *, on: date) -> list[MeetingOf]:
    """List the meetings whose day has passed without a word on whether they were held."""
    unmarked = (one for one in meetings if one.meeting.unmarked(today=on))
    return sorted(unmarked, key=lambda one: (one.meeting.on, one.meeting.id))


def soon_on(on: date, calendar: SchoolCalendar) -> date:
    """Return the last day that counts as soon."""
    return calendar.school_days_after(on, SOON)


def is_due(row: Obligation, *, soon: date) -> bool:
    """Tell whether a row is overdue or due soon; the law's own dates are, from the first day on."""
    by_soon = row.due_on is not None and row.due_on <= soon
    return (by_soon or is_law(row)) and row.asks and not is_kept(row)


def is_law(row: Obligation) -> bool:
    """Tell whether the law has a date for it that nothing planned keeps."""
    return row.why.label is Label.LAW and row.due_on is not None and not is_kept(row)


def _wants_a_meeting(row: Obligation) -> bool:
    """Tell whether a meeting is to be set: for a review, or as parents asked in writing.

    A date that is only agreed on is no meeting yet.
    """
    if row.id is ObligationId.HOLD_BY:
        return row.asks and not is_kept(row)
    if row.id is not ObligationId.AGREE_DATE or row.meeting is not None:
        return False
    return row.asks or row.state.accomplished


def lacks_a_meeting(row: Obligation, *, on: date) -> bool:
    """Tell whether no meeting is set though its day is near or unknown, or should be agreed on."""
    if not _wants_a_meeting(row):
        return False
    by = meeting_wanted_by(row)
    return by is None or by <= on + LOOKED_AHEAD or row.overdue(on)


def meeting_wanted_by(row: Obligation) -> date | None:
    """Return the day by which the meeting has to be; None where nobody knows it."""
    return row.due_on if row.id is ObligationId.HOLD_BY else row.review_on


def is_overdue(row: Obligation, *, on: date) -> bool:
    """Tell whether a row's day is over; of whom no meeting is set is a figure of its own."""
    return row.shown and row.overdue(on) and not lacks_a_meeting(row, on=on)


def declared_not_needed(row: Obligation, *, since: date) -> bool:
    """Tell whether a right of the parents was declared not needed, on `since` or later."""
    if row.state is not State.NOT_NEEDED or row.id not in REASON_NEEDED:
        return False
    at = row.standing.at
    return at is not None and at.date() >= since


def by_due_date(entry: Entry) -> tuple[date, str]:
    """Order by consequence: what has been due longest first, what has no date last."""
    return (entry.row.due_on or date.max, entry.alias)


def _unknown_first(entry: Entry) -> tuple[date, str]:
    return (meeting_wanted_by(entry.row) or date.min, entry.alias)


def _by_place(entries: Iterable[Entry], on: date, year: SchoolYear) -> tuple[Work, ...]:
    """Group by where the work is done: law's dates, meetings to set, the rest by due date."""
    places: dict[Place, list[Entry]] = {}
    first = (ObligationId.HOLD_BY, ObligationId.AGREE_DATE)
    for entry in sorted(
        entries, key=lambda one: (one.row.id not in first, not is_law(one.row), *by_due_date(one))
    ):
        places.setdefault(entry.row.why.rule.place, []).append(entry)
    return tuple(
        Work(place=place, on=on, year=year, entries=tuple(group)) for place, group in places.items()
    )
