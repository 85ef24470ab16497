"""Saying things in conversations, and who may."""

from typing import Any

from sandbox.app.delivery import emit
from sandbox.server.refusals import Refusal
from sandbox.workspace.messages import Message
from sandbox.workspace.workspace import Channel
from sandbox.workspace.world import World

EVENT_OF = {
    "im": "message.im",
    "mpim": "message.mpim",
    "private": "message.groups",
    "public": "message.channels",
}


def say(world: World, channel: Channel, message: Message) -> Message:
    """Put a message into a conversation, and tell whoever subscribed to such."""
    (channel.ephemerals if message.only_for else channel.messages).append(message)
    world.journal.changes.note()
    if not message.only_for:
        event = world.shown(message, channel)
        _tell(world, channel, event | ({"subtype": "file_share"} if message.files else {}))
    return message


def change(
    world: World,
    channel: Channel,
    message: Message,
    content: tuple[str, list[dict[str, Any]]],
) -> None:
    """Give one of the app's messages new text and blocks."""
    before = world.shown(message, channel)
    by = world.app.bot_user.id
    message.change(*content, by=by, ts=world.wire.stamp())
    world.journal.changes.note()
    if message.only_for:
        return
    after = world.shown(message, channel)
    event = {"type": "message", "subtype": "message_changed", "hidden": True}
    _tell(world, channel, {**event, "message": after, "previous_message": before})


def remove(world: World, channel: Channel, message: Message) -> None:
    """Take a message out; a parent with replies leaves a tombstone."""
    if any(one.is_reply for one in channel.thread(message.ts)):
        message.deleted = True
        message.blocks = []
        message.text = ""
        message.revision += 1
    else:
        channel.messages.remove(message)
    world.journal.changes.note()
    event = {"type": "message", "subtype": "message_deleted", "hidden": True}
    _tell(world, channel, {**event, "deleted_ts": message.ts})


def _tell(world: World, channel: Channel, event: dict[str, Any]) -> None:
    kind = {"public": "channel", "private": "group"}.get(channel.kind, channel.kind)
    stamp = event.get("ts") or world.wire.stamp()
    told = {"ts": stamp, **event, "channel": channel.id, "channel_type": kind, "event_ts": stamp}
    emit(world, told, EVENT_OF[channel.kind], channel)


def reachable(world: World, channel_id: str) -> Channel:
    """Return a conversation of which the app may know at all."""
    channel = world.workspace.channels.get(channel_id)
    if channel is None:
        raise Refusal("channel_not_found")
    if channel.is_private and world.app.bot_user.id not in channel.members:
        raise Refusal("channel_not_found")
    return channel


def open_to_posts(world: World, wanted: str) -> Channel:
    """Return where the app may post: a conversation, or the direct one with a person."""
    channel = _direct_with(world, wanted) if wanted[:1] in "UW" else None
    if channel is None:
        channel = _named(world, wanted)
    if channel.archived:
        raise Refusal("is_archived")
    app = world.app
    if app.bot_user.id not in channel.members and "chat:write.public" not in app.scopes:
        raise Refusal("not_in_channel")
    if channel.kind == "im":
        _check_partner(world, channel.other_than(app.bot_user.id))
    return channel


def _named(world: World, wanted: str) -> Channel:
    try:
        found = world.workspace.channel_named(wanted)
    except LookupError as error:
        raise Refusal("channel_not_found") from error
    return reachable(world, found.id)


def _direct_with(world: World, user_id: str) -> Channel:
    _check_partner(world, user_id)
    members = [user_id, world.app.bot_user.id]
    channel, _ = world.workspace.direct(members, world.epoch())
    return channel


def _check_partner(world: World, user_id: str) -> None:
    user = world.workspace.users.get(user_id)
    if user is None:
        raise Refusal("user_not_found")
    if user.is_bot:
        raise Refusal("cannot_dm_bot")
    if user.deleted:
        raise Refusal("user_disabled")
    if not world.app.messages_tab or world.settings.messages_tab_off:
        raise Refusal("messages_tab_disabled")


def own_message(world: World, channel_id: str, ts: str, error: str) -> tuple[Channel, Message]:
    """Return a message of the app's own; it may change or delete no other."""
    channel = reachable(world, channel_id)
    message = channel.message(ts)
    if message is None or message.deleted:
        raise Refusal("message_not_found")
    if not message.by_app:
        raise Refusal(error)
    return channel, message


def parent_of(channel: Channel, thread_ts: str | None) -> str | None:
    """Return the ts of the thread that a reply joins."""
    if thread_ts is None:
        return None
    parent = channel.message(thread_ts)
    if parent is None or parent.is_reply:
        raise Refusal("cannot_reply_to_message")
    if parent.locked:
        raise Refusal("restricted_action_thread_locked")
    return parent.ts
