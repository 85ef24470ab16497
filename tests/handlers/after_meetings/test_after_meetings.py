"""What follows a meeting is ticked in its thread, and only a signature is consent."""

from dataclasses import replace
from datetime import date

import pytest

from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId
from bot.meetings.meetings import Kind, MeetingState
from casework.meetings.meeting_changes import hold as hold_without_thread
from jobs.delivery import rate_limits as limits
from tests.handlers.meeting_day.a_meeting_day import TODAY, MeetingDay

NOTES = "Notes worked into the IEP"


@pytest.fixture
def dialect():
    """The rules are tried on both databases elsewhere; here it is about what people see."""
    return "sqlite"


@pytest.fixture
def day(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    return MeetingDay(school)


@pytest.fixture
def held(day):
    hold(day)
    return day


def hold(day):
    modal = day.pat.opens(day.pat.card, "Meeting held")
    assert day.saves(modal) is None


def standing(day, obligation):
    return day.read(lambda scope: scope.obligations.standing(day.subject, obligation))


def test_a_row_ticked_in_the_thread_is_done_and_can_be_taken_back(held):
    held.pat.ticks(held.pat.after, NOTES)
    assert standing(held, ObligationId.MINUTES_IN_IEP).state is State.DONE
    assert "1 of 5 done" in held.pat.after.text

    held.pat.unticks(held.pat.after, NOTES)
    assert standing(held, ObligationId.MINUTES_IN_IEP).state is State.OPEN
    assert "0 of 5 done" in held.pat.after.text


def test_an_unsigned_initial_iep_goes_to_nobody(day):
    day.change(kind=Kind.INITIAL)
    hold(day)

    told = day.pat.ticks(day.pat.after, "At-a-glance with every teacher")

    assert "before it is signed" in told
    assert standing(day, ObligationId.AT_A_GLANCE).state is State.OPEN


def sign(day, decision, **fields):
    modal = day.pat.opens(day.pat.after, "thread_consent")
    modal.choose("What did the parents decide?", decision)
    for name, value in fields.items():
        modal.fill(name, value)
    return day.saves(modal)


def test_a_signature_sets_consent_and_gives_what_waited_for_it_a_date(held):
    assert "It waits for the signature." in held.pat.after.text

    assert sign(held, "Signed in full") is None

    assert held.now().consent_on == TODAY
    assert standing(held, ObligationId.CONSENT).reason == "Signed in full."
    assert "It waits" not in held.pat.after.text
    assert "By Thursday, October 15" in held.pat.after.text
    assert "is recorded" in held.pat.after.text


def test_a_signature_in_part_says_which_part(held):
    refused = sign(held, "Signed in part")
    assert "which part" in refused.errors["Which part, or why"]
    refused.fill("Which part, or why", "Goals yes, placement no")
    assert held.saves(refused) is None

    assert held.now().consent_on == TODAY
    recorded = standing(held, ObligationId.CONSENT)
    assert recorded.reason == "Signed in part: Goals yes, placement no"
    assert "placement" not in held.pat.after.text
    assert not [one for one in held.trail() if "placement" in one.why], "the log's own reasons"


def test_a_refusal_is_recorded_and_is_no_consent(held):
    sign(held, "Refused", part="They ask for another evaluation")

    assert held.now().consent_on is None
    recorded = standing(held, ObligationId.CONSENT)
    assert (recorded.state, recorded.reason) == (
        State.DONE,
        "Refused: They ask for another evaluation",
    )
    assert "It waits for the signature." in held.pat.after.text


def test_a_signature_ahead_of_its_time_is_refused_beside_its_field(held):
    refused = sign(held, "Signed in full", **{"Date of the signature": date(2026, 10, 9)})

    assert "cannot be dated in the future" in refused.errors["Date of the signature"]
    assert held.now().consent_on is None


def test_a_meeting_with_a_signature_was_held_until_the_signature_is_taken_back(held):
    sign(held, "Signed in full")

    told = held.pat.clicks(held.pat.after, "Not held after all")

    assert "signature is recorded" in told
    assert held.now().state is MeetingState.HELD

    sign(held, "Nothing yet: what was recorded is taken back")
    assert held.now().consent_on is None
    assert standing(held, ObligationId.CONSENT).state is State.OPEN
    assert "It waits for the signature." in held.pat.after.text


def test_without_its_thread_the_meeting_itself_leads_to_what_follows_it(day):
    with day.scope_of_pat() as scope:
        hold_without_thread(scope, scope.meetings.get(day.meeting.id), on=TODAY)
        scope.students.keep(
            replace(day.school.juniper, case_manager=day.school.on_record["kim"].id)
        )
    kim = day.school.kim
    for button in ("Signature", "Close-out", "Concerns"):
        kim.command("/iep", "meeting juniper")
        day.settle()
        kim.modal.click("Other meetings")
        day.settle()
        kim.modal.click(button)
        day.settle()
        if button == "Signature":
            kim.modal.choose("What did the parents decide?", "Signed in full")
            assert day.saves(kim.modal) is None
        else:
            assert kim.modal.title == button
            kim.modal.close()

    assert day.now().consent_on == TODAY
    assert day.school.client.strict_errors() == []


def test_the_list_of_a_meeting_that_somebody_else_took_back_is_answered_kindly(held):
    held.change(state=MeetingState.PLANNED, held_on=None)

    for told in (
        held.pat.ticks(held.pat.after, NOTES),
        held.pat.clicks(held.pat.after, "Not held after all"),
    ):
        assert "not marked as held" in told
    assert standing(held, ObligationId.MINUTES_IN_IEP).state is State.OPEN
