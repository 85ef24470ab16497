"""A caseload at a glance: who comes first, whose meeting is next, what is due soon."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.calendar import WEEKDAYS, SchoolCalendar
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rows import Standing, State
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Kind, MeetingId, MeetingState
from bot.records.caseloads import StudentGlance, glance
from bot.students import StudentId
from tests.bot.a_case import a_case, a_meeting, a_student, day, recorded

TODAY = date(2026, 10, 8)
IN_TEN_SCHOOL_DAYS = date(2026, 10, 22)


def a_case_of(last_name, *meetings, number=7, annual="2027-03-05", triennial="2028-03-03"):
    student = a_student(
        id=StudentId(number),
        last_name=last_name,
        annual_due=day(annual) if annual else None,
        triennial_due=day(triennial) if triennial else None,
    )
    return a_case(*meetings, student=student, team=())


def on(meets, *, number=12, student=7, at=None, **fields):
    return a_meeting(
        meets, "2026-08-20", id=MeetingId(number), student=StudentId(student), at=at, **fields
    )


def look(*cases, today=TODAY, calendar=WEEKDAYS):
    return glance(cases, calendar, DEFAULT_RULES, today=today)


def last_names(students):
    return [seen.student.last_name for seen in students]


def test_an_empty_caseload_has_nothing_to_show():
    seen = look()
    assert (seen.students, seen.today, seen.soon) == ((), TODAY, IN_TEN_SCHOOL_DAYS)
    assert not seen.confirmed
    assert (seen.due, seen.meetings, seen.without_a_date) == ([], [], [])


def test_soon_is_ten_school_days_ahead_and_a_closure_is_none_of_them():
    closed = SchoolCalendar(closures=frozenset({date(2026, 10, 12)}))
    assert look().soon == date(2026, 10, 22)
    assert look(calendar=closed).soon == date(2026, 10, 23)


def test_who_should_have_a_date_comes_first_and_who_needs_none_yet_comes_last():
    seen = look(
        a_case_of("Meets later", on("2026-11-18", number=1, student=1), number=1),
        a_case_of("Much later", annual="2027-05-07", number=2),
        a_case_of("Meets sooner", on("2026-10-27", number=3, student=3), number=3),
        a_case_of("Unknown", annual=None, triennial=None, number=4),
        a_case_of("Later", annual="2027-01-15", number=5),
        a_case_of("Annual unknown", annual=None, triennial="2028-03-03", number=6),
        a_case_of("Soon", annual="2026-11-20", number=7),
        a_case_of("Too late", annual="2026-10-02", number=8),
    )

    assert last_names(seen.students) == [
        "Annual unknown",
        "Unknown",
        "Too late",
        "Soon",
        "Meets sooner",
        "Meets later",
        "Later",
        "Much later",
    ]
    assert last_names(seen.without_a_date) == last_names(seen.students)[:4]
    assert last_names(seen.meetings) == ["Meets sooner", "Meets later"]
    assert last_names(seen.later) == ["Later", "Much later"]


@pytest.mark.parametrize(
    ("annual", "wanted"),
    [
        pytest.param("2026-11-30", True, id="its-month-was-to-be-agreed-on-by-now"),
        pytest.param("2026-12-07", True, id="the-sixtieth-day"),
        pytest.param("2026-12-08", False, id="a-day-after-it"),
    ],
)
def test_a_missing_meeting_is_warned_of_from_sixty_days_before_the_review(annual, wanted):
    (seen,) = look(a_case_of("Reed", annual=annual)).students
    assert seen.date_wanted is wanted


def test_a_date_that_is_only_agreed_on_is_no_meeting_yet():
    case = a_case_of("Reed", annual="2026-11-20")
    rows = [(row.subject, row.id) for row in look(case).students[0].open]
    [agreed] = [row for row in rows if row[1] is ObligationId.AGREE_DATE]
    done = {agreed: Standing(state=State.DONE)}
    (seen,) = look(replace(case, standings=done)).students
    assert ObligationId.AGREE_DATE not in ids(seen)
    assert seen.date_wanted


def test_where_dates_are_equal_the_last_name_decides():
    cases = [a_case_of(name, number=number) for number, name in enumerate(("Reed", "alder"), 1)]
    assert last_names(look(*cases).students) == ["alder", "Reed"]


def test_meetings_of_one_day_stand_by_the_hour_and_unknown_hours_last():
    seen = look(
        a_case_of("Unknown", on("2026-10-27", number=1, student=1), number=1),
        a_case_of("Afternoon", on("2026-10-27", number=2, student=2, at=time(13)), number=2),
        a_case_of("Morning", on("2026-10-27", number=3, student=3, at=time(8, 30)), number=3),
    )
    assert last_names(seen.meetings) == ["Morning", "Afternoon", "Unknown"]
    assert last_names(seen.students) == ["Morning", "Afternoon", "Unknown"]


def test_the_next_of_several_planned_meetings_is_shown():
    (seen,) = look(
        a_case_of(
            "Reed",
            on("2026-09-15", number=1, state=MeetingState.HELD, held_on=day("2026-09-15")),
            on("2026-10-15", number=2, state=MeetingState.CANCELLED),
            on("2026-11-18", number=3),
            on("2026-10-27", number=4, kind=Kind.AMENDMENT, at=time(14)),
            on("2026-10-27", number=5, kind=Kind.INTERIM, at=time(9)),
        )
    ).students
    assert seen.meeting is not None
    assert seen.meeting.id == 5


def test_a_student_whose_only_meeting_was_held_has_no_date():
    (seen,) = look(
        a_case_of("Reed", on("2026-10-06", state=MeetingState.HELD, held_on=day("2026-10-06")))
    ).students
    assert seen.meeting is None


@pytest.mark.parametrize(
    ("annual", "triennial", "review_on", "unknown"),
    [
        pytest.param("2027-03-05", "2028-03-03", "2027-03-05", (), id="both-known"),
        pytest.param("2027-03-05", None, "2027-03-05", ("triennial",), id="no-triennial"),
        pytest.param(None, "2028-03-03", "2028-03-03", ("annual",), id="no-annual"),
        pytest.param(None, None, None, ("annual", "triennial"), id="neither"),
    ],
)
def test_a_missing_review_date_shows_as_unknown(annual, triennial, review_on, unknown):
    (seen,) = look(a_case_of("Reed", annual=annual, triennial=triennial)).students
    assert seen.review_on == (day(review_on) if review_on else None)
    assert seen.unknown_reviews == unknown


def ids(seen: StudentGlance):
    return [row.id for row in seen.open]


def test_what_is_done_what_rests_and_what_no_parent_asked_for_is_not_open():
    done = recorded(State.DONE, ObligationId.MEETING_NOTICE)
    case = a_case(on("2026-10-27"), student=a_student(), team=(), standings=done)
    (seen,) = look(case).students

    assert ObligationId.MEETING_NOTICE not in ids(seen)
    assert ObligationId.DRAFT_COPY not in ids(seen)
    assert ObligationId.MASTER_CALENDAR in ids(seen)
    (passed,) = look(case, today=date(2026, 10, 28)).students
    assert ids(passed) == []


def test_the_draft_copy_is_open_once_the_parents_have_said_yes():
    said = recorded(State.DONE, ObligationId.DRAFT_PREFERENCE)
    (seen,) = look(a_case(on("2026-10-27"), team=(), standings=said)).students
    assert ObligationId.DRAFT_COPY in ids(seen)


def test_the_first_open_row_is_the_one_with_the_earliest_date():
    (seen,) = look(a_case(on("2026-10-27"), team=())).students
    assert seen.first is not None
    assert seen.first.due_on == min(row.due_on for row in seen.open if row.due_on)


def test_rows_without_a_date_are_never_the_first():
    (seen,) = look(a_case_of("Reed", annual=None, triennial=None)).students
    assert [row.due_on for row in seen.open] == [None]
    assert seen.first is None


@pytest.mark.parametrize(
    ("days", "due"),
    [
        pytest.param(-1, True, id="a-day-before-the-last-day-that-is-soon"),
        pytest.param(0, True, id="on-the-last-day-that-is-soon"),
        pytest.param(1, False, id="a-day-after-it"),
    ],
)
def test_due_is_what_is_overdue_or_due_soon(days, due):
    agenda_due = IN_TEN_SCHOOL_DAYS + timedelta(days=days)
    meets_on = day("2026-10-26")
    everything_else = [one for one in ObligationId if one is not ObligationId.AGENDA]
    standings = recorded(State.DONE, *everything_else)
    rules = DEFAULT_RULES.changed(
        ObligationId.AGENDA, offset=(meets_on - agenda_due).days, opens=None
    )
    case = a_case(on(meets_on.isoformat()), team=(), standings=standings)

    seen = glance([case], WEEKDAYS, rules, today=TODAY)

    (row,) = seen.students[0].open
    assert row.due_on == agenda_due
    assert seen.due == ([row] if due else [])


def test_what_is_overdue_comes_before_what_is_to_come_the_worst_to_miss_first():
    seen = look(
        a_case_of("Later", on("2026-10-27", number=1, student=1), number=1),
        a_case_of("Sooner", on("2026-10-13", number=2, student=2), number=2),
    )
    overdue = [row for row in seen.due if row.overdue(TODAY)]
    ranks = [row.why.rule.rank for row in overdue]
    assert seen.due[: len(overdue)] == overdue
    assert ranks == sorted(ranks)
    assert ranks[0] < ranks[-1]
    assert {int(row.student) for row in seen.due} == {1, 2}
    assert all(row.due_on <= seen.soon for row in seen.due)
