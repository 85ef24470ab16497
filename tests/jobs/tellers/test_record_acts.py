"""Admins are told what was done to a whole record on the district's own machine, by alias alone."""

from dataclasses import replace

import pytest

from bot.messages import MessageKind
from bot.people.people import Role, SlackUserId
from bot.records.record_acts import RecordAct
from bot.students import StudentId
from casework.records.record_acts import tell_of_record_act
from jobs.tellers.told_once import ToldOnce
from storage import Storage
from tests.conftest import NOW
from tests.slack_limits import complaints
from tests.storage.school import PLANTED, School

ADA, KIM, PAT = "U0ADA", "U0KIM", "U0PAT"


@pytest.fixture
def school(storage) -> School:
    school = School(storage)
    for admin in (ADA, KIM):
        school.person(admin, Role.ADMIN)
    school.case_manager(PAT)
    return school


def told(storage: Storage, act: RecordAct, student: StudentId, *, to: str) -> str:
    with storage.jobs(now=NOW) as scope:
        tell_of_record_act(scope, act, student)
        waiting = scope.outbox.waiting(MessageKind.RECORD_ACT, to)
        if not waiting:
            return ""
        rendering = ToldOnce(kind=MessageKind.RECORD_ACT).compose(scope, waiting[0])
    if rendering is None:
        return ""
    assert complaints(rendering.message) == []
    return str(rendering.message)


def test_every_admin_is_told_of_a_record_that_was_exported_and_nobody_else(school, storage):
    student = school.student(school.case_manager("U0LEE"))

    for admin in (ADA, KIM):
        said = told(storage, RecordAct.EXPORTED, student.id, to=admin)
        assert "copy of the whole record of *ZW-001*" in said
        assert PLANTED not in said
    assert told(storage, RecordAct.EXPORTED, student.id, to=PAT) == ""


def test_of_a_record_that_is_gone_only_what_was_done_is_told(school, storage):
    gone = StudentId(4711)

    said = told(storage, RecordAct.DESTROYED, gone, to=ADA)

    assert "The whole record of a student was destroyed." in said
    assert "4711" not in said


def test_who_is_no_admin_any_more_by_then_is_told_nothing(school, storage):
    student = school.student(school.case_manager("U0LEE"))
    with storage.jobs(now=NOW) as scope:
        tell_of_record_act(scope, RecordAct.EXPORTED, student.id)
        (waiting,) = scope.outbox.waiting(MessageKind.RECORD_ACT, KIM)
        kim = scope.people.by_slack(SlackUserId(KIM))
        scope.people.keep(replace(kim, roles=frozenset()))

        assert ToldOnce(kind=MessageKind.RECORD_ACT).compose(scope, waiting) is None
