"""What is not yours cannot be asked for."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from bot.errors import NotAllowedError, NotOnCaseloadError, NotOnTeamError, NotSetUpError
from bot.meetings import MeetingId
from bot.obligations import ObligationId, State, meeting_subject, review_subject
from bot.people import Role, SlackUserId, TeamRole
from bot.permissions import Act, Relation
from tests.conftest import NOW


def test_a_case_manager_has_their_own_students_by_last_name(school, storage):
    pat, lee = school.case_manager("U0PAT"), school.case_manager("U0LEE")
    school.student(pat, first_name="Bo", last_name="Zabel", alias="BZ-2F7")
    school.student(pat, first_name="Al", last_name="Abel", alias="AA-9KQ")
    school.student(lee)

    with storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as caseload:
        assert [student.alias for student in caseload.students.all()] == ["AA-9KQ", "BZ-2F7"]
        assert caseload.person == pat
        assert caseload.today == date(2026, 10, 8)


def test_a_colleagues_caseload_cannot_be_reached_by_id(school, storage):
    school.case_manager("U0PAT")
    student = school.student(school.case_manager("U0LEE"))
    meeting = school.meeting(student)

    with storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as caseload:
        for ask in (
            lambda: caseload.students.get(student.id),
            lambda: caseload.students.keep(student),
            lambda: caseload.meetings.get(meeting.id),
            lambda: caseload.meetings.of(student.id),
            lambda: caseload.meetings.keep(meeting),
            lambda: caseload.meetings.add(student=student.id, on=meeting.on),
            lambda: caseload.people.team_of(student.id),
            lambda: caseload.people.set_team(student.id, []),
            lambda: caseload.concerns.of_meeting(meeting.id),
            lambda: caseload.concerns.add(student.id, None, "words"),
            lambda: caseload.checklists.ticks(meeting.id),
            lambda: caseload.checklists.rights(meeting.id),
            lambda: caseload.conversations.about(student.id),
            lambda: caseload.audit.trail(student.id),
            lambda: caseload.case_of(student.id),
            lambda: caseload.require(Act.TALK_WITH_PARENTS, student.id),
            lambda: caseload.obligations.record(
                meeting_subject(meeting.id),
                ObligationId.AGENDA,
                student=student.id,
                meeting=meeting.id,
                state=State.DONE,
            ),
        ):
            with pytest.raises(NotOnCaseloadError):
                ask()
        assert caseload.students.all() == []
        assert caseload.students.named(student.alias) == []
        assert caseload.students.by_number(student.number) is None
        assert caseload.cases() == []
