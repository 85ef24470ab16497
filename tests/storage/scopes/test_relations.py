"""A meeting opens to whoever may do something at it, and to nobody else."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.errors import NotAllowedError, NotOnCaseloadError, NotOnTeamError, NotSetUpError
from bot.meetings.meetings import MeetingId
from bot.people.people import Role, SlackUserId, TeamRole
from bot.permissions import Act, Relation
from tests.conftest import NOW


@pytest.fixture
def meeting(school):
    """A meeting with one of everybody around it; their Slack ids say what they are."""
    student = school.student(school.case_manager("U0PAT"), school="Fernhollow")
    meeting = school.meeting(student)
    roles: dict[str, dict[str, Any]] = {
        "U0TEACH": {"role": TeamRole.TEACHER},
        "U0SUB": {"role": TeamRole.SUBSTITUTE, "until_on": date(2026, 10, 8)},
        "U0PAST": {"role": TeamRole.SUBSTITUTE, "until_on": date(2026, 10, 7)},
    }
    for slack_id, membership in roles.items():
        school.on_team(student, school.person(slack_id), **membership)
    school.person("U0SUPER", Role.SUPERVISOR, schools=["Fernhollow"])
    school.person("U0AFAR", Role.SUPERVISOR, schools=["Otterbank"])
    school.person("U0OFFICE", Role.OFFICE)
    school.case_manager("U0LEE")
    with school.storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as caseload:
        caseload.helpers.add(meeting.id, SlackUserId("U0HELP"))
    return meeting


def opened_by(storage, slack_id, meeting, act, reason=""):
    with storage.meeting_of(
        SlackUserId(slack_id), meeting.id, now=NOW, act=act, reason=reason
    ) as scope:
        return scope.relations


@pytest.mark.parametrize(
    ("slack_id", "relation"),
    [
        ("U0PAT", Relation.CASE_MANAGER),
        ("U0SUB", Relation.SUBSTITUTE),
        ("U0HELP", Relation.HELPER),
        ("U0SUPER", Relation.SUPERVISOR),
    ],
)
def test_the_people_at_the_meeting_may_tick(storage, meeting, slack_id, relation):
    assert opened_by(storage, slack_id, meeting, Act.TICK_CHECKLIST) == {relation}


@pytest.mark.parametrize("slack_id", ["U0TEACH", "U0OFFICE", "U0LEE", "U0AFAR", "U0PAST"])
def test_nobody_else_may_tick(storage, meeting, slack_id):
    with pytest.raises(NotOnTeamError, match="case manager"):
        opened_by(storage, slack_id, meeting, Act.TICK_CHECKLIST)


@pytest.mark.parametrize(
    ("slack_id", "relation"), [("U0TEACH", Relation.TEAM), ("U0OFFICE", Relation.OFFICE)]
)
def test_team_and_office_see_when_and_where(storage, meeting, slack_id, relation):
    assert opened_by(storage, slack_id, meeting, Act.SEE_DETAILS) == {relation}


@pytest.mark.parametrize("slack_id", ["U0TEACH", "U0OFFICE", "U0HELP"])
def test_neither_team_nor_office_nor_helper_reads_what_parents_said(storage, meeting, slack_id):
    with storage.meeting_of(
        SlackUserId(slack_id), meeting.id, now=NOW, act=Act.SEE_DETAILS
    ) as scope:
        assert scope.students.get(meeting.student).last_name.startswith("Wexford")
        with pytest.raises(NotOnTeamError):
            scope.conversations.about(meeting.student)


def test_a_teacher_reads_no_concerns_and_moves_no_meeting(storage, meeting):
    with storage.meeting_of(
        SlackUserId("U0TEACH"), meeting.id, now=NOW, act=Act.SEE_DETAILS
    ) as scope:
        for ask in (
            lambda: scope.concerns.of_meeting(meeting.id),
            lambda: scope.checklists.rights(meeting.id),
            lambda: scope.checklists.sign_off(meeting.id),
            lambda: scope.meetings.keep(meeting),
            lambda: scope.helpers.add(meeting.id, SlackUserId("U0TEACH")),
        ):
            with pytest.raises(NotOnTeamError):
                ask()


def test_a_helper_writes_down_concerns_but_moves_no_meeting(storage, meeting):
    with storage.meeting_of(
        SlackUserId("U0HELP"), meeting.id, now=NOW, act=Act.TICK_CHECKLIST
    ) as scope:
        scope.concerns.add(meeting.student, meeting.id, "The bus comes late.")
        with pytest.raises(NotOnTeamError):
            scope.meetings.keep(meeting)
        with pytest.raises(NotOnTeamError):
            scope.students.keep(scope.students.get(meeting.student))
        with pytest.raises(NotOnTeamError):
            scope.people.set_team(meeting.student, [])


def test_one_meetings_scope_reaches_no_other_student(school, storage, meeting):
    other = school.meeting(school.student(school.case_manager("U0THIRD")))

    with storage.meeting_of(
        SlackUserId("U0PAT"), meeting.id, now=NOW, act=Act.TICK_CHECKLIST
    ) as scope:
        assert [student.id for student in scope.students.all()] == [meeting.student]
        with pytest.raises(NotOnCaseloadError):
            scope.checklists.ticks(other.id)


def test_a_supervisor_ticks_without_seeing_names(storage, meeting):
    with storage.meeting_of(
        SlackUserId("U0SUPER"), meeting.id, now=NOW, act=Act.TICK_CHECKLIST
    ) as scope:
        assert scope.students.get(meeting.student).name == ""
        with pytest.raises(NotAllowedError, match="only with a reason"):
            scope.concerns.of_meeting(meeting.id)


def test_a_supervisors_reason_opens_the_notes_and_is_logged(school, storage, meeting):
    with pytest.raises(NotAllowedError, match="only with a reason"):
        opened_by(storage, "U0SUPER", meeting, Act.READ_MEETING_NOTES)

    with storage.meeting_of(
        SlackUserId("U0SUPER"),
        meeting.id,
        now=NOW,
        act=Act.READ_MEETING_NOTES,
        reason="a complaint came in",
    ) as scope:
        assert scope.concerns.of_meeting(meeting.id) == []
        assert scope.checklists.rights(meeting.id).complete is False

    with storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as caseload:
        entry = caseload.audit.trail(meeting.student)[0]
        assert entry.why == "a complaint came in"
        assert entry.meeting == meeting.id
        assert caseload.people.get(entry.by).slack_id == "U0SUPER"


def test_the_case_managers_own_look_is_not_logged_as_one_with_a_reason(storage, meeting):
    opened_by(storage, "U0PAT", meeting, Act.READ_MEETING_NOTES, reason="none is needed")

    with storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as caseload:
        assert "reason" not in caseload.audit.trail(meeting.student)[0].act


def test_a_meeting_that_never_was_opens_to_nobody(storage, meeting):
    with (
        pytest.raises(NotOnTeamError),
        storage.meeting_of(SlackUserId("U0PAT"), MeetingId(4711), now=NOW, act=Act.TICK_CHECKLIST),
    ):
        raise AssertionError("nothing opens")


def test_a_stranger_opens_no_meeting(storage, meeting):
    with pytest.raises(NotSetUpError):
        opened_by(storage, "U0UNKNOWN", meeting, Act.TICK_CHECKLIST)


@pytest.fixture
def becomes_guest(storage):
    def becomes_guest(slack_id):
        with storage.jobs(now=NOW) as scope:
            person = scope.people.by_slack(SlackUserId(slack_id))
            scope.people.keep(replace(person, guest=True))

    return becomes_guest


@pytest.mark.parametrize("guest", ["U0PAT", "U0TEACH", "U0SUB", "U0HELP", "U0SUPER", "U0OFFICE"])
def test_a_guest_is_somebody_who_is_not_set_up(storage, meeting, becomes_guest, guest):
    becomes_guest(guest)
    user = SlackUserId(guest)

    for scope in (
        storage.caseload_of(user, now=NOW),
        storage.requests_to(user, now=NOW),
        storage.team_of(user, now=NOW),
        storage.meeting_of(user, meeting.id, now=NOW, act=Act.TICK_CHECKLIST),
        storage.district_of(user, now=NOW),
    ):
        with pytest.raises(NotSetUpError), scope:
            raise AssertionError("nothing opens")


def test_a_guest_who_is_a_contracted_provider_reaches_only_what_a_provider_may(
    storage, school, meeting, becomes_guest
):
    with storage.jobs(now=NOW) as scope:
        student = scope.students.get(meeting.student)
        pat, sub, boss = (
            scope.people.by_slack(SlackUserId(one)) for one in ("U0PAT", "U0SUB", "U0SUPER")
        )
    for person in (pat, sub, boss):
        school.on_team(student, person, TeamRole.PROVIDER, service="speech")
    for slack_id in ("U0PAT", "U0SUB", "U0SUPER"):
        becomes_guest(slack_id)
        user = SlackUserId(slack_id)
        with pytest.raises(NotOnTeamError):
            opened_by(storage, slack_id, meeting, Act.TICK_CHECKLIST)
        with storage.caseload_of(user, now=NOW) as caseload:
            assert caseload.cases() == []
        with pytest.raises(NotAllowedError), storage.district_of(user, now=NOW):
            raise AssertionError("nothing opens")
        with storage.requests_to(user, now=NOW) as asked:
            assert asked.person.guest
        with storage.team_of(user, now=NOW) as team:
            assert [one.id for one in team.students.all()] == [meeting.student]
        assert opened_by(storage, slack_id, meeting, Act.SEE_DETAILS) == {Relation.TEAM}


def test_only_an_admin_brings_in_students_for_others(school, storage):
    school.case_manager("U0PAT")
    school.person("U0ADA", Role.ADMIN)
    with pytest.raises(NotAllowedError), storage.intake_by(SlackUserId("U0PAT"), now=NOW):
        pass

    with storage.intake_by(SlackUserId("U0ADA"), now=NOW) as scope:
        assert scope.students.all() == []


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        *((role, True) for role in TeamRole if role not in ("interpreter", "substitute")),
        (TeamRole.INTERPRETER, False),
        (TeamRole.SUBSTITUTE, False),
    ],
)
def test_somebody_on_a_team_finds_its_student_and_reads_nothing_that_is_not_theirs(
    storage, school, meeting, role, sees
):
    with storage.jobs(now=NOW) as scope:
        student = scope.students.get(meeting.student)
    other = school.student(school.case_manager("U0NEXT"), school="Fernhollow")
    school.on_team(student, school.person("U0ONE"), role)

    with storage.team_of(SlackUserId("U0ONE"), now=NOW) as team:
        assert [one.id for one in team.students.all()] == ([student.id] if sees else [])
        with pytest.raises(NotOnCaseloadError):
            team.students.get(other.id)
        with pytest.raises(NotOnTeamError):
            team.conversations.about(student.id)


def test_who_served_on_a_team_until_yesterday_finds_its_student_no_more(storage, school, meeting):
    with storage.jobs(now=NOW) as scope:
        student = scope.students.get(meeting.student)
    left = {"until_on": date(2026, 10, 7)}
    school.on_team(student, school.person("U0ONE"), TeamRole.TEACHER, **left)

    with storage.team_of(SlackUserId("U0ONE"), now=NOW) as team:
        assert team.students.all() == []
