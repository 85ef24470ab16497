"""What happens to people and rooms: joining, leaving, being renamed, being archived."""

from collections.abc import Callable
from typing import Any

from sandbox.app.delivery import emit
from sandbox.methods.users import as_user
from sandbox.workspace.workspace import Channel, Newcomer, Room, User
from sandbox.workspace.world import World

Outcome = dict[str, Any]


def _changed(world: World, user: User) -> Outcome:
    user.updated = world.epoch()
    world.journal.changes.note()
    event = {"type": "user_change", "user": as_user(world, user), "cache_ts": world.epoch()}
    emit(world, {**event, "event_ts": world.wire.stamp()}, "user_change")
    return {"id": user.id}


def _deactivate(world: World, asked: dict[str, Any]) -> Outcome:
    user = world.workspace.person(asked["user"])
    user.deleted = True
    world.views.clear(user.id)
    return _changed(world, user)


def _reactivate(world: World, asked: dict[str, Any]) -> Outcome:
    user = world.workspace.person(asked["user"])
    user.deleted = False
    return _changed(world, user)


def _alter(world: World, asked: dict[str, Any]) -> Outcome:
    """Change what is known of a person: name, title, time zone, standing."""
    user = world.workspace.person(asked["user"])
    for name in ("name", "email", "title", "timezone", "is_admin", "is_owner", "is_guest"):
        setattr(user, name, asked.get(name, getattr(user, name)))
    user.is_stranger = asked.get("is_stranger", user.is_stranger)
    user.team_id = asked.get("team_id", user.team_id)
    return _changed(world, user)


def _admit(world: World, asked: dict[str, Any]) -> Outcome:
    user = world.workspace.admit(Newcomer(**asked))
    event = {"type": "team_join", "user": as_user(world, user)}
    emit(world, {**event, "event_ts": world.wire.stamp()}, "team_join")
    world.journal.changes.note()
    return {"id": user.id}


def _furnish(world: World, asked: dict[str, Any]) -> Outcome:
    members = tuple(asked.pop("members", ()))
    room = world.workspace.furnish(Room(**asked, members=members), world.epoch())
    world.journal.changes.note()
    return {"id": room.id}


def _join(world: World, asked: dict[str, Any]) -> Outcome:
    """Bring somebody into a room; `user` may be the app itself."""
    channel, user = _both(world, asked)
    if user.id not in channel.members:
        channel.members.append(user.id)
        _moved(world, channel, user, "member_joined_channel")
    return {}


def _leave(world: World, asked: dict[str, Any]) -> Outcome:
    channel, user = _both(world, asked)
    if user.id in channel.members:
        _moved(world, channel, user, "member_left_channel")
        channel.members.remove(user.id)
        if user.is_bot:
            name = "group_left" if channel.is_private else "channel_left"
            event = {"type": name, "channel": channel.id, "event_ts": world.wire.stamp()}
            emit(world, event, name)
    return {}


def _both(world: World, asked: dict[str, Any]) -> tuple[Channel, User]:
    whom = asked["user"]
    user = world.bot() if whom == "app" else world.workspace.person(whom)
    return world.workspace.channel_named(asked["channel"]), user


def _moved(world: World, channel: Channel, user: User, name: str) -> None:
    world.journal.changes.note()
    event = {
        "type": name,
        "user": user.id,
        "channel": channel.id,
        "channel_type": "G" if channel.is_private else "C",
        "team": world.app.team_id,
        "event_ts": world.wire.stamp(),
    }
    emit(world, event, name, channel)


def _archive(world: World, asked: dict[str, Any]) -> Outcome:
    return _archived(world, asked, archived=True)


def _unarchive(world: World, asked: dict[str, Any]) -> Outcome:
    return _archived(world, asked, archived=False)


def _archived(world: World, asked: dict[str, Any], *, archived: bool) -> Outcome:
    channel = world.workspace.channel_named(asked["channel"])
    channel.archived = archived
    world.journal.changes.note()
    kind = "group" if channel.is_private else "channel"
    name = f"{kind}_archive" if archived else f"{kind}_unarchive"
    event = {"type": name, "channel": channel.id, "event_ts": world.wire.stamp()}
    emit(world, event, name, channel)
    return {}


def _share(world: World, asked: dict[str, Any]) -> Outcome:
    """Share a room with another organization or, `within` ours, another workspace; or end that."""
    channel = world.workspace.channel_named(asked["channel"])
    shared, within = bool(asked.get("shared", True)), bool(asked.get("within"))
    channel.shared_within, channel.shared_externally = shared and within, shared and not within
    world.journal.changes.note()
    return {}


def _lock(world: World, asked: dict[str, Any]) -> Outcome:
    """Close a thread, named by its parent's ts, to replies."""
    parent = world.workspace.channel_named(asked["channel"]).message(asked["ts"])
    if parent is None:
        raise LookupError(asked["ts"])
    parent.locked = True
    world.journal.changes.note()
    return {}


DEEDS: dict[str, Callable[[World, dict[str, Any]], Outcome]] = {
    "deactivate": _deactivate,
    "reactivate": _reactivate,
    "alter": _alter,
    "admit": _admit,
    "furnish": _furnish,
    "join": _join,
    "leave": _leave,
    "archive": _archive,
    "unarchive": _unarchive,
    "share": _share,
    "lock": _lock,
}
