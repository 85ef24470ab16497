"""Who is reminded of a call: whoever leads the student's case at that minute, and nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.conversations.booked_calls import call_subject
from bot.messages import MessageKind
from bot.people.people import SlackUserId, TeamRole
from jobs.tellers.booked_calls import CallReminders, reminders
from tests.conftest import NOW
from tests.storage.school import School

KIND = MessageKind.CALL
CALL_AT = NOW + timedelta(minutes=10)


@pytest.fixture
def school(storage) -> School:
    return School(storage)


@pytest.fixture
def student(school):
    """Somebody with whose parents Pat agreed on a call in ten minutes."""
    student = school.student(school.case_manager("U0PAT"), alias="ZW-4KQ")
    with school.storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as caseload:
        caseload.calls.book(student.id, CALL_AT)
    return student


def reminded(storage, now=NOW):
    with storage.jobs(now=now, reading=True) as scope:
        people = {one.id: one for one in scope.people.all()}
        errands = list(reminders(scope, people))
        said = [CallReminders().compose(scope, errand) for errand in errands]
    assert None not in said
    return {errand.addressee for errand in errands}


def test_the_case_manager_is_reminded_and_whoever_stands_in(school, storage, student):
    kim = school.case_manager("U0KIM")
    school.on_team(student, kim, TeamRole.SUBSTITUTE, from_on=NOW.date(), until_on=NOW.date())
    tea = school.person("U0TEA")
    school.on_team(student, tea, TeamRole.TEACHER)

    assert reminded(storage) == {"U0PAT", "U0KIM"}


def test_after_a_hand_over_the_new_case_manager_is_reminded_and_the_old_one_is_not(
    school, storage, student
):
    with storage.jobs(now=NOW) as scope:
        (errand,) = reminders(scope, {one.id: one for one in scope.people.all()})
    kim = school.case_manager("U0KIM")
    with storage.jobs(now=NOW) as scope:
        scope.students.keep(replace(student, case_manager=kim.id))

    assert reminded(storage) == {"U0KIM"}
    with storage.jobs(now=NOW, reading=True) as scope:
        assert CallReminders().compose(scope, errand) is None


def test_whoever_is_no_case_manager_any_more_is_not_reminded(school, storage, student):
    with storage.jobs(now=NOW) as scope:
        (errand,) = reminders(scope, {one.id: one for one in scope.people.all()})
        pat = scope.people.by_slack(SlackUserId("U0PAT"))
        scope.people.keep(replace(pat, roles=frozenset()))

    assert reminded(storage) == set()
    with storage.jobs(now=NOW, reading=True) as scope:
        assert CallReminders().compose(scope, errand) is None


def test_nobody_is_reminded_of_a_call_about_a_student_who_has_left(school, storage, student):
    with storage.jobs(now=NOW) as scope:
        scope.students.keep(replace(student, exited_on=NOW.date() + timedelta(days=1)))
    assert reminded(storage) == {"U0PAT"}

    with storage.jobs(now=NOW) as scope:
        scope.students.keep(replace(student, exited_on=NOW.date()))
    assert reminded(storage) == set()


def test_nobody_is_reminded_of_a_call_that_has_begun_or_is_cancelled(school, storage, student):
    assert reminded(storage, now=CALL_AT) == set()
    with school.storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as caseload:
        call = caseload.calls.ahead_of(student.id)
        caseload.calls.cancel(call.id)

    assert reminded(storage) == set()


def test_a_student_has_one_call_at_a_time_and_another_time_moves_it(school, storage, student):
    with school.storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as caseload:
        first = caseload.calls.ahead_of(student.id)
        again = caseload.calls.book(student.id, CALL_AT + timedelta(hours=3))
        acts = [entry.act for entry in caseload.audit.trail(student.id)]

    assert again.id == first.id
    assert acts[:2] == ["agreed on another time for a call", "agreed on a call"]
    assert reminded(storage) == set()


def test_the_reminder_of_a_call_ends_with_the_meeting_that_it_was_to_come_before(school, storage):
    """Nobody says that they talked; from the day after, nothing asks them to open anything."""
    student = school.student(school.case_manager("U0PAT"), alias="ZW-4KQ")
    meeting = school.meeting(student, NOW.date() + timedelta(days=5))
    with storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as caseload:
        call = caseload.calls.book(student.id, CALL_AT, meeting=meeting.id)
    with storage.jobs(now=NOW) as scope:
        place = {"channel": "D0PAT", "ts": "1.1", "addressee": "U0PAT"}
        subject, kept = call_subject(call.id), CALL_AT.isoformat()
        posted = scope.messages.posted(kind=KIND, subject=subject, kept=kept, **place)

    def drawn(days):
        with storage.jobs(now=NOW + timedelta(days=days), reading=True) as scope:
            return str(CallReminders().redraw(scope, posted))

    assert "Open the conversation" in drawn(5)
    assert "Open the conversation" not in drawn(6)
    assert "The meeting of Tuesday, October 13, 2026 is over." in drawn(6)


def test_the_day_after_a_meeting_the_reminder_of_its_call_is_drawn_anew(school, storage):
    student = school.student(school.case_manager("U0PAT"), alias="ZW-4KQ")
    school.meeting(student, NOW.date())
    with storage.jobs(now=NOW) as scope:
        place = {"channel": "D0PAT", "ts": "1.1", "addressee": "U0PAT"}
        scope.messages.posted(kind=KIND, subject="call:1", **place)

    def behind(now):
        with storage.jobs(now=now) as scope:
            scope.meetings.pass_days(now.date() - timedelta(days=1))
        with storage.jobs(now=now, reading=True) as scope:
            return [one.redraw_wanted for one in scope.messages.of(KIND, "call:1")]

    assert behind(NOW) == [False]
    assert behind(NOW + timedelta(days=1)) == [True]
