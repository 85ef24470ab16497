"""Roles, schools and channels come from a file of their own; so do the days without school."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.people.people import Role
from bot.workspaces import LOCAL
from storage import Storage, make_workspace, open_database, workspaces
from tests.conftest import KEYS, NOW

HEADER = "person,role,school,channel"


def bring_in(command, *rows):
    return command("import", "--people", command.file("people.csv", [HEADER, *rows]))


def person(scope, email="m@quill.example"):
    return scope.people.by_email(email)


def test_people_come_in_with_role_school_and_channel(command, on_record):
    outcome = bring_in(
        command,
        "m@quill.example,case_manager,Marsh Middle,C0DEMO003",
        "U0SUE,supervisor,Marsh Middle,",
        "U0SUE,supervisor,Reed Middle,",
        "m@quill.example,admin,,",
    )

    assert (outcome.code, outcome.out) == (0, "2 people added, 2 people changed.\n")
    marigold = person(on_record())
    assert marigold.roles == {Role.CASE_MANAGER, Role.ADMIN}
    assert (marigold.schools, marigold.channel) == ({"Marsh Middle"}, "C0DEMO003")
    sue = on_record().people.by_slack("U0SUE")
    assert (sue.roles, sue.schools) == ({Role.SUPERVISOR}, {"Marsh Middle", "Reed Middle"})


def test_the_same_people_again_change_nothing(command):
    rows = ("m@quill.example,case_manager,Marsh Middle,C0DEMO003", "U0SUE,supervisor,,")
    bring_in(command, *rows)
    assert bring_in(command, *rows).out == "Nothing changed.\n"


def test_a_channel_chosen_in_slack_stays(command, on_record, database_url):
    bring_in(command, "m@quill.example,case_manager,,C0DEMO003")
    database = open_database(database_url, KEYS)
    with Storage(database, LOCAL).jobs(now=NOW) as scope:
        scope.people.keep(replace(person(scope), channel="C0CHOSEN"))
    database.close()

    outcome = bring_in(command, "m@quill.example,case_manager,,C0DEMO003")

    assert outcome.code == 0
    assert outcome.out == (
        "people.csv, line 2: Warning: channel: another one is set, and stays. To change it, "
        "type /iep channel there.\nNothing changed, 1 warning.\n"
    )
    assert person(on_record()).channel == "C0CHOSEN"


def test_somebody_named_first_as_a_colleague_can_get_a_role_later(command, on_record):
    team = "S1,Otis,P,,,,,m@quill.example,,,,,,,teacher:pat@quill.example"
    command("import", command.caseload(team))
    assert person(on_record(), "pat@quill.example").roles == frozenset()
    bring_in(command, "Pat@quill.example,case manager,,")
    assert person(on_record(), "pat@quill.example").roles == {Role.CASE_MANAGER}


def test_a_bad_row_among_people_is_named(command, on_record):
    outcome = bring_in(command, "m@quill.example,wizard,,", "u@quill.example,office,,")
    assert outcome.code == 1
    assert outcome.out.startswith(
        "people.csv, line 2: role: 'wizard' is not one of: case_manager, office, supervisor, admin."
    )
    assert person(on_record(), "u@quill.example").roles == {Role.OFFICE}


@pytest.mark.parametrize(
    ("region", "closed", "open_"),
    [
        pytest.param("US", date(2026, 10, 12), date(2026, 3, 31), id="federal"),
        pytest.param("US-CA", date(2026, 3, 31), date(2026, 10, 12), id="a-states-own"),
    ],
)
def test_a_new_workspace_gets_the_public_holidays_of_its_region(
    command, on_record, region, closed, open_
):
    command.environ["PREIEP_REGION"] = region
    bring_in(command, "m@quill.example,admin,,")
    scope = on_record()
    days = {day for day, _ in scope.settings.closures()}
    assert closed in days
    assert open_ not in days
    assert {day.year for day in days} >= set(range(2024, 2037))
    assert all(day.weekday() < 5 for day in days)
    assert not scope.calendar.confirmed


def test_holidays_are_copied_once_and_never_again(command, on_record):
    bring_in(command, "m@quill.example,admin,,")
    command.environ["PREIEP_REGION"] = "US"
    bring_in(command, "m@quill.example,admin,,")
    assert on_record().settings.closures() == []


def test_a_region_that_nobody_knows_is_said(command):
    command.environ["PREIEP_REGION"] = "US-ZZ"
    outcome = bring_in(command, "m@quill.example,admin,,")
    assert outcome.code == 1
    assert outcome.err.startswith("PREIEP_REGION is US-ZZ, for which no public holidays are known.")


def test_whom_the_settings_name_is_admin_from_the_start_and_only_then(command, on_record):
    command.environ["PREIEP_ADMIN"] = "Wini@quill.example"
    bring_in(command, "m@quill.example,case_manager,,")
    assert person(on_record(), "wini@quill.example").roles == {Role.ADMIN}

    command.environ["PREIEP_ADMIN"] = "U0LATER"
    bring_in(command, "m@quill.example,case_manager,,")
    assert on_record().people.by_slack("U0LATER") is None


def test_an_admin_who_is_named_by_a_name_is_refused(command):
    command.environ["PREIEP_ADMIN"] = "Winifred"
    outcome = bring_in(command, "m@quill.example,case_manager,,")
    assert (outcome.code, outcome.err) == (
        1,
        "PREIEP_ADMIN must be an e-mail or a Slack user id.\n",
    )


def test_closures_are_added_to_the_holidays_once(command, on_record):
    command.environ["PREIEP_REGION"] = "US"
    file = command.file("closures.csv", ["date,until,name", "2026-11-23,2026-11-27,Thanksgiving"])

    # Thursday of that week is a public holiday already; its name stays.
    assert command("import", "--closures", file).out == "4 closures added.\n"
    assert command("import", "--closures", file).out == "Nothing changed.\n"

    names = dict(on_record().settings.closures())
    assert names[date(2026, 11, 23)] == "Thanksgiving"
    assert names[date(2026, 11, 26)] == "Thanksgiving Day"


def test_a_workspace_that_is_named_is_made(command, database_url, opened):
    file = command.file("people.csv", [HEADER, "U0SUE,supervisor,,"])
    command("import", "--people", file, "--workspace", "T0123")
    assert [workspace.id for workspace in workspaces(opened(database_url))] == ["T0123"]
    outcome = command("import", "--people", file, "--workspace", "quillmarsh")
    assert outcome.err == "quillmarsh is not a workspace id; one begins with T, as in T0123.\n"


def test_rows_go_into_the_workspace_that_is_there_in_its_own_zone(
    command, on_record, database_url, opened
):
    make_workspace(
        opened(database_url),
        LOCAL,
        timezone="Pacific/Auckland",
        region="none",
        now=datetime(2026, 1, 1, tzinfo=UTC),
    )
    row = "S1,Otis,P,,,,,m@quill.example,,,2026-10-27,,,,"
    command("import", command.caseload(row), "--at", "2026-09-08T23:30:00+00:00")
    (meeting,) = on_record().meetings.on(date(2026, 10, 27))
    assert meeting.arose_on == date(2026, 9, 9)


def test_the_channel_of_the_office_comes_in_once_and_one_chosen_in_slack_stays(command, on_record):
    rows = ("d@quill.example,office,Marsh Middle,C0OFFICE", "e@quill.example,office,,C0OFFICE")

    assert bring_in(command, *rows).out == "2 people added.\n"
    assert on_record().workspace.office_channel == "C0OFFICE"
    assert person(on_record(), "d@quill.example").channel is None
    assert bring_in(command, *rows).out == "Nothing changed.\n"

    outcome = bring_in(command, "d@quill.example,office,,C0ELSEWHERE")
    assert "the office has another one, which stays" in outcome.out
    assert on_record().workspace.office_channel == "C0OFFICE"


def test_a_sole_admins_own_role_comes_from_the_command_line(command, on_record):
    bring_in(command, "m@quill.example,admin,,")

    outcome = bring_in(command, "m@quill.example,supervisor,Marsh Middle,")

    assert (outcome.code, outcome.out) == (0, "1 person changed.\n")
    assert person(on_record()).roles == {Role.ADMIN, Role.SUPERVISOR}
