"""Slack's Web API as the jobs use it: paced, and never repeated behind our back."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.ui.blocks import Message
from jobs.limits import Pace
from jobs.refusals import Fate, fate_of, retry_after
from jobs.tellers import Rendering

EVENT_TYPE = "preiep_message"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a message stands."""

    channel: str
    ts: str


class PacedError(Exception):
    """The call has to wait; it was not made, or Slack asked for a pause."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"wait {seconds:.1f} s")
        self.seconds = seconds
        """Of wire time."""


class Calls:
    """One client for all threads of delivery.

    The stock client sends a post again when a connection breaks, which doubles what had arrived;
    so this one has no retry of its own, and whoever calls decides.
    """

    def __init__(self, client: WebClient, pace: Pace) -> None:
        self.pace = pace
        self._client = WebClient(
            token=client.token,
            base_url=client.base_url,
            timeout=client.timeout,
            ssl=client.ssl,
            proxy=client.proxy,
            headers={k: v for k, v in client.headers.items() if k != "User-Agent"},
            retry_handlers=[],
        )

    def post(self, rendering: Rendering, *, key: str) -> Place:
        """Post a message with its outbox key; a place for it has been taken already."""
        said = self._client.chat_postMessage(
            channel=rendering.channel,
            thread_ts=rendering.thread_ts,
            text=rendering.message["text"],
            blocks=rendering.message["blocks"],
            metadata={"event_type": EVENT_TYPE, "event_payload": {"key": key}},
            unfurl_links=False,
            unfurl_media=False,
        )
        place = Place(channel=str(said["channel"]), ts=str(said["ts"]))
        self.pace.posted(place.channel)
        return place

    def update(self, message: Message, *, at: Place) -> None:
        """Draw a posted message again; a place for it has been taken already."""
        self._client.chat_update(
            channel=at.channel, ts=at.ts, text=message["text"], blocks=message["blocks"]
        )

    def call(self, method: str, **arguments: Any) -> dict[str, Any]:
        """Call any other method; raise PacedError where it has to wait."""
        if (wait := self.pace.admit(method)) > 0:
            raise PacedError(wait)
        try:
            answer = self._client.api_call(method, params=arguments)
        except SlackApiError as error:
            if fate_of(error) is not Fate.TOO_MANY:
                raise
            seconds = retry_after(error)
            self.pace.park(method, seconds)
            raise PacedError(seconds) from error
        return dict(answer.data)  # type: ignore[arg-type]  # bytes come from one method we never call

    def pages(self, method: str, *, of: str, most: int, **arguments: Any) -> Iterator[Any]:
        """The items of a method that answers in pages, from at most `most` pages."""
        cursor = ""
        for _ in range(most):
            answer = self.call(method, **arguments, **({"cursor": cursor} if cursor else {}))
            yield from answer.get(of, [])
            cursor = answer.get("response_metadata", {}).get("next_cursor", "")
            if not cursor:
                return
