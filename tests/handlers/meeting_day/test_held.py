"""A meeting is marked as held, somebody helps at it, and one sees who is there."""

from datetime import datetime, time, timedelta

import pytest

from bot.content import read
from bot.conversations.conversation_pages import How
from bot.conversations.conversations import Conversation
from bot.forms.drafts import DraftKey
from bot.meeting_day.checklists import TickState
from bot.meeting_day.concerns import ConcernState
from bot.meetings.meetings import MeetingState, Mode
from bot.people.people import TeamRole
from jobs.delivery import rate_limits as limits
from tests.handlers.meeting_day.a_meeting_day import TODAY, MeetingDay
from tests.people import MORNING

CONTENT = read(None)
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


def test_a_meeting_is_marked_as_held_and_its_after_list_comes_into_the_thread(held):
    meeting = held.now()

    assert (meeting.state, meeting.held_on) == (MeetingState.HELD, TODAY)
    assert held.pat.after.thread_ts == held.pat.parent.ts
    assert f"{NOTES}" in held.pat.after.text
    assert "By Monday, October 12" in held.pat.after.text
    assert "Held on Thursday, October 8" in held.pat.parent.text
    assert "Held on Thursday, October 8" in held.pat.card.text
    assert "[Meeting held]" not in held.pat.card.text


def test_the_card_offers_it_when_every_line_is_through(day):
    with day.scope_of_pat() as scope:
        for line in (*CONTENT.opening, *CONTENT.ending)[1:]:
            scope.checklists.tick(day.meeting.id, line.id, TickState.DONE)
    day.pat.clicks(day.pat.card, "Done, next")

    assert "That was the last line" in day.pat.card.text
    assert day.saves(day.pat.opens(day.pat.card, "Meeting held")) is None
    assert day.now().state is MeetingState.HELD


def test_closing_lists_open_concerns_and_never_blocks(day):
    for words in ("The bus", "Sums"):
        modal = day.pat.opens(day.pat.card, "Add concern")
        modal.fill("What the parents raised", words)
        day.saves(modal)
    bus, sums = day.read(lambda scope: scope.concerns.of_meeting(day.meeting.id))

    modal = day.pat.opens(day.pat.card, "Meeting held")
    assert "The bus" in modal.text
    assert "Lines not ticked" in modal.text
    modal.choose(f"state:{sums.id}", "Unresolved, and recorded so")
    assert day.saves(modal) is None

    assert day.now().state is MeetingState.HELD
    bus, sums = day.read(lambda scope: scope.concerns.of_meeting(day.meeting.id))
    assert (bus.state, sums.state) == (ConcernState.OPEN, ConcernState.UNRESOLVED)
    assert "1 open concern" in day.pat.card.text


def test_held_twice_is_answered_kindly_and_changes_nothing(day):
    button = day.pat.card
    modal = day.pat.opens(button, "Meeting held")
    day.change(state=MeetingState.HELD, held_on=TODAY)
    changes = len(day.trail())

    assert day.saves(modal) is None
    assert len(day.trail()) == changes
    assert "already marked as held" in day.pat.clicks(button, "Meeting held")


def test_a_meeting_cannot_be_held_before_its_day(day):
    day.change(on=TODAY + timedelta(days=1))
    day.open()

    told = day.pat.clicks(day.pat.card, "Meeting held")

    assert "on Friday, October 9" in told
    assert day.now().state is MeetingState.PLANNED


def test_a_meeting_cannot_be_held_three_hours_early_from_any_button_of_its_thread(day):
    """It is eight in the morning, and the checklist has stood there since seven."""
    day.change(at=time(11))

    told = day.pat.clicks(day.pat.card, "Meeting held")

    assert "on Thursday, October 8, 2026 at 11:00 am" in told
    assert "marked as held once it has begun" in told
    assert day.now().state is MeetingState.PLANNED


def test_a_list_that_was_opened_in_time_marks_nothing_once_the_hour_is_later(day):
    modal = day.pat.opens(day.pat.card, "Meeting held")
    day.change(at=time(11))

    left = day.saves(modal)

    assert left is not None
    assert "once it has begun" in left.text
    assert day.now().state is MeetingState.PLANNED


def test_held_the_day_after_counts_from_the_day_of_the_meeting(day):
    day.school.client.go_to(MORNING + timedelta(days=1))
    day.settle()

    hold(day)

    assert day.now().held_on == TODAY


def test_not_held_after_all_takes_the_after_list_back_and_held_again_brings_it(held):
    assert held.pat.clicks(held.pat.after, "Not held after all") == ""
    assert held.now().state is MeetingState.PLANNED
    assert held.pat.after.text.startswith("Not held after all")
    assert "[Done, next]" in held.pat.card.text

    hold(held)

    assert NOTES in held.pat.after.text
    assert len([one for one in held.pat.messages if NOTES in one.text]) == 1


@pytest.mark.parametrize("on_record", [True, False], ids=["on-record", "not-yet-on-record"])
def test_a_colleague_can_be_named_as_a_helper(day, on_record):
    if on_record:
        day.school.person("U0HAL", name="Hal Helpwell")
    modal = day.pat.opens(day.pat.parent, "Add a helper")
    modal.fill("Who helps", "U0HAL")
    assert day.saves(modal) is None

    assert day.hal.clicks(day.hal.card, "Done, next") == ""
    assert day.ticks() == {"everyone_present": "done"}
    assert "Hal Helpwell" in day.pat.opens(day.pat.card, "Who is here").text


def test_a_helper_is_taken_off_and_can_do_nothing_any_more(day):
    day.school.person("U0HAL", name="Hal Helpwell")
    day.helps("U0HAL")
    modal = day.pat.opens(day.pat.parent, "Add a helper")
    assert "after Monday, October 12" in modal.text

    assert "Hal Helpwell helps" in modal.text
    modal.click("Take off")
    day.settle()

    assert "Hal Helpwell" not in day.pat.person.modal.text
    assert "You are not set up" in day.hal.clicks(day.hal.card, "Done, next")
    assert [entry.act for entry in day.trail()][:2] == ["removed a helper", "named a helper"]


def test_help_ends_by_itself_two_school_days_after_the_meeting(day):
    day.school.person("U0HAL", name="Hal Helpwell")
    day.helps("U0HAL")
    day.school.client.go_to(MORNING + timedelta(days=4))
    day.settle()
    assert day.hal.clicks(day.hal.card, "Done, next") == ""

    day.school.client.go_to(MORNING + timedelta(days=5))
    day.settle()

    assert "help at this meeting is over" in day.hal.clicks(day.hal.card, "Done, next")
    assert "help at this meeting is over" in day.hal.clicks(day.hal.card, "Rights: both answers")


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        pytest.param("U0GUS", "cannot help here", id="a-guest"),
        pytest.param("U0PAT", "already", id="oneself"),
    ],
)
def test_nobody_else_can_be_named_as_a_helper(day, chosen, said):
    modal = day.pat.opens(day.pat.parent, "Add a helper")
    modal.fill("Who helps", chosen)

    refused = day.saves(modal)

    assert said in refused.errors["Who helps"]
    assert day.read(lambda scope: scope.helpers.of(day.meeting.id)) == []


@pytest.mark.parametrize("on_record", [True, False], ids=["on-record", "not-yet-on-record"])
def test_whoever_left_the_workspace_can_help_no_more(day, on_record):
    if on_record:
        day.school.person("U0HAL", name="Hal Helpwell")
    modal = day.pat.opens(day.pat.parent, "Add a helper")
    modal.fill("Who helps", "U0HAL")
    day.school.client.deactivate("U0HAL")
    day.settle()

    assert "cannot help here" in day.saves(modal).errors["Who helps"]


def test_who_is_here_shows_titles_names_services_and_what_the_parents_prefer(day):
    with day.scope_of_pat() as scope:
        scope.conversations.keep(
            Conversation(
                draft=DraftKey("abc"),
                student=day.school.juniper.id,
                meeting=day.meeting.id,
                held_on=TODAY,
                with_whom="her mother",
                how=How.PHONE,
                answers={},
                attendance=Mode.VIDEO,
                by=scope.person.id,
                at=datetime.fromisoformat("2026-10-01T15:00:00+00:00"),
            )
        )
    provider = day.school.person("U0GUS", name="Gus Visitor")
    day.school.on_team(day.school.juniper, provider, TeamRole.PROVIDER, service="speech")

    shown = day.pat.opens(day.pat.card, "Who is here").text

    assert "Juniper Quickwater" in shown
    assert "They prefer to attend by video." in shown
    assert "General-education teacher\nTea Chalkley" in shown
    assert "Service provider (speech)\nGus Visitor" in shown


def test_a_helper_sees_who_is_here_but_not_what_the_parents_said(day):
    day.helps("U0HAL")

    shown = day.hal.opens(day.hal.card, "Who is here").text

    assert "Tea Chalkley" in shown
    assert "the case manager knows how" in shown


def test_an_adjourned_meeting_is_not_marked_as_held(day):
    day.change(state=MeetingState.ADJOURNED)

    assert "was adjourned" in day.pat.clicks(day.pat.card, "Meeting held")
    assert day.now().state is MeetingState.ADJOURNED


def test_a_concern_deferred_at_the_close_says_to_when_or_nothing_is_marked(day):
    with day.scope_of_pat() as scope:
        bus = scope.concerns.add(day.school.juniper.id, day.meeting.id, "The bus")
    modal = day.pat.opens(day.pat.card, "Meeting held")
    modal.choose(f"state:{bus.id}", "Deferred")

    refused = day.saves(modal)

    assert "to when" in refused.errors[f"note:{bus.id}"]
    assert day.now().state is MeetingState.PLANNED
