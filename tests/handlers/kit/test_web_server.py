"""Whoever keeps us waiting closes nobody out, and is not waited for for ever."""

import socket
import threading
from contextlib import ExitStack

import pytest

from bot.settings.environment import HERE
from handlers.kit import web_server
from handlers.kit.web import SLACK_PATH
from handlers.kit.web_server import Impatient, most_connections
from tests.conftest import HANGS
from tests.handlers.apart import school_apart
from tests.handlers.kit.address import Listener, address_of, head, signed

HALF = f"POST {SLACK_PATH} HTTP/1.1\r\nhost: x\r\n".encode()
COMMAND = "command=%2Fiep"


def whole() -> bytes:
    """A signed request; the signature is good for five minutes."""
    return head(f"content-length: {len(COMMAND)}", COMMAND) + COMMAND.encode()


@pytest.fixture
def listener():
    return Listener()


@pytest.fixture
def hurried(monkeypatch):
    """Lets a tenth of a second stand for the half minute, until there is time again."""

    def hurry(*, within: float = 0.1) -> None:
        monkeypatch.setattr(Impatient, "within", within)

    return hurry


@pytest.fixture
def port(listener):
    with address_of(listener) as port:
        yield port


def connected(port: int) -> socket.socket:
    return socket.create_connection((HERE, port), timeout=HANGS)


def ends(connection: socket.socket) -> bool:
    """Wait until the other side has hung up."""
    try:
        while connection.recv(65536):
            pass
    except ConnectionResetError:
        pass
    return True


def answered(connection: socket.socket) -> bytes:
    """Read one answer of the listener, as far as it comes."""
    said = b""
    while not said.endswith(b"heard") and (more := connection.recv(65536)):
        said += more
    return said


HANGING = {
    "says nothing": lambda: b"",
    "ends in its headers": lambda: HALF,
    "ends in a header": lambda: HALF + b"x-slack",
    "ends in its body": lambda: head("content-length: 20") + b"command=",
    "ends in a piece": lambda: head("transfer-encoding: chunked") + b"20\r\ncommand=",
    "goes on after it was turned away": lambda: HALF + b"content-length: 99\r\n\r\nx",
}


@pytest.mark.parametrize("how", HANGING)
def test_a_request_that_does_not_end_is_hung_up_on(hurried, port, listener, how):
    hurried()
    with connected(port) as connection:
        connection.sendall(HANGING[how]())
        assert ends(connection)
    assert listener.heard == []
    hurried(within=HANGS)
    assert answer_of(port) == 200


def test_one_that_goes_on_byte_by_byte_is_no_exception(hurried, port):
    hurried()
    with connected(port) as connection:
        connection.settimeout(0.01)
        connection.sendall(HALF + b"x-slow: ")
        hung_up = False
        while not hung_up:
            try:
                connection.sendall(b"a")
                hung_up = connection.recv(1) == b""
            except TimeoutError:
                continue
            except OSError:
                hung_up = True


def test_who_waits_for_our_answer_is_not_hung_up_on(hurried, port, listener):
    listener.may_go_on.clear()
    with connected(port) as working:
        working.sendall(whole())
        assert listener.arrived.acquire(timeout=HANGS)
        hurried()
        with connected(port) as hanging:
            assert ends(hanging), "one that says nothing ends meanwhile"
        listener.may_go_on.set()
        assert b" 200 " in working.recv(65536)


def test_a_connection_is_used_again_and_ends_when_it_is_not(hurried, port):
    with connected(port) as connection:
        for number in range(3):
            if number == 2:
                hurried()  # from the answer to this one on
            connection.sendall(whole())
            assert answered(connection).endswith(b"heard")
        assert ends(connection)


def test_who_sends_on_and_on_after_a_refusal_is_hung_up_on(port, monkeypatch):
    monkeypatch.setattr(web_server, "MOST_UNREAD", 1_000_000)
    with connected(port) as connection:
        connection.sendall(HALF + b"transfer-encoding: chunked\r\n\r\n")
        assert b" 401 " in connection.recv(65536)
        with pytest.raises(OSError):
            connection.sendall((b"10000\r\n" + b"a" * 0x10000 + b"\r\n") * 1000)


def test_who_asks_on_and_on_and_reads_no_answer_is_hung_up_on(hurried, port, listener, monkeypatch):
    hurried()
    given_up = threading.Semaphore(0)
    really = Impatient.give_up

    def noted(connection: Impatient) -> None:
        really(connection)
        given_up.release()

    monkeypatch.setattr(Impatient, "give_up", noted)
    listener.says = "owl" * 1_000_000
    with connected(port) as connection:
        connection.sendall(whole() * 9)
        assert given_up.acquire(timeout=HANGS)
    listener.says = "heard"
    hurried(within=HANGS)
    assert answer_of(port) == 200


def test_half_sent_requests_close_nobody_out(port, listener, monkeypatch):
    monkeypatch.setattr(Impatient, "most", 20)
    with ExitStack() as open_ones:
        hanging = [open_ones.enter_context(connected(port)) for _ in range(50)]
        for one in hanging:
            one.sendall(HALF)
        assert answer_of(port) == 200
        assert ends(hanging[0]), "the one that has waited longest has made room"
        hanging[-1].sendall(whole().removeprefix(HALF))
        assert b" 200 " in hanging[-1].recv(65536), "the last is still there"


def test_where_all_are_at_work_nobody_of_them_is_sent_away(port, listener, monkeypatch):
    monkeypatch.setattr(Impatient, "most", 2)
    listener.may_go_on.clear()
    with connected(port) as first, connected(port) as second:
        for one in (first, second):
            one.sendall(whole())
            assert listener.arrived.acquire(timeout=HANGS)
        with connected(port) as late:
            assert ends(late)
        listener.may_go_on.set()
        assert b" 200 " in first.recv(65536)
        assert b" 200 " in second.recv(65536)


def test_a_stop_does_not_wait_for_half_a_request():
    with address_of(Listener()) as port:
        hanging = connected(port)
        hanging.sendall(head("content-length: 20") + b"command=")
        assert answer_of(port) == 200
    assert ends(hanging)
    hanging.close()


@pytest.mark.parametrize(("allowed", "most"), [(400, 200), (1_000_000, 250), (-1, 250)])
def test_connections_leave_descriptors_to_everything_else(monkeypatch, allowed, most):
    monkeypatch.setattr("os.sysconf", lambda _: allowed)

    assert most_connections() == most


def test_the_assistant_is_reached_though_half_requests_want_more_than_it_may_open(
    database_url, tmp_path
):
    with (
        school_apart(database_url, tmp_path, http=True, descriptors=400) as (school, log),
        ExitStack() as open_ones,
    ):
        wait_for_health(school.port)
        for _ in range(500):
            open_ones.enter_context(connected(school.port)).sendall(HALF)
        assert answer_of(school.port, secret=school.sandbox.signing_secret) == 200
        school.pat.command("/preiep", "juniper")
        assert school.client.waits_for(lambda: school.pat.modal, timeout=HANGS)
        assert {answer_of(school.port) for _ in range(20)} == {401}
    said = log.read_text()
    assert said.count("in _accept_connection") <= 1
    assert said.count("a request without Slack's signature was turned away\n") == 1
    assert said.count("turned away (19 more times)") == 1


def wait_for_health(port: int) -> None:
    while True:
        try:
            with connected(port) as connection:
                connection.sendall(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n")
                assert b" 200 " in connection.recv(65536)
        except ConnectionRefusedError:
            continue
        return


def answer_of(port: int, *, secret: str = "") -> int:
    """Ask as Slack would whether the address is ours, or press something; gives the status."""
    body = '{"type": "url_verification", "challenge": "owl"}' if secret else COMMAND
    headers = signed(body, secret=secret) if secret else signed(body)
    given = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    with connected(port) as connection:
        connection.sendall(
            f"POST {SLACK_PATH} HTTP/1.1\r\nhost: x\r\n{given}content-length: {len(body)}"
            f"\r\n\r\n{body}".encode()
        )
        return int(connection.recv(65536).split()[1])
