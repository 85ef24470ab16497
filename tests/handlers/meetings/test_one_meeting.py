"""One meeting's screen: moved, cancelled, adjourned, marked as held late, and taken back."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from bot.dates.obligation_rows import Standing, State
from bot.dates.obligation_rules import ObligationId
from bot.dates.obligations import obligations_of
from bot.meeting_day.checklists import TickState
from bot.meetings.meetings import MeetingState
from bot.people.people import SlackUserId
from bot.requests.requests import Form, RequestState
from casework.meetings.meeting_changes import record
from tests.handlers.meeting_day.a_meeting_day import TODAY, MeetingDay
from tests.people import MORNING

NEXT_WEEK = TODAY + timedelta(days=7)


@pytest.fixture
def day(school):
    return MeetingDay(school)


def opens(day, button: str | None = None, person=None):
    """Open the meeting, and where a button is named the form behind it."""
    person = person or day.school.pat
    person.command("/iep", "meeting juniper")
    day.settle()
    if button:
        person.modal.click(button)
        day.settle()
    return person.modal


def saves(day, modal, **filled):
    for field, value in filled.items():
        modal.fill(_FIELDS[field], value)
    return day.saves(modal)


_FIELDS = {"to": "New date", "on": "On which day?", "why": "Why, and who asked"}


def moves(day, to, why="the father is away"):
    """Move the meeting, and say so a second time where the date costs something."""
    shown = saves(day, opens(day, "Move …"), to=to, why=why)
    return day.saves(shown) if "is not saved yet" in shown.text else shown


def test_a_meeting_without_a_time_gets_it_from_its_thread(day):
    with day.scope_of_pat() as scope:
        scope.meetings.keep(replace(scope.meetings.get(day.meeting.id), at=None))
    day.settle()
    assert "time not known yet" in day.pat.parent.text

    modal = day.pat.opens(day.pat.card, "Set the time")
    modal.fill("New time", time(13, 30))
    saves(day, modal)
    if "is not saved yet" in day.school.pat.modal.text:
        saves(day, day.school.pat.modal)

    assert (day.now().on, day.now().at) == (TODAY, time(13, 30))
    assert "1:30 pm" in day.pat.parent.text
    assert "Set the time" not in day.pat.card.text


def test_a_meeting_moved_past_the_review_says_so_before_it_is_saved_and_afterwards(day):
    with day.scope_of_pat() as scope:
        scope.students.keep(replace(day.school.juniper, annual_due=TODAY + timedelta(days=4)))
    warned = saves(day, opens(day, "Move …"), to=NEXT_WEEK, why="the father is away")

    assert "It comes after the day on which the annual review falls due" in warned.text
    assert day.now().on == TODAY

    late = "3 days after the annual review falls due"
    assert f"It is {late}, Monday, October 12, 2026." in day.saves(warned).text
    day.school.pat.message("when does Juniper meet?")
    day.settle()
    assert f"{late}, Mon, Oct 12." in day.school.pat.dms()[-1].text


def meetings(day):
    return day.read(lambda scope: scope.meetings.of(day.school.juniper.id))


def test_rule_10_moving_keeps_every_date_and_strikes_the_thread(day):
    shown = moves(day, NEXT_WEEK)

    assert (
        "Moved from Thursday, October 8, 2026 at 8:00 am to Thursday, October 15, 2026"
        in shown.text
    )
    assert "by Pat Fennimore: the father is away" in shown.text
    assert day.now().on == NEXT_WEEK
    assert "has moved: it opens again for Thursday, October 15" in day.pat.card.fallback
    assert day.school.client.strict_errors() == []


def test_the_thread_leads_to_the_meeting_and_its_form_to_adjourn_it(day):
    modal = day.pat.opens(day.pat.parent, "Move, adjourn …")
    modal.click("Adjourn …")
    day.settle()

    assert day.school.pat.modal.title == "Adjourn the meeting"
    assert "Only the case manager" in day.sue.clicks(day.sue.parent, "Move, adjourn …")


def test_rule_10_moved_back_the_thread_is_in_use_again(day):
    moves(day, NEXT_WEEK)
    moves(day, TODAY)

    assert day.now().on == TODAY
    assert day.pat.parent.fallback.startswith("IEP meeting, Thursday, October 8")


def test_staff_brief_is_asked_for_meeting_by_meeting(day):
    with day.scope_of_pat() as scope:
        scope.meetings.keep(replace(scope.meetings.get(day.meeting.id), on=NEXT_WEEK))
    shown = opens(day, "Ask for a staff brief")

    assert "On your list now" in shown.text
    assert "[Ask for a staff brief]" not in shown.text
    shown.close()
    day.school.pat.command("/iep", "why juniper")
    day.settle()
    why = day.school.pat.modal.text
    assert "By Tue, Oct 13\nStaff told of needs and concerns" in why


def test_rule_9_one_tap_takes_the_next_date_that_works(day):
    told = saves(day, opens(day, "Move …"), to=NEXT_WEEK)
    assert "is not saved yet" in told.text

    told.click("meeting_take")
    day.settle()

    assert day.now().on == date(2026, 11, 2)
    assert "Saved." in day.school.pat.modal.text


def test_cancelling_needs_a_reason_closes_what_is_open_and_is_undone(day):
    modal = opens(day, "Cancel …")
    assert "Please say" in saves(day, modal, why="  ").errors["Why, and who asked"]

    shown = saves(day, modal, why="the family moves away")
    assert "Cancelled" in shown.text
    assert day.now().state is MeetingState.CANCELLED
    assert standing(day, ObligationId.AGENDA).state is State.CLOSED

    shown.click("Undo …")
    day.settle()

    assert day.now().state is MeetingState.PLANNED
    assert standing(day, ObligationId.AGENDA).state is State.OPEN
    assert "Planned again" in day.school.pat.modal.text
    assert "Cancelled" in day.school.pat.modal.text


def standing(day, row, meeting=None):
    def found(scope):
        case = scope.case_of(day.school.juniper.id)
        about = f"meeting:{(meeting or day.meeting).id}"
        return case.standings[about, row]

    return day.read(found)


def adjourns(day, to=NEXT_WEEK):
    shown = saves(day, opens(day, "Adjourn …"), to=to, why="too much for one day")
    return day.saves(shown) if "is not saved yet" in shown.text else shown


def what_is_asked(day, now=MORNING):
    """A form that is owed, an open concern, and the answers about rights, for today's meeting."""
    with day.school.storage.caseload_of(SlackUserId("U0PAT"), now=now) as scope:
        request = scope.requests.ask(
            student=day.school.juniper.id,
            meeting=day.meeting.id,
            form=Form.TEACHER_FEEDBACK,
            respondent=day.school.on_record["tea"].id,
            due_on=TODAY,
        )
        scope.record_forms(day.meeting.id)
        scope.concerns.add(day.school.juniper.id, day.meeting.id, "the bus")
        scope.checklists.tick(day.meeting.id, "rights", TickState.DONE)
        scope.checklists.tick(day.meeting.id, "introductions", TickState.DONE)
    return request


def test_rule_10_adjourning_hands_everything_on_and_is_undone(day):
    request = what_is_asked(day)

    shown = adjourns(day)

    before, later = meetings(day)
    assert (before.state, later.state) == (MeetingState.ADJOURNED, MeetingState.PLANNED)
    assert (later.continues, later.on) == (before.id, NEXT_WEEK)
    assert "continues the meeting of Thursday, October 8, 2026" in shown.text
    assert standing(day, ObligationId.TEACHER_FEEDBACK_OUT, later).state is State.DONE
    held_by = day.read(lambda scope: (scope.requests.get(request.id).meeting, concerns(scope, day)))
    assert held_by == (later.id, [later.id])
    lines = day.read(lambda scope: [one.line for one in scope.checklists.ticks(later.id)])
    assert lines == ["rights"]
    assert day.ticks()["introductions"] == "done"

    undoes(day, before)

    before, later = meetings(day)
    assert (before.state, later.state) == (MeetingState.PLANNED, MeetingState.CANCELLED)
    back = day.read(lambda scope: (scope.requests.get(request.id).meeting, concerns(scope, day)))
    assert back == (before.id, [before.id])


def test_what_adjourning_and_its_undoing_carry_along_is_nobodys_work_of_today(day):
    """Two days ago Pat ticked one row, asked for a form that came in, and talked with parents."""
    two_days_ago, pat = MORNING - timedelta(days=2), SlackUserId("U0PAT")
    request = what_is_asked(day, now=two_days_ago)
    with day.school.storage.caseload_of(pat, now=two_days_ago) as scope:
        record(scope, day.meeting, ObligationId.INPUT_IN_DRAFT, Standing(state=State.DONE))
        scope.requests.keep(replace(scope.requests.get(request.id), state=RequestState.IN))
        scope.record_forms(day.meeting.id)
    on_the_day = standing(day, ObligationId.INPUT_IN_DRAFT)

    adjourns(day)
    before, later = meetings(day)

    assert "Nothing yet" in said_of_today(day)
    assert standing(day, ObligationId.INPUT_IN_DRAFT, later).by == on_the_day.by
    assert standing(day, ObligationId.INPUT_IN_DRAFT, later).at == on_the_day.at
    undoes(day, before)
    assert "Nothing yet" in said_of_today(day)
    assert standing(day, ObligationId.TEACHER_FEEDBACK_BACK).state is State.PROVEN


def said_of_today(day) -> str:
    day.school.pat.message("what did I tick today")
    day.settle()
    return [one for one in day.school.pat.dms() if one.by_app][-1].text


def test_rule_10_what_came_in_meanwhile_counts_for_the_meeting_that_takes_it_back(day):
    request = what_is_asked(day)
    adjourns(day)
    before, later = meetings(day)
    with day.scope_of_pat() as scope:
        scope.requests.keep(replace(scope.requests.get(request.id), state=RequestState.IN))
        scope.record_forms(later.id)

    undoes(day, before)

    assert standing(day, ObligationId.TEACHER_FEEDBACK_BACK).state is State.PROVEN


def concerns(scope, day):
    return [one.meeting for one in scope.concerns.of(day.school.juniper.id)]


def undoes(day, meeting):
    """From the student's next meeting to another one of theirs, and undo what it came to."""
    opens(day)
    day.school.pat.modal.click(f"other:{meeting.id}/meeting_see")
    day.settle()
    day.school.pat.modal.click("Undo …")
    day.settle()


def test_rule_10_adjourned_twice_is_undone_from_its_end(day):
    adjourns(day)
    day.change(on=TODAY + timedelta(days=60), state=MeetingState.ADJOURNED)
    _, later = sorted(meetings(day), key=lambda one: one.id)
    with day.scope_of_pat() as scope:
        scope.meetings.keep(replace(later, on=TODAY))
    adjourns(day, to=TODAY + timedelta(days=1))

    first, second, third = sorted(meetings(day), key=lambda one: one.id)
    assert (second.state, third.continues) == (MeetingState.ADJOURNED, second.id)
    undoes(day, first)

    assert "Please undo that first" in day.school.pat.dms()[-1].text
    assert day.now().state is MeetingState.ADJOURNED


def test_held_on_another_day_than_planned_counts_from_that_day(day):
    with day.scope_of_pat() as scope:
        scope.meetings.keep(replace(scope.meetings.get(day.meeting.id), on=TODAY - timedelta(2)))

    modal = opens(day, "It was held …")
    assert "still to come" in saves(day, modal, on=NEXT_WEEK).errors["On which day?"]
    shown = saves(day, modal, on=TODAY - timedelta(1))

    assert "It was held on Wednesday, October 7, 2026" in shown.text
    assert (day.now().state, day.now().held_on) == (MeetingState.HELD, TODAY - timedelta(1))
    due = day.read(lambda scope: rows_after(scope, day))
    assert due == [date(2026, 10, 9)]


def rows_after(scope, day):
    case = scope.case_of(day.school.juniper.id)
    rows = obligations_of(case, scope.calendar, today=scope.today)
    return [row.due_on for row in rows if row.id is ObligationId.MINUTES_IN_IEP]


def test_before_its_hour_the_screen_offers_neither_held_nor_adjourned(day):
    day.change(at=time(11))

    modal = opens(day)

    assert "It was held …" not in modal.text
    assert "Adjourn …" not in modal.text
    assert "Move …" in modal.text


def test_a_form_that_was_open_when_it_was_put_off_to_a_later_hour_is_refused_in_plain_words(day):
    modal = opens(day, "It was held …")
    day.change(at=time(11))

    saves(day, modal)

    assert day.now().state is MeetingState.PLANNED


def test_held_and_undone_brings_back_what_came_before(day):
    saves(day, opens(day, "It was held …"))
    assert day.read(lambda scope: rows_after(scope, day))

    undoes_shown(day)

    assert day.now().state is MeetingState.PLANNED
    assert day.read(lambda scope: rows_after(scope, day)) == []
    states = day.read(lambda scope: [one.state for one in scope.meetings.changes(day.meeting.id)])
    assert states == [MeetingState.PLANNED, MeetingState.HELD, MeetingState.PLANNED]


def undoes_shown(day):
    day.school.pat.modal.click("Undo …")
    day.settle()


def test_a_form_that_was_open_while_somebody_moved_it_changes_nothing(day):
    modal = opens(day, "Cancel …")
    day.change(on=NEXT_WEEK)

    refused = saves(day, modal, why="the family moves away")

    assert "Somebody changed this meeting meanwhile" in refused.text
    assert day.now().state is MeetingState.PLANNED


def test_whose_student_it_no_longer_is_moves_nothing(day):
    modal = opens(day, "Move …")
    with day.school.storage.jobs(now=MORNING) as scope:
        kim = day.school.on_record["kim"].id
        scope.students.keep(replace(day.school.juniper, case_manager=kim))

    refused = saves(day, modal, to=NEXT_WEEK)

    assert "Only the case manager" in refused.text
    assert day.now().on == TODAY


def test_a_meeting_that_has_not_begun_is_not_adjourned(day):
    day.change(on=NEXT_WEEK)

    assert "Adjourn" not in opens(day).text


def test_the_view_and_every_change_are_on_record(day):
    saves(day, opens(day, "Cancel …"), why="the family moves away")

    acts = [(entry.act, entry.why) for entry in day.trail()]
    assert ("changed a meeting", "the family moves away") in acts
    assert ("saw a meeting and its dates", "") in acts
