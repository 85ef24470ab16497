"""What is not yours cannot be asked for."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from bot.errors import (
    NotAllowedError,
    NotOnCaseloadError,
    NotOnTeamError,
    NotSetUpError,
    StorageAwayError,
)
from bot.people.people import Role, SlackUserId, TeamRole
from bot.permissions import Act, Relation
from bot.students import StudentId
from storage.records import caseloads
from tests.conftest import NOW
from tests.storage.school import School, another_workspace
from tests.storage.watching import statements

PAT = SlackUserId("U0PAT")


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


def test_a_standing_cannot_be_recorded_under_somebody_elses_subject(school, storage):
    mine = school.student(school.case_manager("U0PAT"))
    theirs = school.meeting(school.student(school.case_manager("U0LEE")))
    wrong_subject = {"student": mine.id, "meeting": None, "state": State.DONE}

    with pytest.raises(AssertionError), storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.obligations.record(
            meeting_subject(theirs.id), ObligationId.AGENDA, **wrong_subject
        )


def test_the_same_ids_in_another_workspace_are_out_of_reach(school, storage, database):
    student = school.student(school.case_manager("U0PAT"))
    meeting = school.meeting(student)
    elsewhere = another_workspace(database)
    School(elsewhere).case_manager("U0PAT")

    with elsewhere.jobs(now=NOW) as scope:
        with pytest.raises(NotOnCaseloadError):
            scope.students.get(student.id)
        with pytest.raises(NotOnCaseloadError):
            scope.meetings.get(meeting.id)
        assert scope.students.all() == []
        assert scope.students.by_number(student.number) is None
        assert len(scope.people.all()) == 1


@pytest.mark.parametrize(
    ("day", "reaches"),
    [
        pytest.param(date(2026, 10, 4), False, id="the-day-before"),
        pytest.param(date(2026, 10, 5), True, id="the-first-day"),
        pytest.param(date(2026, 10, 9), True, id="the-last-day"),
        pytest.param(date(2026, 10, 10), False, id="the-day-after"),
    ],
)
def test_a_substitute_reaches_the_student_between_the_two_dates(school, storage, day, reaches):
    student = school.student(school.case_manager("U0PAT"))
    other = school.student(school.case_manager("U0LEE"))
    dates = {"from_on": date(2026, 10, 5), "until_on": date(2026, 10, 9)}
    school.on_team(student, school.person("U0SUB"), TeamRole.SUBSTITUTE, **dates)
    moment = NOW + (day - date(2026, 10, 8))

    with storage.caseload_of(SlackUserId("U0SUB"), now=moment) as caseload:
        assert caseload.today == day
        assert [one.id for one in caseload.students.all()] == [student.id] * reaches
        if reaches:
            caseload.require(Act.TALK_WITH_PARENTS, student.id)
            assert caseload.conversations.about(student.id) == []
        else:
            with pytest.raises(NotOnCaseloadError):
                caseload.students.get(student.id)
        with pytest.raises(NotOnCaseloadError):
            caseload.students.get(other.id)


def test_whoever_stands_in_keeps_their_own_students_beside(school, storage):
    pat, lee = school.case_manager("U0PAT"), school.case_manager("U0LEE")
    own, covered = school.student(pat), school.student(lee)
    school.student(lee)
    school.on_team(covered, pat, TeamRole.SUBSTITUTE)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert {student.id for student in caseload.students.all()} == {own.id, covered.id}
        assert caseload.relations == {Relation.CASE_MANAGER, Relation.SUBSTITUTE}


def test_being_on_a_team_opens_no_caseload(school, storage):
    student = school.student(school.case_manager("U0PAT"))
    school.on_team(student, school.person("U0TEACH"), TeamRole.TEACHER)

    with storage.caseload_of(SlackUserId("U0TEACH"), now=NOW) as caseload:
        assert caseload.students.all() == []
        with pytest.raises(NotOnCaseloadError):
            caseload.students.get(student.id)


def test_a_stranger_is_told_whom_to_ask(school, storage):
    school.person("U0NOBODY")

    for user in ("U0UNKNOWN", "U0NOBODY"):
        with (
            pytest.raises(NotSetUpError, match="ask your special education office"),
            storage.caseload_of(SlackUserId(user), now=NOW),
        ):
            raise AssertionError("nothing opens")


def test_leaving_the_workspace_ends_all_access(school, storage):
    pat = school.case_manager("U0PAT")
    school.student(pat)
    with storage.jobs(now=NOW) as scope:
        scope.people.keep(replace(scope.people.get(pat.id), active=False))

    with pytest.raises(NotSetUpError), storage.caseload_of(PAT, now=NOW):
        raise AssertionError("nothing opens")
    assert list(storage.every_caseload(now=NOW)) == []


def test_an_admin_without_students_has_an_empty_caseload(school, storage):
    school.person("U0ADMIN", Role.ADMIN)

    with storage.caseload_of(SlackUserId("U0ADMIN"), now=NOW) as caseload:
        assert caseload.cases() == []


def test_a_student_who_left_is_not_listed_but_still_on_record(school, storage):
    student = school.student(school.case_manager("U0PAT"))
    today = date(2026, 10, 8)
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.students.keep(replace(student, exited_on=today + timedelta(days=1)))
    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert len(caseload.students.all()) == len(caseload.cases()) == 1
        caseload.students.keep(replace(student, exited_on=today))

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.students.all() == caseload.cases() == []
        assert caseload.students.get(student.id).exited_on == today
        assert caseload.case_of(student.id).student.exited_on == today


def test_a_supervisor_sees_their_schools_and_no_names(school, storage):
    pat = school.case_manager("U0PAT")
    here = school.student(pat, school="Fernhollow")
    elsewhere = school.student(pat, school="Otterbank")
    school.on_team(here, school.person("U0TEACH", name="Invented Teacher"), TeamRole.TEACHER)
    meeting = school.meeting(here)
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.obligations.record(
            meeting_subject(meeting.id),
            ObligationId.CONSENT,
            student=here.id,
            meeting=meeting.id,
            state=State.NOT_NEEDED,
            reason="a private reason",
        )
    school.person("U0SUPER", Role.SUPERVISOR, schools=["Fernhollow"])

    with storage.district_of(SlackUserId("U0SUPER"), now=NOW) as district:
        (case,) = district.cases()
        assert (case.student.alias, case.student.school) == (here.alias, "Fernhollow")
        assert case.student.name == case.student.number == case.student.home_language == ""
        assert case.team[0].name == ""
        assert case.standings[meeting_subject(meeting.id), ObligationId.CONSENT].reason is None
        with pytest.raises(NotAllowedError, match="only with a reason"):
            district.concerns.of_meeting(meeting.id)
        with pytest.raises(NotAllowedError):
            district.conversations.about(here.id)
        with pytest.raises(NotOnCaseloadError):
            district.students.get(elsewhere.id)


def test_a_supervisor_without_schools_answers_for_all(school, storage):
    pat = school.case_manager("U0PAT")
    school.student(pat, school="Fernhollow")
    school.student(pat, school="Otterbank")
    school.person("U0SUPER", Role.SUPERVISOR)

    with storage.district_of(SlackUserId("U0SUPER"), now=NOW) as district:
        assert len(district.students.all()) == 2


def test_only_a_supervisor_sees_the_district(school, storage):
    school.case_manager("U0PAT")

    with (
        pytest.raises(NotAllowedError, match="Only a supervisor"),
        storage.district_of(PAT, now=NOW),
    ):
        raise AssertionError("nothing opens")


def test_cases_take_as_many_queries_for_forty_students_as_for_one(school, storage, database):
    pat, teacher = school.case_manager("U0PAT"), school.person("U0TEACH")

    def students_with_all_that_belongs_to_them(count: int) -> None:
        for _ in range(count):
            student = school.student(pat)
            school.on_team(student, teacher, TeamRole.TEACHER)
            meeting = school.meeting(student)
            with storage.caseload_of(PAT, now=NOW) as caseload:
                caseload.obligations.record(
                    meeting_subject(meeting.id),
                    ObligationId.AGENDA,
                    student=student.id,
                    meeting=meeting.id,
                    state=State.DONE,
                )

    def asked() -> int:
        with statements(database) as seen, storage.caseload_of(PAT, now=NOW) as caseload:
            for case in caseload.cases():
                assert (len(case.team), len(case.meetings), len(case.standings)) == (1, 1, 1)
        return len(seen)

    students_with_all_that_belongs_to_them(1)
    for_one = asked()
    students_with_all_that_belongs_to_them(39)

    assert asked() == for_one
    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert len(caseload.cases()) == 40


def test_every_caseload_comes_in_turn_without_names(school, storage):
    pat, lee = school.case_manager("U0PAT"), school.case_manager("U0LEE")
    students = [school.student(pat), school.student(pat), school.student(lee)]
    school.case_manager("U0EMPTY")

    found = list(storage.every_caseload(now=NOW))

    assert [(person.slack_id, len(cases)) for person, cases in found] == [
        ("U0PAT", 2),
        ("U0LEE", 1),
    ]
    assert {case.student.alias for _, cases in found for case in cases} == {
        student.alias for student in students
    }
    assert {case.student.name for _, cases in found for case in cases} == {""}


def test_every_caseload_is_read_a_few_people_at_a_time(school, storage, database, monkeypatch):
    monkeypatch.setattr(caseloads, "AT_A_TIME", 2)
    for number in range(5):
        school.student(school.case_manager(f"U0CM{number}"))

    with statements(database) as seen:
        first = list(islice(storage.every_caseload(now=NOW), 1))
        for_the_first = len(seen)
        list(storage.every_caseload(now=NOW))

    assert len(first) == 1
    # Three batches with something in them, and one that says that there are no more.
    assert len(seen) - for_the_first == 3 * (for_the_first - 1) + 2


def test_a_caseload_that_is_read_cannot_be_written(school, storage):
    student = school.student(school.case_manager("U0PAT"))

    with (
        pytest.raises((StorageAwayError, DBAPIError)),
        storage.caseload_of(PAT, now=NOW, reading=True) as caseload,
    ):
        caseload.students.keep(replace(student, grade="12"))

    with storage.caseload_of(PAT, now=NOW, reading=True) as caseload:
        assert caseload.students.get(student.id) == student


def test_an_id_that_never_was_is_like_one_of_somebody_else(school, storage):
    school.case_manager("U0PAT")

    with storage.caseload_of(PAT, now=NOW) as caseload, pytest.raises(NotOnCaseloadError):
        caseload.students.get(StudentId(4711))


def test_whoever_is_no_case_manager_any_more_reaches_no_caseload_at_once(school, storage):
    pat = school.case_manager("U0PAT")
    student = school.student(pat)
    meeting = school.meeting(student)
    with storage.jobs(now=NOW) as scope:
        scope.people.keep(replace(pat, roles=frozenset({Role.OFFICE})))

    with storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as caseload:
        assert caseload.students.all() == []
    with (
        pytest.raises(NotOnTeamError),
        storage.meeting_of(SlackUserId("U0PAT"), meeting.id, now=NOW, act=Act.HOLD_MEETING),
    ):
        pass


@pytest.mark.parametrize("at_a_time", [1, 2, 100])
def test_what_does_not_open_silences_nobody_elses_morning(school, caplog, monkeypatch, at_a_time):
    """Somebody has changed an alias in the database; the caseload of its case manager waits."""
    monkeypatch.setattr(caseloads, "AT_A_TIME", at_a_time)
    for user in ("U0PAT", "U0LEE", "U0KIM"):
        school.student(school.case_manager(user))
    with school.storage._database.writing() as connection:
        connection.execute(text("UPDATE students SET alias = 'another' WHERE id = 2"))

    found = list(school.storage.every_caseload(now=NOW))

    assert [(person.slack_id, len(cases)) for person, cases in found] == [
        ("U0PAT", 1),
        ("U0KIM", 1),
    ]
    assert "students.alias (id 2)" in caplog.text
