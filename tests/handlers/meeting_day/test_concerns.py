"""A concern is written down the moment it is raised, and dealt with in its list."""

from datetime import date

import pytest

from bot.meeting_day.concerns import ConcernState
from bot.meetings.meetings import MeetingState
from jobs.delivery import rate_limits as limits
from tests.handlers.meeting_day.a_meeting_day import MeetingDay


@pytest.fixture
def dialect():
    """The rules are tried on both databases elsewhere; here it is about what people see."""
    return "sqlite"


@pytest.fixture
def day(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    return MeetingDay(school)


def concerns(day):
    return day.read(lambda scope: scope.concerns.of_meeting(day.meeting.id))


def test_a_concern_is_written_down_once_and_stays_open(day):
    day.school.client.fault("duplicate", method="view_submission")
    modal = day.pat.opens(day.pat.card, "Add concern")
    modal.fill("What the parents raised", "He comes home hungry <!channel>")
    day.saves(modal)

    (concern,) = concerns(day)
    assert (concern.text, concern.state) == ("He comes home hungry <!channel>", ConcernState.OPEN)
    assert "1 open concern" in day.pat.card.text
    assert "hungry" not in day.pat.card.text


def test_a_concern_without_words_is_asked_for_again(day):
    modal = day.pat.opens(day.pat.card, "Add concern")
    modal.fill("What the parents raised", "   ")

    again = day.saves(modal)

    assert again is not None
    assert concerns(day) == []


def test_each_concern_is_dealt_with_in_the_list(day):
    for words in ("The bus", "Sums"):
        modal = day.pat.opens(day.pat.card, "Add concern")
        modal.fill("What the parents raised", words)
        day.saves(modal)
    bus, sums = (concern.id for concern in concerns(day))

    modal = day.pat.opens(day.pat.card, "View")
    modal.choose(f"state:{sums}", "Deferred")
    refused = day.saves(modal)
    assert "to when" in refused.errors[f"note:{sums}"]
    modal.fill(f"note:{sums}", "the call on 3 November")
    assert day.saves(modal) is None

    assert {one.id: (one.state, one.note) for one in concerns(day)} == {
        bus: (ConcernState.OPEN, ""),
        sums: (ConcernState.DEFERRED, "the call on 3 November"),
    }
    assert "1 open concern" in day.pat.card.text


def fill_reason(modal, words):
    modal.fill("Your reason", words)
    return modal


def test_a_supervisor_adds_a_concern_with_a_reason(day):
    modal = day.sue.opens(day.sue.card, "Add concern")
    modal.fill("What the parents raised", "The bus is late")
    assert day.saves(fill_reason(modal, "They wrote to me")) is None

    assert [one.text for one in concerns(day)] == ["The bus is late"]


def test_many_concerns_are_paged_and_each_page_is_kept(day):
    with day.scope_of_pat() as scope:
        for number in range(12):
            scope.concerns.add(day.school.juniper.id, day.meeting.id, f"Worry {number}")
    day.settle()
    first, *_, last = (concern.id for concern in concerns(day))

    modal = day.pat.opens(day.pat.card, "View")
    modal.choose(f"state:{first}", "Answered")
    modal = day.saves(modal)
    assert "Worry 11" in modal.text
    assert "Worry 0" not in modal.text
    modal.choose(f"state:{last}", "Unresolved, and recorded so")
    assert day.saves(modal) is None

    states = [concern.state for concern in concerns(day)]
    assert (states[0], states[11]) == (ConcernState.ANSWERED, ConcernState.UNRESOLVED)
    assert "10 open concerns" in day.pat.card.text


def test_what_an_earlier_meeting_left_open_is_settled_here(day):
    with day.scope_of_pat() as scope:
        spring = scope.meetings.add(
            student=day.school.juniper.id, on=date(2026, 9, 1), state=MeetingState.HELD
        )
        scope.concerns.add(day.school.juniper.id, spring.id, "The bus")
    day.settle()
    assert "1 open concern" in day.pat.card.text

    modal = day.pat.opens(day.pat.card, "View")
    assert "From earlier. Written down by Pat Fennimore" in modal.text
    modal.choose("What became of it", "Addressed in the meeting")
    assert day.saves(modal) is None

    assert "No open concern" in day.pat.card.text
    assert "Addressed in the meeting: Pat Fennimore" in day.pat.opens(day.pat.card, "View").text
