"""The connection to Slack changes, breaks and comes back, and nobody's click is lost by it."""

import asyncio
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import pytest
from slack_bolt.adapter.socket_mode.internals import run_bolt_app

from handlers.kit import socket_mode
from handlers.kit.socket_mode import LinePatience, SocketWay
from sandbox.app import sockets
from tests.conftest import HANGS
from tests.people import running_school

REFRESHES = ["warning", "refresh_requested", "link_disabled"]
ENDS = ["hang_up", "cut", "closing", "garbage"]


def test_while_one_connection_goes_another_one_stands_already(school):
    school.client.fault("disconnect", reason="warning")

    school.client.connected(2)


def test_a_connection_that_is_to_go_is_heard_until_its_end(school):
    school.client.fault("disconnect", reason="warning")
    school.client.connected(2)
    school.client.set_up(connection_policy="first")

    assert school.pat.command("/iep", "help").error is None
    assert on_others(school) == []


@pytest.mark.parametrize("reason", REFRESHES)
def test_whoever_is_told_to_go_comes_back(school, reason):
    school.client.fault("disconnect", reason=reason)
    opened(school, 2)

    assert school.pat.command("/iep", "help").error is None


@pytest.mark.parametrize("kind", ENDS)
def test_a_connection_that_ends_without_a_word_is_taken_up_again(school, kind):
    school.client.fault(kind)
    opened(school, 2)

    assert school.pat.command("/iep", "help").error is None


def test_a_connection_on_which_everything_vanishes_is_given_up(database_url, monkeypatch):
    quick = partial(LinePatience, pinged_every=0.05, ponged_within=0.2, closed_within=0.05)
    monkeypatch.setattr(socket_mode, "LinePatience", quick)
    with running_school(database_url) as school:
        school.client.fault("swallow")
        opened(school, 2)

        assert school.pat.command("/iep", "help").error is None


def test_whoever_was_told_to_go_and_stays_is_sent_away(database_url, monkeypatch):
    quick = partial(LinePatience, closed_within=0.05)
    monkeypatch.setattr(socket_mode, "GOES_WITHIN", 0.0)
    monkeypatch.setattr(socket_mode, "LinePatience", quick)
    with running_school(database_url) as school:
        school.client.fault("disconnect", reason="warning")
        opened(school, 2)

        school.client.waits_for(lambda: school.client.status()["connections"] == 1)


def test_no_click_is_lost_or_answered_twice_while_connections_change(school):
    people = (school.pat, school.kim, school.tea, school.hal)
    with ThreadPoolExecutor(len(people)) as at_once:
        replies = []
        for _ in range(5):
            replies += [at_once.submit(one.command, "/iep", "help") for one in people]
            school.client.fault("disconnect", reason="warning")

    assert [reply.result().error for reply in replies] == [None] * 20
    school.settle()
    assert [len(one.ephemerals) for one in people] == [5] * 4
    assert school.client.strict_errors() == []


def test_a_click_whose_connection_is_gone_is_acknowledged_over_the_next(school, monkeypatch):
    with at_work(monkeypatch) as work, ThreadPoolExecutor(1) as pat:
        reply = pat.submit(school.pat.command, "/iep", "help")
        work.begun()
        school.client.fault("hang_up")
        opened(school, 2)
        work.ends()

        assert reply.result().error is None
    assert len(on_others(school)) == 1


def test_between_two_connections_an_acknowledgement_waits_for_the_next(school, monkeypatch):
    with at_work(monkeypatch) as work, ThreadPoolExecutor(1) as pat:
        reply = pat.submit(school.pat.command, "/iep", "help")
        work.begun()
        school.client.fault("latency", method="apps.connections.open", seconds=0.005)
        school.client.fault("hang_up")
        school.client.waits_for(lambda: not socket_of(school).connected)
        work.ends()

        assert reply.result().error is None


def test_whoever_ends_the_assistant_lets_it_acknowledge_what_it_is_at(database_url, monkeypatch):
    with (
        running_school(database_url) as school,
        at_work(monkeypatch) as work,
        ThreadPoolExecutor(2) as beside,
    ):
        reply = beside.submit(school.pat.command, "/iep", "help")
        work.begun()
        stopped = beside.submit(socket_of(school).stop)
        assert socket_of(school)._closing.wait(HANGS)
        work.ends()

        assert reply.result().error is None
        stopped.result()


def test_a_burst_of_a_megabyte_is_read(school):
    with ThreadPoolExecutor(10) as at_once:
        list(at_once.map(lambda _: school.pat.message("due " * 9_000), range(30)))
    school.settle()

    heard = school.client.journal("events_api", "message")
    assert len([one for one in heard if len(str(one["request"])) > 36_000]) >= 30
    assert [one for one in heard if one["refused"]] == []
    assert len(opened(school, 1)) == 1


def test_what_is_none_of_slacks_messages_is_passed_over(school):
    strange = '{"type": "events_api", "envelope_id": "1", "payload": null}'
    for nonsense in ("hello?", "[1]", '{"type": "hello"}', "null", strange, "[" * 100_000):
        line = school.sandbox._world.line.connections[0]
        saying = line.websocket.send_text(nonsense)
        asyncio.run_coroutine_threadsafe(saying, school.sandbox._server._loop).result()

    assert school.pat.command("/iep", "help").error is None
    assert len(opened(school, 1)) == 1


def test_refused_openings_are_tried_again(school, caplog):
    for error in ("internal_error", "service_unavailable"):
        school.client.fault("error", method="apps.connections.open", error=error)
    school.client.fault("ratelimited", method="apps.connections.open", seconds=0.01)
    school.client.fault("hang_up")
    opened(school, 2)

    assert school.pat.command("/iep", "help").error is None
    assert "Slack has trouble of its own" in caplog.text


@pytest.mark.parametrize("strange", [UnicodeDecodeError("utf-8", b"\xe9", 0, 1, ""), LookupError()])
def test_an_answer_that_is_not_slacks_is_away_and_tried_again(school, monkeypatch, strange):
    monkeypatch.setattr(socket_mode, "SLOWLY", 0.1)
    with monkeypatch.context() as filtered, told(type(strange).__name__):
        filtered.setattr(SocketWay, "_address", lambda _: raised(strange))
        school.client.fault("hang_up")
    opened(school, 2)

    assert school.pat.command("/iep", "help").error is None


@contextmanager
def told(words):
    """Wait at the end until the log has said these words."""
    said = threading.Event()

    class Ear(logging.Handler):
        def emit(self, record):
            if words in record.getMessage():
                said.set()

    ear = Ear()
    logging.getLogger().addHandler(ear)
    yield
    assert said.wait(HANGS)
    logging.getLogger().removeHandler(ear)


def raised(error):
    raise error


def test_too_many_connections_are_waited_for(school, monkeypatch, caplog):
    with monkeypatch.context() as full:
        full.setattr(sockets, "MOST_CONNECTIONS", 0)
        school.client.fault("hang_up")
        school.client.waits_for(lambda: "too_many_websockets" in caplog.text)
    opened(school, 2)

    assert school.pat.command("/iep", "help").error is None


def test_a_token_that_is_revoked_meanwhile_is_told_and_tried_again(school, monkeypatch, caplog):
    monkeypatch.setattr(socket_mode, "SLOWLY", 0.1)
    method = "apps.connections.open"
    school.client.fault("error", method=method, error="token_revoked", times=2)
    school.client.fault("hang_up")
    opened(school, 2)

    assert "Slack does not accept SLACK_APP_TOKEN (token_revoked)" in caplog.text
    assert school.pat.command("/iep", "help").error is None


class AtWork:
    """A listener that is at work until the test lets it end."""

    def __init__(self) -> None:
        self._begun, self._may_end = threading.Event(), threading.Event()

    def __call__(self, *asked):
        self._begun.set()
        assert self._may_end.wait(HANGS)
        return real_dispatch(*asked)

    def begun(self) -> None:
        assert self._begun.wait(HANGS)

    def ends(self) -> None:
        self._may_end.set()


real_dispatch = run_bolt_app


@contextmanager
def at_work(monkeypatch):
    work = AtWork()
    monkeypatch.setattr(socket_mode, "run_bolt_app", work)
    try:
        yield work
    finally:
        work.ends()


def opened(school, times):
    """Wait until the assistant has opened so many connections in all."""

    def connections():
        noted = school.client.journal("socket", "connect")
        return [one for one in noted if not one["refused"]]

    return school.client.waits_for(lambda: len(connections()) >= times and connections())


def on_others(school):
    """The acknowledgements that came over another connection than their question."""
    return [one for one in school.client.journal("ack") if one["notes"]]


def socket_of(school):
    return next(way for way in school.assistant._ways if isinstance(way, SocketWay))
