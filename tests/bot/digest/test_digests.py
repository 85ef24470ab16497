"""What a person is told in the morning, and in what order."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.calendar import SchoolCalendar
from bot.conversations.booked_calls import BookedCall, CallId
from bot.dates.obligation_rows import Standing, State, meeting_subject
from bot.digest.digest_lines import (
    AskedAbout,
    CallsToday,
    LegalDates,
    MeetingsToday,
    More,
    NothingDue,
    Together,
    WithoutDate,
    Work,
)
from bot.digest.digests import listing_of
from bot.digest.groups import LineGroup
from bot.digest.layout import MOST_LINES
from bot.meetings.meetings import MeetingId, MeetingState
from bot.people.people import PersonId
from bot.students import StudentId
from tests.bot.a_case import a_case, a_student, day
from tests.bot.a_morning import (
    a_full_morning,
    a_morning,
    listed,
    nth_case,
    places,
    school_days,
    the_digest,
    with_meeting,
)

BY_THE_10TH = {
    "CALENDAR",
    "SEIS_NOTICES",
    "INVITATION_FORMS",
    "OFFICE",
    "FORMS_TO_SEND",
}

A_MONTH = {
    # The first school day looks ahead; 5, 3 and 1 school days before the 9th, and the day.
    "2026-10-01": BY_THE_10TH,
    "2026-10-02": BY_THE_10TH,
    # What the cut-off takes comes daily from here on; the calendar on its own days.
    "2026-10-05": BY_THE_10TH - {"CALENDAR"},
    "2026-10-06": BY_THE_10TH,
    "2026-10-07": BY_THE_10TH - {"CALENDAR"},
    "2026-10-08": BY_THE_10TH,
    "2026-10-09": BY_THE_10TH,
    # All of it done in time: silence, but for Mondays.
    "2026-10-12": {"nothing is due"},
    "2026-10-19": {"nothing is due"},
    "2026-10-26": {"nothing is due"},
    # Forms due back on 4 November: 3 school days before.
    "2026-10-30": {"FORMS_DUE_BACK"},
    # The look ahead of November, also with the conversation due on the 6th.
    "2026-11-02": {"FORMS_DUE_BACK", "PARENT_CONVERSATIONS"},
    "2026-11-03": {"FORMS_DUE_BACK", "PARENT_CONVERSATIONS"},
    "2026-11-04": {"FORMS_DUE_BACK"},
    "2026-11-05": {"PARENT_CONVERSATIONS"},
    "2026-11-06": {"PARENT_CONVERSATIONS", "DRAFTS"},
    "2026-11-09": {"nothing is due"},
    # The parents want a draft copy; it and the agenda are due on the 13th.
    "2026-11-10": {"DRAFTS", "DRAFT_COPIES", "AGENDAS"},
    "2026-11-11": {"DRAFTS"},
    "2026-11-12": {"DRAFT_COPIES", "AGENDAS"},
    "2026-11-13": {"DRAFT_COPIES", "AGENDAS"},
    "2026-11-16": {"nothing is due"},
}
"""For a meeting on Wednesday, November 18, when everything is done on the day it is due."""


def done_by(today: str, on: str, created: str):
    """The standings where each row was done on its due date."""
    case = with_meeting(12, on, created=created)
    subject = meeting_subject(MeetingId(12))
    rows = a_morning(created, case).entries.values()
    return {
        (subject, entry.row.id): Standing(state=State.DONE)
        for entry in rows
        if entry.row.due_on and entry.row.due_on < day(today)
    }


@pytest.mark.parametrize("today", school_days("2026-10-01", "2026-11-17"))
def test_a_month_and_a_half_of_digests_day_by_day(today):
    standings = done_by(today, "2026-11-18", "2026-09-01")
    case = with_meeting(12, "2026-11-18", created="2026-09-01", standings=standings)

    listing = listed(today, case)

    found = set(places(listing)) if listing else set()
    assert (found or ({"nothing is due"} if listing else set())) == A_MONTH.get(today, set())


def test_there_is_no_digest_on_a_day_without_school_however_much_is_overdue():
    case = with_meeting(12, "2026-10-27")
    closed = SchoolCalendar(closures=frozenset({day("2026-10-12")}))

    assert listed("2026-10-10", case) is None
    assert listed("2026-10-12", case, calendar=closed) is None
    assert listed("2026-10-13", case, calendar=closed) is not None


def test_an_empty_caseload_gets_no_digest_even_on_a_monday():
    assert listed("2026-10-05") is None


def test_a_student_who_has_left_is_not_told_of():
    left = with_meeting(12, "2026-10-27", student={"exited_on": day("2026-09-10")})

    assert places(listed("2026-09-09", left)) != []
    assert places(listed("2026-09-10", left)) == []


def test_a_monday_without_anything_says_so_in_one_line():
    digest = the_digest("2026-10-05", with_meeting(12, "2027-03-10"))

    assert digest.lines == (NothingDue(),)


def test_another_day_without_anything_is_silent():
    assert listed("2026-10-06", with_meeting(12, "2027-03-10")) is None


def test_the_lines_come_in_the_order_of_consequence():
    digest = the_digest("2026-10-27", *a_full_morning())

    assert [(type(line), getattr(line, "group", "")) for line in digest.lines] == [
        (LegalDates, LineGroup.LEGAL),
        (MeetingsToday, ""),
        (Work, "AGENDAS"),
        (AskedAbout, ""),
        (WithoutDate, LineGroup.WITHOUT_DATE),
        (Work, "DRAFTS"),
        (Together, LineGroup.WAITING),
    ]


@pytest.mark.parametrize("today", school_days("2026-10-01", "2026-11-30"))
def test_there_are_never_more_than_seven_lines(today):
    cases = a_full_morning()
    listing = listed(today, *cases)

    if listing is not None:
        lines = the_digest(today, *cases).lines
        assert 1 <= len(lines) <= MOST_LINES
        assert all(not isinstance(line, More) for line in lines[:-1])


def test_places_come_by_consequence_and_not_by_what_has_been_due_longest():
    """An agenda due tomorrow stands before forms that are late, and these before a calendar."""
    late = with_meeting(12, "2026-10-20", created="2026-10-07")

    assert places(listed("2026-10-15", late)) == [
        *("AGENDAS", "SEIS_NOTICES", "INVITATION_FORMS", "OFFICE", "FORMS_TO_SEND"),
        *("FORMS_DUE_BACK", "PARENT_CONVERSATIONS", "CALENDAR", "DRAFTS"),
    ]


def test_within_a_line_rows_come_by_the_date_of_their_meeting():
    cases = [
        with_meeting(1, "2026-11-18", alias="AA-1"),
        with_meeting(2, "2026-11-03", alias="ZZ-2"),
        with_meeting(3, "2026-11-05", alias="MM-3"),
    ]

    lines = the_digest("2026-10-09", *cases).lines

    notices = next(line for line in lines if isinstance(line, Work))
    assert [entry.alias for entry in notices.left] == ["ZZ-2", "MM-3", "AA-1"]


def test_the_earliest_meeting_of_the_day_comes_first():
    digest = the_digest("2026-10-27", *a_full_morning())
    today = next(line for line in digest.lines if isinstance(line, MeetingsToday))

    assert [one.alias for one in today.meetings] == ["QX-003", "QX-002"]


def test_a_meeting_today_is_reason_enough_for_a_digest():
    case = with_meeting(
        12, "2026-10-28", standings=done_by("2026-10-28", "2026-10-28", "2026-08-20")
    )

    assert isinstance(the_digest("2026-10-28", case).lines[0], MeetingsToday)


def test_a_cancelled_meeting_is_not_announced():
    case = with_meeting(12, "2026-10-28", state=MeetingState.CANCELLED)

    assert listed("2026-10-28", case, nth_case(3)) is None


def test_a_monday_on_which_only_review_dates_are_unknown_says_that_nothing_is_due():
    digest = the_digest("2026-10-05", nth_case(4))

    assert [type(line) for line in digest.lines] == [WithoutDate, NothingDue]


def test_an_unconfirmed_calendar_is_known_to_the_digest():
    case = with_meeting(12, "2026-10-27")

    assert not the_digest("2026-09-10", case).confirmed
    assert the_digest("2026-09-10", case, calendar=SchoolCalendar(confirmed=True)).confirmed


def test_on_a_closed_monday_nobody_is_at_school_and_the_line_is_not_made_up_for():
    """The Monday line says that a week begins quietly; on Tuesday nothing due is no news."""
    quiet = with_meeting(12, "2027-03-10")
    closed = SchoolCalendar(closures=frozenset({day("2026-10-05")}))

    assert listed("2026-10-05", quiet, calendar=closed) is None
    assert listed("2026-10-06", quiet, calendar=closed) is None


def back_from_leave(on: str, *cases, back_on: str):
    return replace(a_morning(on, *cases), back_on=day(back_on))


@pytest.mark.parametrize(
    ("on", "comes"),
    [
        pytest.param("2026-10-08", False, id="on-leave-still-it-is-the-planner-who-is-silent"),
        pytest.param("2026-10-13", True, id="the-first-morning-back"),
        pytest.param("2026-10-14", False, id="the-morning-after-that"),
    ],
)
def test_the_first_morning_after_a_leave_brings_one_digest_even_if_nothing_is_due(on, comes):
    quiet = with_meeting(12, "2027-03-10")

    assert (listing_of(back_from_leave(on, quiet, back_on="2026-10-13")) is not None) is comes


def test_who_comes_back_on_a_weekend_is_told_on_monday():
    quiet = back_from_leave("2026-10-12", with_meeting(12, "2027-03-10"), back_on="2026-10-10")

    assert quiet.after_a_leave


def test_after_a_leave_what_had_its_reminder_day_meanwhile_is_told_of():
    """The calendar due on Friday, October 9 is reminded of on Tuesday 6, and not on Wednesday 7."""
    case = with_meeting(12, "2026-11-18", created="2026-09-01")
    assert "CALENDAR" not in places(listed("2026-10-07", case))

    back = listing_of(back_from_leave("2026-10-07", case, back_on="2026-10-07"))

    assert "CALENDAR" in places(back)


def test_a_call_agreed_for_today_is_told_of_in_the_readers_own_time():
    call = BookedCall(
        id=CallId(1),
        student=StudentId(7),
        meeting=None,
        at=datetime(2026, 10, 7, 22, 30, tzinfo=UTC),
        by=PersonId(1),
    )
    tomorrow = replace(call, at=datetime(2026, 10, 8, 0, 30, tzinfo=UTC))
    case = a_case(student=a_student(annual_due=day("2027-09-01")), calls=(tomorrow, call))

    (line,) = [one for one in the_digest("2026-10-07", case).lines if isinstance(one, CallsToday)]

    assert line == CallsToday(calls=(("QX-4KM", time(22, 30)),))
