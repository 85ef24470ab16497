"""`/iep` answers only the caller, names no student, and never leaves a word unanswered."""

from datetime import date

import pytest
from slack_sdk import WebClient

from bot.ui.digest import plain_answers


def answer(person, school, words="", channel=None):
    person.command("/iep", words, channel)
    school.settle()
    return person.ephemerals[-1]


def test_the_hub_lists_students_meetings_and_what_is_due_by_alias(school):
    school.junipers_meeting()

    said = answer(school.pat, school)

    assert "JQ-7K2 Tue, Oct 27 at 9:30 am, annual, phone conference" in said.text
    assert "JQ-7K2 Meeting notice entered in SEIS: was due Thu, Sep 10" in said.text
    assert "Juniper" not in said.text + said.fallback


def test_a_student_without_a_date_is_shown_as_such(school):
    school.student(school.on_record["pat"], alias="ZZ-999", annual_due=date(2026, 12, 4))

    assert "ZZ-999 annual due Fri, Dec 4" in answer(school.pat, school).text


def test_an_unconfirmed_calendar_is_said(school):
    school.junipers_meeting()

    assert "Calendar not confirmed" in answer(school.pat, school).text


def test_a_colleagues_students_are_not_in_it(school):
    assert "OP-3XA" not in answer(school.pat, school).text


def test_whoever_is_no_case_manager_is_told_what_preiep_does_for_them(school):
    said = answer(school.sue, school).text

    assert "As a supervisor you see counts of your schools" in said
    assert "caseload" not in said


@pytest.mark.parametrize("words", ["help", " HELP ", "?", "help?", "“help”"])
def test_help_lists_what_works_however_it_is_written(school, words):
    assert "What you can type" in answer(school.pat, school, words).text


@pytest.mark.parametrize("words", ["sing", "<!everyone>", "dew please", "🦉"])
def test_an_unknown_word_gets_a_helpful_answer(school, words):
    said = answer(school.pat, school, words)

    assert "I found no student of yours" in said.text
    assert "/preiep" in said.text
    assert school.client.strict_errors() == []


def test_a_name_typed_after_the_command_is_not_said_again(school):
    said = answer(school.pat, school, "Otis Plumfield")

    assert "Otis" not in said.text + said.fallback


def test_whoever_is_not_set_up_is_told_whom_to_ask(school):
    assert "ask your special education office" in answer(school.zed, school).text


def test_a_guest_without_a_record_learns_nothing(school):
    guest = school.client.person("U0GUS")

    assert "not set up" in answer(guest, school).text


def test_a_button_works_in_a_message_that_only_one_person_sees(school):
    """Slack says nothing of such a message when a button in it is pressed, but where it stands."""
    said = plain_answers.start_conversation(None)
    slack = WebClient(token=school.sandbox.bot_token, base_url=school.sandbox.api_url)
    room = school.pat.message("help").now["channel"]
    slack.chat_postEphemeral(channel=room, user="U0PAT", **said)

    school.pat.ephemerals[-1].click("Parent conversation")
    school.settle()

    assert "Parent conversation" in school.pat.modal.title
