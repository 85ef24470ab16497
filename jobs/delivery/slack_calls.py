"""Slack's Web API as the jobs use it: paced, and never repeated behind our back."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import BaseHandler, HTTPSHandler, ProxyHandler, Request, build_opener
from uuid import NAMESPACE_OID, uuid5

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.refusals import RefusalMeaning, meaning_of, slack_code
from bot.ui.kit.blocks import Message
from jobs.delivery.pauses import Pauses
from jobs.delivery.rate_limits import Pace
from jobs.delivery.refusals import CallFate, fate_of, retry_after
from jobs.tellers.tellers import FileToSend, Rendering

EVENT_TYPE = "preiep_message"


@dataclass(frozen=True, kw_only=True)
class MessagePlace:
    channel: str
    ts: str


def _id_of(rendering: Rendering, key: str) -> str:
    """Return the same id for the same message in the same place, and for nothing else."""
    return str(uuid5(NAMESPACE_OID, f"{rendering.channel} {rendering.thread_ts or ''} {key}"))


class PacedError(Exception):
    """The call has to wait; it was not made, or Slack asked for a pause."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:.1f} s")
        self.seconds = seconds
        """Of wire time."""


class SlackCalls:
    """One client for all threads of delivery.

    The stock client sends a post again when a connection breaks, which doubles what had arrived;
    so this one has no retry of its own, and whoever calls decides.
    """

    def __init__(self, client: WebClient, pace: Pace) -> None:
        self.pace = pace
        self.pauses = Pauses(pace)
        self._client = WebClient(
            token=client.token,
            base_url=client.base_url,
            timeout=client.timeout,
            ssl=client.ssl,
            proxy=client.proxy,
            headers={k: v for k, v in client.headers.items() if k != "User-Agent"},
            retry_handlers=[],
        )

    def post(self, rendering: Rendering, *, key: str) -> MessagePlace:
        """Post a message with its outbox key; a place for it has been taken already.

        Slack's errors hint that a second post with the same `client_msg_id` is the first one
        again, also where the app may not look for that. Where that one is gone, it is posted anew.
        """
        try:
            said = self._posted(rendering, key, client_msg_id=_id_of(rendering, key))
        except SlackApiError as error:
            if meaning_of(slack_code(error)) is not RefusalMeaning.POSTED_AND_GONE:
                raise
            said = self._posted(rendering, key)
        place = MessagePlace(channel=str(said["channel"]), ts=str(said["ts"]))
        self.pace.posted(place.channel)
        self.pauses.answered()
        return place

    def _posted(
        self, rendering: Rendering, key: str, *, client_msg_id: str | None = None
    ) -> SlackResponse:
        return self._client.chat_postMessage(
            channel=rendering.channel,
            thread_ts=rendering.thread_ts,
            text=rendering.message["text"],
            blocks=rendering.message["blocks"],
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
            unfurl_links=False,
            unfurl_media=False,
            client_msg_id=client_msg_id,
        )

    def share(self, rendering: Rendering, file: FileToSend, *, noted: Callable[[str], None]) -> str:
        """Send a file to a person, in Slack's three steps; return the conversation it is in.

        `noted` is told the file's id before anybody can see it. Slack shares it some time after its
        answer, and does not say as which message.
        """
        content = file.made()
        opened = self.call("conversations.open", users=rendering.channel)
        channel = str(opened["channel"]["id"])
        begun = self.call("files.getUploadURLExternal", filename=file.name, length=len(content))
        noted(str(begun["file_id"]))
        self._send(str(begun["upload_url"]), content)
        self.call(
            "files.completeUploadExternal",
            files=json.dumps([{"id": begun["file_id"], "title": file.title}]),
            channel_id=channel,
            initial_comment=rendering.message["text"],
        )
        return channel

    def _send(self, address: str, content: bytes) -> None:
        """Send bytes to the address that Slack named; no token of ours goes there."""
        ours = urlsplit(self._client.base_url)
        if urlsplit(address).scheme not in ("https", ours.scheme):
            raise OSError("the address of an upload is not https")
        request = Request(address, content, {"Content-Type": "application/octet-stream"})  # noqa: S310 - see above
        ways: list[BaseHandler] = [HTTPSHandler(context=self._client.ssl)]
        if self._client.proxy:
            ways.append(ProxyHandler({"http": self._client.proxy, "https": self._client.proxy}))
        try:
            with build_opener(*ways).open(request, timeout=self._client.timeout) as answer:
                answer.read()
        except HTTPError as error:
            error.close()
            raise

    def update(self, message: Message, *, at: MessagePlace) -> None:
        """Draw a posted message, or a home tab, again; a place for it has been taken already."""
        if message.get("type") == "home":
            self._client.views_publish(user_id=at.channel, view=message)
        else:
            self._client.chat_update(
                channel=at.channel, ts=at.ts, text=message["text"], blocks=message["blocks"]
            )
        self.pauses.answered()

    def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call any other method; raise PacedError where it has to wait."""
        if (wait := self.pace.admit(method)) > 0:
            raise PacedError(wait)
        try:
            answer = self._client.api_call(method, params=arguments)
        except SlackApiError as error:
            if fate_of(error) is not CallFate.TOO_MANY:
                raise
            seconds = retry_after(error)
            self.pace.park(method, seconds)
            raise PacedError(seconds) from error
        return dict(answer.data)  # type: ignore[arg-type]  # bytes come from one method we never call

    def pages(self, method: str, *, of: str, most: int, **arguments: Any) -> Iterator[Any]:
        """Return the items of a method that answers in pages, from at most `most` pages."""
        cursor = ""
        for _ in range(most):
            answer = self.call(method, **arguments, **({"cursor": cursor} if cursor else {}))
            yield from answer.get(of, [])
            cursor = answer.get("response_metadata", {}).get("next_cursor", "")
            if not cursor:
                return
