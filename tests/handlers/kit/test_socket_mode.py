"""The connection to Slack ends once, whoever hangs up first."""

import threading
from concurrent.futures import ThreadPoolExecutor

from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import internals
from slack_sdk.socket_mode.builtin.connection import Connection

from handlers.kit.socket_mode import PromptClient, SocketWay
from tests.people import running_school


def test_what_cannot_be_read_costs_one_click_and_a_new_connection(database_url, monkeypatch):
    read = internals._fetch_messages

    def unreadable(**words):
        words["receive"]()
        monkeypatch.setattr(internals, "_fetch_messages", read)
        raise RecursionError

    with running_school(database_url, wire_rate=4) as school:
        client = client_of(school)
        before = client.session_id()
        monkeypatch.setattr(internals, "_fetch_messages", unreadable)
        # What is being waited for already is read as ever.
        school.pat.command("/iep", "help")
        school.pat.command("/iep", "help")
        school.client.waits_for(lambda: client.session_id() != before and client.is_connected())
        school.client.connected()
        school.settle()
        told = len(school.pat.ephemerals)
        school.pat.command("/iep", "help")
        school.settle()

        assert len(school.pat.ephemerals) == told + 1


def test_a_long_message_is_read_in_a_few_goes(school, monkeypatch):
    goes, read = [], internals._fetch_messages

    def counted(**words):
        goes.append(1)
        return read(**words)

    monkeypatch.setattr(internals, "_fetch_messages", counted)
    school.pat.message("due " * 9_000)
    school.settle()

    assert len(goes) < 20


def test_a_new_connection_does_not_wait_for_the_last_word_of_the_old_one(school):
    client = client_of(school)
    before, line = client.session_id(), client.current_session.sock
    # Neither its own patience nor the answer to its own ping ends its wait here.
    line.settimeout(3600)
    client.current_app_monitor.shutdown()
    # What is being waited for already still has the old patience.
    school.pat.command("/iep", "help")
    school.settle()
    school.client.fault("disconnect", reason="warning")

    # Until the old one is gone, Slack may still say something on that.
    school.client.waits_for(
        lambda: client.session_id() != before and school.client.status()["connections"] == 1
    )

    school.pat.command("/iep", "help")
    school.settle()
    assert len(school.pat.ephemerals) == 2


def test_two_who_hang_up_at_the_same_moment_are_both_done(school):
    client = client_of(school)
    session = client.current_session
    with ThreadPoolExecutor(2) as both, session.sock_receive_lock:
        hung_up = [both.submit(client.disconnect) for _ in range(2)]
        while session.sock_send_lock.acquire(blocking=False):
            session.sock_send_lock.release()

    assert [one.exception() for one in hung_up] == [None, None]


class ReaderThatBegins(Connection):
    """Stands in for a connection from which somebody begins to read as it is closed."""

    session_id = "s"

    def __init__(self) -> None:
        self.began, self.hung_up = threading.Event(), threading.Event()

    def is_active(self) -> bool:
        self.began.set()
        return self.hung_up.wait(timeout=30)

    def run_until_completion(self, state) -> None:
        while not state.terminated:
            pass

    def close(self) -> None:
        self.hung_up.set()


def test_a_connection_that_is_closed_as_its_reader_begins_does_not_wait_for_ever():
    client = PromptClient(app_token="xapp-1-invented", web_client=WebClient())
    session = client.current_session = ReaderThatBegins()
    assert session.began.wait(timeout=30)

    closing = threading.Thread(target=client.close, daemon=True)
    closing.start()
    closing.join(timeout=30)

    assert not closing.is_alive()


def client_of(school):
    return next(way._client for way in school.assistant._ways if isinstance(way, SocketWay))
