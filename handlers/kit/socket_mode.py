"""Socket Mode: the app connects out to Slack, which is what most districts want."""

import contextlib
import json
import socket
from functools import partial

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.builtin.connection import Connection
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.errors import SettingsError
from bot.refusals import slack_code
from bot.ui.kit import notices
from handlers.kit.bolt import THREADS
from handlers.kit.refusals import said_of

NEW_CONNECTION = "x-preiep-new-connection"
"""The header of an answer that wants another connection before it is given, if it is."""

AT_A_TIME = 65_536
"""Bytes read from the connection in one go. The stock client reads a kilobyte, and calls itself
once more for each that follows: a burst of a megabyte is more than Python lets it."""


class PromptClient(SocketModeClient):
    """The stock client, whose acknowledgements leave at once.

    It leaves Nagle's algorithm on, which holds back a second acknowledgement for 40 ms.
    """

    def __init__(self, *, app_token: str, web_client: WebClient) -> None:
        super().__init__(
            app_token=app_token,
            web_client=web_client,
            concurrency=THREADS,
            ping_interval=10,
            receive_buffer_size=AT_A_TIME,
            on_error_listeners=[self._begin_anew],
        )

    def _begin_anew(self, _: Exception) -> None:
        """Take a new connection once something could not be read.

        What stands on the wire then is in the middle of something. The stock client would read on
        from there and understand nothing more, until 40 seconds later it misses its own pings.
        """
        if self.auto_reconnect_enabled and not self.closed:
            self.connect_to_new_endpoint(force=True)

    def close(self) -> None:
        """Close for good, and see that whoever reads from the connection hears of it.

        The stock client tells its reader once and then waits for it, for ever where the reader
        begins at that very moment: it takes the word back as it begins.
        """
        self.closed, self.auto_reconnect_enabled = True, False
        reader = self.current_session_runner
        reader.event.set()
        self.disconnect()
        while reader.is_alive():
            self.current_session_state.terminated = True
            reader.thread.join(timeout=0.05)
        super().close()

    def connect(self) -> None:
        super().connect()
        session = self.current_session
        if session and session.sock:
            session.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            session.close = partial(_hang_up, session)  # type: ignore[method-assign]  # made inside


def _hang_up(session: Connection) -> None:
    """Close a connection at once, whether the whole client goes or a new one takes its place.

    The stock client waits until whoever reads from it has heard Slack's next word, for up to three
    seconds; at a change of connections it hears nothing on the new one meanwhile.
    """
    if session.sock:
        with contextlib.suppress(OSError):
            session.sock.shutdown(socket.SHUT_RDWR)
    # Slack may hang up at the same moment: the stock client's own thread then closes the socket
    # between its look and its hold on the lock, and there is nothing left to close.
    with contextlib.suppress(AttributeError):
        session.disconnect()


class SocketWay:
    """The connection, opened and closed by app.py."""

    def __init__(self, app: App, *, app_token: str, client: WebClient) -> None:
        self._app = app
        self._client = PromptClient(app_token=app_token, web_client=client)
        self._client.socket_mode_request_listeners.append(self._dispatch)

    def start(self) -> None:
        """Connect; say in a sentence where Slack does not let us."""
        try:
            self._client.connect()
        except SlackApiError as error:
            mended = "Please look at the token; it needs the scope connections:write."
            if said_of(error) in (notices.SLACK_IN_TROUBLE, notices.SLACK_IS_BUSY):
                mended = "That is Slack's own trouble. Please start again in a minute."
            raise SettingsError(
                f"Slack opens no connection for SLACK_APP_TOKEN ({slack_code(error)}). {mended}"
            ) from error

    def stop(self) -> None:
        """Take nothing new, finish and acknowledge what is running, then hang up."""
        client = self._client
        client.auto_reconnect_enabled = False
        client.closed = True
        # The stock client waits a second for a next message before it looks whether it may go.
        client.message_queue.put(None)
        client.message_processor.shutdown()  # type: ignore[no-untyped-call]  # the SDK leaves it so
        client.message_workers.shutdown(wait=True)
        client.close()

    @property
    def connected(self) -> bool:
        return self._client.is_connected()

    def _dispatch(self, client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        """Hand a request to the app, and acknowledge with whatever it answers.

        Bolt's own adapter would acknowledge nothing but a 200, and log the body of the rest.
        """
        response = run_bolt_app(self._app, request)
        if NEW_CONNECTION in response.headers:
            self._client.connect_to_new_endpoint(force=True)
        if response.status == 200:
            payload = json.loads(response.body) if response.body else None
            client.send_socket_mode_response(
                SocketModeResponse(envelope_id=request.envelope_id, payload=payload)
            )
