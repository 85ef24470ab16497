"""Who is reminded of a call: whoever leads the student's case at that minute, and nobody else."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.people.people import SlackUserId, TeamRole
from jobs.tellers.booked_calls import CallReminders, reminders
from tests.conftest import NOW
from tests.storage.school import School

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
