"""Meetings: every date they had is kept, with who changed it and why."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.meetings.meetings import Kind, MeetingState, Mode, cancelled, held
from bot.people.people import SlackUserId
from bot.permissions import Act
from tests.conftest import NOW

PAT = SlackUserId("U0PAT")
TODAY = date(2026, 10, 8)


@pytest.fixture
def student(school):
    return school.student(school.case_manager())


def test_a_meeting_comes_back_as_it_was_set(school, storage, student):
    fields = {
        "on": date(2026, 10, 27),
        "at": time(14, 15),
        "kind": Kind.PARENT_REQUEST,
        "mode": Mode.PHONE,
    }
    meeting = school.meeting(student, **fields)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.meetings.get(meeting.id) == meeting
    assert {name: getattr(meeting, name) for name in fields} == fields
    assert (meeting.state, meeting.arose_on) == (MeetingState.PLANNED, TODAY)


def test_a_meeting_may_lack_its_time(school, student):
    assert school.meeting(student).at is None


def test_the_next_meeting_is_the_earliest_that_is_planned(school, storage, student):
    later = school.meeting(student, on=date(2026, 12, 1))
    first = school.meeting(student, on=date(2026, 10, 27))
    earlier = school.meeting(student, on=date(2026, 9, 1), state=MeetingState.HELD)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.meetings.next_of(student.id) == first
        assert caseload.meetings.of(student.id) == [earlier, first, later]
        caseload.meetings.keep(cancelled(first))
        assert caseload.meetings.next_of(student.id) == later
        caseload.meetings.keep(cancelled(later))
        assert caseload.meetings.next_of(student.id) is None


def test_the_day_and_the_days_before_it_tell_meetings_apart(school, storage, student):
    yesterday = school.meeting(student, on=date(2026, 10, 7))
    today = school.meeting(student, on=TODAY)
    school.meeting(student, on=date(2026, 10, 7), state=MeetingState.HELD)
    school.meeting(student, on=TODAY, state=MeetingState.CANCELLED)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.meetings.on(TODAY) == [today]
        assert caseload.meetings.unmarked(TODAY) == [yesterday]


def test_every_date_is_kept_with_who_changed_it_and_why(school, storage, student):
    meeting = school.meeting(student, on=date(2026, 10, 27))
    moved = replace(meeting, on=date(2026, 11, 3), at=time(9, 0))

    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.meetings.keep(moved, why="The family travels.")
        caseload.meetings.keep(replace(moved, mode=Mode.VIDEO), why="no date in this")

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.meetings.get(meeting.id) == replace(moved, mode=Mode.VIDEO)
        changes = caseload.meetings.changes(meeting.id)
        assert [(change.old_on, change.new_on) for change in changes] == [
            (None, date(2026, 10, 27)),
            (date(2026, 10, 27), date(2026, 11, 3)),
        ]
        assert changes[1].by == caseload.person.id
        assert changes[1].why == "The family travels."
        assert changes[1].at == NOW


def test_a_held_meeting_says_on_which_day(school, storage, student):
    meeting = school.meeting(student, on=TODAY)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.meetings.keep(held(meeting, on=TODAY))

    with storage.caseload_of(PAT, now=NOW) as caseload:
        kept = caseload.meetings.get(meeting.id)
        assert (kept.state, kept.held_on, kept.consent_on) == (MeetingState.HELD, TODAY, None)


def test_a_helper_named_twice_is_one_helper(school, storage, student):
    meeting = school.meeting(student)
    known = school.person("U0KNOWN")

    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.helpers.add(meeting.id, SlackUserId("U0KNOWN"))
        caseload.helpers.add(meeting.id, SlackUserId("U0KNOWN"))
        new = caseload.helpers.add(meeting.id, SlackUserId("U0NEW"))

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.helpers.of(meeting.id) == [known, new]
    with storage.meeting_of(
        SlackUserId("U0NEW"), meeting.id, now=NOW, act=Act.TICK_CHECKLIST
    ) as scope:
        assert scope.person == new
