"""Students: found by name within the caseload, by number through a hash, by alias for ever."""

from dataclasses import replace
from datetime import date

import pytest
from cryptography.fernet import Fernet
from sqlalchemy.exc import IntegrityError

from bot.errors import CaseworkError, NotOnCaseloadError, StaleError
from bot.people.people import SlackUserId
from bot.students import Description
from storage import Storage
from tests.conftest import KEYS, NOW, WORKSPACE

PAT = SlackUserId("U0PAT")


def test_a_student_comes_back_as_they_were_added(school, storage):
    pat = school.case_manager()
    fields = {
        "alias": "ZÉ-2F7",
        "first_name": "Zoë",
        "last_name": "Éluard",
        "number": "0042",
        "grade": "K",
        "school": "Fernhollow",
        "home_language": "Hmong",
        "interpreter": True,
        "annual_due": date(2027, 1, 15),
        "triennial_due": date(2028, 2, 29),
    }
    student = school.student(pat, **fields)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        found = caseload.students.get(student.id)

    assert found == student
    assert {name: getattr(found, name) for name in fields} == fields
    assert found.case_manager == pat.id


def test_an_unknown_date_stays_unknown(school, storage):
    student = school.student(school.case_manager())

    assert (student.annual_due, student.triennial_due, student.exited_on) == (None, None, None)


def test_a_student_is_found_by_the_beginning_of_a_name(school, storage):
    pat = school.case_manager()
    anna = school.student(pat, first_name="Anna", last_name="Quist")
    school.student(pat, first_name="Bea", last_name="Rook")

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.students.named("ann") == [anna]


def test_a_renamed_student_keeps_the_alias(school, storage):
    student = school.student(school.case_manager(), alias="ZW-2F7")
    renamed = replace(student, last_name="Newname", alias="NN-9KQ", number="77", grade="4")

    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.students.keep(renamed)

    with storage.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.students.get(student.id) == replace(renamed, alias="ZW-2F7")
        assert caseload.students.by_number("77") is not None
        assert caseload.students.by_number(student.number) is None


def test_no_alias_is_given_twice_even_to_different_caseloads(school, storage):
    school.student(school.case_manager("U0PAT"), alias="ZW-2F7")
    lee = school.case_manager("U0LEE")

    with storage.caseload_of(SlackUserId("U0LEE"), now=NOW) as caseload:
        assert caseload.students.aliases_taken() == {"ZW-2F7"}
    # PostgreSQL does not tell a second writer from a mistake, so that it is told in words there.
    with pytest.raises((IntegrityError, StaleError)):
        school.student(lee, alias="ZW-2F7")


def test_a_number_is_found_again_after_the_key_was_changed(school, database_url, opened):
    student = school.student(school.case_manager(), number="123456")
    newer = (Fernet.generate_key().decode(), *KEYS)
    later = Storage(opened(database_url, keys=newer), WORKSPACE)

    with later.caseload_of(PAT, now=NOW) as caseload:
        assert caseload.students.by_number(" 123456 ") == student
        assert caseload.students.by_number("12345") is None


def test_a_number_is_given_once_even_after_the_key_was_changed(school, database_url, opened):
    pat = school.case_manager()
    school.student(pat, number="123456")
    newer = (Fernet.generate_key().decode(), *KEYS)
    later = Storage(opened(database_url, keys=newer), WORKSPACE)

    with (
        pytest.raises(CaseworkError, match="on record already"),
        later.caseload_of(PAT, now=NOW) as caseload,
    ):
        caseload.students.add(
            Description(first_name="A", number="123456"), alias="AA-222", case_manager=pat.id
        )


def test_students_without_a_number_do_not_get_in_each_others_way(school):
    pat = school.case_manager()

    school.student(pat, number="")
    school.student(pat, number="")


def test_a_number_cannot_be_changed_into_somebody_elses(school, storage):
    pat = school.case_manager()
    one, other = school.student(pat), school.student(pat)

    with pytest.raises(CaseworkError), storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.students.keep(replace(one, number=other.number))


def test_a_case_manager_adds_students_to_their_own_caseload_only(school, storage):
    pat, lee = school.case_manager("U0PAT"), school.case_manager("U0LEE")
    said = Description(first_name="A")

    with storage.caseload_of(PAT, now=NOW) as caseload:
        added = caseload.students.add(said, alias="AA-222", case_manager=pat.id)
    with pytest.raises(NotOnCaseloadError), storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.students.add(said, alias="AA-333", case_manager=lee.id)

    with storage.jobs(now=NOW) as scope:
        assert [student.id for student in scope.students.all()] == [added.id]


def test_what_a_file_said_last_is_remembered(school, storage):
    student = school.student(school.case_manager())

    with storage.jobs(now=NOW) as scope:
        assert scope.students.imported(student.id) == {}
        scope.students.keep_imported(student.id, {"last_name": "Wexford", "grade": "3"})
        scope.students.keep_imported(student.id, {"last_name": "Wexford", "grade": "4"})
    with storage.jobs(now=NOW) as scope:
        assert scope.students.imported(student.id) == {"last_name": "Wexford", "grade": "4"}


def test_a_change_stands_in_the_trail_with_before_and_after(school, storage):
    student = school.student(school.case_manager(), grade="3")
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.students.keep(replace(student, grade="4"))
        caseload.students.keep(replace(student, grade="4"))

    with storage.caseload_of(PAT, now=NOW) as caseload:
        entries = caseload.audit.trail(student.id)
        assert [entry.act for entry in entries] == ["changed a student", "added a student"]
        assert entries[0].detail == "grade: 3, now 4"
        assert entries[0].by == caseload.person.id
        assert entries[0].at == NOW
        assert entries[1].by is None
