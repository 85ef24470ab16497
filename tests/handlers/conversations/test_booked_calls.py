"""Tries are logged in two taps, and a call agreed on is reminded of, once, by alias."""

from datetime import UTC, datetime, timedelta

from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId
from bot.people.people import SlackUserId
from bot.records.contacts import ContactKind, ContactOutcome
from tests.handlers.conversations.test_conversations import standing
from tests.handlers.mornings import at
from tests.people import MORNING, conversation_held

ROW = ObligationId.PARENT_CONVERSATION


def asked(school, words):
    school.pat.command("/iep", words)
    school.settle()
    return school.pat.modal


def call_agreed(school, moment):
    modal = asked(school, "call juniper")
    modal.fill("When", int(moment.timestamp()))
    shown = modal.submit()
    school.settle()
    return shown


def reminders(school):
    return [one for one in school.pat.dms() if one.by_app and "agreed to call" in one.text]


def attempts(school):
    with school.storage.caseload_of(SlackUserId("U0PAT"), now=MORNING) as caseload:
        return caseload.contacts.of(school.juniper.id, kind=ContactKind.ATTEMPT)


def test_a_try_is_logged_in_two_taps_counted_and_proves_nothing(school):
    meeting = school.junipers_meeting()
    school.client.fault("duplicate", method="view_submission", times=9)

    modal = asked(school, "attempt juniper")
    modal.choose("What came of it", "Left a message")
    shown = modal.submit()

    assert "1 try since October 8, 2026" in shown.text
    (tried,) = attempts(school)
    assert (tried.outcome, tried.meeting) == (ContactOutcome.LEFT_MESSAGE, meeting.id)
    assert standing(school, meeting, ROW).state is State.OPEN
    assert school.client.strict_errors() == []


def test_call_back_at_books_the_call(school):
    meeting = school.junipers_meeting()
    modal = asked(school, "attempt juniper")
    modal.choose("What came of it", "Call back at …")
    assert "time at which to call back" in modal.submit().errors["Call back at"]
    modal.fill("Call back at", int(at("2026-10-08T15:30").timestamp()))

    assert "Call agreed" in modal.submit().text
    assert standing(school, meeting, ROW).state is State.PLANNED


def test_a_call_is_reminded_of_once_shortly_before_and_leads_to_the_conversation(school):
    meeting = school.junipers_meeting()
    call_agreed(school, at("2026-10-08T15:30"))
    assert standing(school, meeting, ROW).state is State.PLANNED

    school.client.go_to(at("2026-10-08T15:14"))
    school.settle()
    assert reminders(school) == []
    for minute in ("15:15", "15:20"):
        school.client.go_to(at(f"2026-10-08T{minute}"))
        school.settle()

    (reminder,) = reminders(school)
    assert "JQ-7K2" in reminder.text
    assert "Juniper" not in reminder.text + reminder.fallback
    reminder.click("Open the conversation")
    school.settle()
    assert "Juniper Quickwater" in school.pat.modal.text
    school.pat.modal.close()
    conversation_held(school.pat, school, "juniper")
    assert standing(school, meeting, ROW).state is State.PROVEN
    assert school.client.strict_errors() == []


def test_a_call_is_moved_and_cancelled_and_nobody_is_reminded_of_it(school):
    meeting = school.junipers_meeting()
    call_agreed(school, at("2026-10-08T15:30"))
    call_agreed(school, at("2026-10-08T16:30"))
    school.client.go_to(at("2026-10-08T15:20"))
    school.settle()
    assert reminders(school) == []

    modal = asked(school, "call juniper")
    assert modal.values["When"]
    modal.click("Cancel the call")
    school.settle()
    school.client.go_to(at("2026-10-08T16:20"))
    school.settle()

    assert standing(school, meeting, ROW).state is State.OPEN
    assert reminders(school) == []


def test_whoever_talked_with_the_parents_before_the_hour_is_not_reminded_of_it(school):
    school.junipers_meeting()
    call_agreed(school, at("2026-10-08T15:30"))
    conversation_held(school.pat, school, "juniper")

    school.client.go_to(at("2026-10-08T15:15"))
    school.settle()

    assert reminders(school) == []


def test_the_digest_stops_telling_of_a_call_once_the_parents_were_talked_with(school):
    call_agreed(school, at("2026-10-08T15:30"))
    school.client.go_to(at("2026-10-08T08:05"))
    school.settle()
    assert "Calls agreed for today" in school.pat.dms()[-1].text

    conversation_held(school.pat, school, "juniper")

    digest = next(one for one in school.pat.dms() if "Thursday, October 8" in one.text)
    assert "Calls agreed for today" not in digest.text


def test_a_call_in_the_past_is_refused_at_its_field(school):
    modal = asked(school, "call juniper")
    past = datetime(2026, 10, 8, 15, tzinfo=UTC) - timedelta(minutes=1)
    modal.fill("When", int(past.timestamp()))

    assert "This time is past" in modal.submit().errors["When"]
