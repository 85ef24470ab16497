"""A record that is destroyed leaves no row, no word and no number to be given again."""

from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.people.confirmations import Confirmation, ConfirmationId, Wish
from bot.people.people import SlackUserId
from bot.students import Description
from casework.records.destruction import destroy
from storage import Errand
from storage import tables as rows
from storage.engine.seals import sealing_of
from storage.tables.belongings import belonging_to
from tests.conftest import NOW
from tests.storage import test_everything as everything
from tests.storage.test_audit_chains import faults
from tests.storage.test_everything import PLANTED
from tests.storage.unsealed import unsealed

PAT = SlackUserId("U0PAT")
OWNERS = ("student_id", "meeting_id", "id")
NOT_THEIRS = {"staff_name", "staff_mail", "school", "pasted"}


def destroyed(storage, student):
    with storage.jobs(now=NOW) as scope:
        return destroy(
            scope,
            scope.students.get(student),
            told_on=NOW.date(),
            told_by="letter",
            open_work=True,
        )


@pytest.fixture
def filled(school):
    everything.fill(school)
    return school


def the_student(storage):
    with storage.jobs(now=NOW, reading=True) as scope:
        found = scope.students.known_as(PLANTED["number"])
        assert found is not None
        return found.id


def test_no_row_is_left_that_belongs_to_the_student(filled, storage, database):
    student = the_student(storage)
    which = {table.name: condition for table, condition in belonging_to(student)}
    with database.reading() as connection:
        numbers = {
            name: connection.scalar(
                select(func.count()).select_from(rows.metadata.tables[name]).where(condition)
            )
            for name, condition in which.items()
        }
    assert [name for name, number in numbers.items() if not number] == []

    certificate = destroyed(storage, student)

    assert dict(certificate.counts) == numbers
    with database.reading() as connection:
        for table in map(rows.metadata.tables.get, which):
            column = next(table.c[one] for one in OWNERS if one in table.c)
            assert not connection.scalar(select(func.count()).where(column == student)), table.name


def test_no_sealed_word_anywhere_tells_of_the_student(filled, storage, database):
    student = the_student(storage)

    destroyed(storage, student)

    with database.reading() as connection:
        seal = database.keys.of(connection.scalar(select(rows.workspaces.c.mark)))
        for sealing in map(sealing_of, rows.metadata.sorted_tables):
            if not sealing.columns or sealing.table is rows.key_checks:
                continue
            for row in connection.execute(select(sealing.table)).all():
                said = str(sealing.opened(seal, row)).casefold()
                for what, word in PLANTED.items():
                    if what not in NOT_THEIRS:
                        assert word.casefold() not in said, f"{what} in {sealing.table.name}"


def test_what_somebody_asked_for_about_the_student_says_it_no_more(school, storage, database):
    pat = school.case_manager()
    student = school.student(pat, number="90871234", first_name="Zephyrine", last_name="Wex")
    with storage.caseload_of(PAT, now=NOW) as caseload:
        for rows_asked in ("student_id\n90871234", "student_id\n1"):
            wanted = Confirmation(
                id=ConfirmationId(0), wish=Wish.STUDENTS, by=pat.id, at=NOW, rows=rows_asked
            )
            caseload.confirmations.ask(wanted)

    destroyed(storage, student.id)

    asked = unsealed(database, rows.confirmations)
    assert {(one.decision, one.private.get("rows", "")) for one in asked} == {
        ("stale", ""),
        ("waits", "student_id\n1"),
    }


def test_what_is_told_of_several_leaves_the_student_out(school, storage, database):
    pat = school.case_manager()
    student, other = school.student(pat), school.student(pat, last_name="Reedling")
    with storage.jobs(now=NOW) as scope:
        for subject in (f":{student.id},{other.id}", f":{student.id}"):
            scope.outbox.put(Errand(kind="handed_over", addressee=PAT, subject=subject))

    destroyed(storage, student.id)

    with storage.jobs(now=NOW, reading=True) as scope:
        waiting = scope.outbox.waiting("handed_over", PAT)
    assert [one.subject for one in waiting] == [f":{other.id}"]


def test_what_was_given_up_about_the_student_alone_is_owed_to_nobody(school, storage, database):
    pat = school.case_manager()
    student = school.student(pat)
    with storage.jobs(now=NOW) as scope:
        scope.outbox.put(Errand(kind="handed_over", addressee=PAT, subject=f":{student.id}"))
    with database.writing() as connection:
        connection.execute(rows.outbox.update().values(state="given_up"))

    destroyed(storage, student.id)

    with storage.jobs(now=NOW, reading=True) as scope:
        assert scope.unsent.given_up() == []


def test_who_has_the_same_district_id_is_found_by_it_from_then_on(school, storage):
    pat, lee = school.case_manager(), school.case_manager("U0LEE")
    student = school.student(pat, number="4711")
    with storage.caseload_of(SlackUserId("U0LEE"), now=NOW) as caseload:
        said = Description(first_name="Tova", last_name="Reedling", number="4711")
        twin = caseload.students.add(said, alias="TR-002", case_manager=lee.id)

    destroyed(storage, student.id)

    with storage.jobs(now=NOW, reading=True) as scope:
        assert scope.students.known_as("4711") == twin


def test_another_student_stays_as_they_were_to_the_byte(filled, school, storage, database):
    student = the_student(storage)
    with storage.jobs(now=NOW) as scope:
        pat = scope.people.by_slack(PAT)
    other = school.student(pat, first_name="Tova", last_name="Reedling")
    school.meeting(other)
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.concerns.add(other.id, None, "Bus times")

    def of_the_other():
        with database.reading() as connection:
            return {
                table.name: [tuple(row) for row in connection.execute(select(table).where(which))]
                for table, which in belonging_to(other.id)
            }

    before = of_the_other()
    destroyed(storage, student)

    assert of_the_other() == before
    assert before["concerns"]


def test_the_log_holds_and_says_no_word_of_the_record(filled, storage, database):
    student = the_student(storage)
    destroyed(storage, student)

    assert faults(storage) == set()
    with database.reading() as connection:
        said = connection.execute(
            select(rows.audit.c.why, rows.audit.c.detail).where(rows.audit.c.student_id == student)
        ).all()
    assert len(said) > 5
    assert {value for row in said for value in row} == {None}


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DELETE FROM audit WHERE {chain} AND place = 2", "taken out"),
        ("UPDATE audit SET act = 'dreamt' WHERE {chain} AND place = 2", "altered"),
        ("DELETE FROM audit WHERE {chain} AND act = 'destroyed the record'", "cut off at the end"),
        ("DELETE FROM audit WHERE {chain}", "taken out as a whole"),
    ],
)
def test_what_is_altered_in_the_log_of_a_destroyed_record_is_seen(
    filled, storage, database, statement, fault
):
    student = the_student(storage)
    destroyed(storage, student)
    with database.writing() as connection:
        connection.execute(text(statement.format(chain=f"chain = 'student {student}'")))

    assert fault in {one[2] for one in faults(storage)}


def test_a_log_that_is_gone_with_its_end_is_missed_after_a_destruction_too(
    filled, storage, database
):
    student = the_student(storage)
    destroyed(storage, student)
    with database.writing() as connection:
        for table in ("audit", "audit_chains"):
            connection.execute(text(f"DELETE FROM {table} WHERE chain = 'student {student}'"))

    assert (f"student {student}", 0, "taken out as a whole") in faults(storage)


def test_blanking_what_another_student_s_log_says_is_seen(filled, school, storage, database):
    student = the_student(storage)
    with storage.jobs(now=NOW) as scope:
        pat = scope.people.by_slack(PAT)
    other = school.student(pat, first_name="Tova", last_name="Reedling")
    with storage.caseload_of(PAT, now=NOW) as caseload:
        caseload.audit.log("looked", student=other.id, why="asked")
    destroyed(storage, student)
    with database.writing() as connection:
        connection.execute(text(f"UPDATE audit SET why = NULL WHERE chain = 'student {other.id}'"))

    assert {one[2] for one in faults(storage)} == {"altered"}


def test_neither_alias_nor_numbers_are_given_again(filled, school, storage):
    student = the_student(storage)
    with storage.jobs(now=NOW) as scope:
        pat = scope.people.by_slack(PAT)
    last = school.student(pat, first_name="Tova", last_name="Reedling")
    meeting = school.meeting(last)
    for one in (student, last.id):
        destroyed(storage, one)

    newer = school.student(pat, first_name="Otis", last_name="Plumfield")

    assert newer.id > last.id
    assert school.meeting(newer).id > meeting.id
    with storage.jobs(now=NOW) as scope:
        taken = scope.students.aliases_taken()
    assert PLANTED["alias"] in taken
    assert newer.alias in taken
    assert "QQ-QQQ" not in taken


def test_a_file_that_stands_in_slack_is_taken_out_at_once(filled, storage, database):
    student = the_student(storage)
    with database.writing() as connection:
        request = connection.scalar(select(rows.requests.c.id))
        connection.execute(rows.outbox.update().values(subject=f"request:{request}"))

    certificate = destroyed(storage, student)

    assert certificate.files == 1
    assert storage.sent_files.begun_before(NOW.replace(year=2000), most=5) == ["F0FORM"]
    with storage.jobs(now=NOW, reading=True) as scope:
        assert scope.messages.of("card", "meeting:1") == []


@pytest.mark.parametrize("dialect", ["sqlite"], indirect=True)
def test_nothing_that_was_sealed_stands_in_the_file_any_more(
    filled, storage, database, database_url
):
    student = the_student(storage)
    with database.reading() as connection:
        ciphers = [
            str(value).encode()
            for table, which in belonging_to(student)
            for row in connection.execute(select(table).where(which))
            for name, value in row._mapping.items()
            if value is not None and (name in sealing_of(table).columns or name == "alias_hash")
        ]
    assert len(ciphers) > 30
    destroyed(storage, student)

    assert database.wipe_what_was_deleted()

    file = Path(database_url.removeprefix("sqlite:///"))
    kept = b"".join(path.read_bytes() for path in sorted(file.parent.glob("preiep.db*")))
    assert [one for one in ciphers if one in kept] == []
