"""The thirty days after a written request for a meeting (California Education Code 56343.5)."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.calendar import WEEKDAYS, SchoolCalendar
from bot.dates.date_checks import problems_of_date
from bot.dates.default_rules import DEFAULT_RULES
from bot.dates.hold_by import hold_by, without_a_meeting
from bot.dates.obligation_rows import Standing, State
from bot.dates.obligation_rules import Label
from bot.dates.obligation_rules import ObligationId as Id
from bot.dates.obligations import obligations_of
from bot.dates.reminder_days import hold_by_days
from bot.digest.digest_rows import Morning
from bot.digest.digests import listing_of
from bot.digest.groups import LineGroup
from bot.meetings.meetings import Kind, MeetingId, adjourned, cancelled, held
from bot.meetings.parent_requests import ParentRequest, ParentRequestId
from bot.people.people import PersonId
from bot.records.caseloads import glance
from tests.bot.a_case import a_case, a_meeting, a_student, day
from tests.bot.due_dates import closed_from, closed_on

RULE = DEFAULT_RULES[Id.HOLD_BY]
THE_REQUEST = "student:7:request:3"


def last_day(received: str, calendar: SchoolCalendar = WEEKDAYS) -> str:
    due = hold_by(day(received), calendar, RULE)
    assert due.on is not None
    return due.on.isoformat()


@pytest.mark.parametrize(
    ("received", "calendar", "last"),
    [
        pytest.param("2026-10-08", WEEKDAYS, "2026-11-06", id="hold_by-saturday-so-friday-before"),
        pytest.param("2026-10-07", WEEKDAYS, "2026-11-06", id="hold_by-day-0-is-receipt"),
        pytest.param(
            "2026-10-07", closed_on("2026-11-06"), "2026-11-05", id="hold_by-before-a-closure"
        ),
        pytest.param(
            "2026-11-09",
            closed_from("2026-11-23", "2026-11-27"),
            "2026-12-09",
            id="hold_by-a-week-of-five-counts-in-full",
        ),
        pytest.param(
            "2026-11-09",
            closed_from("2026-11-23", "2026-11-30"),
            "2026-12-17",
            id="hold_by-a-break-of-six-stops-the-clock",
        ),
        pytest.param(
            "2026-12-01",
            closed_from("2026-12-21", "2027-01-01"),
            "2027-01-12",
            id="hold_by-winter-break",
        ),
        pytest.param(
            "2026-12-23",
            closed_from("2026-12-21", "2027-01-01"),
            "2027-01-29",
            id="hold_by-received-within-the-break",
        ),
        pytest.param("2027-06-01", WEEKDAYS, "2027-08-31", id="hold_by-over-the-summer"),
        pytest.param("2027-07-01", WEEKDAYS, "2027-09-14", id="hold_by-received-in-the-summer"),
        pytest.param("2026-10-15", WEEKDAYS, "2026-11-13", id="hold_by-over-the-change-of-clocks"),
    ],
)
def test_the_last_day_to_hold_it(received, calendar, last):
    assert last_day(received, calendar) == last


def test_hold_by_weekends_at_the_edges_of_a_long_break_count():
    # From Saturday 5 to Sunday, December 20 nothing but those two weekends counts.
    calendar = closed_from("2026-12-07", "2026-12-18")

    assert last_day("2026-11-18", calendar) == "2026-12-30"


def test_hold_by_explains_itself_with_the_law_and_each_shift():
    calendar = closed_from("2026-12-21", "2027-01-01")
    due = hold_by(day("2026-12-04"), calendar, RULE)

    assert due.why.text == (
        "Due 30 days after the day on which the written request came in (law: California "
        "Education Code, section 56343.5): Sunday, January 3, 2027. That falls later, since "
        "neither the days between school years count nor those of a break of more than five "
        "school days: Friday, January 15, 2027."
    )


def a_request(received="2026-10-08", **fields: Any) -> ParentRequest:
    known: dict[str, Any] = {
        "id": ParentRequestId(3),
        "student": a_student().id,
        "received_on": day(received),
        "written": True,
        "by": PersonId(1),
        "at": datetime(2026, 10, 8, 16, tzinfo=UTC),
    }
    return ParentRequest(**(known | fields))


def the_row(*meetings, request=None, today="2026-10-12", standings=None, row=Id.HOLD_BY):
    case = a_case(*meetings, parent_requests=(request or a_request(),), standings=standings or {})
    rows = obligations_of(case, WEEKDAYS, today=day(today))
    return next((one for one in rows if one.id is row), None)


FOR_IT = a_meeting("2026-11-03", "2026-10-09", id=MeetingId(12), kind=Kind.PARENT_REQUEST)


@pytest.mark.parametrize(
    ("meetings", "state"),
    [
        pytest.param((), State.OPEN, id="hold_by-nothing-set"),
        pytest.param((FOR_IT,), State.PLANNED, id="hold_by-set"),
        pytest.param((held(FOR_IT, on=FOR_IT.on),), State.DONE, id="hold_by-held"),
        pytest.param((cancelled(FOR_IT),), State.OPEN, id="hold_by-cancelled"),
        pytest.param(
            (
                adjourned(FOR_IT),
                a_meeting("2026-11-10", "2026-11-03", id=MeetingId(13), continues=MeetingId(12)),
            ),
            State.PLANNED,
            id="hold_by-adjourned-goes-on",
        ),
    ],
)
def test_the_meeting_that_is_set_for_it_settles_it(meetings, state):
    row = the_row(*meetings, request=a_request(meeting=FOR_IT.id))

    assert (row.state, row.due_on, row.why.label) == (state, day("2026-11-06"), Label.LAW)


def test_hold_by_adjourning_restarts_no_clock():
    later = a_meeting("2026-11-10", "2026-11-03", id=MeetingId(13), continues=MeetingId(12))

    row = the_row(adjourned(FOR_IT), later, request=a_request(meeting=FOR_IT.id))

    assert (row.due_on, row.meeting_on) == (day("2026-11-06"), day("2026-11-10"))


def test_another_meeting_does_not_settle_it():
    assert the_row(FOR_IT).state is State.OPEN


def test_what_was_recorded_by_mistake_asks_for_nothing():
    assert the_row(request=a_request(withdrawn=True)) is None


def test_a_request_that_is_not_needed_any_more_stays_settled():
    standings = {(THE_REQUEST, Id.HOLD_BY): Standing(state=State.NOT_NEEDED)}

    assert the_row(standings=standings).state is State.NOT_NEEDED


def test_a_spoken_request_asks_only_to_say_how_to_write_one():
    spoken = a_request(written=False)

    row = the_row(request=spoken, row=Id.SAY_HOW_TO_ASK)

    assert the_row(request=spoken) is None
    assert (row.due_on, row.state) == (day("2026-10-09"), State.OPEN)
    assert "section 56343.5, asks for it and names no day" in row.why.text


def test_hold_by_is_reminded_of_20_10_5_and_2_days_before_on_school_days():
    found = [on.isoformat() for on in hold_by_days(day("2026-11-06"), WEEKDAYS)]

    assert found == ["2026-10-16", "2026-10-27", "2026-10-30", "2026-11-04", "2026-11-06"]


def morning(on, *meetings, **request):
    case = a_case(*meetings, parent_requests=(a_request(**request),))
    return Morning(on=date.fromisoformat(on), calendar=WEEKDAYS, rules=DEFAULT_RULES, cases=(case,))


@pytest.mark.parametrize(
    ("on", "told"),
    [
        pytest.param("2026-10-15", None, id="hold_by-22-days-before"),
        pytest.param("2026-10-16", LineGroup.LEGAL_SOON, id="hold_by-its-own-day"),
        pytest.param("2026-10-28", None, id="hold_by-between-two-of-its-days"),
        pytest.param("2026-10-29", None, id="hold_by-six-school-days-before"),
        pytest.param("2026-10-30", LineGroup.LEGAL, id="hold_by-five-school-days-before"),
        pytest.param("2026-11-05", LineGroup.LEGAL, id="hold_by-the-day-before"),
        pytest.param("2026-11-06", LineGroup.LEGAL, id="hold_by-the-day-itself"),
        pytest.param("2026-11-09", LineGroup.LEGAL, id="hold_by-overdue"),
    ],
)
def test_it_is_told_among_the_legal_dates_on_its_own_days_and_daily_once_it_presses(on, told):
    listing = listing_of(morning(on))

    found = [line.group for line in listing.lines if line.keys] if listing else []
    assert [group for group in found if group.startswith("LEGAL")] == ([told] if told else [])


def test_hold_by_a_meeting_in_time_rests_the_reminders_and_a_late_one_does_not():
    in_time = morning("2026-10-27", FOR_IT, meeting=FOR_IT.id)
    late = a_meeting("2026-11-09", "2026-10-09")
    too_late = morning("2026-10-27", late, meeting=late.id)

    assert (THE_REQUEST, Id.HOLD_BY) not in {entry.key for entry in in_time.counting()}
    assert (THE_REQUEST, Id.HOLD_BY) in {entry.key for entry in too_late.counting()}


def test_hold_by_comes_first_at_a_glance_from_the_first_day():
    student = a_student(annual_due=day("2027-10-01"), triennial_due=day("2028-10-01"))
    other = a_case(a_meeting("2026-10-20", "2026-08-20"), student=student)
    asked = a_case(FOR_IT, student=student, parent_requests=(a_request(),))

    seen = glance([other, asked], WEEKDAYS, DEFAULT_RULES, today=day("2026-10-08"))

    assert seen.due[0].id is Id.HOLD_BY
    assert seen.students[0].open[0].student == asked.student.id
    assert any(row.id is Id.HOLD_BY for row in seen.students[0].open)


@pytest.mark.parametrize(
    ("on", "past"),
    [
        pytest.param("2026-11-06", False, id="rule-9-on-day-30"),
        pytest.param("2026-11-09", True, id="rule-9-after-day-30"),
    ],
)
def test_a_date_after_day_30_is_warned_of(on, past):
    case = a_case(parent_requests=(a_request(),))

    found = problems_of_date(day(on), today=day("2026-10-08"), calendar=WEEKDAYS, case=case)

    assert (found.hold_by, found.past_hold_by) == (day("2026-11-06"), past)


def test_rule_9_moving_the_meeting_that_is_set_for_it_is_warned_of_and_another_is_not():
    case = a_case(FOR_IT, parent_requests=(a_request(meeting=FOR_IT.id),))

    def found(moving):
        return problems_of_date(
            day("2026-11-10"),
            today=day("2026-10-09"),
            calendar=WEEKDAYS,
            case=case,
            moving=moving,
        ).past_hold_by

    assert found(FOR_IT)
    assert not found(None)


def test_what_no_meeting_is_set_for_can_be_chosen_for_a_new_one():
    request = a_request()

    assert without_a_meeting(a_case(parent_requests=(request,))) == [request]
    assert without_a_meeting(a_case(parent_requests=(a_request(written=False),))) == []
    linked = a_request(meeting=FOR_IT.id)
    assert without_a_meeting(a_case(FOR_IT, parent_requests=(linked,))) == []
