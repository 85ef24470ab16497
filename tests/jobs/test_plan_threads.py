"""When a meeting's thread is put, and where it opens."""

from dataclasses import replace
from datetime import date, time
from functools import partial

import pytest

from bot.dates.obligation_rows import meeting_subject
from bot.meetings.meetings import MeetingState, cancelled
from bot.people.people import TeamRole
from jobs.plan import Planner, plan
from storage import Errand
from tests.jobs.moments import at, said_at


@pytest.fixture
def at_moment(surroundings, clock):
    return partial(said_at, surroundings, clock)


def threads(errands: list[Errand]) -> list[tuple[str, str, str]]:
    return [
        (errand.addressee, errand.subject, errand.step)
        for errand in errands
        if errand.kind == "thread"
    ]


def a_meeting_day(school, **of_person):
    person = school.case_manager("U0KIM", **of_person)
    return school.meeting(
        school.student(person), date(2026, 10, 27), at=time(10), arose_on=date(2026, 8, 20)
    )


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-10-27 06:59", False),
        ("2026-10-27 07:00", True),
        ("2026-10-27 20:00", True),
        ("2026-10-28 07:00", False),
    ],
)
def test_a_thread_opens_on_meeting_day_in_the_persons_own_channel(school, at_moment, moment, opens):
    meeting = a_meeting_day(school, channel="C0KIMROOM")

    expected = [("C0KIMROOM", meeting_subject(meeting.id), "2026-10-27")] if opens else []
    assert threads(at_moment(moment)) == expected


def test_where_no_channel_is_set_the_thread_opens_in_a_direct_message(school, at_moment):
    meeting = a_meeting_day(school)

    assert threads(at_moment("2026-10-27 07:00")) == [
        ("U0KIM", meeting_subject(meeting.id), "2026-10-27")
    ]


@pytest.mark.parametrize(
    ("days", "opens_in"),
    [
        pytest.param(("2026-10-27", "2026-10-27"), "C0SUBROOM", id="that-day"),
        pytest.param(("2026-10-28", "2026-11-20"), "C0KIMROOM", id="from-the-day-after"),
        pytest.param(("2026-09-01", "2026-10-26"), "C0KIMROOM", id="until-the-day-before"),
    ],
)
def test_who_stands_in_on_meeting_day_has_the_thread_where_they_read(
    school, storage, at_moment, days, opens_in
):
    meeting = a_meeting_day(school, channel="C0KIMROOM")
    with storage.jobs(now=at("2026-08-20 12:00")) as scope:
        student = scope.students.get(meeting.student)
    school.on_team(
        student,
        school.person("U0SUB", channel="C0SUBROOM"),
        TeamRole.SUBSTITUTE,
        from_on=date.fromisoformat(days[0]),
        until_on=date.fromisoformat(days[1]),
    )

    assert [where for where, _, _ in threads(at_moment("2026-10-27 07:00"))] == [opens_in]


def test_a_guest_leads_no_meeting_though_they_were_named_to_stand_in(school, storage, at_moment):
    meeting = a_meeting_day(school, channel="C0KIMROOM")
    with storage.jobs(now=at("2026-08-20 12:00")) as scope:
        student = scope.students.get(meeting.student)
    substitute = school.person("U0SUB", channel="C0SUBROOM")
    school.on_team(
        student,
        substitute,
        TeamRole.SUBSTITUTE,
        from_on=date(2026, 10, 1),
        until_on=date(2026, 11, 20),
    )
    school.on_team(student, substitute, TeamRole.PROVIDER, service="speech")
    with storage.jobs(now=at("2026-10-20 12:00")) as scope:
        scope.people.keep(replace(scope.people.get(substitute.id), guest=True))

    assert [where for where, _, _ in threads(at_moment("2026-10-27 07:00"))] == ["C0KIMROOM"]


def test_the_thread_of_an_early_meeting_opens_the_school_day_before(school, storage, at_moment):
    person = school.case_manager("U0KIM")
    school.meeting(
        school.student(person), date(2026, 10, 26), at=time(8), arose_on=date(2026, 8, 20)
    )

    assert threads(at_moment("2026-10-23 14:59")) == []
    assert [step for _, _, step in threads(at_moment("2026-10-23 15:00"))] == ["2026-10-26"]
    assert [step for _, _, step in threads(at_moment("2026-10-25 09:00"))] == ["2026-10-26"]


def test_a_meeting_that_is_off_opens_no_thread(school, storage, at_moment):
    meeting = a_meeting_day(school)
    with storage.jobs(now=at("2026-10-26 12:00")) as scope:
        scope.meetings.keep(cancelled(meeting))

    assert threads(at_moment("2026-10-27 07:00")) == []


def test_a_meeting_that_moves_to_today_opens_a_thread_of_its_own(
    school, storage, surroundings, clock
):
    meeting = a_meeting_day(school)
    clock.at = at("2026-10-27 07:00")
    plan(surroundings)
    with storage.jobs(now=clock.at) as scope:
        scope.meetings.keep(replace(meeting, on=date(2026, 10, 28), state=MeetingState.PLANNED))
    clock.at = at("2026-10-28 07:00")

    assert [step for _, _, step in threads(plan(surroundings))] == ["2026-10-28"]


def test_a_thread_is_put_once_however_often_one_looks(school, surroundings, clock, storage):
    a_meeting_day(school)
    clock.at = at("2026-10-27 06:40")
    plan(surroundings)
    clock.at = at("2026-10-27 07:00")
    plan(surroundings)
    Planner().plan(surroundings)

    # One digest and one thread.
    assert storage.outbox.waiting() == 2
