"""The log can be read on the district's own machine, which also tells whether it was altered."""

import pytest
from sqlalchemy import text

from storage import open_database
from tests.conftest import KEYS

OTIS = "S1,Otis,Plumfield,7,Marsh,,,m@quill.example,2026-11-02,,2026-10-27,9:00,annual,phone,"


@pytest.fixture
def imported(command):
    assert command("import", command.caseload(OTIS)).code == 0
    return command


def change(database_url: str, statement: str) -> None:
    database = open_database(database_url, KEYS)
    with database.writing() as connection:
        assert connection.execute(text(statement)).rowcount > 0
    database.close()


def test_the_log_says_who_did_what_by_alias(imported):
    outcome = imported("audit")

    assert outcome.code == 0
    assert "2026-10-08 15:00:00  Preiep itself  added a student  OP" in outcome.out
    assert outcome.out.endswith("and none was taken out or altered.\n")
    assert not any(word in outcome.out for word in ("Otis", "Plumfield"))


def test_an_altered_log_is_said_with_the_student_and_the_place(imported, database_url):
    change(database_url, "UPDATE audit SET act = 'dreamt' WHERE chain = 'student 1' AND place = 1")

    outcome = imported("audit", "--check")

    assert outcome.code == 1
    assert "entry 1: altered\n" in outcome.out
    assert "does not hold in 1 place" in outcome.out
    assert "added a student" not in outcome.out


def test_doctor_says_so_too(imported, database_url):
    assert "The log holds: " in imported("doctor").out
    change(database_url, "DELETE FROM audit WHERE chain = 'student 1'")

    outcome = imported("doctor")

    assert outcome.code == 1
    assert "wrong  The log does not hold in 1 place" in outcome.out


def test_where_nothing_is_on_record_nothing_is_logged(command):
    assert command("audit").out == "Nothing is on record yet, so nothing is logged.\n"


def test_all_that_somebody_did_taken_out_is_said_of_the_log(imported, database_url):
    change(database_url, "DELETE FROM audit WHERE chain = 'workspace'")
    change(database_url, "DELETE FROM audit_chains WHERE chain = 'workspace'")

    outcome = imported("audit", "--check")

    assert outcome.code == 1
    assert outcome.out.startswith("the log: all that somebody did, or all about a student")
