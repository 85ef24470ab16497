"""When each obligation before a meeting is due: every rule at its boundary."""

import pytest

from bot.calendar import WEEKDAYS, SchoolCalendar, SchoolYear
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.due_dates import respondents_have, tenth_before
from bot.dates.obligation_rules import Label, Unit
from bot.dates.obligation_rules import ObligationId as Id
from tests.bot.a_case import day
from tests.bot.due_dates import (
    BY_THE_10TH,
    FORMS_BACK,
    closed_on,
    dues,
    said,
)


def test_a_due_date_on_a_closure_moves_to_the_school_day_before():
    found = dues("2026-10-27", calendar=closed_on("2026-09-10", "2026-09-09"))

    assert said(found[Id.MEETING_NOTICE]) == "2026-09-08"


def test_what_falls_before_the_school_year_is_due_on_its_first_day_expedited():
    year = SchoolYear(first=day("2026-09-11"), last=day("2027-06-11"))

    found = dues("2026-10-27", calendar=SchoolCalendar(years=(year,)))

    assert said(found[Id.MEETING_NOTICE]) == "2026-09-11 expedited"


def test_what_falls_on_the_first_school_day_is_not_expedited():
    year = SchoolYear(first=day("2026-09-10"), last=day("2027-06-11"))

    found = dues("2026-10-27", calendar=SchoolCalendar(years=(year,)))

    assert said(found[Id.MEETING_NOTICE]) == "2026-09-10"


def test_the_first_day_of_the_year_gives_way_where_it_is_a_closure():
    year = SchoolYear(first=day("2026-09-10"), last=day("2027-06-11"))
    calendar = SchoolCalendar(years=(year,), closures=frozenset({day("2026-09-10")}))

    assert said(dues("2026-10-27", calendar=calendar)[Id.MEETING_NOTICE]) == "2026-09-11 expedited"


@pytest.mark.parametrize(
    ("on", "created", "due"),
    [
        pytest.param("2026-09-25", "2026-06-03", "2026-08-17", id="set-in-june"),
        pytest.param("2026-09-25", "2026-07-15", "2026-08-17", id="set-in-the-summer"),
        pytest.param("2026-09-25", "2026-08-14", "2026-08-17", id="set-just-before-the-year"),
        pytest.param("2026-09-25", "2026-08-17", "2026-08-18", id="set-on-the-first-school-day"),
        pytest.param("2026-09-30", "2026-09-04", "2026-09-07", id="set-on-a-friday"),
        pytest.param("2026-10-01", "2026-08-17", "2026-09-10", id="october-has-its-10th"),
        pytest.param("2026-09-10", "2026-09-09", "2026-09-09 expedited", id="the-meeting-first"),
        pytest.param("2026-09-10", "2026-09-10", "2026-09-10 expedited", id="no-time-left"),
        pytest.param("2027-01-29", "2026-09-09", "2026-12-10", id="january-over-the-new-year"),
        pytest.param("2026-12-31", "2026-09-09", "2026-11-10", id="december-stays-in-the-year"),
    ],
)
def test_for_august_and_september_the_10th_is_the_day_after_creation(on, created, due):
    assert {said(dues(on, created)[row]) for row in BY_THE_10TH} == {due}


@pytest.mark.parametrize(
    ("created", "due"),
    [
        pytest.param("2026-09-09", "2026-09-10", id="the-day-before"),
        pytest.param("2026-09-10", "2026-09-10", id="on-that-day-is-not-late"),
        pytest.param("2026-09-11", "2026-09-14 expedited", id="a-day-late-on-a-friday"),
        pytest.param("2026-09-12", "2026-09-14 expedited", id="late-on-a-saturday"),
    ],
)
def test_what_was_due_before_it_arose_is_due_on_the_next_school_day(created, due):
    assert said(dues("2026-10-27", created)[Id.MEETING_NOTICE]) == due


def test_what_moved_to_the_friday_before_is_late_on_the_saturday():
    assert said(dues("2026-11-18", "2026-10-10")[Id.MEETING_NOTICE]) == "2026-10-12 expedited"


@pytest.mark.parametrize(
    ("on", "created", "due"),
    [
        pytest.param("2026-10-27", "2026-10-23", "2026-10-26 expedited", id="one-day-left"),
        pytest.param("2026-10-27", "2026-10-26", "2026-10-26 expedited", id="the-day-before"),
        pytest.param("2026-10-27", "2026-10-27", "2026-10-27 expedited", id="the-same-day"),
        pytest.param("2026-10-26", "2026-10-25", "2026-10-25 expedited", id="sunday-for-monday"),
        pytest.param("2026-10-26", "2026-10-23", "2026-10-23 expedited", id="friday-for-monday"),
    ],
)
def test_nothing_is_due_after_the_last_school_day_before_the_meeting(on, created, due):
    found = dues(on, created)

    assert said(found[Id.MEETING_NOTICE]) == due
    assert said(found[Id.TEACHER_FEEDBACK_BACK]) == due


@pytest.mark.parametrize("created", ["2026-06-03", "2026-08-17"])
def test_a_meeting_on_the_first_school_day_has_everything_due_that_day(created):
    found = dues("2026-08-17", created)

    windows = {row: due.opens_on for row, due in found.items() if due.opens_on}
    assert {(due.on, due.expedited) for due in found.values()} == {(day("2026-08-17"), True)}
    assert set(windows.values()) == {day("2026-08-17")}


def test_a_meeting_before_the_first_school_day_has_everything_due_then():
    calendar = closed_on("2026-08-17", "2026-08-18")

    assert said(dues("2026-08-18", calendar=calendar)[Id.AGENDA]) == (
        "2026-08-19 … 2026-08-19 expedited"
    )


def test_what_is_due_on_the_meeting_by_the_districts_rule_is_due_the_school_day_before():
    rules = DEFAULT_RULES.changed(Id.AGENDA, offset=0)

    assert said(dues("2026-10-27", rules=rules)[Id.AGENDA]) == "2026-10-22 … 2026-10-26 expedited"


def test_what_stays_where_it_is_on_the_day_of_the_meeting_is_not_expedited():
    rules = DEFAULT_RULES.changed(Id.INPUT_IN_DRAFT, offset=0)

    assert said(dues("2026-10-27", "2026-10-27", rules=rules)[Id.INPUT_IN_DRAFT]) == "2026-10-27"


@pytest.mark.parametrize(
    ("on", "created", "back"),
    [
        pytest.param("2026-10-27", "2026-09-10", "2026-10-13", id="asked-in-time"),
        pytest.param("2026-10-27", "2026-09-11", "2026-10-13 expedited", id="the-date-may-stay"),
        pytest.param("2026-10-27", "2026-10-07", "2026-10-13 expedited", id="just-three-days"),
        pytest.param("2026-10-27", "2026-10-08", "2026-10-14 expedited", id="a-day-short"),
        pytest.param("2026-10-27", "2026-10-21", "2026-10-26 expedited", id="cut-by-the-meeting"),
        pytest.param(
            "2026-09-30", "2026-09-09", "2026-09-16", id="early-in-the-year-with-time-enough"
        ),
        pytest.param(
            "2026-09-30", "2026-09-10", "2026-09-16", id="early-in-the-year-with-just-three-days"
        ),
        pytest.param(
            "2026-09-30", "2026-09-11", "2026-09-17 expedited", id="early-in-the-year-and-moved"
        ),
    ],
)
def test_who_is_asked_in_a_hurry_still_gets_three_school_days(on, created, back):
    found = dues(on, created)

    assert {said(found[row]) for row in FORMS_BACK} == {back}


def test_a_form_due_back_in_a_hurry_gets_three_school_days_too():
    rules = DEFAULT_RULES.changed(Id.TEACHER_FEEDBACK_BACK, offset=60)
    year = SchoolYear(first=day("2026-09-09"), last=day("2027-06-11"))

    found = dues("2026-10-27", calendar=SchoolCalendar(years=(year,)), rules=rules)

    assert said(found[Id.TEACHER_FEEDBACK_OUT]) == "2026-09-10"
    assert said(found[Id.TEACHER_FEEDBACK_BACK]) == "2026-09-15 expedited"


def test_forms_asked_for_by_the_10th_have_what_time_the_10th_leaves():
    found = dues("2026-03-02", "2025-09-01", closed_on("2026-02-16"))
    asked, back = found[Id.TEACHER_FEEDBACK_OUT].on, found[Id.TEACHER_FEEDBACK_BACK].on

    assert respondents_have(asked, back, closed_on("2026-02-16")) == 3
    assert respondents_have(back, asked, WEEKDAYS) == 0


def test_a_district_can_count_a_rule_in_school_days():
    rules = DEFAULT_RULES.changed(Id.TEACHER_FEEDBACK_BACK, unit=Unit.SCHOOL_DAYS)

    found = dues("2026-10-27", rules=rules)

    assert said(found[Id.TEACHER_FEEDBACK_BACK]) == "2026-10-07"
    assert said(found[Id.PROVIDER_REPORT_BACK]) == "2026-10-13"
    assert found[Id.TEACHER_FEEDBACK_BACK].why.label is Label.LOCAL


def test_the_staff_brief_is_due_two_school_days_before():
    assert said(dues("2026-10-26")[Id.STAFF_BRIEF]) == "2026-10-22"


def test_the_draft_preference_follows_the_conversation_wherever_the_district_puts_it():
    rules = DEFAULT_RULES.changed(Id.PARENT_CONVERSATION, offset=20, opens=40)

    found = dues("2026-10-27", rules=rules)

    assert said(found[Id.DRAFT_PREFERENCE]) == "2026-09-17 … 2026-10-07"
    assert said(found[Id.PARENT_CONVERSATION]) == "2026-09-17 … 2026-10-07"


def test_the_schools_own_parent_form_is_due_with_the_conversation():
    assert said(dues("2026-10-27")[Id.PARENT_FORM]) == "2026-10-16"


@pytest.mark.parametrize(
    ("meeting_on", "tenth"),
    [("2026-10-27", "2026-09-10"), ("2027-01-01", "2026-12-10"), ("2027-03-31", "2027-02-10")],
)
def test_the_10th_is_that_of_the_month_before(meeting_on, tenth):
    assert tenth_before(day(meeting_on)) == day(tenth)
