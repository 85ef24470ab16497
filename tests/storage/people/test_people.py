"""People and teams: who is on record, who may change it."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.dates.obligation_rules import ObligationId
from bot.dates.obligations import before_meeting
from bot.errors import NotAllowedError, StaleError
from bot.people.people import PersonId, Role, SlackUserId, TeamMember, TeamRole
from tests.conftest import NOW

PAT = SlackUserId("U0PAT")


def test_a_person_comes_back_as_they_were_added(storage):
    fields = {
        "name": "Pat Ótrepo",
        "email": "pat@quillmarsh.example",
        "slack_id": PAT,
        "timezone": "America/Denver",
        "roles": frozenset({Role.ADMIN, Role.CASE_MANAGER}),
        "schools": frozenset({"Fernhollow, east", "Otterbank"}),
        "channel": "C0PAT",
        "digest_at": time(6, 15),
    }
    with storage.jobs(now=NOW) as scope:
        added = scope.people.add(**fields)

    assert storage.person_by_slack(PAT) == added
    assert {name: getattr(added, name) for name in fields} == fields
    assert added.active


def test_first_values_are_the_workspaces(storage):
    with storage.jobs(now=NOW) as scope:
        added = scope.people.add(name="Lee Ng", email="Lee@Clinic.example ")

    assert added.timezone == "America/Los_Angeles"
    assert added.digest_at == time(6, 45)
    assert added.slack_id is None
    assert added.email == "lee@clinic.example"


def test_somebody_is_found_by_address_however_it_is_written(storage):
    with storage.jobs(now=NOW) as scope:
        first = scope.people.add(name="Lee Ng", email="front@clinic.example")
        scope.people.add(name="Ana Po", email="front@clinic.example")

    with storage.jobs(now=NOW) as scope:
        assert scope.people.by_email(" Front@Clinic.example") == first
        assert scope.people.by_email("other@clinic.example") is None


def test_nobody_is_found_under_a_slack_id_that_is_not_on_record(storage):
    assert storage.person_by_slack(PAT) is None
    with storage.jobs(now=NOW) as scope, pytest.raises(StaleError):
        scope.people.get(PersonId(4711))


def test_case_managers_set_their_own_channel_and_nobody_elses(school, storage):
    pat, lee = school.case_manager("U0PAT"), school.case_manager("U0LEE")

    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.people.keep(replace(pat, channel="C0PAT"))
        with pytest.raises(NotAllowedError):
            caseload.people.keep(replace(lee, channel="C0PAT"))

    with storage.jobs(now=NOW) as scope:
        assert [person.channel for person in scope.people.all()] == ["C0PAT", None]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"roles": frozenset({Role.ADMIN})}, id="roles"),
        pytest.param({"schools": frozenset({"Fernhollow"})}, id="schools"),
    ],
)
def test_nobody_raises_themselves(school, storage, change):
    pat = school.case_manager()

    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.people.keep(replace(pat, digest_at=time(7, 30)))
        with pytest.raises(NotAllowedError, match="admin"):
            caseload.people.keep(replace(pat, **change))
        with pytest.raises(NotAllowedError, match="admin"):
            caseload.people.add(name="Friend", roles=[Role.SUPERVISOR])

    assert storage.person_by_slack(PAT) == replace(pat, digest_at=time(7, 30))


def test_an_admin_gives_roles(school, storage):
    pat = school.case_manager()
    school.person("U0ADMIN", Role.ADMIN)
    promoted = replace(pat, roles=pat.roles | {Role.SUPERVISOR})

    with storage.caseload_of(SlackUserId("U0ADMIN"), now=NOW) as caseload:
        caseload.people.keep(promoted)

    assert storage.person_by_slack(PAT) == promoted


def test_a_team_keeps_its_order_its_dates_and_its_services(school, storage):
    student = school.student(school.case_manager())
    teacher, therapist = school.person("U0TEACH"), school.person("U0OT", name="Lee Ng")
    members = [
        TeamMember(person=therapist.id, role=TeamRole.PROVIDER, service="speech"),
        TeamMember(
            person=teacher.id,
            role=TeamRole.SUBSTITUTE,
            from_on=date(2026, 10, 5),
            until_on=date(2026, 10, 9),
        ),
    ]

    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.people.set_team(student.id, members)
        team = caseload.people.team_of(student.id)

    assert team == (
        replace(members[0], name="Lee Ng", slack_id=SlackUserId("U0OT")),
        replace(members[1], name="Invented U0TEACH", slack_id=SlackUserId("U0TEACH")),
    )
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.people.set_team(student.id, members[:1])
        assert len(caseload.people.team_of(student.id)) == 1
        logged = caseload.audit.trail(student.id)[0]
    speech = f"person ⟨{therapist.id}⟩ as service provider (speech)"
    days = "from October 5, 2026 until October 9, 2026"
    stood_in = f"person ⟨{teacher.id}⟩ as substitute case manager {days}"
    detail = f"{speech} and {stood_in}, now {speech}"
    assert (logged.act, logged.detail) == ("changed a team", detail)


def test_whoever_left_the_workspace_stays_on_the_team_for_what_is_owed(school, storage):
    student = school.student(school.case_manager())
    meeting = school.meeting(student)
    speech = school.person("U0SPEECH")
    school.on_team(student, speech, TeamRole.PROVIDER, service="speech")
    owed = {ObligationId.PROVIDER_REPORT_OUT, ObligationId.PROVIDER_REPORT_BACK}

    with storage.jobs(now=NOW) as scope:
        scope.people.keep(replace(speech, active=False))

    with storage.caseload_of(PAT, now=NOW) as caseload:
        case = caseload.case_of(student.id)
        rows = before_meeting(
            meeting,
            caseload.calendar,
            replace(case, standings={}),
            today=caseload.today,
            rules=caseload.rules,
        )
        assert owed <= {row.id for row in rows}
        (member,) = case.team
        assert (member.person, member.slack_id, member.left) == (speech.id, None, True)
        assert caseload.people.expected_of(student.id, NOW.date()) == ()


def test_a_change_of_the_team_keeps_who_has_left(school, storage):
    student = school.student(school.case_manager())
    speech, teacher = school.person("U0SPEECH"), school.person("U0TEACH")
    school.on_team(student, speech, TeamRole.PROVIDER, service="speech")
    with storage.jobs(now=NOW) as scope:
        scope.people.keep(replace(speech, active=False))

    school.on_team(student, teacher, TeamRole.TEACHER)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        team = {member.person for member in caseload.people.team_of(student.id)}
    assert team == {speech.id, teacher.id}


def test_somebody_of_another_workspace_joins_no_team(school, storage):
    student = school.student(school.case_manager())
    stranger = TeamMember(person=PersonId(4711), role=TeamRole.TEACHER)

    with pytest.raises(StaleError), storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.people.set_team(student.id, [stranger])
