"""What stands and can be drawn no more is said anew: once, where it is still true, and not soon."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient

from bot.people.people import Role
from jobs.delivery.delivery import Delivery
from jobs.delivery.said_again import STALE_AT_MOST, STALE_IN_A_MEETING
from sandbox.client import SandboxClient
from storage import Storage
from tests.conftest import NOW
from tests.jobs.conftest import StandingClock
from tests.jobs.plain import Plain, put, standing, want_redraw, word
from tests.marking import mark_posted

POST, UPDATE = "chat.postMessage", "chat.update"
UNCHANGEABLE = ["edit_window_closed", "cant_update_message", "block_mismatch"]
"""What Slack says where a message is there, and we may draw it no more."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A message to Ada that stands since this morning, and its delivery."""

    delivery: Delivery
    storage: Storage
    plain: Plain
    client: SandboxClient
    clock: StandingClock

    def changes(self, words: str, after: timedelta = timedelta(0)) -> None:
        """Let something be true from now on, and delivery see to it when so much time is over."""
        self.plain.words["progress"] = words
        want_redraw(self.storage, "progress")
        self.passes(after)

    def passes(self, after: timedelta) -> None:
        self.clock.at = NOW + after
        self.delivery.run_until_empty()

    @property
    def seen(self) -> list[str]:
        return [message.text for message in self.client.person("Ada").dms()]


@pytest.fixture
def progress(delivery, storage, plain, client, clock):
    put(storage, word("U0ADA", "progress"))
    delivery.run_until_empty()
    return Progress(delivery=delivery, storage=storage, plain=plain, client=client, clock=clock)


@pytest.mark.parametrize("refusal", UNCHANGEABLE)
def test_what_can_be_drawn_no_more_is_said_anew_and_drawn_there(progress, refusal):
    progress.client.fault("error", UPDATE, error=refusal, times=2)
    progress.changes("3 of 9", STALE_AT_MOST)
    assert progress.seen == ["progress", "3 of 9"]

    progress.changes("4 of 9", STALE_AT_MOST)

    assert progress.seen[-1] == "4 of 9"
    assert len(progress.seen) == 2


def test_the_old_one_is_struck_where_it_can_be(progress):
    progress.client.fault("error", UPDATE, error="block_mismatch")

    progress.changes("3 of 9", STALE_AT_MOST)

    old, new = progress.seen
    assert "out of date" in old
    assert new == "3 of 9"
    assert len(standing(progress.storage, "progress")) == 1


def test_a_message_that_somebody_deleted_is_said_anew(progress, api: WebClient):
    [posted] = standing(progress.storage, "progress")
    api.chat_delete(channel=posted.channel, ts=posted.ts)

    progress.changes("3 of 9", STALE_AT_MOST)

    assert progress.seen == ["3 of 9"]
    assert len(progress.client.calls(UPDATE)) == 1


def test_where_nothing_may_ever_be_edited_many_changes_are_one_message_more(progress):
    progress.client.set_up(editing_closed=True)
    for n in range(1, 7):
        progress.changes(f"{n} of 9", n * timedelta(minutes=1))
    assert progress.seen == ["progress"]

    progress.passes(STALE_AT_MOST)

    assert progress.seen == ["progress", "6 of 9"]


def test_what_is_no_longer_true_is_not_said_anew(progress):
    progress.client.set_up(editing_closed=True)
    progress.changes("3 of 9")
    progress.plain.untrue.add("progress")

    progress.passes(STALE_AT_MOST)

    assert progress.seen == ["progress"]
    assert progress.storage.outbox.waiting() == 0


def test_history_is_not_said_anew(progress):
    put(progress.storage, word("U0ADA", "progress", step="the next one"))
    progress.passes(timedelta(0))
    progress.client.set_up(editing_closed=True)
    with progress.storage.jobs(now=NOW) as scope:
        older = scope.messages.of("word", "progress")[1]
        mark_posted(scope, [older.id])

    progress.plain.words["progress"] = "3 of 9"
    progress.passes(STALE_AT_MOST)

    assert progress.seen == ["progress", "progress"]


def test_an_answer_lost_while_it_is_said_anew_makes_no_second_one(progress):
    progress.client.set_up(editing_closed=True)
    progress.client.fault("lost_answer", POST)

    progress.changes("3 of 9", STALE_AT_MOST)

    assert progress.seen == ["progress", "3 of 9"]


def test_nobody_is_woken_by_what_is_said_anew(progress, school):
    school.person("U0ADA", Role.CASE_MANAGER)
    late = datetime(2026, 10, 9, 4, 0, tzinfo=UTC)
    progress.client.set_up(editing_closed=True)

    progress.changes("3 of 9", late - NOW)
    assert progress.seen == ["progress"]
    progress.passes(datetime(2026, 10, 9, 12, 59, tzinfo=UTC) - NOW)
    assert progress.seen == ["progress"]
    progress.passes(datetime(2026, 10, 9, 13, 0, tzinfo=UTC) - NOW)

    assert progress.seen == ["progress", "3 of 9"]


@pytest.fixture
def meeting(school, client, sandbox):
    client.deed("join", channel="ada-private", user=sandbox.bot_user_id)
    casey = school.person("U0ADA", Role.CASE_MANAGER, channel="C0ADAROOM")
    return f"meeting:{school.meeting(school.student(casey)).id}"


def opened(worker, storage, meeting):
    """Open a thread of a head and a card."""
    head, card = Plain("thread"), Plain("card")
    head.then[meeting] = (word("C0ADAROOM", meeting, "card"),)
    delivery = worker(head, card)
    put(storage, word("C0ADAROOM", meeting, "thread"))
    delivery.run_until_empty()
    return delivery


def test_a_thread_whose_head_was_deleted_opens_anew_with_all_of_it(worker, storage, meeting, api):
    delivery = opened(worker, storage, meeting)
    [posted] = standing(storage, meeting, "thread")
    api.chat_delete(channel=posted.channel, ts=posted.ts)
    want_redraw(storage, meeting, "thread")
    delivery._lanes["posts"]._clock.at = NOW + STALE_IN_A_MEETING

    delivery.run_until_empty()

    [anew] = standing(storage, meeting, "thread")
    assert anew.ts != posted.ts
    assert len(standing(storage, meeting, "card")) == 2


def test_a_head_that_may_be_edited_no_more_stays_with_its_thread(worker, storage, meeting, client):
    delivery = opened(worker, storage, meeting)
    client.set_up(editing_closed=True)
    want_redraw(storage, meeting, "thread")
    delivery._lanes["posts"]._clock.at = NOW + STALE_AT_MOST

    delivery.run_until_empty()

    assert len(client.calls(POST)) == 2
    assert len(standing(storage, meeting, "thread")) == 1
