"""`due` says, for what was imported, exactly what the worked examples say."""

import json
from datetime import UTC, date, datetime

import pytest

from bot.meetings import meetings
from bot.workspaces import LOCAL
from storage import Storage, open_database
from tests.conftest import KEYS as DATABASE_KEYS

THE_10TH = (
    "agree_date",
    "master_calendar",
    "meeting_notice",
    "invitation_form",
    "office_informed",
    "teacher_feedback_out",
    "provider_report_out",
)
FORMS_BACK = ("teacher_feedback_back", "provider_report_back")
CONVERSATION = ("parent_conversation", "draft_preference")

TEAM = "teacher:pat@quill.example;provider/speech:Lee Ng <lee@clinic.example>"
KEYS = (
    "student_id",
    "meeting_date",
    "obligation",
    "opens_on",
    "due_on",
    "state",
    "expedited",
    "why",
)

EXAMPLES = [
    pytest.param(
        ("2026-10-27", "2026-08-20"),
        {
            THE_10TH: (None, "2026-09-10", False),
            FORMS_BACK: (None, "2026-10-13", False),
            CONVERSATION: ("2026-09-28", "2026-10-16", False),
            ("input_in_draft",): (None, "2026-10-20", False),
            ("draft_copy",): (None, "2026-10-22", False),
            ("agenda",): ("2026-10-22", "2026-10-23", False),
        },
        id="october-in-good-time",
    ),
    pytest.param(
        ("2026-11-18", "2026-09-01"),
        {
            THE_10TH: (None, "2026-10-09", False),
            FORMS_BACK: (None, "2026-11-04", False),
            CONVERSATION: ("2026-10-19", "2026-11-06", False),
            ("input_in_draft",): (None, "2026-11-11", False),
            ("draft_copy",): (None, "2026-11-13", False),
            ("agenda",): ("2026-11-13", "2026-11-13", False),
        },
        id="november-where-the-10th-is-a-saturday",
    ),
    pytest.param(
        ("2027-01-15", "2026-11-02"),
        {
            THE_10TH: (None, "2026-12-10", False),
            FORMS_BACK: (None, "2027-01-01", False),
            CONVERSATION: ("2026-12-16", "2027-01-05", False),
            ("input_in_draft",): (None, "2027-01-08", False),
            ("draft_copy",): (None, "2027-01-08", False),
            ("agenda",): ("2027-01-11", "2027-01-12", False),
        },
        id="january-over-the-new-year",
    ),
    pytest.param(
        ("2026-10-27", "2026-10-12"),
        {
            THE_10TH: (None, "2026-10-13", True),
            FORMS_BACK: (None, "2026-10-16", True),
            CONVERSATION: ("2026-09-28", "2026-10-16", False),
            ("input_in_draft",): (None, "2026-10-20", False),
            ("draft_copy",): (None, "2026-10-22", False),
            ("agenda",): ("2026-10-22", "2026-10-23", False),
        },
        id="october-created-late",
    ),
    pytest.param(
        ("2026-08-24", "2026-06-03"),
        {
            THE_10TH: (None, "2026-08-17", False),
            FORMS_BACK: (None, "2026-08-20", True),
            CONVERSATION: ("2026-08-17", "2026-08-17", True),
            ("input_in_draft",): (None, "2026-08-17", False),
            ("draft_copy",): (None, "2026-08-19", False),
            ("agenda",): ("2026-08-19", "2026-08-21", False),
        },
        id="august-in-the-second-week-of-school",
    ),
]


def imported(command, on, created, *, team=TEAM):
    row = f"S1,Otis,Plumfield,7,Marsh,,,m@quill.example,{on},,{on},9:00,annual,video,"
    file = command.caseload(row + team)
    assert command("import", file, "--at", f"{created}T09:00").code == 0


def due(command, *options):
    outcome = command("due", "--json", *options)
    assert (outcome.code, outcome.err) == (0, "")
    return json.loads(outcome.out)


@pytest.mark.parametrize(("dates", "expected"), EXAMPLES)
def test_the_worked_examples(command, dates, expected):
    on, created = dates
    imported(command, on, created)

    rows = due(command, "--at", f"{created}T12:00")

    for row in rows:
        assert tuple(row) == KEYS
        assert (row["student_id"], row["meeting_date"]) == ("S1", on)
        assert row["state"] == ("done" if row["obligation"] == "agree_date" else "open")
        assert isinstance(row["why"], str)
    found = {row["obligation"]: (row["opens_on"], row["due_on"], row["expedited"]) for row in rows}
    assert found == {obligation: dates for group, dates in expected.items() for obligation in group}


def test_the_same_records_give_the_same_order_by_date(command):
    imported(command, "2026-10-27", "2026-08-20")
    rows = due(command)
    assert rows == due(command)
    assert [row["due_on"] for row in rows] == sorted(row["due_on"] for row in rows)


def test_naive_times_are_in_the_workspaces_zone(command):
    """At eleven in the evening of the 12th in Los Angeles it is the 13th in UTC."""
    row = "S1,Otis,,,,,,m@quill.example,,,2026-10-27,,,,"
    command("import", command.caseload(row), "--at", "2026-10-12T23:00")
    notice = {row["obligation"]: row["due_on"] for row in due(command)}["meeting_notice"]
    assert notice == "2026-10-13"


def test_a_moment_with_a_zone_of_its_own_keeps_it(command):
    row = "S1,Otis,,,,,,m@quill.example,,,2026-10-27,,,,"
    command("import", command.caseload(row), "--at", "2026-10-13T06:00:00+00:00")
    notice = {row["obligation"]: row["due_on"] for row in due(command)}["meeting_notice"]
    assert notice == "2026-10-13"


def test_without_a_teacher_or_provider_nobody_is_asked(command):
    imported(command, "2026-10-27", "2026-08-20", team="")
    assert not {row["obligation"] for row in due(command)} & {
        "teacher_feedback_out",
        "provider_report_out",
        *FORMS_BACK,
    }


def test_a_student_without_a_meeting_has_the_date_to_agree(command):
    row = "S1,Otis,Plumfield,7,Marsh,,,m@quill.example,2026-11-20,2029-01-10,,,,,"
    command("import", command.caseload(row), "--at", "2026-08-20T09:00")
    (row,) = due(command)
    # Ten school days before the 10th of October, a Saturday.
    assert (row["obligation"], row["meeting_date"], row["due_on"]) == (
        "agree_date",
        None,
        "2026-09-28",
    )


def test_a_date_that_nobody_knows_shows_as_unknown(command):
    command("import", command.caseload("S1,Otis,Plumfield,7,Marsh,,,m@quill.example,,,,,,,"))
    (row,) = due(command)
    assert (row["obligation"], row["due_on"], row["state"]) == ("agree_date", None, "open")


def test_after_a_meeting_consent_has_no_date_and_what_waits_for_it_has_none_either(
    command, database_url
):
    imported(command, "2026-10-27", "2026-08-20")
    held(database_url)

    rows = {row["obligation"]: row for row in due(command, "--at", "2026-10-28T09:00")}

    dates = {name: rows[name]["due_on"] for name in ("minutes_in_iep", "at_a_glance")}
    assert dates == {"minutes_in_iep": "2026-10-29", "at_a_glance": "2026-11-03"}
    waiting = ("consent", "next_meeting")
    assert {rows[name]["due_on"] for name in waiting} == {None}
    assert list(rows)[-2:] == list(waiting)


def held(database_url):
    database = open_database(database_url, DATABASE_KEYS)
    now = datetime(2026, 10, 27, 20, tzinfo=UTC)
    with Storage(database, LOCAL).jobs(now=now) as scope:
        (meeting,) = scope.meetings.on(date(2026, 10, 27))
        scope.meetings.keep(meetings.held(meeting, on=date(2026, 10, 27)))
    database.close()


def test_the_table_for_people_has_each_date_with_its_reason_below(command):
    imported(command, "2026-10-27", "2026-10-12")

    lines = command("due").out.splitlines()

    assert lines[0].split() == ["Due", "Opens", "Student", "Meeting", "Obligation", "State"]
    agenda = next(place for place, line in enumerate(lines) if " agenda " in line)
    assert lines[agenda].split() == [
        "2026-10-23", "2026-10-22", "S1", "2026-10-27", "agenda", "open",
    ]  # fmt: skip
    assert lines[agenda + 1].startswith("    Due 3 days before the day of the meeting (local:")
    notice = next(line for line in lines if " meeting_notice " in line)
    assert notice.endswith("open, on short notice")
    assert "Otis" not in "".join(lines)


def test_nothing_on_record_is_no_error(command):
    assert due(command) == []
    assert command("due").out == "Nothing is due: no student is on record yet.\n"


def test_the_one_workspace_on_record_is_found_without_its_name(command):
    row = "S1,Otis,,,,,,m@quill.example,,,2026-10-27,,,,"
    command("import", command.caseload(row), "--workspace", "T0123")
    assert due(command) == due(command, "--workspace", "T0123") != []
    assert due(command, "--workspace", "T0999") == []
