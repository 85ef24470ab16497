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
from casework.dates.settling import morning_of_caseload, record
from casework.meetings.meeting_changes import rows_after
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


def sign(day, decision="Signed in full", **fields):
    modal = day.pat.opens(day.pat.after, "thread_consent")
    modal.choose("What did the parents decide?", decision)
    for name, value in fields.items():
        modal.fill(name, value)
    assert day.saves(modal) is None


def takes_the_signature_back(day):
    sign(day, "Nothing yet: what was recorded is taken back")


def reads(day):
    modal = day.tea.opens(day.tea.person.dms()[-1], "Open")
    modal.click("I have read it and know my part")
    day.settle()


def said_of_readers(day):
    modal = day.pat.opens(day.pat.after, "Send at-a-glance")
    said = modal.text
    modal.close()
    return said


def row(day, obligation):
    rows = day.read(lambda scope: rows_after(scope, scope.meetings.get(day.meeting.id)))
    return next(one for one in rows if one.id is obligation)


def puts_off(day, obligation):
    """Put a row off, as its screen does."""
    with day.scope_of_pat() as scope:
        entry = morning_of_caseload(scope, TODAY).entries[day.subject, obligation]
        until = TODAY + timedelta(days=4)
        record(scope, entry, entry.row.state, reason="Waits for the office", until=until)


def later(day):
    day.school.client.go_to(day.school.client.clock_now() + timedelta(minutes=2))


def test_on_the_signature_every_teacher_reads_it_again(day):
    sends(day)
    reads(day)
    day.pat.ticks(day.pat.after, "At-a-glance uploaded to the SIS")
    assert "2 of 5 done" in day.pat.after.text

    later(day)
    sign(day)
    assert "0 of 5 done" in day.pat.after.text
    assert "Again, since the IEP is signed now." in day.pat.after.text
    assert "Everything from this IEP meeting is done" in day.tea.person.dms()[-1].text
    told = said_of_readers(day)
    assert "Tea Chalkley: read what was sent before the IEP was signed; send it again" in told
    assert "The IEP is signed. It goes to every teacher" in told

    sends(day)
    assert standing(day, ObligationId.AT_A_GLANCE).state is State.OPEN
    assert "The IEP is signed now. Please read this" in day.tea.person.dms()[-1].text
    reads(day)
    assert standing(day, ObligationId.AT_A_GLANCE).state is State.PROVEN


def test_a_signature_taken_back_leaves_what_was_done_before_it(day):
    sends(day)
    reads(day)
    sign(day)

    takes_the_signature_back(day)

    assert standing(day, ObligationId.AT_A_GLANCE).state is State.PROVEN
    assert "1 of 5 done" in day.pat.after.text


def test_a_signature_taken_back_takes_off_what_went_out_on_it_and_keeps_the_readings(day):
    sends(day)
    reads(day)
    later(day)
    sign(day)
    later(day)
    sends(day)
    assert "Tea Chalkley: was sent it" in said_of_readers(day)
    puts_off(day, ObligationId.AT_A_GLANCE)
    assert row(day, ObligationId.AT_A_GLANCE).revise, "put off, it is to be done again still"

    takes_the_signature_back(day)

    assert standing(day, ObligationId.AT_A_GLANCE).state is State.PROVEN
    told = said_of_readers(day)
    assert "Tea Chalkley: has read it and knows their part" in told
    assert "The new IEP is not signed yet. Until it is, the current IEP stands." in told
    assert "Everything from this IEP meeting is done" in day.tea.person.dms()[-1].text


def test_the_page_from_before_the_signature_proves_nothing_of_the_signed_iep(day):
    sends(day)
    assert "The new IEP is not signed yet" in day.tea.person.dms()[-1].text
    later(day)
    sign(day)
    assert "This was sent before the IEP was signed" in day.tea.person.dms()[-1].text
    told = said_of_readers(day)
    assert "Tea Chalkley: was sent it before the IEP was signed; send it again" in told

    reads(day)

    assert standing(day, ObligationId.AT_A_GLANCE).state is State.OPEN
    told = said_of_readers(day)
    assert "Tea Chalkley: read what was sent before the IEP was signed; send it again" in told


def test_the_same_signature_written_down_anew_asks_for_nothing_again(day):
    day.school.client.go_to(day.school.client.clock_now() + timedelta(days=1))
    sign(day, **{"Date of the signature": TODAY})
    sends(day)
    reads(day)

    for signed_on in (TODAY, TODAY + timedelta(days=1)):
        later(day)
        sign(day, **{"Date of the signature": signed_on})

        assert day.now().consent_on == signed_on
        assert standing(day, ObligationId.AT_A_GLANCE).state is State.PROVEN
        assert "Tea Chalkley: has read it and knows their part" in said_of_readers(day)


def test_another_decision_is_another_iep_to_be_read(day):
    sign(day)
    sends(day)
    reads(day)
    later(day)

    sign(day, "Signed in part", **{"Which part, or why": "Goals yes, placement no"})

    assert row(day, ObligationId.AT_A_GLANCE).revise
    assert "read what was sent before the IEP was signed; send it again" in said_of_readers(day)

    day.pat.ticks(day.pat.after, UPLOAD)
    later(day)
    sign(day)
    for one in (ObligationId.AT_A_GLANCE, ObligationId.SIS_UPLOAD):
        assert row(day, one).revise, "open still, or done since: both count from the signature"


GLANCE = "At-a-glance with every teacher"
UPLOAD = "At-a-glance uploaded to the SIS"


def test_not_needed_before_the_signature_is_asked_on_it(day):
    with day.scope_of_pat() as scope:
        entry = morning_of_caseload(scope, TODAY).entries[day.subject, ObligationId.AT_A_GLANCE]
        record(scope, entry, State.NOT_NEEDED, reason="Nothing changes before it is signed")

    sign(day)
    assert row(day, ObligationId.AT_A_GLANCE).revise
    day.pat.ticks(day.pat.after, GLANCE)
    day.pat.unticks(day.pat.after, GLANCE)

    takes_the_signature_back(day)
    stands = standing(day, ObligationId.AT_A_GLANCE)
    assert (stands.state, stands.reason) == (
        State.NOT_NEEDED,
        "Nothing changes before it is signed",
    )


def test_what_is_ticked_by_mistake_and_unticked_is_still_asked_again(day):
    day.pat.ticks(day.pat.after, GLANCE)
    sign(day)
    puts_off(day, ObligationId.AT_A_GLANCE)

    for _ in range(2):
        day.pat.ticks(day.pat.after, GLANCE)
        assert row(day, ObligationId.AT_A_GLANCE).settled
        day.pat.unticks(day.pat.after, GLANCE)

        again = row(day, ObligationId.AT_A_GLANCE)
        assert (again.state, again.revise) == (State.OPEN, True)
        assert "Again, since the IEP is signed now." in again.why.text


@pytest.mark.parametrize("ticked", [[GLANCE], [UPLOAD], [GLANCE, UPLOAD]])
def test_the_upload_is_due_with_its_at_a_glance_whichever_was_done_before(day, ticked):
    for line in ticked:
        day.pat.ticks(day.pat.after, line)
    day.school.client.go_to(day.school.client.clock_now() + timedelta(days=5))

    sign(day, **{"Date of the signature": TODAY + timedelta(days=5)})

    both = [row(day, one) for one in (ObligationId.AT_A_GLANCE, ObligationId.SIS_UPLOAD)]
    assert not any(one.settled for one in both)
    days = {one.due_on for one in both}
    from_the_meeting, from_the_signature = TODAY + timedelta(days=7), TODAY + timedelta(days=12)
    assert days == {from_the_signature if GLANCE in ticked else from_the_meeting}

    day.pat.ticks(day.pat.after, GLANCE)
    assert {row(day, ObligationId.SIS_UPLOAD).due_on} == days, "its date stays when one is done"

    takes_the_signature_back(day)
    assert row(day, ObligationId.SIS_UPLOAD).settled is (UPLOAD in ticked)


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
