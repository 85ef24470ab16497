"""Methods about conversations: opening, finding, reading."""

from typing import Any

from sandbox.methods.pages import page
from sandbox.server.api_calls import Arguments, Body, Method
from sandbox.server.rate_limits import Tier
from sandbox.server.refusals import Refusal
from sandbox.workspace.messages import Message
from sandbox.workspace.rooms import reachable
from sandbox.workspace.workspace import Channel, User
from sandbox.workspace.world import World

MOST_PEOPLE = 8

SCOPE = {"public": "channels", "private": "groups", "im": "im", "mpim": "mpim"}
KIND_OF_TYPE = {"public_channel": "public", "private_channel": "private"}

PAGING = ("cursor", "limit")
READING = (*PAGING, "inclusive", "latest", "oldest", "include_all_metadata")


def as_channel(world: World, channel: Channel) -> dict[str, Any]:
    bot = world.app.bot_user.id
    shown: dict[str, Any] = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_org_shared": channel.shared_within,
        "context_team_id": world.app.team_id,
    }
    if channel.kind == "im":
        user = channel.other_than(bot)
        gone = world.workspace.users[user].deleted
        return shown | {"user": user, "is_user_deleted": gone, "is_open": True}
    return shown | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_private": channel.is_private,
        "is_general": False,
        "is_member": bot in channel.members,
        "is_shared": channel.shared_externally or channel.shared_within,
        "is_ext_shared": channel.shared_externally,
        "is_pending_ext_shared": False,
        "creator": next(iter(channel.members), bot),
        "topic": {"value": "", "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def _scope_for(verb: str) -> Any:
    def needed(world: World, arguments: Arguments) -> tuple[str, ...]:
        channel = world.workspace.channels.get(arguments.text("channel"))
        return (f"{SCOPE[channel.kind]}:{verb}",) if channel else ()

    return needed


def _scopes_of_types(_: World, arguments: Arguments) -> tuple[str, ...]:
    return tuple(f"{SCOPE[kind]}:read" for kind in _kinds(arguments))


def _kinds(arguments: Arguments) -> list[str]:
    wanted = arguments.names("types") or ["public_channel"]
    kinds = [KIND_OF_TYPE.get(one, one) for one in wanted]
    if any(kind not in SCOPE for kind in kinds):
        raise Refusal("invalid_types")
    return kinds


def _open(world: World, arguments: Arguments) -> Body:
    if arguments.has("channel"):
        channel = reachable(world, arguments.text("channel"))
        if channel.kind not in ("im", "mpim"):
            raise Refusal("method_not_supported_for_channel_type")
        return _opened(world, arguments, channel, new=False)
    wanted = arguments.names("users")
    if not wanted:
        raise Refusal("users_list_not_supplied")
    if len(wanted) > MOST_PEOPLE:
        raise Refusal("too_many_users")
    for one in wanted:
        _check_person(world.workspace.users.get(one))
    members = [*wanted, world.app.bot_user.id]
    channel, new = world.workspace.direct(members, world.epoch())
    return _opened(world, arguments, channel, new=new)


def _check_person(user: User | None) -> None:
    if user is None:
        raise Refusal("user_not_found")
    if user.is_bot:
        raise Refusal("cannot_dm_bot")
    if user.deleted:
        raise Refusal("user_disabled")


def _opened(world: World, arguments: Arguments, channel: Channel, *, new: bool) -> Body:
    whole = arguments.flag("return_im")
    shown = as_channel(world, channel) if whole else {"id": channel.id}
    known = {} if new else {"no_op": True, "already_open": True}
    return {"channel": shown, **known}


def _find(world: World, arguments: Arguments) -> Body:
    channel = reachable(world, arguments.text("channel"))
    shown = as_channel(world, channel)
    if not arguments.flag("include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


def _members(world: World, arguments: Arguments) -> Body:
    channel = reachable(world, arguments.text("channel"))
    shown, metadata = page(channel.members, arguments)
    return {"members": shown, "response_metadata": metadata}


def _list(world: World, arguments: Arguments) -> Body:
    return _listed(world, arguments, list(world.workspace.channels.values()))


def _of_user(world: World, arguments: Arguments) -> Body:
    user = arguments.text("user", world.app.bot_user.id)
    if user not in world.workspace.users:
        raise Refusal("user_not_found")
    return _listed(world, arguments, list(world.workspace.conversations_of(user)))


def _listed(world: World, arguments: Arguments, channels: list[Channel]) -> Body:
    kinds = _kinds(arguments)
    bot = world.app.bot_user.id
    seen = [
        channel
        for channel in channels
        if channel.kind in kinds
        and (not channel.is_private or bot in channel.members)
        and not (channel.archived and arguments.flag("exclude_archived"))
    ]
    shown, metadata = page(seen, arguments)
    return {
        "channels": [as_channel(world, channel) for channel in shown],
        "response_metadata": metadata,
    }


def _history(world: World, arguments: Arguments) -> Body:
    channel = _readable(world, arguments)
    in_view = [
        message
        for message in reversed(channel.messages)
        if (not message.is_reply or message.broadcast) and _is_between(message, arguments)
    ]
    return _read(world, arguments, channel, in_view)


def _replies(world: World, arguments: Arguments) -> Body:
    channel = _readable(world, arguments)
    named = channel.message(arguments.text("ts"))
    if named is None:
        raise Refusal("thread_not_found")
    root = named.thread_ts or named.ts
    thread = [
        message
        for message in channel.thread(root)
        if message.ts == root or _is_between(message, arguments)
    ]
    return _read(world, arguments, channel, thread)


def _readable(world: World, arguments: Arguments) -> Channel:
    channel = reachable(world, arguments.text("channel"))
    if world.app.bot_user.id not in channel.members:
        raise Refusal("not_in_channel")
    return channel


def _is_between(message: Message, arguments: Arguments) -> bool:
    ts = float(message.ts)
    oldest = _bound(arguments, "oldest", 0.0)
    latest = _bound(arguments, "latest", float("inf"))
    if arguments.flag("inclusive"):
        return oldest <= ts <= latest
    return oldest < ts < latest


def _bound(arguments: Arguments, name: str, otherwise: float) -> float:
    if not arguments.has(name):
        return otherwise
    try:
        return float(arguments.text(name))
    except ValueError as error:
        raise Refusal(f"invalid_ts_{name}") from error


def _read(world: World, arguments: Arguments, channel: Channel, messages: list[Message]) -> Body:
    shown, metadata = page(messages, arguments)
    whole = arguments.flag("include_all_metadata")
    return {
        "messages": [world.shown(one, channel, with_metadata=whole) for one in shown],
        "has_more": bool(metadata["next_cursor"]),
        "pin_count": 0,
        "response_metadata": metadata,
    }


_ONE = ("channel",)

METHODS = {
    "conversations.open": Method(
        perform=_open,
        tier=Tier.THREE,
        optional=("channel", "users", "return_im", "prevent_creation"),
        scopes=("im:write", "mpim:write", "channels:manage", "groups:write"),
    ),
    "conversations.info": Method(
        perform=_find,
        tier=Tier.THREE,
        required=_ONE,
        optional=("include_locale", "include_num_members"),
        needs=_scope_for("read"),
    ),
    "conversations.members": Method(
        perform=_members,
        tier=Tier.FOUR,
        required=_ONE,
        optional=PAGING,
        needs=_scope_for("read"),
    ),
    "conversations.history": Method(
        perform=_history,
        tier=Tier.THREE,
        required=_ONE,
        optional=READING,
        needs=_scope_for("history"),
    ),
    "conversations.replies": Method(
        perform=_replies,
        tier=Tier.THREE,
        required=("channel", "ts"),
        optional=READING,
        needs=_scope_for("history"),
    ),
    "conversations.list": Method(
        perform=_list,
        tier=Tier.TWO,
        optional=(*PAGING, "types", "exclude_archived"),
        needs=_scopes_of_types,
    ),
    "users.conversations": Method(
        perform=_of_user,
        tier=Tier.THREE,
        optional=(*PAGING, "types", "exclude_archived", "user"),
        needs=_scopes_of_types,
    ),
}
