"""The connection to Slack ends once, whoever hangs up first."""

from concurrent.futures import ThreadPoolExecutor

from handlers.socket import SocketWay


def test_two_who_hang_up_at_the_same_moment_are_both_done(school):
    client = next(way._client for way in school.assistant._ways if isinstance(way, SocketWay))
    session = client.current_session
    with ThreadPoolExecutor(2) as both, session.sock_receive_lock:
        hung_up = [both.submit(client.disconnect) for _ in range(2)]
        while session.sock_send_lock.acquire(blocking=False):
            session.sock_send_lock.release()

    assert [one.exception() for one in hung_up] == [None, None]
