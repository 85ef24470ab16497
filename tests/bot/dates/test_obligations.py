"""What a meeting gives rise to, and in what state each row stands."""

from dataclasses import replace
from datetime import date

import pytest

from bot.calendar import WEEKDAYS, SchoolCalendar
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.obligation_rows import State, Subject, meeting_subject
from bot.dates.obligation_rules import Label, Presence
from bot.dates.obligation_rules import ObligationId as Id
from bot.dates.obligations import obligations_of
from bot.meetings.meetings import MeetingId, MeetingState, cancelled, held
from tests.bot.a_case import (
    PROVIDER,
    STAFF_PROVIDER,
    TEACHER,
    a_case,
    a_meeting,
    a_student,
    day,
    recorded,
)

TODAY = day("2026-09-01")
MEETING = a_meeting("2026-10-27", "2026-08-20")
HELD = held(MEETING, on=day("2026-10-27"))
BEFORE = [
    Id.AGREE_DATE,
    Id.MASTER_CALENDAR,
    Id.MEETING_NOTICE,
    Id.INVITATION_FORM,
    Id.OFFICE_INFORMED,
    Id.TEACHER_FEEDBACK_OUT,
    Id.PROVIDER_REPORT_OUT,
    Id.TEACHER_FEEDBACK_BACK,
    Id.PROVIDER_REPORT_BACK,
    Id.PARENT_CONVERSATION,
    Id.DRAFT_PREFERENCE,
    Id.INPUT_IN_DRAFT,
    Id.DRAFT_COPY,
    Id.AGENDA,
]
AFTER = [
    Id.MINUTES_IN_IEP,
    Id.SEND_FOR_SIGNATURE,
    Id.CONSENT,
    Id.AT_A_GLANCE,
    Id.SIS_UPLOAD,
    Id.NEXT_MEETING,
]


def rows_of(*meetings, today=TODAY, rules=DEFAULT_RULES, **fields):
    return {
        row.id: row
        for row in obligations_of(a_case(*meetings, **fields), WEEKDAYS, today=today, rules=rules)
    }


def test_a_planned_meeting_has_every_row_before_it_and_none_after():
    rows = obligations_of(a_case(MEETING), WEEKDAYS, today=TODAY)

    assert [row.id for row in rows] == BEFORE
    assert {row.subject for row in rows} == {"meeting:12"}
    assert {(row.student, row.meeting, row.meeting_on) for row in rows} == {
        (7, 12, day("2026-10-27"))
    }
    assert {row.state for row in rows if row.id is not Id.AGREE_DATE} == {State.OPEN}


def test_a_row_that_shares_a_date_keeps_its_own_words_and_place():
    rows = rows_of(HELD)

    for shared in (Id.DRAFT_PREFERENCE, Id.SIS_UPLOAD):
        assert rows[shared].why.rule.what == DEFAULT_RULES[shared].what
        assert rows[shared].why.rule.place == DEFAULT_RULES[shared].place


def test_a_held_meeting_has_the_rows_after_it_as_well():
    assert set(rows_of(HELD)) == {*BEFORE, *AFTER}


@pytest.mark.parametrize(
    "meeting",
    [
        pytest.param(cancelled(MEETING), id="cancelled"),
        pytest.param(replace(MEETING, state=MeetingState.ADJOURNED), id="adjourned"),
        pytest.param(
            replace(
                MEETING, state=MeetingState.HELD, arose_on=day("2026-10-28"), held_on=MEETING.on
            ),
            id="held-before-it-was-put-on-record",
        ),
        pytest.param(replace(MEETING, state=MeetingState.HELD), id="held-nobody-says-when"),
    ],
)
def test_what_is_over_asks_for_nothing(meeting):
    assert set(rows_of(meeting, student=a_student(annual_due=day("2027-12-01")))) == {Id.AGREE_DATE}


def test_a_meeting_put_on_record_on_its_own_day_is_followed_up():
    meeting = held(a_meeting("2026-10-27", "2026-10-27"), on=day("2026-10-27"))

    assert Id.MINUTES_IN_IEP in rows_of(meeting)


@pytest.mark.parametrize(
    ("team", "missing"),
    [
        pytest.param((TEACHER, PROVIDER), set(), id="both"),
        pytest.param(
            (TEACHER,), {Id.PROVIDER_REPORT_OUT, Id.PROVIDER_REPORT_BACK}, id="no-provider"
        ),
        pytest.param(
            (TEACHER, STAFF_PROVIDER),
            {Id.PROVIDER_REPORT_OUT, Id.PROVIDER_REPORT_BACK},
            id="a-provider-on-the-staff",
        ),
        pytest.param(
            (PROVIDER, replace(TEACHER, until_on=day("2026-10-26"))),
            {Id.TEACHER_FEEDBACK_OUT, Id.TEACHER_FEEDBACK_BACK},
            id="a-teacher-who-has-left-by-then",
        ),
    ],
)
def test_forms_are_owed_only_where_the_team_has_such_a_person(team, missing):
    assert set(BEFORE) - set(rows_of(MEETING, team=team)) == missing


def test_two_teachers_still_make_one_row():
    case = a_case(MEETING, team=(TEACHER, TEACHER))
    ids = [row.id for row in obligations_of(case, WEEKDAYS, today=TODAY)]

    assert ids.count(Id.TEACHER_FEEDBACK_OUT) == 1


def test_the_date_of_a_set_meeting_is_agreed_and_keeps_the_10th():
    row = rows_of(MEETING)[Id.AGREE_DATE]

    assert (row.state, row.due_on, row.settled) == (State.DONE, day("2026-09-10"), True)


def test_what_was_recorded_of_an_agreed_date_is_kept():
    standings = recorded(State.PROVEN, Id.AGREE_DATE)

    assert rows_of(MEETING, standings=standings)[Id.AGREE_DATE].state is State.PROVEN


def test_rows_come_by_due_date_and_those_without_one_come_last():
    rows = obligations_of(a_case(HELD), WEEKDAYS, today=day("2026-10-28"))

    dated = [row.due_on for row in rows if row.due_on]
    assert dated == sorted(dated)
    assert all(row.due_on is None for row in rows[len(dated) :])
    assert len(dated) < len(rows)


def test_the_parent_form_exists_once_an_admin_switches_it_on():
    rules = DEFAULT_RULES.changed(Id.PARENT_FORM, presence=Presence.ON, label=Label.DEFAULT)

    assert Id.PARENT_FORM not in rows_of(MEETING)
    row = rows_of(MEETING, rules=rules)[Id.PARENT_FORM]
    assert (row.due_on, row.why.label) == (day("2026-10-16"), Label.DEFAULT)


def test_a_district_can_switch_any_row_off():
    rules = DEFAULT_RULES.changed(Id.MASTER_CALENDAR, presence=Presence.OFF)
    rules = rules.changed(Id.CONSENT, presence=Presence.OFF)
    rows = rows_of(HELD, rules=rules)

    assert Id.MASTER_CALENDAR not in rows
    assert Id.CONSENT not in rows
    assert Id.MEETING_NOTICE in rows


def test_the_staff_brief_exists_for_the_meeting_that_asked_for_it():
    other = a_meeting("2026-11-18", "2026-09-01", id=MeetingId(13))
    case = a_case(MEETING, other, standings=recorded(State.OPEN, Id.STAFF_BRIEF, meeting=13))

    briefs = [
        row for row in obligations_of(case, WEEKDAYS, today=TODAY) if row.id is Id.STAFF_BRIEF
    ]
    assert [(row.meeting, row.due_on) for row in briefs] == [(13, day("2026-11-16"))]


def test_the_signature_on_record_settles_the_consent_and_dates_what_waited():
    signed = replace(HELD, consent_on=day("2026-11-05"))
    rows = rows_of(signed, today=day("2026-11-05"))

    assert rows_of(HELD)[Id.CONSENT].state is State.OPEN
    assert rows[Id.CONSENT].state is State.DONE
    assert rows[Id.NEXT_MEETING].due_on == day("2026-11-12")
    proven = rows_of(signed, standings=recorded(State.PROVEN, Id.CONSENT))
    assert proven[Id.CONSENT].state is State.PROVEN


def test_a_meeting_that_a_new_calendar_leaves_in_the_summer_keeps_its_rows():
    rows = rows_of(a_meeting("2027-06-21", "2026-08-20"))

    assert rows[Id.AGENDA].due_on == day("2027-06-15")
    assert rows[Id.MEETING_NOTICE].due_on == day("2027-05-10")


def test_subjects_name_what_they_are_for():
    assert meeting_subject(MeetingId(12)) == Subject("meeting:12")


def test_dates_of_a_student_follow_the_calendar_of_their_own_school():
    closed_there = frozenset({date(2026, 10, 9)})
    calendar = SchoolCalendar(schools=(("Tidepool", SchoolCalendar(closures=closed_there)),))
    meeting = a_meeting(on="2026-11-18", created="2026-09-01")

    def notice_due(school: str) -> date | None:
        case = a_case(meeting, student=a_student(school=school))
        rows = obligations_of(case, calendar, today=date(2026, 9, 2))
        return next(row.due_on for row in rows if row.id is Id.MEETING_NOTICE)

    assert notice_due("Quillmarsh") == date(2026, 10, 9)
    assert notice_due("Tidepool") == date(2026, 10, 8)
