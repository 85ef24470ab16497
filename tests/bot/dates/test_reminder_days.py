"""On which days an obligation is reminded of, and until when it can be put off."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.calendar import WEEKDAYS, SchoolCalendar
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rows import Obligation, State
from bot.dates.obligation_rules import Label, ObligationId
from bot.dates.obligations import obligations_of
from bot.dates.reminder_days import (
    counts,
    is_in_look_ahead,
    legal_date_is_near,
    legal_date_presses,
    next_monday,
    put_off_at_most,
    tomorrow,
)
from bot.meetings.meetings import Kind, held
from tests.bot.a_case import a_case, a_meeting, a_student, day, recorded

FALL_BREAK = SchoolCalendar(closures=frozenset({day("2026-10-07"), day("2026-10-08")}))


def row_of(
    obligation: ObligationId, *, on="2026-11-18", today="2026-10-01", **fields
) -> Obligation:
    case = a_case(a_meeting(on, "2026-09-01"), **fields)
    rows = obligations_of(case, WEEKDAYS, today=day(today))
    return next(row for row in rows if row.id is obligation)


def told_on(
    row: Obligation, first="2026-09-25", last="2026-11-20", calendar=WEEKDAYS, meeting=None
):
    """The school days on which a row counts, as a walk through the calendar finds them."""
    today, days = day(first), []
    while today <= day(last):
        if calendar.is_school_day(today) and counts(row, meeting, on=today, calendar=calendar):
            days.append(today.isoformat())
        today += timedelta(days=1)
    return days


def until_done(days, due):
    return [on for on in days if on <= due]


@pytest.mark.parametrize(
    ("obligation", "expected"),
    [
        pytest.param(
            ObligationId.MASTER_CALENDAR,
            ["2026-10-01", "2026-10-02", "2026-10-06", "2026-10-08", "2026-10-09"],
            id="the-look-ahead-then-5-3-and-1-school-days-before-and-the-day",
        ),
        pytest.param(
            ObligationId.MEETING_NOTICE,
            [
                *("2026-10-01", "2026-10-02", "2026-10-05", "2026-10-06"),
                *("2026-10-07", "2026-10-08", "2026-10-09"),
            ],
            id="what-the-cut-off-takes-daily-from-its-first-reminder-day",
        ),
        pytest.param(
            ObligationId.TEACHER_FEEDBACK_BACK,
            ["2026-10-30", "2026-11-02", "2026-11-03", "2026-11-04"],
            id="3-and-1-school-days-before-and-the-day-after-novembers-look-ahead",
        ),
        pytest.param(
            ObligationId.PARENT_CONVERSATION,
            ["2026-11-02", "2026-11-03", "2026-11-05", "2026-11-06"],
            id="a-conversation-due-by-novembers-10th-is-in-its-look-ahead",
        ),
        pytest.param(
            ObligationId.INPUT_IN_DRAFT,
            ["2026-11-06", "2026-11-10", "2026-11-11"],
            id="due-on-the-11th-it-is-in-no-look-ahead",
        ),
    ],
)
def test_each_row_has_its_own_reminder_days(obligation, expected):
    row = row_of(obligation)
    assert row.due_on is not None

    assert until_done(told_on(row), row.due_on.isoformat()) == expected


def test_an_overdue_row_is_told_of_on_every_school_day():
    row = row_of(ObligationId.MEETING_NOTICE)

    assert told_on(row, first="2026-10-10", last="2026-10-14") == [
        "2026-10-12",
        "2026-10-13",
        "2026-10-14",
    ]


def test_reminder_days_skip_closures():
    row = row_of(ObligationId.MASTER_CALENDAR)

    told = told_on(row, first="2026-09-29", last="2026-10-09", calendar=FALL_BREAK)

    assert told == ["2026-09-30", "2026-10-01", "2026-10-02", "2026-10-06", "2026-10-09"]


def test_work_of_the_10th_keeps_its_reminders_when_it_is_due_in_another_month():
    row = row_of(ObligationId.MASTER_CALENDAR, on="2026-09-23", today="2026-09-01")
    assert row.due_on == day("2026-09-02")

    assert until_done(told_on(row, first="2026-08-17"), "2026-09-02") == [
        "2026-08-26",
        "2026-08-28",
        "2026-09-01",
        "2026-09-02",
    ]


@pytest.mark.parametrize(
    "state", [State.DONE, State.PROVEN, State.NOT_NEEDED, State.CLOSED], ids=str
)
def test_what_is_settled_is_told_of_no_more(state):
    row = row_of(
        ObligationId.MEETING_NOTICE, standings=recorded(state, ObligationId.MEETING_NOTICE)
    )

    assert told_on(row) == []


def test_what_is_planned_is_still_to_be_done():
    row = row_of(
        ObligationId.PARENT_CONVERSATION,
        standings=recorded(State.PLANNED, ObligationId.PARENT_CONVERSATION),
    )

    assert "2026-11-06" in told_on(row)


def test_a_draft_copy_that_nobody_asked_for_is_not_told_of():
    assert told_on(row_of(ObligationId.DRAFT_COPY)) == []


def test_a_draft_copy_that_parents_want_is():
    row = row_of(
        ObligationId.DRAFT_COPY, standings=recorded(State.PROVEN, ObligationId.DRAFT_PREFERENCE)
    )

    assert told_on(row, last="2026-11-13") == ["2026-11-10", "2026-11-12", "2026-11-13"]


def test_the_rows_before_an_unmarked_meeting_rest():
    row = row_of(ObligationId.MEETING_NOTICE, today="2026-11-19")

    assert told_on(row, first="2026-11-19") == []


def test_what_was_put_off_to_the_meeting_rests_with_it_once_that_has_passed():
    closed = SchoolCalendar(closures=frozenset({day("2026-11-18")}))
    row = snoozed(row_of(ObligationId.MEETING_NOTICE, today="2026-11-19"), "2026-11-18")

    assert told_on(row, first="2026-11-19", calendar=closed) == []


def snoozed(row: Obligation, until: str) -> Obligation:
    return replace(row, standing=replace(row.standing, snoozed_until=day(until)))


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        pytest.param("2026-10-07", ["2026-10-07", "2026-10-08", "2026-10-09"], id="a-school-day"),
        pytest.param("2026-10-02", ["2026-10-02", "2026-10-06", "2026-10-08"], id="and-once-only"),
        pytest.param("2026-10-03", ["2026-10-05", "2026-10-06", "2026-10-08"], id="a-saturday"),
        pytest.param("2026-10-13", ["2026-10-13", "2026-10-14"], id="past-its-due-date"),
    ],
)
def test_what_is_put_off_comes_back_on_its_day_and_is_not_told_of_before(until, expected):
    row = snoozed(row_of(ObligationId.MASTER_CALENDAR), until)

    assert told_on(row, first="2026-09-30", last="2026-10-14")[: len(expected)] == expected


def test_a_signature_is_asked_after_every_fifth_school_day():
    meeting = held(a_meeting("2026-10-06", "2026-09-01"), on=day("2026-10-06"))
    rows = obligations_of(a_case(meeting), WEEKDAYS, today=day("2026-10-07"))
    row = next(row for row in rows if row.id is ObligationId.CONSENT)

    told = told_on(row, first="2026-10-06", last="2026-10-30", meeting=meeting)

    assert told == ["2026-10-13", "2026-10-20", "2026-10-27"]


def test_what_waits_for_the_signature_is_not_told_of():
    meeting = held(a_meeting("2026-10-06", "2026-09-01"), on=day("2026-10-06"))
    rows = obligations_of(a_case(meeting), WEEKDAYS, today=day("2026-10-07"))
    row = next(row for row in rows if row.id is ObligationId.NEXT_MEETING)

    assert told_on(row, meeting=meeting) == []


@pytest.mark.parametrize(
    ("on", "due", "counted"),
    [
        pytest.param("2026-10-01", "2026-10-01", True, id="due-on-the-first-itself"),
        pytest.param("2026-10-01", "2026-10-10", True, id="due-on-the-10th"),
        pytest.param("2026-10-01", "2026-10-11", False, id="due-on-the-11th"),
        pytest.param("2026-10-02", "2026-10-09", False, id="the-second-school-day-looks-not-ahead"),
        pytest.param("2026-08-03", "2026-08-10", False, id="a-month-whose-first-day-is-no-school"),
        pytest.param("2026-11-02", "2026-11-10", True, id="the-first-is-a-sunday"),
    ],
)
def test_the_first_school_day_of_a_month_looks_ahead_to_its_10th(on, due, counted):
    assert is_in_look_ahead(day(due), on=day(on), calendar=WEEKDAYS) is counted


@pytest.mark.parametrize(
    ("on", "near"),
    [
        ("2026-09-10", (False, False)),
        ("2026-09-11", (True, False)),
        ("2026-10-01", (True, False)),
        ("2026-10-02", (True, True)),
        ("2026-10-09", (True, True)),
        ("2026-10-12", (True, True)),
    ],
)
def test_a_legal_date_is_near_twenty_school_days_ahead_and_presses_from_five(on, near):
    found = tuple(
        tells(day("2026-10-09"), on=day(on), calendar=WEEKDAYS)
        for tells in (legal_date_is_near, legal_date_presses)
    )

    assert found == near


@pytest.mark.parametrize(
    ("today", "is_tomorrow", "is_monday"),
    [
        pytest.param("2026-10-07", "2026-10-08", "2026-10-12", id="a-wednesday"),
        pytest.param("2026-10-09", "2026-10-12", "2026-10-12", id="a-friday"),
        pytest.param("2026-10-12", "2026-10-13", "2026-10-19", id="a-monday"),
    ],
)
def test_putting_off_leads_to_a_school_day(today, is_tomorrow, is_monday):
    assert tomorrow(day(today), WEEKDAYS) == day(is_tomorrow)
    assert next_monday(day(today), WEEKDAYS) == day(is_monday)


def test_a_monday_that_is_a_closure_gives_way_to_the_day_after():
    calendar = SchoolCalendar(closures=frozenset({day("2026-10-12")}))

    assert next_monday(day("2026-10-08"), calendar) == day("2026-10-13")


def limit(row: Obligation, *, meeting=None, review_on: date | None = None) -> date | None:
    return put_off_at_most(row, meeting, review_on)


def test_a_row_before_a_meeting_can_be_put_off_until_the_meeting():
    meeting = a_meeting("2026-11-18", "2026-09-01")

    assert limit(row_of(ObligationId.MEETING_NOTICE), meeting=meeting) == day("2026-11-18")


def test_a_legal_row_can_be_put_off_until_its_due_date():
    rules = DEFAULT_RULES.changed(ObligationId.MEETING_NOTICE, label=Label.LAW)
    meeting = a_meeting("2026-11-18", "2026-09-01")
    rows = obligations_of(a_case(meeting), WEEKDAYS, today=day("2026-10-01"), rules=rules)
    row = next(row for row in rows if row.id is ObligationId.MEETING_NOTICE)

    assert limit(row, meeting=meeting) == day("2026-10-09")


def test_setting_a_meeting_can_be_put_off_until_the_review_falls_due():
    case = a_case(student=a_student(annual_due=day("2026-12-01")))
    (row,) = obligations_of(case, WEEKDAYS, today=day("2026-10-01"))

    assert limit(row, review_on=case.review_on) == day("2026-12-01")


def test_a_row_after_a_meeting_has_no_limit():
    meeting = held(a_meeting("2026-10-06", "2026-09-01", kind=Kind.ANNUAL), on=day("2026-10-06"))
    rows = obligations_of(a_case(meeting), WEEKDAYS, today=day("2026-10-07"))
    row = next(row for row in rows if row.id is ObligationId.MINUTES_IN_IEP)

    assert limit(row, meeting=meeting) is None
