"""What stands on a person's screen, for a client to show: JSON, words included."""

from typing import Any

from sandbox.blocks.fields import Values, stateful, touchables, value_of
from sandbox.screen.rendering import Names, read_aloud, rendered
from sandbox.screen.spots import Spot
from sandbox.workspace.messages import Message
from sandbox.workspace.views import View
from sandbox.workspace.workspace import Channel, User
from sandbox.workspace.world import World


def names_of(world: World) -> Names:
    def name(identity: str) -> str:
        user = world.workspace.users.get(identity)
        channel = world.workspace.channels.get(identity)
        return user.name if user else channel.name if channel else identity

    return name


def screen(world: World, user: User) -> dict[str, Any]:
    """Return the person's modals, the uppermost last, their home tab, and Slack's own notices."""
    home = world.views.homes.get(user.id)
    return {
        "modals": [surface(world, view) for view in world.views.stack(user.id)],
        "home": surface(world, home) if home else None,
        "notices": world.notices.get(user.id, []),
        "changes": world.journal.changes.count,
    }


def surface(world: World, view: View) -> dict[str, Any]:
    content = view.content
    parts = [_words(content.get("title")), rendered(view.blocks, view.values, names_of(world))]
    parts += [f"! {message}" for message in view.errors.values()]
    parts += [f"! {view.banner}"] if view.banner else []
    buttons = [_words(content.get(one)) for one in ("close", "submit") if content.get(one)]
    parts += ["  ".join(f"[{one}]" for one in buttons)] if buttons else []
    return {
        "id": view.id,
        "kind": view.kind,
        "title": _words(content.get("title")),
        "text": "\n".join(part for part in parts if part),
        "blocks": view.blocks,
        "errors": view.errors,
        "labels": {one.block_id: one.label for one in touchables(view.blocks) if one.is_input},
        "banner": view.banner,
        "values": _plain(view.blocks, view.values),
        "state": view.values,
        "submit": _words(content.get("submit")),
        "close": _words(content.get("close")),
        "callback_id": content.get("callback_id", ""),
        "private_metadata": content.get("private_metadata", ""),
        "hash": view.hash,
        "previous": view.previous_id,
    }


def _words(text: Any) -> str:
    return str(text.get("text", "")) if isinstance(text, dict) else ""


def _plain(blocks: list[dict[str, Any]], values: Values) -> dict[str, Any]:
    """Return what the fields hold by the words of their labels, options by what they say."""
    return {
        field.label or field.action_id: _simple(value_of(field, values))
        for field in stateful(blocks)
    }


def _simple(value: Any) -> Any:
    if isinstance(value, list):
        return [_simple(one) for one in value]
    if isinstance(value, dict):
        return _words(value.get("text")) or str(value.get("name", ""))
    return value


def message(world: World, channel: Channel, one: Message, user: User) -> dict[str, Any]:
    """Return a message as this person sees it; `fallback` is what a notification would say."""
    names = names_of(world)
    spot = Spot(world=world, user=user, channel=channel, message=one)
    text = read_aloud(one.text, names)
    author = world.workspace.users.get(one.user)
    return {
        "ts": one.ts,
        "channel": channel.id,
        "user": one.user,
        "author": author.name if author else one.user,
        "by_app": one.by_app,
        "text": rendered(one.blocks, spot.values, names) if one.blocks else text,
        "fallback": text,
        "blocks": one.blocks,
        "files": [world.files.shown(file, world.url) for file in one.files],
        "values": _plain(one.blocks, spot.values),
        "state": spot.values,
        "thread_ts": one.thread_ts,
        "is_reply": one.is_reply,
        "ephemeral": one.only_for is not None,
        "edited": one.edited_ts is not None,
        "deleted": one.deleted,
        "revision": one.revision,
        "metadata": one.metadata,
        "broadcasts": one.broadcasts(),
    }


def channel(world: World, one: Channel) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name or " and ".join(sorted(names_of(world)(member) for member in one.members)),
        "kind": one.kind,
        "members": one.members,
        "archived": one.archived,
        "shared_externally": one.shared_externally,
        "messages": len(one.messages),
    }


def person(user: User) -> dict[str, Any]:
    return {
        "id": user.id,
        "name": user.name,
        "email": user.email,
        "handle": user.handle,
        "title": user.title,
        "timezone": user.timezone,
        "is_bot": user.is_bot,
        "is_guest": user.is_guest,
        "is_admin": user.is_admin,
        "is_owner": user.is_owner,
        "deleted": user.deleted,
    }
