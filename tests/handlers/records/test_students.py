"""One student is found by name, opened, and shown to their own case manager alone."""

from copy import deepcopy
from dataclasses import replace

import pytest

import tests.people
from tests.people import MANIFEST, running_school


def finds(person, school, words=""):
    person.command("/iep", f"find {words}".strip())
    school.settle()
    return person.modal


def test_a_name_after_find_opens_the_student_with_meeting_and_open_work(school):
    school.junipers_meeting()

    shown = finds(school.pat, school, "juniper")

    assert "Juniper Quickwater (JQ-7K2)" in shown.text
    assert "Tue, Oct 27 at 9:30 am" in shown.text
    assert "Meeting notice entered in SEIS" in shown.text


def test_opening_a_student_is_logged(school):
    finds(school.pat, school, "juniper")

    with school.storage.jobs(now=school.client.clock_now()) as scope:
        assert "opened a student" in [entry.act for entry in scope.audit.trail(school.juniper.id)]


@pytest.mark.parametrize("words", ["", "Otis", "nobody at all"])
def test_where_the_words_fit_nobody_of_theirs_a_list_of_their_own_is_offered(school, words):
    asked = finds(school.pat, school, words)
    asked.suggest("Student", "Jun")
    asked.choose("Student", "Juniper Quickwater (JQ-7K2)")
    asked.submit()
    school.settle()

    assert "Juniper Quickwater" in school.pat.modal.text


def test_from_the_student_the_parent_conversation_opens_on_top(school):
    finds(school.pat, school, "juniper").click("Parent conversation")
    school.settle()

    assert school.pat.modal.values["Student"] == "Juniper Quickwater (JQ-7K2)"
    assert school.client.strict_errors() == []


def test_a_student_who_changed_hands_meanwhile_does_not_open(school):
    home = school.pat.open_home
    home()
    school.settle()
    with school.storage.jobs(now=school.client.clock_now()) as scope:
        scope.students.keep(replace(school.juniper, case_manager=school.on_record["kim"].id))

    school.pat.home.click(f"student:{school.juniper.id}/student_open")
    school.settle()

    assert school.pat.modal is None
    assert "no longer on your caseload" in school.pat.dms()[-1].text


def test_a_command_that_slack_escapes_is_read_as_it_was_typed(database_url, monkeypatch):
    escaping = deepcopy(MANIFEST)
    for command in escaping["features"]["slash_commands"]:
        command["should_escape"] = True
    monkeypatch.setattr(tests.people, "MANIFEST", escaping)
    with running_school(database_url) as school:
        school.student(school.on_record["pat"], alias="AM-111", first_name="A&M", last_name="Marsh")
        school.pat.command("/iep", "find A&M")
        school.settle()

        assert "AM-111" in school.pat.modal.text
