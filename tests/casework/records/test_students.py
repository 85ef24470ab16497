"""Students come, change hands and get a team, by hand and by a file, with one outcome."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest

from bot.forms.drafts import DraftKey
from bot.forms.records.hand_overs import HandOver
from bot.people.people import SlackUserId, TeamMember, TeamRole
from bot.people.teams import with_member
from bot.students import Description, StudentId
from casework.imports.imports import Files, take_in
from casework.people.team_changes import change_team
from casework.records.hand_overs import hand_over
from casework.records.students import add_by_hand
from storage import Scope
from tests.conftest import NOW
from tests.storage.school import School
from tests.storage.standing import Standing, caseload_of

PAT, LEE = SlackUserId("U0PAT"), SlackUserId("U0LEE")
WREN = Description(last_name="Alder", first_name="Wren", number="77123", grade="7")


@pytest.fixture
def stands(storage) -> Standing:
    return Standing(School(storage))


def own(stands: Standing) -> AbstractContextManager[Scope]:
    return stands.storage.caseload_of(PAT, now=NOW)


def takes_in(stands: Standing, header: str, row: str, *, pasted: bool = False) -> None:
    """Take in a file on the command line, or pasted by Pat, who brings in their own students."""
    scope = (lambda: own(stands)) if pasted else stands.jobs
    file = Files(caseload=f"{header}\n{row}\n")
    report = take_in(file, scope, own=stands.pat if pasted else None)
    assert not report.bad, report.findings


Door = Callable[[Standing], None]


def added_by_hand(stands: Standing) -> None:
    for _ in range(2):
        with own(stands) as caseload:
            add_by_hand(caseload, WREN, case_manager=stands.pat.id, draft=DraftKey("new"))


def added_by_a_file(stands: Standing) -> None:
    header = "student_id,first_name,last_name,grade,case_manager"
    takes_in(stands, header, "77123,Wren,Alder,7,U0PAT")


def added_by_a_paste(stands: Standing) -> None:
    header = "student_id,first_name,last_name,grade,case_manager"
    takes_in(stands, header, "77123,Wren,Alder,7,", pasted=True)


@pytest.mark.parametrize("added", [added_by_hand, added_by_a_file, added_by_a_paste])
def test_a_student_comes_once_under_a_new_alias_by_every_door(stands, added: Door):
    added(stands)

    with stands.jobs() as scope:
        wren = scope.students.by_number("77123")
        trail = [entry.act for entry in scope.audit.trail(wren.id)]
        (one,) = [one for one in scope.students.all() if one.described == WREN]
    assert one == replace(wren, number=one.number)
    assert one.alias.startswith("WA-")
    assert one.case_manager == stands.pat.id
    assert trail == ["added a student"]
    assert stands.drawn() == caseload_of("U0PAT")


def handed_over(stands: Standing) -> None:
    with own(stands) as caseload:
        hand_over(caseload, HandOver(student=stands.student.id, to=LEE), None)


def named_by_a_file(stands: Standing) -> None:
    takes_in(stands, "student_id,case_manager", f"{stands.student.number},U0LEE")


def test_whose_student_it_is_changes_alike_by_hand_and_by_a_file(stands):
    handed_over(stands)
    by_hand = after_the_change(stands)
    with stands.jobs() as scope:
        scope.students.keep(stands.student)
    stands.drawn()

    named_by_a_file(stands)

    assert after_the_change(stands) == by_hand
    assert by_hand[0] == stands.lee.id


def after_the_change(stands: Standing):
    with stands.jobs() as scope:
        student = scope.students.get(stands.student.id)
        trail = scope.audit.trail(student.id)
    return student.case_manager, trail[0].act, trail[0].detail, stands.drawn()


def put_on_the_team(stands: Standing) -> None:
    with own(stands) as caseload:
        teaches = TeamMember(person=stands.lee.id, role=TeamRole.TEACHER)
        team = caseload.people.team_of(stands.student.id)
        change_team(caseload, stands.student.id, with_member(team, teaches))


def put_there_by_a_file(stands: Standing) -> None:
    takes_in(stands, "student_id,team", f"{stands.student.number},teacher:U0LEE")


def team_after(stands: Standing, student: StudentId):
    with stands.jobs() as scope:
        team = scope.people.team_of(student)
        acts = [entry.act for entry in scope.audit.trail(student)]
    return team, acts[0], stands.drawn()


def test_a_team_changes_alike_by_hand_and_by_a_file(stands):
    put_on_the_team(stands)
    by_hand = team_after(stands, stands.student.id)
    with stands.jobs() as scope:
        change_team(scope, stands.student.id, [])
    stands.drawn()

    put_there_by_a_file(stands)

    assert team_after(stands, stands.student.id) == by_hand
