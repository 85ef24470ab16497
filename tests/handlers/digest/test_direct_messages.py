"""Words typed to the assistant are answered honestly, once, by alias, and are kept nowhere."""

import logging
from datetime import date

import pytest
from slack_bolt import BoltRequest

from bot.dates.obligation_rows import State, meeting_subject
from bot.dates.obligation_rules import ObligationId
from tests.handlers.asking import Asking
from tests.people import assistant_for, settings_for


def answer(school, words, person=None):
    person = person or school.pat
    before = len([one for one in person.dms() if one.by_app])
    person.message(words)
    school.settle()
    answers = [one for one in person.dms() if one.by_app][before:]
    assert len(answers) == 1
    assert school.client.strict_errors() == []
    return answers[0]


def test_what_is_due_is_answered_by_alias_and_for_the_student_named(school):
    school.junipers_meeting()

    said = answer(school, "what is due for Juniper?")

    assert "JQ-7K2 Meeting notice entered in SEIS: was due Thu, Sep 10" in said.text
    assert "Juniper" not in said.text + said.fallback


def test_a_name_is_answered_with_the_alias_and_the_student_opens_from_there(school):
    said = answer(school, "Juniper Quickwater")

    assert "this student goes by JQ-7K2" in said.text
    said.click("Open JQ-7K2")
    school.settle()
    assert "Juniper Quickwater" in school.pat.modal.text


def test_when_is_the_next_meeting_and_why_is_it_due(school):
    school.junipers_meeting()

    assert "Tue, Oct 27 at 9:30 am" in answer(school, "when does Juniper meet?").text
    said = answer(school, "why is Juniper's work due?").text
    assert "10th of the month before" in said


def test_a_conversation_starts_with_the_button_that_the_answer_brings(school):
    answer(school, "start a conversation for Juniper").click("Parent conversation")
    school.settle()

    assert school.pat.modal.values["Student"] == "Juniper Quickwater (JQ-7K2)"


def test_what_was_ticked_today_is_listed_and_nobody_elses(school):
    meeting = school.junipers_meeting()
    with school.storage.caseload_of(
        school.on_record["pat"].slack_id, now=school.client.clock_now()
    ) as caseload:
        caseload.obligations.record(
            meeting_subject(meeting.id),
            ObligationId.MASTER_CALENDAR,
            student=meeting.student,
            meeting=meeting.id,
            state=State.DONE,
        )

    assert "JQ-7K2 Meeting on the master calendar" in answer(school, "what did I tick today").text
    assert "Nothing yet" in answer(school, "what did I tick today", school.kim).text


def test_who_has_not_answered_counts_by_student_and_names_nobody(school):
    assert "None is open" in answer(school, "who has not answered?").text
    asking = Asking(school)
    asking.sends_all()
    school.pat.modal.close()

    said = answer(school, "who has not answered?")

    assert "JQ-7K2 2 of 2 forms still to come" in said.text
    assert "Chalkley" not in said.text + said.fallback
    said.click("Who has answered")
    school.settle()
    assert school.pat.modal.title == "Who has answered"


def test_a_name_of_two_is_asked_back(school):
    school.student(school.on_record["pat"], alias="JX-111", first_name="Juniper", last_name="Marsh")

    said = answer(school, "when does Juniper meet")

    assert "more than one" in said.text
    assert "JX-111" in said.text


def test_somebody_elses_student_is_unknown_here(school):
    said = answer(school, "when does Otis meet?").text

    assert "cannot tell about which student" in said
    assert "OP-3XA" not in said


def test_plain_words_that_are_not_understood_get_two_ways_on(school):
    said = answer(school, "Juniper needs a new desk").text

    assert "did not understand" in said
    assert "/iep" in said
    assert "/preiep" in said
    assert "desk" not in said


def test_whoever_is_not_set_up_is_told_whom_to_ask(school):
    assert "ask your special education office" in answer(school, "what is due", school.zed).text


def test_asking_about_a_student_is_logged(school):
    answer(school, "when does Juniper meet?")

    with school.storage.jobs(now=school.client.clock_now()) as scope:
        acts = [entry.act for entry in scope.audit.trail(school.juniper.id)]
    assert "asked in plain words: when the team meets next" in acts


@pytest.mark.parametrize("words", ["what is due by the 10th", "help", "due today"])
def test_the_questions_without_a_student_are_answered_with_their_name(school, words):
    school.junipers_meeting(date(2026, 11, 18))

    assert "did not understand" not in answer(school, words).text


def test_what_was_typed_reaches_no_log(school, caplog):
    with caplog.at_level(logging.DEBUG, logger="handlers"):
        school.pat.message("Zephyrine needs a new desk")
        school.settle()

    assert not any("Zephyrine" in record.getMessage() for record in caplog.records)


def test_words_in_a_channel_are_none_of_our_business(school):
    school.client.deed("join", channel="C0PATROOM", user="app")
    school.pat.message("good morning", channel="C0PATROOM")
    school.settle()

    assert not [one for one in school.pat.messages("C0PATROOM") if one.by_app]


def test_an_event_that_slack_tells_of_twice_is_answered_once(school):
    school.client.fault("duplicate", method="events_api")

    assert "/iep" in answer(school, "help").text


def test_an_event_told_again_after_a_restart_is_answered_no_more(school, database_url):
    answer(school, "help")
    (told,) = (one["request"] for one in school.client.journal("events_api", "message")[:1])
    again = BoltRequest(mode="socket_mode", body=told)

    school.assistant._app.dispatch(again)
    school.settle()
    assert len([one for one in school.pat.dms() if one.by_app]) == 1

    another = assistant_for(settings_for(school.sandbox, database_url))
    another._app.dispatch(again)
    another._app.listener_runner.listener_executor.shutdown(wait=True)
    another.database.close()
    assert len([one for one in school.pat.dms() if one.by_app]) == 1


def test_a_home_tab_opened_once_is_looked_at_once(school):
    school.client.fault("duplicate", method="events_api")
    school.pat.open_home()
    school.settle()

    assert len(school.client.calls("views.publish")) == 1


def test_words_in_a_thread_are_answered_in_it(school):
    first = answer(school, "help")
    school.pat.message("help", thread_ts=first.ts)
    school.settle()

    told = school.pat.thread(None, first.ts)[-1]
    assert told.by_app
    assert told.now["thread_ts"] == first.ts


def test_whoever_is_not_set_up_is_told_so_in_their_thread(school):
    first = answer(school, "help", school.zed)
    school.zed.message("help", thread_ts=first.ts)
    school.settle()

    assert "ask your special education office" in school.zed.thread(None, first.ts)[-1].text


def test_a_reply_that_is_also_sent_to_all_is_answered(school):
    first = answer(school, "help")
    school.pat.message("what is due", thread_ts=first.ts, to_all=True)
    school.settle()

    assert school.pat.thread(None, first.ts)[-1].by_app
    assert "did not understand" not in school.pat.thread(None, first.ts)[-1].text


def test_words_that_come_with_a_file_are_answered(school):
    school.pat.message("what is due", files={"list.csv": b"name"})
    school.settle()

    (said,) = [one.text for one in school.pat.dms() if one.by_app]
    assert "did not understand" not in said


def test_a_file_without_words_is_said_to_be_not_read(school):
    school.pat.message("", files={"list.csv": b"name"})
    school.settle()

    (said,) = [one.text for one in school.pat.dms() if one.by_app]
    assert "do not read files" in said
    assert "/iep paste" in said


def test_an_answer_whose_answer_is_lost_is_not_given_twice(school):
    school.client.fault("lost_answer", method="chat.postMessage")

    assert "/iep" in answer(school, "help").text


def test_a_name_that_slack_has_to_escape_is_found(school):
    school.student(school.on_record["pat"], alias="AM-111", first_name="A&M", last_name="Marsh")

    assert "AM-111" in answer(school, "A&M Marsh").text
