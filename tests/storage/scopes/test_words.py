"""Schools stand in a table of their own, by number and sealed name."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from cryptography.fernet import Fernet
from sqlalchemy import func, select

from bot.people.people import Role, SlackUserId
from storage import Storage, rotate_keys
from storage import tables as rows
from tests.conftest import KEYS, NOW, WORKSPACE
from tests.storage.school import School, another_workspace
from tests.storage.unsealed import unsealed

MARSH = "Marsh Elementary"


def schools_in(database) -> list[str]:
    return [row.name for row in unsealed(database, rows.schools)]


def test_a_school_stands_once_however_many_are_at_it(school, database):
    pat = school.case_manager("U0PAT")
    school.person("U0SUE", Role.SUPERVISOR, schools=[MARSH])
    students = [school.student(pat, school=MARSH) for _ in range(3)]
    nowhere = school.student(pat)

    assert schools_in(database) == [MARSH]
    assert {one.school for one in students} == {MARSH}
    assert nowhere.school == ""
    with database.reading() as connection:
        counted = select(rows.students.c.school_id, func.count()).group_by("school_id")
        assert sorted(map(tuple, connection.execute(counted)), key=str) == [(1, 3), (None, 1)]


def test_who_answers_for_a_school_reaches_its_students_alone(school, storage):
    pat = school.case_manager("U0PAT")
    school.person("U0SUE", Role.SUPERVISOR, schools=[MARSH])
    ours, _, _ = (school.student(pat, school=one) for one in (MARSH, "Otter High", ""))

    with storage.district_of(SlackUserId("U0SUE"), now=NOW) as district:
        assert [case.student.id for case in district.cases()] == [ours.id]
        assert district.person.schools == {MARSH}


def test_a_student_changes_schools(school, storage, database):
    student = school.student(school.case_manager("U0PAT"), school=MARSH)

    with storage.caseload_of(SlackUserId("U0PAT"), now=NOW) as caseload:
        caseload.students.keep(replace(student, school="Otter High"))
        assert caseload.students.get(student.id).school == "Otter High"
        caseload.students.keep(replace(student, school=""))

    with storage.caseload_of(SlackUserId("U0PAT"), now=NOW, reading=True) as caseload:
        assert caseload.students.get(student.id).school == ""
    assert schools_in(database) == [MARSH, "Otter High"]


def test_each_workspace_has_schools_of_its_own(school, database):
    other = School(another_workspace(database))
    for one in (school, other):
        one.student(one.case_manager("U0PAT"), school=MARSH)

    first, second = unsealed(database, rows.schools)

    assert (first.name, second.name) == (MARSH, MARSH)
    assert first.workspace_id != second.workspace_id
    assert first.name_hash != second.name_hash, "nobody sees that both have the same one"


def test_a_school_is_found_again_after_the_keys_were_turned(school, database_url, opened):
    pat = school.case_manager("U0PAT")
    school.student(pat, school=MARSH)
    newest = Fernet.generate_key().decode()
    rotate_keys(opened(database_url, keys=(newest, *KEYS)))

    database = opened(database_url, keys=(newest,))
    School(Storage(database, WORKSPACE), made=1).student(pat, school=MARSH)

    assert schools_in(database) == [MARSH]
    (kept,) = unsealed(database, rows.schools)
    with database.reading() as connection:
        mark = connection.scalar(select(rows.workspaces.c.mark))
    assert kept.name_hash == database.keys.of(mark).hashed(MARSH)


def test_two_who_bring_in_a_new_school_at_once_make_one(school, storage, database):
    users = [f"U0PAT{number}" for number in range(4)]
    students = {user: school.student(school.case_manager(user)) for user in users}

    def moves(user: str) -> None:
        with storage.caseload_of(SlackUserId(user), now=NOW) as caseload:
            caseload.students.keep(replace(students[user], school=MARSH))

    with ThreadPoolExecutor(4) as together:
        list(together.map(moves, users))

    assert schools_in(database) == [MARSH]
