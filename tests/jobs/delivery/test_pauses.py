"""While Slack is away nothing is given up, and it is said within minutes of its return."""

from dataclasses import replace
from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot.errors import StorageAwayError
from jobs.delivery.delivery import Delivery
from jobs.delivery.outcomes import GIVEN_UP_AFTER
from jobs.delivery.pauses import LATEST
from jobs.surroundings import JobSurroundings
from storage import Database
from tests.conftest import NOW
from tests.jobs.conftest import SetWire
from tests.jobs.plain import Plain, put, want_redraw, word

POST = "chat.postMessage"
UPDATE = "chat.update"
A_DAY_AND_A_LITTLE = timedelta(hours=26)


@pytest.fixture
def jumping(surroundings: JobSurroundings, database: Database) -> JobSurroundings:
    """Time as a test moves it."""
    return replace(surroundings, wire=SetWire(database))


@pytest.fixture
def delivery(jumping, lenient):
    made = Delivery(jumping, lenient[1], [Plain()])
    yield made
    made.stop()


def lives_on(delivery, wire, time, *, lane="posts", step=LATEST):
    """Let so much wire time pass, with a look every five minutes."""
    until = wire.now() + time
    while wire.now() < until:
        while delivery._round(lane) == 0:
            pass
        wire.pass_(step)


def said(client, name="Ada"):
    return [message.text for message in client.person(name).dms()]


def test_34_answers_of_too_many_and_then_a_500_drop_no_digest(delivery, jumping, storage, lenient):
    client, _ = lenient
    put(storage, word("U0ADA", "Ada's digest"), word("U0BEN", "Ben's digest"))
    client.fault("ratelimited", POST, times=34, seconds=30)
    client.fault("server_error", POST, after=34)

    lives_on(delivery, jumping.wire, A_DAY_AND_A_LITTLE)

    assert (said(client), said(client, "Ben")) == (["Ada's digest"], ["Ben's digest"])
    assert storage.outbox.waiting() == 0


@pytest.mark.parametrize("refusal", ["internal_error", "token_revoked", "account_inactive"])
def test_nine_requests_wait_for_26_hours_and_go_out_within_minutes(
    refusal, delivery, jumping, storage, lenient
):
    client, _ = lenient
    asked = [f"request {n}" for n in range(9)]
    put(storage, *[word("U0ADA", one) for one in asked])
    client.fault("error", POST, times=100_000, error=refusal)
    lives_on(delivery, jumping.wire, A_DAY_AND_A_LITTLE)
    assert storage.outbox.waiting() == 9

    client.clear_faults()
    returned = jumping.wire.now()
    delivery.run_until_empty()
    jumping.wire.pass_(LATEST)
    delivery.run_until_empty()

    assert sorted(said(client)) == asked
    assert jumping.wire.now() - returned < timedelta(minutes=6)


def test_a_weekend_without_a_network_drops_nothing(jumping, storage, lenient):
    client, api = lenient
    put(storage, word("U0ADA", "good morning"))
    nowhere = WebClient(token=api.token, base_url="http://127.0.0.1:9/api/")
    offline = Delivery(jumping, nowhere, [Plain()])
    lives_on(offline, jumping.wire, timedelta(days=2, hours=15))

    Delivery(jumping, api, [Plain()]).run_until_empty()

    assert said(client) == ["good morning"]


def test_the_first_message_that_gets_through_lets_all_others_go(
    delivery, jumping, storage, lenient
):
    client, _ = lenient
    put(storage, word("U0ADA", "for Ada"), word("U0BEN", "for Ben"))
    client.fault("error", POST, times=100_000, error="org_login_required")
    lives_on(delivery, jumping.wire, timedelta(hours=2))
    while delivery._round("posts") == 0:
        pass
    client.clear_faults()
    began = jumping.wire.now()
    delivery.run_until_empty()
    assert (said(client), said(client, "Ben")) == ([], []), "both were tried a moment ago"

    put(storage, word("U0CLEO", "for Cleo"))
    delivery.run_until_empty()

    assert (said(client), said(client, "Ben")) == (["for Ada"], ["for Ben"])
    assert jumping.wire.now() - began < timedelta(seconds=30)


def test_a_restart_again_and_again_gives_up_nothing(delivery, jumping, storage, lenient):
    client, _ = lenient
    put(storage, word("U0ADA", "good morning"))
    for number in range(GIVEN_UP_AFTER + 10):
        owner = f"crashed {number}"
        [claimed] = storage.outbox.claim(owner=owner, now=NOW, lease=timedelta(0), limit=1)
        storage.outbox.sending([claimed.id], owner=owner, lease=timedelta(0))

    delivery.run_until_empty()

    assert said(client) == ["good morning"]


def test_a_database_that_is_away_for_a_day_is_no_mistake_of_ours(jumping, storage, lenient):
    client, api = lenient
    put(storage, word("U0ADA", "good morning"))
    away = [True]

    class Away(Plain):
        def compose(self, scope, errand):
            if away:
                raise StorageAwayError
            return super().compose(scope, errand)

    delivery = Delivery(jumping, api, [Away()])
    lives_on(delivery, jumping.wire, A_DAY_AND_A_LITTLE)
    away.clear()
    lives_on(delivery, jumping.wire, timedelta(minutes=6))

    assert said(client) == ["good morning"]


def test_the_log_says_now_and_then_that_slack_is_away(delivery, jumping, storage, lenient, caplog):
    client, _ = lenient
    put(storage, *[word("U0ADA", f"line {n}") for n in range(40)])
    client.fault("error", POST, times=100_000, error="service_unavailable")

    lives_on(delivery, jumping.wire, timedelta(hours=1))

    told = [line for line in caplog.messages if "service_unavailable" in line]
    assert 3 <= len(told) <= 7


def test_a_redraw_waits_for_slack_and_is_drawn_within_minutes(jumping, storage, lenient):
    client, api = lenient
    plain = Plain()
    delivery = Delivery(jumping, api, [plain])
    put(storage, word("U0ADA", "progress"))
    delivery.run_until_empty()
    plain.words["progress"] = "3 of 9"
    want_redraw(storage, "progress")
    client.fault("error", UPDATE, times=100_000, error="fatal_error")
    lives_on(delivery, jumping.wire, timedelta(hours=1), lane="redraws", step=10)
    tries = len(client.calls(UPDATE))
    lives_on(delivery, jumping.wire, A_DAY_AND_A_LITTLE, lane="redraws")

    client.clear_faults()
    lives_on(delivery, jumping.wire, timedelta(minutes=6), lane="redraws")

    assert said(client) == ["3 of 9"]
    assert tries < 60, "the longer it lasts, the less often it is tried"
