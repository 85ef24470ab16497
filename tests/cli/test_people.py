"""The district's own machine says who is on record, and what opens to whom."""

from dataclasses import replace

import pytest

from bot.people.people import Role, SlackUserId
from tests.cli.conftest import edit

TEAM = "teacher:U0TEA;provider/speech:Lee Ng <lee@clinic.example>"
STUDENTS = [
    f"S1,Otis,Plumfield,7,Marsh,,,U0PAT,2026-11-02,,2026-10-27,9:00,annual,phone,{TEAM}",
    "S2,Wren,Alder,4,Marsh,,,U0PAT,2026-11-02,,,,,,",
    "S3,Moss,Heron,4,Marsh,,,U0KIM,2026-11-02,,,,,,",
]


@pytest.fixture
def imported(command):
    assert command("import", command.caseload(*STUDENTS)).code == 0
    return command


def line_of(outcome, who):
    (found,) = [line for line in outcome.out.splitlines() if who in line]
    return found


def test_everybody_is_listed_with_roles_and_for_how_many_they_have_a_part(imported):
    outcome = imported("people")

    assert outcome.code == 0
    assert line_of(outcome, "U0PAT") == "U0PAT  case manager  leads 2"
    assert line_of(outcome, "U0KIM") == "U0KIM  case manager  leads 1"
    assert line_of(outcome, "U0TEA") == "U0TEA  general-education teacher of 1"
    assert "Lee Ng  lee@clinic.example  contracted provider of 1" in outcome.out
    assert not any(word in outcome.out for word in ("Otis", "Plumfield", "speech", "S1"))


def test_of_one_person_it_says_what_opens_and_of_which_students_by_alias(imported, on_record):
    aliases = {one.number: one.alias for one in on_record().students.all()}

    pat, tea = imported("people", "U0PAT").out, imported("people", "U0TEA").out

    assert "everything, as their case manager or substitute: 2" in pat
    assert all(aliases[one] in pat for one in ("S1", "S2"))
    assert aliases["S3"] not in pat
    assert "everything" not in tea
    assert f"their own forms, as a member of the team: 1\n    {aliases['S1']}" in tea


def test_a_helper_of_one_meeting_is_listed_until_it_is_over(imported, database_url, on_record):
    def helps(scope):
        (meeting,) = next(one for one in scope.cases() if one.meetings).meetings
        scope.helpers.add(meeting.id, SlackUserId("U0HELP"))

    edit(database_url, helps)

    (alias,) = [one.alias for one in on_record().students.all() if one.number == "S1"]
    assert f"one meeting, as a helper: 1\n    {alias}" in imported("people", "U0HELP").out


def test_of_an_admin_it_says_that_every_log_opens(imported, database_url):
    def is_admin(scope):
        scope.people.add(slack_id=SlackUserId("U0ADM"), roles={Role.ADMIN})

    edit(database_url, is_admin)

    outcome = imported("people", "U0ADM")

    assert "who saw and changed what, by alias, as an admin: 3" in outcome.out
    assert "everything" not in outcome.out


def test_a_guest_to_whom_nothing_opens_is_told_from_a_contracted_one(imported, database_url):
    def are_guests(scope):
        for user in ("U0TEA", "U0KIM"):
            one = scope.people.by_slack(SlackUserId(user))
            scope.people.keep(replace(one, guest=True))

    edit(database_url, are_guests)

    assert "a guest: nothing opens" in line_of(imported("people"), "U0TEA")


def test_to_who_has_left_nothing_opens(imported, database_url):
    def leaves(scope):
        pat = scope.people.by_slack(SlackUserId("U0PAT"))
        scope.people.keep(replace(pat, active=False))

    edit(database_url, leaves)

    outcome = imported("people", "U0PAT")

    assert "left Slack: nothing opens" in outcome.out
    assert outcome.out.endswith("Nothing of any student's record opens to them.\n")


def test_who_is_outside_slack_gets_a_form_by_a_private_link_and_nothing_else(imported):
    assert "a form reaches them by a private link" in imported("people", "lee@clinic.example").out


@pytest.mark.parametrize("words", ["U0NOBODY", "nobody@quill.example", "Pat"])
def test_who_is_not_on_record_is_said_in_a_sentence(imported, words):
    outcome = imported("people", words)

    assert outcome.code != 0
    assert "Nobody is on record with this e-mail address or Slack user id." in outcome.err


def test_where_nothing_is_on_record_it_says_so(command):
    assert command("people").out == "Nobody is on record yet.\n"
