"""Invented caseloads as a digest sees them."""

from collections.abc import Iterable
from datetime import time, timedelta

from bot.calendar import WEEKDAYS, SchoolCalendar
from bot.dates.cases import Case
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rules import Rules
from bot.digest.digest_lines import Entry
from bot.digest.digest_rows import Morning
from bot.digest.digests import Digest, digest_of, listing_of, pickable_in
from bot.digest.groups import LineGroup
from bot.digest.listings import Listing
from bot.meetings.meetings import Meeting, MeetingId
from bot.students import StudentId
from tests.bot.a_case import a_case, a_meeting, a_student, day


def a_morning(
    on: str, *cases: Case, calendar: SchoolCalendar = WEEKDAYS, rules: Rules = DEFAULT_RULES
) -> Morning:
    return Morning(on=day(on), calendar=calendar, rules=rules, cases=cases)


def listed(on: str, *cases: Case, **of) -> Listing | None:
    return listing_of(a_morning(on, *cases, **of))


def the_digest(on: str, *cases: Case, now: Iterable[Case] | None = None, **of) -> Digest:
    """The digest of `on`, drawn with the cases as they are `now` where that differs."""
    listing = listed(on, *cases, **of)
    assert listing is not None, "there is no digest on that day"
    return digest_of(listing, a_morning(on, *(cases if now is None else now), **of))


def left_of(on: str, group: str, *cases: Case, **of) -> tuple[Entry, ...]:
    """What *Pick …* opens in that morning's digest."""
    listing = listed(on, *cases, **of)
    assert listing is not None, "there is no digest on that day"
    return pickable_in(listing, a_morning(on, *cases, **of), group)


def nth_case(number: int, *meetings: Meeting, alias: str = "", **fields) -> Case:
    """One student of many: each with ids and an alias of their own."""
    student = a_student(
        id=StudentId(number), alias=alias or f"QX-{number:03}", **fields.pop("student", {})
    )
    return a_case(*meetings, student=student, **fields)


def with_meeting(number: int, on: str, *, created: str = "2026-08-20", **fields) -> Case:
    """A student whose meeting is on `on`; the meeting has the student's number."""
    of_meeting = {
        key: fields.pop(key) for key in ("at", "kind", "state", "mode", "held_on") if key in fields
    }
    meeting = a_meeting(on, created, id=MeetingId(number), student=StudentId(number), **of_meeting)
    return nth_case(number, meeting, **fields)


def school_days(first: str, last: str, calendar: SchoolCalendar = WEEKDAYS) -> list[str]:
    today, days = day(first), []
    while today <= day(last):
        if calendar.is_school_day(today):
            days.append(today.isoformat())
        today += timedelta(days=1)
    return days


def places(listing: Listing | None) -> list[str]:
    """The places of which the lines of work speak, and what no line is left for."""
    apart = (LineGroup.LEGAL, LineGroup.LEGAL_SOON, LineGroup.WITHOUT_DATE, LineGroup.SUPERVISOR)
    lines = listing.lines if listing else ()
    keys = [key for line in lines if line.group not in apart for key in line.keys]
    return [*dict.fromkeys(DEFAULT_RULES[row].place.name for _, row in keys)]


def a_full_morning() -> list[Case]:
    """Everything at once on Tuesday, October 27."""
    return [
        nth_case(1, student={"annual_due": day("2026-10-20")}),
        with_meeting(2, "2026-10-27", at=time(9)),
        with_meeting(3, "2026-10-27", at=time(8)),
        nth_case(4, student={"annual_due": day("2026-12-08")}),
        with_meeting(5, "2026-10-26"),
        *(with_meeting(number, "2026-11-18") for number in range(6, 12)),
    ]
