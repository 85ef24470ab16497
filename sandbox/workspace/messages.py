"""A message, and how it looks to the Web API."""

import re
from dataclasses import dataclass, field
from typing import Any

BROADCAST = re.compile(r"<!(channel|here|everyone)(?:\|[^>]*)?>")

ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")
LOOSE_LESS = re.compile(r"<(?![@#!]|https?:|mailto:|tel:|slack:)")


@dataclass(kw_only=True)
class Message:
    ts: str
    user: str
    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    by_app: bool = False
    thread_ts: str | None = None
    """The parent's ts; None: it stands in the conversation itself."""
    broadcast: bool = False
    """A reply that shows in the conversation too."""
    only_for: str | None = None
    """Whom an ephemeral message is for; None: everybody sees it."""
    metadata: dict[str, Any] | None = None
    files: list[str] = field(default_factory=list)
    """The ids of the files that it shows."""
    edited_by: str | None = None
    edited_ts: str | None = None
    deleted: bool = False
    """Only a parent with replies stays behind as a tombstone."""
    locked: bool = False
    """A parent whose thread takes no more replies."""
    revision: int = 1

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    def change(self, text: str, blocks: list[dict[str, Any]], *, by: str, ts: str) -> None:
        self.text = text
        self.blocks = blocks
        self.edited_by = by
        self.edited_ts = ts
        self.revision += 1

    def broadcasts(self) -> list[str]:
        """Return whom it would call at once: channel, here, everyone."""
        return [match.group(1) for text in _mrkdwn(self) for match in BROADCAST.finditer(text)]


def escaped(text: str) -> str:
    """Escape what is not markup, as Slack does with a careless app's text."""
    return LOOSE_LESS.sub("&lt;", ENTITY.sub("&amp;", text))


def _mrkdwn(message: Message) -> list[str]:
    found = [message.text]
    waiting: list[Any] = [message.blocks, message.attachments]
    while waiting:
        match waiting.pop():
            case {"type": "mrkdwn" | "markdown", "text": str(text)}:
                found.append(text)
            case {"type": "broadcast", "range": str(whom)}:
                found.append(f"<!{whom}>")
            case dict(thing):
                waiting.extend(thing.values())
            case list(things):
                waiting.extend(things)
    return found


def as_api(
    message: Message,
    thread: list[Message],
    profile: dict[str, Any],
    *,
    with_metadata: bool = False,
) -> dict[str, Any]:
    """Return the message as the Web API shows it; `thread` is the parent and its replies."""
    if message.deleted:
        return {
            "type": "message",
            "subtype": "tombstone",
            "text": "This message was deleted.",
            "ts": message.ts,
            "user": "USLACKBOT",
            "hidden": True,
            **_thread_facts(message, thread),
        }
    shown: dict[str, Any] = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": profile["team_id"],
    }
    if message.by_app:
        shown |= {"bot_id": profile["id"], "app_id": profile["app_id"], "bot_profile": profile}
    if message.blocks:
        shown["blocks"] = message.blocks
    if message.attachments:
        shown["attachments"] = message.attachments
    if message.edited_by:
        shown["edited"] = {"user": message.edited_by, "ts": message.edited_ts}
    if message.metadata and with_metadata:
        shown["metadata"] = message.metadata
    return shown | _thread_facts(message, thread)


def _thread_facts(message: Message, thread: list[Message]) -> dict[str, Any]:
    if message.is_reply:
        facts: dict[str, Any] = {"thread_ts": message.thread_ts}
        parent = next((one for one in thread if one.ts == message.thread_ts), None)
        if parent:
            facts["parent_user_id"] = parent.user
        if message.broadcast:
            facts["subtype"] = "thread_broadcast"
            root = {"type": "message", "user": parent.user, "text": parent.text} if parent else {}
            facts["root"] = root | {"ts": message.thread_ts, "thread_ts": message.thread_ts}
        return facts
    replies = [one for one in thread if one.is_reply]
    if not replies:
        return {}
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": sorted({one.user for one in replies}),
        "reply_users_count": len({one.user for one in replies}),
        "latest_reply": replies[-1].ts,
        "is_locked": message.locked,
        "subscribed": False,
    }
