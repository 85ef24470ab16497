"""`import` brings in what a district exports, and the same file again changes nothing."""

from dataclasses import replace
from datetime import date, time

import pytest

from bot.meetings.meetings import Kind, MeetingState, Mode
from bot.people.people import Role, TeamRole
from tests.cli.conftest import edit

OTIS = (
    "S1,Otis,Plumfield,07,Marsh Middle,Spanish,yes,m@quill.example,11/02/2026,2027-01-11,"
    "2026-10-27,1:30 PM,Annual Review,zoom,"
    "teacher:pat@quill.example;provider/ot:Lee Ng <lee@clinic.example>"
)
TANSY = "S2,Tansy,Under,8,Marsh Middle,,,m@quill.example,,,,,,,"
AT = ("--at", "2026-08-20T09:00")


AT_A_WEEKEND = (
    "caseload.csv, line 3 (student S3): Saturday, October 31, 2026 is on a weekend. "
    "Please choose a weekday; nothing was saved."
)
WITHOUT_ESSENTIALS = (
    "caseload.csv, line 4 (student S4): A new student needs first_name and last_name "
    "and case_manager; please fill that in."
)
IN_THE_SUMMER = (
    "caseload.csv, line 5 (student S5): Wednesday, July 8, 2026 falls between two school years. "
    "Please choose a date inside one; nothing was saved."
)
NO_DATE = (
    "caseload.csv, line 6 (student S6): annual_due: 'soon' is not a date; please write "
    "2026-10-27 or 10/27/2026."
)
CLOSED = (
    "caseload.csv, line 2 (student S1): Warning: meeting_date: Tuesday, October 27, 2026 is a "
    "closure in the school calendar. The meeting was added anyway; please check its date."
)


def bring_in(command, *rows, at="2026-08-20T09:00"):
    return command("import", command.caseload(*rows), "--at", at)


def meetings(scope):
    student = scope.students.by_number("S1")
    return [(meeting.on, meeting.kind, meeting.state) for meeting in scope.meetings.of(student.id)]


def test_a_student_comes_in_with_team_and_meeting(command, on_record):
    outcome = bring_in(command, OTIS)

    assert outcome.code == 0
    assert outcome.out == "1 student added, 1 meeting added, 3 people added.\n"
    scope = on_record()
    student = scope.students.by_number("S1")
    assert (student.name, student.grade, student.school) == ("Otis Plumfield", "7", "Marsh Middle")
    assert (student.home_language, student.interpreter) == ("Spanish", True)
    assert (student.annual_due, student.triennial_due) == (date(2026, 11, 2), date(2027, 1, 11))
    assert student.alias.startswith("OP-")
    case_manager = scope.people.get(student.case_manager)
    assert (case_manager.email, case_manager.roles) == ("m@quill.example", {Role.CASE_MANAGER})
    assert [(member.role, member.service) for member in scope.people.team_of(student.id)] == [
        (TeamRole.TEACHER, None),
        (TeamRole.PROVIDER, "ot"),
    ]
    (meeting,) = scope.meetings.of(student.id)
    assert (meeting.on, meeting.at, meeting.mode) == (date(2026, 10, 27), time(13, 30), Mode.VIDEO)
    assert (meeting.kind, meeting.state) == (Kind.ANNUAL, MeetingState.PLANNED)
    assert meeting.arose_on == date(2026, 8, 20)


def test_the_same_file_again_changes_nothing(command, on_record):
    bring_in(command, OTIS, TANSY)
    before = everything(on_record())

    again = bring_in(command, OTIS, TANSY, at="2026-09-20T09:00")

    assert (again.code, again.out) == (0, "Nothing changed.\n")
    assert everything(on_record()) == before


def everything(scope):
    students = scope.students.all()
    return (
        students,
        scope.people.all(),
        [scope.meetings.of(student.id) for student in students],
        [scope.people.team_of(student.id) for student in students],
        [scope.students.imported(student.id) for student in students],
        [scope.audit.trail(student.id) for student in students],
    )


def test_edits_made_in_slack_survive_the_next_import(command, on_record, database_url):
    bring_in(command, OTIS)

    def edited(scope):
        student = scope.students.by_number("S1")
        scope.students.keep(replace(student, first_name="Otto", school="Reed Middle"))
        scope.people.set_team(student.id, [])
        (meeting,) = scope.meetings.of(student.id)
        scope.meetings.keep(replace(meeting, on=date(2026, 10, 29), at=time(8)))

    edit(database_url, edited)
    outcome = bring_in(command, OTIS.replace("Marsh Middle", "Hill Middle"))

    assert outcome.out == "1 student changed.\n"
    scope = on_record()
    student = scope.students.by_number("S1")
    assert (student.first_name, student.school) == ("Otto", "Hill Middle")
    assert scope.people.team_of(student.id) == ()
    assert meetings(scope) == [(date(2026, 10, 29), Kind.ANNUAL, MeetingState.PLANNED)]


def test_a_blank_or_a_missing_row_changes_nothing(command, on_record):
    bring_in(command, OTIS, TANSY)
    before = everything(on_record())
    assert bring_in(command, "S2,,,,,,,,,,,,,,").out == "Nothing changed.\n"
    assert everything(on_record()) == before


def test_a_bad_row_is_named_by_its_line_and_the_good_ones_go_in(command, on_record):
    outcome = bring_in(
        command,
        OTIS,
        "S3,Wren,Gallowglass,7,,,,m@quill.example,,,2026-10-31,,,,",
        "S4,,,7,,,,,,,,,,,",
        "S5,Basil,Thorn,8,,,,m@quill.example,,,2026-07-08,,,,",
        "S6,Juno,Quick,8,,,,m@quill.example,soon,,,,,,",
        TANSY,
    )

    assert outcome.code == 1
    assert outcome.out.splitlines() == [
        AT_A_WEEKEND,
        WITHOUT_ESSENTIALS,
        IN_THE_SUMMER,
        NO_DATE,
        "2 students added, 1 meeting added, 3 people added, 4 rows with problems.",
    ]
    assert [student.number for student in on_record().students.all()] == ["S1", "S2"]


def test_a_past_meeting_is_held_and_asks_for_nothing(command, on_record):
    yesterday = OTIS.replace("2026-10-27", "2026-08-19")
    outcome = bring_in(command, yesterday)
    assert "1 past meeting added as held" in outcome.out
    assert meetings(on_record()) == [(date(2026, 8, 19), Kind.ANNUAL, MeetingState.HELD)]
    due = command("due", "--json", *AT).out
    assert "2026-08-19" not in due


def test_a_closure_is_a_warning_and_the_row_goes_in(command, on_record):
    closures = command.file("closures.csv", ["date,until,name", "2026-10-26,10/27/2026,Fair"])

    outcome = command("import", command.caseload(OTIS), "--closures", closures, *AT)

    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        CLOSED,
        "1 student added, 1 meeting added, 3 people added, 2 closures added, 1 warning.",
    ]
    scope = on_record()
    assert scope.calendar.closures == {date(2026, 10, 26), date(2026, 10, 27)}
    assert scope.calendar.confirmed
    assert len(meetings(scope)) == 1


def test_a_new_team_keeps_whom_slack_added(command, on_record, database_url):
    bring_in(command, OTIS)

    def joined(scope):
        student = scope.students.by_number("S1")
        team = scope.people.team_of(student.id)
        newcomer = replace(team[0], person=scope.people.add(name="Kim").id)
        scope.people.set_team(student.id, [*team, newcomer])

    edit(database_url, joined)
    outcome = bring_in(command, OTIS.replace("teacher:pat@", "teacher:sam@"))

    assert outcome.out == "1 team changed, 1 person added.\n"
    scope = on_record()
    team = scope.people.team_of(scope.students.by_number("S1").id)
    assert [scope.people.get(member.person).email for member in team] == [
        "lee@clinic.example",
        None,
        "sam@quill.example",
    ]


def test_a_team_that_slack_knew_of_before_the_file_is_no_change(command, database_url):
    bring_in(command, OTIS)

    def left(scope):
        scope.people.set_team(scope.students.by_number("S1").id, [])

    edit(database_url, left)
    assert bring_in(command, OTIS.replace("teacher:pat@quill.example;", "")).out == (
        "Nothing changed.\n"
    )


def test_a_student_changes_hands(command, on_record):
    bring_in(command, OTIS)
    bring_in(command, OTIS.replace("m@quill.example", "U0KIM"))
    scope = on_record()
    case_manager = scope.people.get(scope.students.by_number("S1").case_manager)
    assert (case_manager.slack_id, case_manager.roles) == ("U0KIM", {Role.CASE_MANAGER})


def test_two_people_at_one_clinic_can_share_an_address(command, on_record):
    shared = "provider/ot:Lee Ng <desk@clinic.example>;provider/pt:Ann Poe <desk@clinic.example>"
    bring_in(command, f"S1,Otis,Plumfield,,,,,m@quill.example,,,,,,,{shared}")
    scope = on_record()
    team = scope.people.team_of(scope.students.by_number("S1").id)
    assert [member.name for member in team] == ["Lee Ng", "Ann Poe"]


def test_a_dry_run_says_the_same_and_keeps_nothing(command, on_record):
    bring_in(command, TANSY)
    before = everything(on_record())
    closures = command.file("closures.csv", ["date,name", "2026-10-27,Fair"])
    given = ("import", command.caseload(OTIS, "S9,,,,,,,,,,,,,,"), "--closures", closures, *AT)

    tried = command(*given, "--dry-run")

    assert tried.code == 1
    assert tried.out.splitlines()[-1] == "This was a dry run: nothing was kept."
    assert everything(on_record()) == before
    assert on_record().settings.closures() == []
    assert command(*given).out.splitlines() == tried.out.splitlines()[:-1]


def test_a_dry_run_before_anything_is_there_leaves_nothing_behind(command):
    command.environ |= {"DATABASE_URL": "sqlite:///data/new.db", "PREIEP_KEYS": ""}
    tried = command("import", command.caseload(OTIS), "--dry-run", *AT)
    assert tried.out.startswith("1 student added")
    assert not (command.folder / "data").exists()


@pytest.mark.parametrize("given", [(), ("--people",), ("--closures",)])
def test_a_file_that_is_not_there_or_not_named_is_said(command, given):
    outcome = command("import", *given, *(["nowhere.csv"] if given else []))
    assert outcome.code == 1
    assert outcome.err.strip() == (
        "nowhere.csv cannot be read: No such file or directory."
        if given
        else "Please name a FILE.csv, or one with --people or --closures."
    )


def test_what_went_in_is_logged_without_a_name(command, caplog):
    with caplog.at_level("DEBUG"):
        bring_in(command, OTIS, "S9,Wren,Gallowglass,,,,,,,,,,,,")
    assert not [name for name in ("Otis", "Plumfield", "Wren") if name in caplog.text]
