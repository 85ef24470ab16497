"""School time: it stands, is moved through mornings and afternoons, and waits for who listens."""

import asyncio
import json
import threading
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sandbox.client import NotPossibleError, Person, SandboxClient
from sandbox.server.server import Sandbox
from sandbox.workspace.clock import SchoolClock
from tests.sandbox.bots import manifest
from tests.sandbox.conftest import HILLTOP, MORNING

LOS_ANGELES = ZoneInfo("America/Los_Angeles")


def ask(sandbox: Sandbox, after: str = "") -> str:
    question = (
        f"{sandbox.clock_url}?after={after.replace('+', '%2B')}" if after else sandbox.clock_url
    )
    with urllib.request.urlopen(question, timeout=30) as answer:
        said: dict[str, str] = json.loads(answer.read())
    return said["now"]


class Assistant:
    """Someone who takes a turn at each move and asks again when it is done."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.turns: list[str] = []
        self._sandbox = sandbox
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        now = ask(self._sandbox)
        while not self._over.is_set():
            try:
                later = ask(self._sandbox, after=now)
            except OSError:
                return
            if later != now and not self._over.is_set():
                self.turns.append(later)
            now = later

    def leave(self) -> None:
        self._over.set()


@pytest.fixture
def assistant(sandbox: Sandbox, client: SandboxClient) -> Iterator[Assistant]:
    listening = Assistant(sandbox)
    yield listening
    listening.leave()
    sandbox.stop()
    listening._thread.join()


def test_time_stands_where_it_was_put(sandbox: Sandbox, client: SandboxClient):
    assert ask(sandbox) == "2026-10-08T14:00:00Z"
    assert client.clock_now() == MORNING


def test_a_naive_moment_is_in_the_workspaces_zone():
    with Sandbox(manifest=manifest(), district=HILLTOP, at=datetime(2026, 10, 8, 7)) as sandbox:
        assert ask(sandbox) == "2026-10-08T14:00:00Z"


def test_going_forward_passes_every_morning_and_afternoon(client: SandboxClient):
    clock = SchoolClock(MORNING, LOS_ANGELES)

    stops = list(clock.stops(datetime(2026, 10, 10, 12, tzinfo=LOS_ANGELES).astimezone(UTC)))

    assert [one.astimezone(LOS_ANGELES).strftime("%d %H:%M") for one in stops] == [
        "08 15:00",
        "09 07:00",
        "09 15:00",
        "10 07:00",
        "10 12:00",
    ]


def test_mornings_stay_at_seven_when_the_clocks_change():
    clock = SchoolClock(datetime(2026, 10, 31, 20, tzinfo=UTC), LOS_ANGELES)

    stops = list(clock.stops(datetime(2026, 11, 2, 15, tzinfo=UTC)))

    assert [one.isoformat() for one in stops] == [
        "2026-10-31T22:00:00+00:00",
        "2026-11-01T15:00:00+00:00",
        "2026-11-01T23:00:00+00:00",
        "2026-11-02T15:00:00+00:00",
    ]


def test_with_nobody_listening_it_goes_at_once(client: SandboxClient):
    to = MORNING + timedelta(days=30)

    assert client.go_to(to) == to


def test_school_time_never_goes_back(client: SandboxClient):
    with pytest.raises(NotPossibleError, match="only goes forward"):
        client.go_to(MORNING - timedelta(seconds=1))


def test_an_assistant_takes_one_turn_at_each_step(assistant: Assistant, client: SandboxClient):
    client.listened_to()

    client.go_to(datetime(2026, 10, 9, 22, 30, tzinfo=UTC))

    assert assistant.turns == [
        "2026-10-08T22:00:00Z",
        "2026-10-09T14:00:00Z",
        "2026-10-09T22:00:00Z",
        "2026-10-09T22:30:00Z",
    ]


def test_every_assistant_is_waited_for(
    assistant: Assistant, sandbox: Sandbox, client: SandboxClient
):
    second = Assistant(sandbox)
    client.listened_to(2)

    client.next_morning()

    assert assistant.turns == second.turns == ["2026-10-08T22:00:00Z", "2026-10-09T14:00:00Z"]
    second.leave()


def test_the_next_morning_is_at_seven(client: SandboxClient):
    assert client.next_morning() == datetime(2026, 10, 9, 14, tzinfo=UTC)
    assert client.next_morning("America/New_York") == datetime(2026, 10, 10, 11, tzinfo=UTC)


def test_who_asks_with_an_old_moment_is_answered_at_once(sandbox: Sandbox, client: SandboxClient):
    client.go_to(MORNING + timedelta(hours=1))

    assert ask(sandbox, after="2026-10-08T14:00:00Z") == "2026-10-08T15:00:00Z"


def test_who_hung_up_is_not_waited_for(sandbox: Sandbox, client: SandboxClient):
    question = f"{sandbox.clock_url}?after=2026-10-08T14:00:00Z"
    with pytest.raises(TimeoutError):
        urllib.request.urlopen(question, timeout=0.1)
    client.waits_for(lambda: client.status()["listening"] == 0)

    assert client.next_morning() == datetime(2026, 10, 9, 14, tzinfo=UTC)


def test_a_step_does_not_wait_for_a_listener_that_was_cut_off():
    async def cut_off_and_go() -> datetime:
        clock = SchoolClock(MORNING, LOS_ANGELES)
        listener = asyncio.ensure_future(clock.later_than(MORNING, 25))
        await asyncio.sleep(0)
        listener.cancel()
        await asyncio.wait({listener})
        await asyncio.wait_for(clock.go_to(MORNING + timedelta(hours=1)), 5)
        return clock.now()

    assert asyncio.run(cut_off_and_go()) == MORNING + timedelta(hours=1)


def test_a_running_clock_runs_and_can_be_moved_ahead():
    with (
        Sandbox(manifest=manifest(), district=HILLTOP) as sandbox,
        SandboxClient(sandbox.url) as client,
    ):
        before = client.clock_now()
        to = before + timedelta(hours=5)
        client.go_to(to)
        first = client.clock_now()
        second = client.clock_now()

    assert to <= first < second < to + timedelta(minutes=1)


def test_a_running_clock_answers_who_waits_only_at_a_move():
    with (
        Sandbox(manifest=manifest(), district=HILLTOP) as sandbox,
        SandboxClient(sandbox.url) as client,
    ):
        assistant = Assistant(sandbox)
        client.listened_to()
        assert assistant.turns == []

        client.go_to(client.clock_now() + timedelta(seconds=30))

        assert len(assistant.turns) == 1
        assistant.leave()


def test_wire_time_does_not_jump(client: SandboxClient, ada: Person, sandbox: Sandbox):
    from tests.sandbox.bots import Bot, modal

    with Bot(sandbox) as bot:
        ada.command("/tortoise")
        trigger: Any = bot.next_payload()["trigger_id"]
        client.go_to(MORNING + timedelta(days=3))

        assert bot.api.views_open(trigger_id=trigger, view=modal())["ok"]
