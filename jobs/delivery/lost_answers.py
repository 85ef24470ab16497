"""Whether a message whose answer was lost stands in its conversation already."""

import logging
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from slack_sdk.errors import SlackApiError

from jobs.delivery.refusals import CallFate, fate_of, why
from jobs.delivery.slack_calls import EVENT_TYPE, MessagePlace, SlackCalls
from jobs.tellers.tellers import Rendering

logger = logging.getLogger(__name__)

LAST_MESSAGES = 100
"""How far back in a conversation; the attempt was made minutes ago."""

PAGES_OF_A_THREAD = 5
"""A thread is read from its beginning, so it may take several pages to reach its end."""

CANNOT_BE_READ = frozenset({CallFate.CLOSED, CallFate.LOCKED_OUT, CallFate.REFUSED})


def already_posted(
    calls: SlackCalls, rendering: Rendering, *, key: str, files: AbstractSet[str] = frozenset()
) -> MessagePlace | None:
    """Look for the message with this outbox key; None where it does not stand there.

    A message with a file can carry no key: it is known by the `files` that were begun for it. Slack
    shares a file only some time after it said that it will, so that one which is still on its way
    while we look is sent a second time: at least once, and both are taken out again.

    None too where the app may not read the conversation: then a message is sent at least once,
    rather than perhaps not at all. Raises PacedError, or an error of the connection, where
    looking has to wait.
    """
    try:
        return _found(calls, rendering, key, files)
    except SlackApiError as error:
        if fate_of(error) not in CANNOT_BE_READ:
            raise
        logger.info("could not look for an earlier attempt: %s", why(error))
        return None


def _found(
    calls: SlackCalls, rendering: Rendering, key: str, files: AbstractSet[str]
) -> MessagePlace | None:
    channel = rendering.channel
    if channel[:1] in "UW":
        opened = calls.call("conversations.open", users=channel)
        channel = str(opened["channel"]["id"])
    thread = rendering.thread_ts
    messages = calls.pages(
        "conversations.replies" if thread else "conversations.history",
        of="messages",
        most=PAGES_OF_A_THREAD if thread else 1,
        channel=channel,
        limit=LAST_MESSAGES,
        include_all_metadata=True,
        **({"ts": thread} if thread else {}),
    )
    for message in messages:
        if _is_it(message, key, files):
            return MessagePlace(channel=channel, ts=str(message["ts"]))
    return None


def _is_it(message: Mapping[str, Any], key: str, files: AbstractSet[str]) -> bool:
    metadata = message.get("metadata", {})
    ours = metadata.get("event_type") == EVENT_TYPE
    if ours and metadata.get("event_payload", {}).get("key") == key:
        return True
    return any(one.get("id") in files for one in message.get("files", ()))
