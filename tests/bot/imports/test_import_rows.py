"""A district's file as spreadsheets write it: the good rows are read, the bad ones named."""

from datetime import date, time

import pytest

from bot.imports.import_rows import (
    CaseloadRow,
    PeopleRow,
    as_file,
    read_caseload,
    read_closures,
    read_people,
)
from bot.imports.splitting import text_of
from bot.meetings.meetings import Kind, Mode
from bot.people.people import PersonReference, Role, SlackUserId, TeamEntry, TeamRole

MARIGOLD = PersonReference(email="marigold@quill.example")


def only_row(text):
    file = read_caseload(text)
    assert file.findings == ()
    (row,) = file.rows
    return row


def sentences(file):
    return [(finding.line, finding.sentence) for finding in file.findings]


def test_a_row_is_read_with_every_column():
    row = only_row(
        "student_id,first_name,last_name,grade,school,home_language,interpreter,case_manager,"
        "annual_due,triennial_due,meeting_date,meeting_time,meeting_kind,meeting_mode,team\n"
        "S1,Otis,Plumfield,7,Marsh Middle,Spanish,yes,Marigold@quill.example,2026-11-02,"
        "2028-11-02,2026-10-27,1:30 PM,annual,video,"
        "teacher:pat@quill.example;provider/speech:U0DEMO021;"
        "provider/ot:Lee Ng <lee@clinic.example>\n"
    )

    assert row == CaseloadRow(
        line=2,
        number="S1",
        first_name="Otis",
        last_name="Plumfield",
        grade="7",
        school="Marsh Middle",
        home_language="Spanish",
        interpreter=True,
        case_manager=MARIGOLD,
        annual_due=date(2026, 11, 2),
        triennial_due=date(2028, 11, 2),
        meeting_date=date(2026, 10, 27),
        meeting_time=time(13, 30),
        meeting_kind=Kind.ANNUAL,
        meeting_mode=Mode.VIDEO,
        team=(
            TeamEntry(
                role=TeamRole.TEACHER,
                service=None,
                person=PersonReference(email="pat@quill.example"),
            ),
            TeamEntry(
                role=TeamRole.PROVIDER,
                service="speech",
                person=PersonReference(slack_id=SlackUserId("U0DEMO021")),
            ),
            TeamEntry(
                role=TeamRole.PROVIDER,
                service="ot",
                person=PersonReference(name="Lee Ng", email="lee@clinic.example"),
            ),
        ),
    )


def test_an_export_of_the_states_system_is_read_as_it_comes():
    row = only_row(
        '"SEIS ID","SSID","Last Name","First Name","Date of Birth","School of Attendance",'
        '"Grade Level","Case Manager","Case Manager Email","Date of Next Annual Plan Review",'
        '"Date of Next Reevaluation","Date of IEP (Meeting Date on Future IEP forms)",'
        '"Meeting Type"\r\n'
        '"900","5550001","Plumfield","Otis","01/02/2014","Marsh Middle","07","Marigold Kestrel",'
        '"marigold@quill.example","11/02/2026","11/02/2028","10/27/2026","Annual Plan Review"\r\n'
    )

    assert row == CaseloadRow(
        line=2,
        number="5550001",
        first_name="Otis",
        last_name="Plumfield",
        grade="7",
        school="Marsh Middle",
        case_manager=MARIGOLD,
        annual_due=date(2026, 11, 2),
        triennial_due=date(2028, 11, 2),
        meeting_date=date(2026, 10, 27),
        meeting_kind=Kind.ANNUAL,
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("grade,student_id\n7,S1\n", id="any-order"),
        pytest.param("student_id,shoe size,grade\nS1,41,7\n", id="columns-of-no-interest"),
        pytest.param("\ufeffstudent_id,grade\nS1,7\n", id="a-mark-at-the-beginning"),
        pytest.param("Student ID\tGrade\nS1\t7\n", id="tabs"),
        pytest.param("\n\n STUDENT-ID , Grade \n\n S1 , 7 \n,,\n", id="blank-lines-and-spaces"),
        pytest.param("student_id,grade,school,team\nS1,7\n", id="a-row-cut-short"),
    ],
)
def test_the_same_student_is_read_from_files_that_look_different(text):
    row = only_row(text)
    assert (row.number, row.grade) == ("S1", "7")
    assert row.said() == {"grade": "7"}


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param("Zoë".encode(), "Zoë", id="utf-8"),
        pytest.param("Zoë".encode("utf-8-sig"), "Zoë", id="utf-8-with-a-mark"),
        pytest.param("Zoë".encode("cp1252"), "Zoë", id="windows"),
        pytest.param(b"Zo\x81", "Zo\x81", id="neither"),
    ],
)
def test_names_survive_the_encodings_of_spreadsheets(content, name):
    assert text_of(content) == name


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        pytest.param(
            "S1,13/45/2026,,,",
            "meeting_date: '13/45/2026' is not a date; please write 2026-10-27 or 10/27/2026.",
            id="no-such-date",
        ),
        pytest.param(
            "S1,,1:30,,",
            "meeting_time: '1:30' is at night; please write 1:30 PM or 13:30.",
            id="a-time-whose-pm-was-left-out",
        ),
        pytest.param(
            "S1,,,party,",
            "meeting_kind: 'party' is not one of: annual, triennial, initial, amendment, "
            "transition, interim, parent request, other.",
            id="no-such-kind",
        ),
        pytest.param(
            "S1,,,,coach:pat@quill.example",
            "team: 'coach' is not a role on a team.",
            id="no-such-role",
        ),
        pytest.param(
            "S1,soon,late,,",
            "meeting_date: 'soon' is not a date; please write 2026-10-27 or 10/27/2026. "
            "meeting_time: 'late' is not a time; please write 9:00 AM or 13:30.",
            id="two-things-at-once",
        ),
        pytest.param(",2026-10-27,,,", "The student_id is missing.", id="no-student-id"),
        pytest.param(
            "S0,,,,", "This student_id is already on line 2.", id="the-same-student-again"
        ),
        pytest.param(
            "S1,,,,,Tansy",
            "This row has more cells than the header. Is a comma not quoted?",
            id="a-cell-too-many",
        ),
        pytest.param(
            'S1,"2026',
            "The quotation marks in this row do not match, so neither it nor what "
            "follows, up to line 3, was read.",
            id="an-open-quotation-mark",
        ),
    ],
)
def test_a_bad_row_is_named_by_its_line_and_the_good_one_is_read(row, sentence):
    file = read_caseload(f"student_id,meeting_date,meeting_time,meeting_kind,team\nS0,,,,\n{row}")
    assert [good.number for good in file.rows] == ["S0"]
    assert sentences(file) == [(3, sentence)]


def test_a_row_over_several_lines_is_named_by_its_first():
    file = read_caseload('student_id,grade,annual_due\nS0,"a\nb",\nS1,"a\nb",soon\n')
    assert [finding.line for finding in file.findings] == [4]


def test_a_name_as_case_manager_is_refused_with_what_to_write():
    file = read_caseload("student_id,case_manager\nS1,Marigold Kestrel\nS2,Mo <mo@quill.example>\n")
    assert [sentence for _, sentence in sentences(file)] == [
        "case_manager: a person is an e-mail, a Slack user id, or Name <e-mail>.",
        "case_manager: please name somebody in Slack by their e-mail or their Slack user id.",
    ]


@pytest.mark.parametrize("text", ["", "\n", "name,date\nLabor Day,2026-09-07\n", '"student_id\nS1'])
def test_a_file_without_the_column_that_matters_says_so(text):
    file = read_caseload(text)
    assert file.rows == ()
    assert [sentence for _, sentence in sentences(file)] == [
        "The header row has no column student_id, so nothing was read."
    ]


def test_a_closure_is_a_day_or_a_range():
    file = read_closures(
        "name,date,until\nLabor Day,2026-09-07,\nThanksgiving,11/26/2026,11/27/2026\n"
        ",2026-12-24,\nBackwards,2026-12-24,2026-12-23\nEndless,2026-01-01,2027-01-01\nNever,,\n"
    )
    assert [(row.first, row.last, row.name) for row in file.rows] == [
        (date(2026, 9, 7), date(2026, 9, 7), "Labor Day"),
        (date(2026, 11, 26), date(2026, 11, 27), "Thanksgiving"),
        (date(2026, 12, 24), date(2026, 12, 24), "Closure"),
    ]
    assert sentences(file) == [
        (5, "until: it comes before the date."),
        (6, "until: it comes more than four months after the date."),
        (7, "The date is missing."),
    ]


def test_people_have_a_role_a_school_and_a_channel():
    file = read_people(
        "person,role,school,channel\nMarigold@quill.example,case manager,Marsh Middle,C0DEMO003\n"
        "U0DEMO009,Program Specialist,,\nU0DEMO010,wizard,,#general\n,office,,\n"
    )
    assert file.rows == (
        PeopleRow(
            line=2,
            person=MARIGOLD,
            role=Role.CASE_MANAGER,
            school="Marsh Middle",
            channel="C0DEMO003",
        ),
        PeopleRow(
            line=3,
            person=PersonReference(slack_id=SlackUserId("U0DEMO009")),
            role=Role.SUPERVISOR,
        ),
    )
    assert sentences(file) == [
        (
            4,
            (
                "role: 'wizard' is not one of: case_manager, office, supervisor, admin. "
                "channel: '#general' is not a channel id; one begins with C, as in C0123456789."
            ),
        ),
        (5, "The person is missing."),
    ]


def test_rows_that_wait_say_later_what_they_said():
    text = (
        "student_id,first_name,last_name,grade,school,home_language,interpreter,case_manager,"
        "annual_due,triennial_due,meeting_date,meeting_time,meeting_kind,meeting_mode,team\n"
        '7,"Wren, the ""small""",Alder,K,Marsh,Spanish,yes,U0PAT,2027-03-01,2028-03-01,2026-11-03,'
        "9:30,triennial,phone,teacher:U0TEA;provider/ot:Lee Ng <lee@clinic.example>\n"
        "8,,,,,,no,pat@d.example,,,,,,,\n"
    )
    rows = read_caseload(text).rows

    again = read_caseload(as_file(rows))

    assert not again.findings
    assert [one.said() for one in again.rows] == [one.said() for one in rows]
    assert [one.number for one in again.rows] == ["7", "8"]


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_of_meeting_is_written_so_that_it_is_read(kind):
    (row,) = read_caseload(f"student_id,meeting_kind\n7,{kind}\n").rows

    assert read_caseload(as_file([row])).rows[0].meeting_kind is kind
