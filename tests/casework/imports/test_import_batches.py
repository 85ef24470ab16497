"""A large file comes in a few rows at a time: nobody waits for it, and nothing of it is lost."""

from dataclasses import replace

import pytest

from bot.errors import CaseworkError, StorageAwayError
from bot.messages import MessageKind
from bot.people.people import Role, SlackUserId
from casework.imports.import_batches import ROWS_AT_A_TIME
from casework.imports.imports import Files, Report, take_in, try_out
from casework.imports.pastes import take_paste
from storage import Storage, open_database
from storage import tables as rows
from tests.conftest import KEYS, NOW, WORKSPACE

HEADER = "student_id,first_name,last_name,case_manager,annual_due,meeting_date,team"
STUDENTS = 2 * ROWS_AT_A_TIME + 5


class PowerCutError(Exception):
    """The machine goes off between two batches."""


def a_file(
    students: int = STUDENTS, *, led_by: str = "m@quill.example", spoiled: int = -1
) -> Files:
    """A caseload; where a row is spoiled, its meeting is on a Sunday, and its teacher is new."""
    lines = [
        f"S{number},Invented,Number{number},{led_by},2027-02-01,"
        + ("2026-11-15,teacher:nobody@quill.example" if number == spoiled else "2026-11-17,")
        for number in range(students)
    ]
    return Files(caseload="\n".join([HEADER, *lines, ""]))


def on_record(storage: Storage) -> int:
    with storage.jobs(now=NOW, reading=True) as scope:
        return len(scope.students.all())


def take(storage: Storage, files: Files, **how) -> Report:
    return take_in(files, lambda: storage.jobs(now=NOW), **how)


def test_between_two_batches_others_can_write(storage, database_url):
    other_assistant = open_database(database_url, KEYS)
    written = []

    def between(done: int, all_rows: int) -> None:
        with Storage(other_assistant, WORKSPACE).jobs(now=NOW) as scope:
            scope.people.add(slack_id=SlackUserId(f"U0MEANWHILE{done}"))
        written.append((done, all_rows))

    report = take(storage, a_file(), between=between)

    other_assistant.close()
    assert report.counts["student added"] == STUDENTS
    assert len(written) >= 2
    assert {all_rows for _, all_rows in written} == {STUDENTS}


def test_what_others_write_about_somebody_between_two_batches_stays(storage):
    students = [f"S{number},I,N,m@quill.example,," for number in range(ROWS_AT_A_TIME)]
    first, last = "T1,I,N,a@quill.example,,,teacher:t@quill.example", "T2,I,N,t@quill.example,,"
    caseload = "\n".join([HEADER, first, *students, last])
    people = "person,role\nm@quill.example,case_manager\nt@quill.example,supervisor"

    def matched(*_: int) -> None:
        with storage.jobs(now=NOW) as scope:
            if teacher := scope.people.by_email("t@quill.example"):
                user = SlackUserId("U0TEACHER")
                scope.people.keep(replace(teacher, slack_id=user, name="Tess Tern"))

    take(storage, Files(caseload=caseload), between=matched)
    take(storage, Files(people=people), between=matched)

    with storage.jobs(now=NOW, reading=True) as scope:
        teacher = scope.people.by_email("t@quill.example")
    assert (teacher.slack_id, teacher.name) == ("U0TEACHER", "Tess Tern")
    assert teacher.roles == {Role.CASE_MANAGER, Role.SUPERVISOR}


def test_of_two_channels_for_the_office_the_first_stays(storage):
    two = "person,role,channel\na@quill.example,office,C0ONE\nb@quill.example,office,C0TWO"

    report = take(storage, Files(people=two))

    assert ["the office has another one" in one.sentence for _, one in report.findings] == [True]
    with storage.jobs(now=NOW, reading=True) as scope:
        assert scope.workspace.office_channel == "C0ONE"


def test_after_a_power_cut_the_same_file_goes_on_where_it_ended(storage):
    def power_cut(_done: int, _rows: int) -> None:
        raise PowerCutError

    with pytest.raises(PowerCutError):
        take(storage, a_file(), between=power_cut)
    first = on_record(storage)
    assert 0 < first <= ROWS_AT_A_TIME

    again = take(storage, a_file())

    assert again.counts["student added"] == STUDENTS - first
    assert on_record(storage) == STUDENTS
    assert take(storage, a_file()).summary == "Nothing changed."


def test_a_bad_row_is_undone_and_its_neighbours_stay(storage):
    report = take(storage, a_file(10, spoiled=4))

    assert on_record(storage) == 9
    assert [finding.line for _, finding in report.findings if finding.bad] == [6]
    assert report.counts["person added"] == 1
    with storage.jobs(now=NOW, reading=True) as scope:
        assert [person.email for person in scope.people.all()] == ["m@quill.example"]


def test_a_school_that_only_a_bad_row_named_comes_with_the_next_row(storage):
    header = "student_id,first_name,case_manager,school,meeting_date"
    rows = ["S1,Otis,m@quill.example,Newfound,2026-11-15", "S2,Juno,m@quill.example,Newfound,"]

    report = take(storage, Files(caseload="\n".join([header, *rows])))

    assert [finding.line for _, finding in report.findings] == [2]
    with storage.jobs(now=NOW, reading=True) as scope:
        assert [(one.number, one.school) for one in scope.students.all()] == [("S2", "Newfound")]


def test_trying_out_says_what_taking_in_does_and_keeps_nothing(storage):
    files = a_file(spoiled=40)

    tried = try_out(files, lambda: storage.jobs(now=NOW))

    assert on_record(storage) == 0
    taken = take(storage, files)
    assert tried.counts == taken.counts
    assert tried.findings == taken.findings
    assert [one.line for one in tried.rows] == [one.line for one in taken.rows]


def test_whoever_gains_students_hears_of_all_who_came_in_before_the_power_cut(storage, database):
    take(storage, a_file())
    with storage.jobs(now=NOW) as scope:
        scope.people.add(slack_id=SlackUserId("U0NEW"), email="new@quill.example")

    def power_cut(_done: int, _rows: int) -> None:
        raise PowerCutError

    with pytest.raises(PowerCutError):
        take(storage, a_file(led_by="new@quill.example"), between=power_cut)
    take(storage, a_file(led_by="new@quill.example"))

    outbox = rows.outbox.c
    with database.reading() as connection:
        told = connection.execute(
            rows.outbox.select().where(outbox.kind == MessageKind.HANDED_OVER)
        ).all()
    students = [one for row in told for one in row.subject.partition(":")[2].split(",")]
    assert len(students) == len({*students}) == STUDENTS
    assert {row.addressee for row in told} == {"U0NEW"}


def test_a_database_that_goes_away_is_no_bad_row(storage):
    def away() -> None:
        raise StorageAwayError

    with pytest.raises(StorageAwayError):
        take(storage, a_file(), between=lambda *_: away())


def test_a_paste_whose_records_go_away_half_way_says_that_the_first_rows_stay(storage):
    opened = []

    def goes_away():
        opened.append(storage)
        if len(opened) > 1:
            raise StorageAwayError
        return storage.jobs(now=NOW)

    with pytest.raises(CaseworkError, match="The rows that were taken in before stay"):
        take_paste({"0": str(a_file().caseload)}, goes_away, own=None, goes_on=lambda: True)

    assert 0 < on_record(storage) < STUDENTS
