"""What somebody takes out of the log or alters in it behind Preiep's back is seen."""

import threading
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.people.people import SlackUserId
from bot.workspaces import LOCAL, WorkspaceId
from storage import Storage, adopt_local, make_workspace, rotate_keys
from tests.conftest import HANGS, KEYS, NOW

PAT = SlackUserId("U0PAT")
HOME = "looked at the home tab"


@pytest.fixture
def students(school):
    case_manager = school.case_manager()
    return [
        school.student(case_manager),
        school.student(case_manager, first_name="Tova", last_name="Reedling"),
    ]


@pytest.fixture
def looked_at(school, storage, students):
    """A log in which each of two students was looked at three times."""
    for minute in range(3):
        with storage.caseload_of(PAT, now=NOW + timedelta(minutes=minute)) as caseload:
            caseload.audit.log(HOME)
            for student in students:
                caseload.audit.log("looked", student=student.id, why="asked", detail=f"{minute}")
    assert faults(storage) == set()
    return storage


def faults(storage: Storage) -> set[tuple[str, int, str]]:
    with storage.jobs(now=NOW, reading=True) as scope:
        found = scope.audit.chains.check()
    return {(one.chain, one.place, str(one.fault)) for one in found.broken}


def behind_our_back(database, *statements: str) -> None:
    """Change the database as whoever knows its password can."""
    with database.writing() as connection:
        for statement in statements:
            assert connection.execute(text(statement)).rowcount > 0


FIRST = "chain = 'student 1'"
THIRD = f"WHERE {FIRST} AND place = 3"
THE_LAST = f"FROM audit WHERE {FIRST} AND place = 4"
OF_THE_LAST = f"SELECT {{}} {THE_LAST}"
COPIED = "workspace_id, mark, at, by_id, act, student_id, why, detail, chain, content, link"
END_AT_TWO = (
    f"UPDATE audit_chains SET entries = 2, link = (SELECT link FROM audit WHERE {FIRST}"
    f" AND place = 2) WHERE {FIRST}"
)


@pytest.mark.parametrize(
    ("statements", "seen"),
    [
        pytest.param(
            [f"DELETE FROM audit WHERE {FIRST} AND place = 2"],
            {("student 1", 3, "taken out")},
            id="one-in-the-middle",
        ),
        pytest.param(
            [f"DELETE FROM audit WHERE {FIRST} AND place > 2"],
            {("student 1", 4, "cut off at the end")},
            id="the-last-ones",
        ),
        pytest.param(
            [
                f"DELETE FROM audit WHERE {FIRST} AND place > 2",
                END_AT_TWO,
            ],
            {("student 1", 2, "its end altered")},
            id="the-last-ones-and-the-end-with-them",
        ),
        pytest.param(
            [f"DELETE FROM audit WHERE {FIRST}"],
            {("student 1", 4, "taken out as a whole")},
            id="all-about-one-student",
        ),
        pytest.param(
            [f"DELETE FROM audit WHERE {FIRST}", f"DELETE FROM audit_chains WHERE {FIRST}"],
            {("student 1", 0, "taken out as a whole")},
            id="all-about-one-student-and-its-end",
        ),
        pytest.param(
            [f"UPDATE audit SET act = 'dreamt' WHERE {FIRST} AND place = 3"],
            {("student 1", 3, "altered")},
            id="what-was-done",
        ),
        pytest.param(
            [f"UPDATE audit SET by_id = NULL WHERE {FIRST} AND place = 3"],
            {("student 1", 3, "altered")},
            id="who-did-it",
        ),
        pytest.param(
            [
                f"UPDATE audit SET at = ({OF_THE_LAST.format('at')}) {THIRD}",
            ],
            {("student 1", 3, "altered")},
            id="when",
        ),
        pytest.param(
            [f"UPDATE audit SET student_id = 2 WHERE {FIRST} AND place = 3"],
            {("student 1", 3, "altered")},
            id="about-whom",
        ),
        pytest.param(
            [
                f"UPDATE audit SET detail = ({OF_THE_LAST.format('detail')}) {THIRD}",
            ],
            {("student 1", 3, "altered")},
            id="what-changed",
        ),
        pytest.param(
            [f"UPDATE audit SET detail = NULL, why = NULL WHERE {FIRST} AND place = 3"],
            {("student 1", 3, "altered")},
            id="what-it-says-is-blanked",
        ),
        pytest.param(
            [f"INSERT INTO audit ({COPIED}, place) SELECT {COPIED}, 5 {THE_LAST}"],
            {("student 1", 5, "altered"), ("student 1", 5, "its end altered")},
            id="one-put-in",
        ),
        pytest.param(
            ["DELETE FROM audit_keys"],
            {("student 1", place, "altered") for place in range(1, 5)}
            | {("student 2", place, "altered") for place in range(1, 5)}
            | {("student 1", 4, "its end altered"), ("student 2", 4, "its end altered")},
            id="the-key-of-it-all",
        ),
    ],
)
def test_what_is_altered_in_the_log_is_seen(looked_at, database, statements, seen):
    behind_our_back(database, *statements)

    assert {one for one in faults(looked_at) if one[0].startswith("student")} == seen


ONE_S_OWN = "chain = 'person 1'"


@pytest.mark.parametrize(
    "statements",
    [
        [f"DELETE FROM audit WHERE {ONE_S_OWN}", f"DELETE FROM audit_chains WHERE {ONE_S_OWN}"],
        [
            f"DELETE FROM audit WHERE {ONE_S_OWN}",
            f"DELETE FROM audit_chains WHERE {ONE_S_OWN}",
            "UPDATE audit_keys SET chains = chains - 1",
        ],
    ],
    ids=["all-that-one-did", "and-the-number-with-it"],
)
def test_a_chain_that_no_student_stands_for_is_missed_as_well(looked_at, database, statements):
    behind_our_back(database, *statements)
    gone = "all that somebody did, or all about a student, was taken out or put in"

    assert faults(looked_at) == {("the log", 3, gone)}

    with looked_at.caseload_of(PAT, now=NOW) as caseload:
        caseload.audit.log(HOME)
    assert faults(looked_at) == {("the log", 4, gone)}, "what comes later makes nothing good"


def test_what_comes_later_makes_no_altered_end_good(looked_at, database, students):
    behind_our_back(
        database,
        f"DELETE FROM audit WHERE {FIRST} AND place = 4",
        f"UPDATE audit_chains SET entries = 3, link = (SELECT link FROM audit WHERE {FIRST}"
        f" AND place = 3) WHERE {FIRST}",
    )

    for _ in range(2):
        with looked_at.caseload_of(PAT, now=NOW) as caseload:
            caseload.audit.log("looked", student=students[0].id)

    assert faults(looked_at) == {("student 1", 5, "its end altered")}


def test_the_log_holds_after_the_keys_were_changed(looked_at, database_url, opened):
    newest = Fernet.generate_key().decode()
    rotate_keys(opened(database_url, [newest, *KEYS]))

    storage = Storage(opened(database_url, [newest]), looked_at.workspace_id)
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.audit.log(HOME)

    assert faults(storage) == set()


def test_the_log_holds_after_local_was_adopted(database):
    team = WorkspaceId("T0REAL")
    make_workspace(database, LOCAL, timezone="UTC", region="none", now=NOW)
    with Storage(database, LOCAL).jobs(now=NOW) as scope:
        scope.audit.log("made a backup")

    assert adopt_local(database, team, now=NOW)

    storage = Storage(database, team)
    assert faults(storage) == set()
    with storage.jobs(now=NOW, reading=True) as scope:
        assert scope.audit.chains.check().entries == 2


def test_many_who_look_at_the_same_students_at_once_wait_for_nobody_in_a_circle(
    looked_at, students
):
    at_once = threading.Barrier(4)

    def looks(*, backwards: bool) -> None:
        at_once.wait(HANGS)
        for _ in range(5):
            with looked_at.caseload_of(PAT, now=NOW) as caseload:
                for student in reversed(students) if backwards else students:
                    caseload.audit.log("looked", student=student.id)

    threads = [threading.Thread(target=looks, kwargs={"backwards": n % 2 == 0}) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(HANGS)

    assert faults(looked_at) == set()
    with looked_at.caseload_of(PAT, now=NOW) as caseload:
        assert len(caseload.audit.trail(students[1].id)) == 1 + 3 + 20
