"""What follows a meeting is done from its after-list, and each step ticks its row."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.after_meetings.duties import DutyKind
from bot.dates.obligation_rows import State
from bot.dates.obligation_rules import ObligationId
from bot.forms.drafts import DraftKey
from bot.meeting_day.checklists import ANSWER_TO, TickState
from bot.meetings.meetings import Kind
from bot.people.people import TeamRole
from jobs.delivery import rate_limits as limits
from tests.handlers.meeting_day.a_meeting_day import TODAY, MeetingDay
from tests.marking import unseen

ADDRESS = "https://sis.quillmarsh.example/plans/7"


@pytest.fixture
def dialect():
    """What is kept is tried on both databases elsewhere."""
    return "sqlite"


@pytest.fixture
def day(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    day = MeetingDay(school)
    day.saves(day.pat.opens(day.pat.card, "Meeting held"))
    return day


def standing(day, obligation):
    return day.read(lambda scope: scope.obligations.standing(day.subject, obligation))


def sends(day, address=ADDRESS):
    modal = day.pat.opens(day.pat.after, "Send at-a-glance")
    modal.fill("Address of the at-a-glance in the SIS", address)
    return day.saves(modal)


def test_every_teacher_reads_the_at_a_glance_before_its_row_is_done(day):
    hal = day.school.person("U0HAL", name="Hal Helpwell")
    day.school.on_team(day.school.juniper, hal, TeamRole.TEACHER)
    for no_address in ("plan 7", "  "):
        refused = sends(day, no_address).errors
        assert "whole address" in refused["Address of the at-a-glance in the SIS"]
    day.pat.person.modal.close()
    assert sends(day) is None

    for teacher in (day.tea, day.hal):
        assert standing(day, ObligationId.AT_A_GLANCE).state is State.OPEN
        message = teacher.person.dms()[-1]
        assert not [one for one in ("Juniper", "sis.") if one in message.text + message.fallback]
        modal = teacher.opens(message, "Open")
        assert "Open the IEP at a glance" in modal.text
        modal.click("I have read it and know my part")
        day.settle()

    assert standing(day, ObligationId.AT_A_GLANCE).state is State.PROVEN
    assert "1 of 5 done" in day.pat.after.text
    shown = day.pat.opens(day.pat.after, "Send at-a-glance").text
    assert "Tea Chalkley: has read it and knows their part" in shown


def sign(day, decision):
    modal = day.pat.opens(day.pat.after, "thread_consent")
    modal.choose("What did the parents decide?", decision)
    return day.saves(modal)


def reads(day):
    modal = day.tea.opens(day.tea.person.dms()[-1], "Open")
    modal.click("I have read it and know my part")
    day.settle()


def later(day):
    day.school.client.go_to(day.school.client.clock_now() + timedelta(minutes=2))


def test_on_the_signature_every_teacher_reads_it_again(day):
    sends(day)
    reads(day)
    day.pat.ticks(day.pat.after, "At-a-glance uploaded to the SIS")
    assert "2 of 5 done" in day.pat.after.text

    later(day)
    sign(day, "Signed in full")
    assert "0 of 5 done" in day.pat.after.text
    assert "Again, since the IEP is signed now." in day.pat.after.text
    assert "Everything from this IEP meeting is done" in day.tea.person.dms()[-1].text
    told = day.pat.opens(day.pat.after, "Send at-a-glance")
    assert "read it before the IEP was signed; send it again" in told.text
    told.close()

    sends(day)
    assert standing(day, ObligationId.AT_A_GLANCE).state is State.OPEN
    reads(day)
    assert standing(day, ObligationId.AT_A_GLANCE).state is State.PROVEN


def test_a_signature_taken_back_leaves_what_was_done_before_it(day):
    sends(day)
    reads(day)
    sign(day, "Signed in full")

    sign(day, "Nothing yet: what was recorded is taken back")

    assert standing(day, ObligationId.AT_A_GLANCE).state is State.PROVEN
    assert "1 of 5 done" in day.pat.after.text


def test_the_same_signature_written_down_anew_asks_for_nothing_again(day):
    sign(day, "Signed in full")
    sends(day)
    reads(day)

    sign(day, "Signed in full")

    assert standing(day, ObligationId.AT_A_GLANCE).state is State.PROVEN


def test_an_unsigned_initial_iep_goes_to_nobody(day):
    day.change(kind=Kind.INITIAL)

    assert "goes to nobody" in day.pat.clicks(day.pat.after, "Send at-a-glance")
    assert day.tea.person.dms() == []


def test_a_teacher_who_left_the_team_opens_nothing_any_more(day):
    sends(day)
    message = day.tea.person.dms()[-1]
    with day.school.storage.jobs(now=day.school.client.clock_now()) as scope:
        unseen(scope).people.set_team(day.school.juniper.id, [])

    assert "no longer on the student's team" in day.tea.clicks(message, "Open")
    tea = day.school.on_record["tea"]
    day.school.on_team(day.school.juniper, tea, TeamRole.PROVIDER, service="dragonspeech")
    with day.school.storage.jobs(now=day.school.client.clock_now()) as scope:
        scope.people.keep(replace(tea, guest=True))
    assert "Open the IEP at a glance" in day.tea.opens(message, "Open").text
    with day.school.storage.jobs(now=day.school.client.clock_now()) as scope:
        (once,) = scope.people.team_of(day.school.juniper.id)
        yesterday = scope.today - timedelta(days=1)
        members = [replace(once, until_on=yesterday)]
        unseen(scope).people.set_team(day.school.juniper.id, members)
    with day.scope_of_pat() as scope:
        kind, key = DutyKind.RESPONSIBILITY, DraftKey("taken-on")
        scope.duties.add(day.meeting.id, key, kind=kind, owner=tea.id, text="Send the plan")
    assert "no longer on the student's team" in day.tea.clicks(message, "Open"), (
        "a guest keeps nothing"
    )


def test_what_was_handed_over_follows_the_team(day):
    sends(day)
    with day.school.storage.jobs(now=day.school.client.clock_now()) as scope:
        team = scope.people.team_of(day.school.juniper.id)
        scope.people.set_team(day.school.juniper.id, [])
    day.settle()
    assert "Nothing from this IEP meeting is yours" in day.tea.person.dms()[-1].text

    with day.school.storage.jobs(now=day.school.client.clock_now()) as scope:
        scope.people.set_team(day.school.juniper.id, team)
    day.settle()
    assert "Nothing from this IEP meeting is yours" not in day.tea.person.dms()[-1].text


def test_it_is_sent_the_way_the_parents_chose(day):
    with day.scope_of_pat() as scope:
        line = f"{ANSWER_TO}delivery"
        scope.checklists.tick(day.meeting.id, line, TickState.DONE, "certified_mail")

    modal = day.pat.opens(day.pat.after, "Sent for signature")
    assert "Certified mail" in modal.text
    assert day.saves(modal) is None

    sent = standing(day, ObligationId.SEND_FOR_SIGNATURE)
    assert (sent.state, sent.reason) == (State.DONE, "Certified mail, Thursday, October 8, 2026")
    assert "Certified" not in day.pat.after.text


def test_every_attempt_to_get_the_signature_is_logged_once(day):
    day.school.client.fault("duplicate", method="view_submission")
    modal = day.pat.opens(day.pat.after, "Log an attempt")
    modal.choose("How", "On the phone")
    modal.fill("What came of it", "left a message")
    assert day.saves(modal) is None

    again = day.pat.opens(day.pat.after, "Log an attempt").text
    assert again.count("Thursday, October 8, 2026, On the phone: left a message") == 1


def test_the_next_annual_date_is_entered_with_its_row(day):
    modal = day.pat.opens(day.pat.after, "Next annual date")
    assert day.saves(modal) is None

    juniper = day.read(lambda scope: scope.students.get(day.school.juniper.id))
    assert juniper.annual_due == date(TODAY.year + 1, TODAY.month, TODAY.day)
    assert standing(day, ObligationId.NEXT_MEETING).state is State.DONE


@pytest.mark.parametrize(
    "button", ["Send at-a-glance", "Sent for signature", "Log an attempt", "Next annual date"]
)
def test_only_the_case_manager_takes_a_step(day, button):
    for seen in (day.sue, day.kim):
        assert "ask the case manager" in seen.clicks(seen.after, button)


def test_the_students_screen_leads_to_the_next_annual_date_and_says_nothing_of_it_then(day):
    day.pat.person.command("/iep", "juniper")
    day.settle()
    opened = day.pat.person.modal
    assert "Held Thu, Oct 8; next annual date unknown." in opened.text

    opened.click("Enter it")
    day.settle()
    assert day.saves(day.pat.person.modal) is None

    day.pat.person.command("/iep", "juniper")
    day.settle()
    assert "Held" not in day.pat.person.modal.text


def test_a_teacher_of_the_team_is_told_that_it_was_held(day):
    day.school.on_team(day.school.juniper, day.school.on_record["tea"], TeamRole.TEACHER)
    day.school.tea.command("/iep", "juniper")
    day.settle()

    said = day.school.tea.modal.text
    assert "Held Thursday, October 8, 2026; the next is not set yet." in said
