"""What two sessions of one meeting share, and the requests of parents, stay within a caseload."""

from dataclasses import replace
from datetime import date

import pytest

from bot.errors import NotOnCaseloadError
from bot.meeting_day.checklists import RightsAnswers, TickState
from bot.meeting_day.concerns import ConcernState
from bot.meetings.meetings import Meeting, adjourned
from bot.people.people import SlackUserId
from storage import Scope
from tests.conftest import NOW
from tests.storage.samples import a_conversation

PAT, KIM = SlackUserId("U0PAT"), SlackUserId("U0KIM")


def two_sessions(scope: Scope, student) -> tuple[Meeting, Meeting]:
    first = adjourned(scope.meetings.add(student=student.id, on=date(2026, 10, 27)))
    scope.meetings.keep(first)
    later = scope.meetings.add(student=student.id, on=date(2026, 11, 3), continues=first.id)
    return first, later


def test_what_was_answered_goes_on_and_what_is_settled_stays(school):
    student = school.student(school.case_manager("U0PAT"))
    with school.storage.caseload_of(PAT, now=NOW) as scope:
        first, later = two_sessions(scope, student)
        scope.conversations.keep(a_conversation(scope, first))
        open_, settled = (scope.concerns.add(student.id, first.id, one) for one in ("a", "b"))
        scope.concerns.keep(replace(settled, state=ConcernState.ADDRESSED))
        scope.checklists.tick(first.id, "rights", TickState.DONE)
        scope.checklists.keep_rights(first.id, RightsAnswers(explained="no, thanks"))

        scope.sessions.hand_on(first, later)

        assert [one.id for one in scope.concerns.of_meeting(later.id)] == [open_.id]
        assert [one.id for one in scope.concerns.of_meeting(first.id)] == [settled.id]
        assert [one.meeting for one in scope.conversations.about(student.id)] == [later.id]
        (tick,) = scope.checklists.ticks(later.id)
        assert (tick.line, tick.by) == ("rights", scope.person.id)
        assert scope.checklists.rights(later.id).explained == "no, thanks"

        scope.sessions.take_back(later, first)

        assert scope.concerns.of_meeting(later.id) == []
        assert [one.meeting for one in scope.conversations.about(student.id)] == [first.id]


def test_meetings_that_are_no_two_sessions_hand_nothing_on(school):
    student = school.student(school.case_manager("U0PAT"))
    first, other = school.meeting(student), school.meeting(student, date(2026, 11, 3))

    with (
        school.storage.caseload_of(PAT, now=NOW) as scope,
        pytest.raises(AssertionError, match="no two sessions"),
    ):
        scope.sessions.hand_on(first, other)


def test_a_colleague_reaches_no_request_of_a_parent(school):
    student = school.student(school.case_manager("U0PAT"))
    school.case_manager("U0KIM")
    with school.storage.caseload_of(PAT, now=NOW) as scope:
        request = scope.parent_requests.add(
            student=student.id, received_on=NOW.date(), written=True, whose="an aunt"
        )
        assert scope.parent_requests.of(student.id) == [request]

    with school.storage.caseload_of(KIM, now=NOW) as scope:
        for reach in (
            lambda: scope.parent_requests.get(request.id),
            lambda: scope.parent_requests.of(student.id),
            lambda: scope.parent_requests.withdraw(request, withdrawn=True),
            lambda: scope.parent_requests.add(
                student=student.id, received_on=NOW.date(), written=True, whose=""
            ),
        ):
            with pytest.raises(NotOnCaseloadError):
                reach()


def test_a_supervisor_counts_the_request_and_does_not_read_who_asked(school):
    student = school.student(school.case_manager("U0PAT"))
    with school.storage.caseload_of(PAT, now=NOW) as scope:
        scope.parent_requests.add(
            student=student.id, received_on=NOW.date(), written=True, whose="an aunt"
        )

    ((_, cases),) = list(school.storage.every_caseload(now=NOW))

    assert [one.whose for one in cases[0].parent_requests] == [""]
