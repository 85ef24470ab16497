"""Methods that post, change and delete messages."""

import json
from typing import Any

from sandbox.blocks import blocks as rules
from sandbox.blocks.fields import named
from sandbox.server.api_calls import Arguments, Body, Method
from sandbox.server.rate_limits import Tier
from sandbox.server.refusals import Refusal, refused_for
from sandbox.workspace.messages import Message, escaped
from sandbox.workspace.rooms import (
    change,
    open_to_posts,
    own_message,
    parent_of,
    reachable,
    remove,
    say,
)
from sandbox.workspace.workspace import Channel
from sandbox.workspace.world import World

LONGEST = 40_000
LONGEST_CHANGED = 4_000
LONGEST_MARKDOWN = 12_000
MOST_ATTACHMENTS = 100
BIGGEST_METADATA = 32_000

CONTENT = ("text", "blocks", "attachments", "markdown_text")
SENDING = (
    "as_user",
    "client_msg_id",
    "icon_emoji",
    "icon_url",
    "link_names",
    "metadata",
    "mrkdwn",
    "parse",
    "reply_broadcast",
    "thread_ts",
    "unfurl_links",
    "unfurl_media",
    "username",
    "container_id",
)

CHANGING = ("as_user", "file_ids", "link_names", "parse", "metadata", "reply_broadcast")


def _post(world: World, arguments: Arguments) -> Body:
    channel = open_to_posts(world, arguments.text("channel"))
    text, blocks, attachments = content_of(arguments)
    thread_ts = parent_of(channel, arguments.maybe("thread_ts"))
    client_id = arguments.maybe("client_msg_id") if world.settings.client_ids_kept else None
    if client_id in world.client_ids:
        return _said_before(world, channel, world.client_ids[client_id])
    message = Message(
        ts=world.new_ts(),
        user=world.app.bot_user.id,
        text=text[:LONGEST],
        blocks=blocks,
        attachments=attachments,
        by_app=True,
        thread_ts=thread_ts,
        broadcast=arguments.flag("reply_broadcast"),
        metadata=_metadata(arguments),
    )
    say(world, channel, message)
    if client_id:
        world.client_ids[client_id] = (channel.id, message.ts)
    body = _told_of(world, channel, message)
    if len(text) > LONGEST:
        body["warnings"] = ["message_truncated"]
    return body


def _told_of(world: World, channel: Channel, message: Message) -> Body:
    shown = world.shown(message, channel, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def _said_before(world: World, channel: Channel, place: tuple[str, str]) -> Body:
    """Return the message that bears this client's id already.

    Slack documents the id by these two errors alone, so that this is what they let one believe.
    """
    channel_id, ts = place
    if channel_id != channel.id:
        raise Refusal("duplicate_channel_not_found")
    for message in channel.messages:
        if message.ts == ts and not message.deleted:
            return _told_of(world, channel, message)
    raise Refusal("duplicate_message_not_found")


def content_of(arguments: Arguments) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]]:
    """Return text, blocks and attachments, once Slack would take them."""
    markdown = arguments.maybe("markdown_text")
    if markdown is not None:
        if arguments.has("text") or arguments.has("blocks"):
            raise Refusal("markdown_text_conflict")
        if len(markdown) > LONGEST_MARKDOWN:
            raise Refusal("msg_too_long")
        return escaped(markdown), named([{"type": "markdown", "text": markdown}]), []
    blocks = _blocks(arguments)
    attachments = _attachments(arguments)
    text = arguments.text("text")
    if not (text or blocks or attachments):
        raise Refusal("no_text")
    return escaped(text), blocks, attachments


def _blocks(arguments: Arguments) -> list[dict[str, Any]]:
    try:
        given = arguments.structure("blocks")
    except ValueError as error:
        raise Refusal("invalid_blocks_format") from error
    if given is None or given == "":
        return []
    if not isinstance(given, list):
        raise Refusal("invalid_blocks_format")
    problems = rules.message_problems(given)
    if problems:
        raise refused_for("invalid_blocks", problems)
    too_long = rules.size_error_of_blocks(given)
    if too_long:
        raise Refusal(too_long)
    return named(given)


def _attachments(arguments: Arguments) -> list[dict[str, Any]]:
    try:
        given = arguments.structure("attachments") or []
    except ValueError as error:
        raise Refusal("invalid_attachments") from error
    if len(given) > MOST_ATTACHMENTS:
        raise Refusal("too_many_attachments")
    return list(given)


def _metadata(arguments: Arguments) -> dict[str, Any] | None:
    try:
        given = arguments.structure("metadata")
    except ValueError as error:
        raise Refusal("invalid_metadata_format") from error
    match given:
        case None:
            return None
        case {"event_type": str(), "event_payload": dict()} if len(given) == 2:
            if len(json.dumps(given)) > BIGGEST_METADATA:
                raise Refusal("metadata_too_large")
            return dict(given)
        case _:
            raise Refusal("invalid_metadata_format")


def _update(world: World, arguments: Arguments) -> Body:
    channel, message = own_message(
        world, arguments.text("channel"), arguments.text("ts"), "cant_update_message"
    )
    if channel.archived:
        raise Refusal("is_inactive")
    if world.settings.editing_closed:
        raise Refusal("edit_window_closed")
    text, blocks, attachments = content_of(arguments)
    if len(text) > LONGEST_CHANGED:
        raise Refusal("msg_too_long")
    metadata = _metadata(arguments)
    if metadata is not None:
        message.metadata = metadata
    message.attachments = attachments
    # Text alone takes the blocks away: what is not given again is gone.
    change(world, channel, message, (text, blocks))
    shown = world.shown(message, channel, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "text": text, "message": shown}


def _delete(world: World, arguments: Arguments) -> Body:
    channel, message = own_message(
        world, arguments.text("channel"), arguments.text("ts"), "cant_delete_message"
    )
    remove(world, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def _post_ephemeral(world: World, arguments: Arguments) -> Body:
    channel = open_to_posts(world, arguments.text("channel"))
    text, blocks, attachments = content_of(arguments)
    if len(text) > LONGEST:
        raise Refusal("msg_too_long")
    user = arguments.text("user")
    if user not in channel.members:
        raise Refusal("user_not_in_channel")
    message = Message(
        ts=world.new_ts(),
        user=world.app.bot_user.id,
        text=text,
        blocks=blocks,
        attachments=attachments,
        by_app=True,
        thread_ts=parent_of(channel, arguments.maybe("thread_ts")),
        only_for=user,
    )
    say(world, channel, message)
    return {"message_ts": message.ts}


def _permalink(world: World, arguments: Arguments) -> Body:
    channel = reachable(world, arguments.text("channel"))
    message = channel.message(arguments.text("message_ts"))
    if message is None:
        raise Refusal("message_not_found")
    link = f"{world.url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.is_reply:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


METHODS = {
    "chat.postMessage": Method(
        perform=_post,
        tier=Tier.SPECIAL,
        required=("channel",),
        optional=(*CONTENT, *SENDING),
        scopes=("chat:write",),
    ),
    "chat.update": Method(
        perform=_update,
        tier=Tier.THREE,
        required=("channel", "ts"),
        optional=(*CONTENT, *CHANGING),
        scopes=("chat:write",),
    ),
    "chat.delete": Method(
        perform=_delete,
        tier=Tier.THREE,
        required=("channel", "ts"),
        optional=("as_user",),
        scopes=("chat:write",),
    ),
    "chat.postEphemeral": Method(
        perform=_post_ephemeral,
        tier=Tier.FOUR,
        required=("channel", "user"),
        optional=(*CONTENT, *SENDING),
        scopes=("chat:write",),
    ),
    "chat.getPermalink": Method(
        perform=_permalink, tier=Tier.SPECIAL, required=("channel", "message_ts")
    ),
}
