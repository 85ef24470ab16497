"""A meeting's thread goes on where Slack lets nobody change its messages any more."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot.meeting_day.checklists import TickState
from jobs.delivery import rate_limits as limits
from tests.handlers.meeting_day.a_meeting_day import MeetingDay


@pytest.fixture
def day(school, monkeypatch):
    monkeypatch.setattr(limits, "BETWEEN_POSTS", 0.0)
    return MeetingDay(school)


def two_minutes_later(day):
    day.school.client.go_to(day.school.client.clock_now() + timedelta(minutes=2))
    day.settle()


def test_a_card_that_cannot_be_drawn_any_more_stands_anew_in_the_same_thread(day):
    first = day.pat.card
    day.school.client.set_up(editing_closed=True)

    day.pat.clicks(first, "Done, next")
    day.pat.clicks(first, "Done, next")
    two_minutes_later(day)

    second = day.pat.card
    assert second.ts != first.ts
    assert second.thread_ts == first.thread_ts == day.pat.parent.ts
    assert second.fallback != first.fallback
    assert len(day.ticks()) == 1
    assert day.pat.clicks(second, "Done, next") == ""
    assert len(day.ticks()) == 2


def test_a_deleted_card_stands_anew_and_once(day):
    first = day.pat.card
    sandbox = day.school.sandbox
    api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    api.chat_delete(channel=first.channel, ts=first.ts)

    with day.scope_of_pat() as scope:
        scope.checklists.tick(day.meeting.id, "everyone_present", TickState.DONE)
    two_minutes_later(day)

    assert day.pat.card.ts != first.ts
    assert len([one for one in day.pat.messages if "Done, next" in one.text]) == 1


def test_a_thread_whose_head_was_deleted_opens_anew_and_the_old_replies_are_struck(day):
    head = day.pat.parent
    sandbox = day.school.sandbox
    api = WebClient(token=sandbox.bot_token, base_url=sandbox.api_url)
    api.chat_delete(channel=head.channel, ts=head.ts)

    day.pat.clicks(day.pat.card, "Done, next")
    two_minutes_later(day)

    anew = day.pat.parent
    assert anew.ts != head.ts
    old = [one for one in day.pat.messages if one.thread_ts == head.ts]
    assert len(old) == 1
    assert all("is in another thread now" in one.text for one in old)
    new = [one.fallback for one in day.pat.messages if one.thread_ts == anew.ts]
    assert len(new) == 1
