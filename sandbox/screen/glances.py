"""What a page shows one person, told in pieces: only what it does not have yet."""

import asyncio
import json
import zlib
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.blocks.entries import NotPossibleError
from sandbox.blocks.fields import stateful, touchables
from sandbox.screen import acts
from sandbox.screen.screens import channel as shown_channel
from sandbox.screen.screens import person as shown_person
from sandbox.screen.spots import Spot
from sandbox.server.control import place
from sandbox.workspace.clock import iso
from sandbox.workspace.messages import Message
from sandbox.workspace.views import View
from sandbox.workspace.workspace import Channel, User
from sandbox.workspace.world import World

LONGEST_POLL = 20.0
"""Real seconds for which a question about what is new is held open."""

ONE_BREATH = 0.006
"""Real seconds in which several changes are told as one; nobody sees so short a pause."""

AT_FIRST = 100
"""How many messages of a conversation are shown before somebody asks for earlier ones."""


async def about(world: World, _: Request) -> Response:
    """Show what hardly ever changes: the workspace, its app, and with whom the page opens."""
    app, hints = world.app, world.app.command_hints
    return JSONResponse(
        {
            "name": world.workspace.name,
            "url": world.url,
            "zone": world.workspace.timezone,
            "app": {
                "user": app.bot_user.id,
                "name": app.name,
                "home_tab": app.home_tab,
                "messages_tab": app.messages_tab and not world.settings.messages_tab_off,
                "read_only": app.messages_read_only,
            },
            "commands": [
                {"name": one, "about": hints[one][0], "hint": hints[one][1]} for one in app.commands
            ],
            "shortcuts": [
                {"name": name, "kind": app.shortcuts[callback_id], "id": callback_id}
                for name, callback_id in app.shortcut_names.items()
            ],
            "people": [shown_person(user) for user in world.workspace.users.values()],
            "first": _first(world).id,
        }
    )


def _first(world: World) -> User:
    """Return whom a visitor is at first: the first case manager, where titles tell of one."""
    people = [one for one in world.workspace.users.values() if not one.is_bot and not one.deleted]
    by_title = (one for one in people if one.title.lower().startswith("case manager"))
    return next(by_title, people[0])


async def glance(world: World, request: Request) -> Response:
    """Show what is before a person; with `after`, once there were more changes than that.

    `have` holds the versions of views that the page has; what it has is not told again.
    """
    asked = await request.json()
    try:
        user = world.workspace.person(request.path_params["person"])
    except LookupError as error:
        return JSONResponse({"not_possible": str(error)}, 404)
    after = int(asked.get("after", -1))
    if await world.journal.changes.beyond(after, LONGEST_POLL) > after >= 0:
        await asyncio.sleep(ONE_BREATH)
    return JSONResponse(_glance(world, user, asked.get("have") or {}))


def _glance(world: World, user: User, have: dict[str, str]) -> dict[str, Any]:
    home = world.views.homes.get(user.id)
    acts.direct_with_app(world, user)
    return {
        "changes": world.journal.changes.count,
        "now": iso(world.school.now()),
        "runs": world.school.runs,
        "people": len(world.workspace.users),
        "connected": world.line.is_open,
        "conversations": [
            _conversation(world, channel, user)
            for channel in world.workspace.conversations_of(user.id)
        ],
        "modals": [_view(view, have) for view in world.views.stack(user.id)],
        "home": _view(home, have) if home else None,
    }


def _conversation(world: World, channel: Channel, user: User) -> dict[str, Any]:
    read_to = world.read.get(user.id, {}).get(channel.id, "")
    unread = [one for one in channel.messages if _is_new(one, user, read_to)]
    mentions = [one for one in unread if f"<@{user.id}>" in one.text or one.broadcasts()]
    shown = shown_channel(world, channel)
    return {
        **{key: shown[key] for key in ("id", "name", "kind", "archived", "shared_externally")},
        "members": channel.members,
        "partner": channel.other_than(user.id) if channel.kind == "im" else None,
        "unread": len(unread),
        "mentions": len(unread) if channel.kind != "public" and not channel.name else len(mentions),
        "read_to": read_to,
        "version": _version([_key(world, channel, one, user) for one in channel.seen_by(user.id)]),
        "latest": channel.messages[-1].ts if channel.messages else "",
    }


def _is_new(one: Message, user: User, read_to: str) -> bool:
    in_sight = one.broadcast or not one.is_reply
    return in_sight and one.user != user.id and not one.deleted and one.ts > read_to


def _version(what: Any) -> str:
    return f"{zlib.crc32(json.dumps(what).encode()):08x}"


def _view(view: View, have: dict[str, str]) -> dict[str, Any]:
    version = _version([view.hash, view.values, view.errors, view.banner])
    if have.get(view.id) == version:
        return {"id": view.id, "version": version, "same": True}
    content = view.content
    return {
        "id": view.id,
        "version": version,
        "hash": view.hash,
        "title": content.get("title"),
        "blocks": view.blocks,
        "state": view.values,
        "errors": view.errors,
        "banner": view.banner,
        "submit": content.get("submit"),
        "close": content.get("close"),
        "submit_disabled": bool(content.get("submit_disabled")),
    }


async def conversation(world: World, request: Request) -> Response:
    """Show a conversation: the order of its messages, and those that are not in `have`."""
    asked = await request.json()
    try:
        user = world.workspace.person(request.path_params["person"])
        channel = place(world, user, asked.get("channel"))
    except (LookupError, NotPossibleError) as error:
        return JSONResponse({"not_possible": str(error)}, 409)
    have = asked.get("have") or {}
    seen = channel.seen_by(user.id)
    shown, earlier = _latest(seen, int(asked.get("most", AT_FIRST)))
    keys = {one.ts: _key(world, channel, one, user) for one in shown}
    return JSONResponse(
        {
            "id": channel.id,
            "version": _version([_key(world, channel, one, user) for one in seen]),
            "earlier": earlier,
            "order": list(keys),
            "messages": {
                one.ts: _message(world, channel, one, user) | {"key": keys[one.ts]}
                for one in shown
                if have.get(one.ts) != keys[one.ts]
            },
            "threads_read_to": {
                key.partition("/")[2]: ts
                for key, ts in world.read.get(user.id, {}).items()
                if key.startswith(f"{channel.id}/")
            },
        }
    )


def _latest(seen: list[Message], most: int) -> tuple[list[Message], int]:
    """Return the latest conversation, replies to it included, and how much lies before it."""
    parents = [one.ts for one in seen if not one.is_reply]
    kept = set(parents[-most:])
    shown = [one for one in seen if one.ts in kept or one.thread_ts in kept]
    return shown, max(0, len(parents) - most)


def _key(world: World, channel: Channel, one: Message, user: User) -> str:
    """Return what changes whenever the message would look different to this person."""
    touched = world.touched.get(f"{user.id} {channel.id} {one.ts}")
    entered = _version(touched) if touched else ""
    return f"{one.ts}.{one.revision}{'.x' if one.deleted else ''}.{entered}"


def _message(world: World, channel: Channel, one: Message, user: User) -> dict[str, Any]:
    spot = Spot(world=world, user=user, channel=channel, message=one)
    return {
        "ts": one.ts,
        "channel": channel.id,
        "user": one.user,
        "by_app": one.by_app,
        "text": one.text,
        "blocks": one.blocks,
        "files": [world.files.shown(file, world.url) for file in one.files],
        "state": spot.values if any(stateful(one.blocks)) else {},
        "thread_ts": one.thread_ts,
        "is_reply": one.is_reply,
        "broadcast": one.broadcast,
        "ephemeral": one.only_for is not None,
        "edited": one.edited_ts is not None,
        "deleted": one.deleted,
        "touchable": bool(touchables(one.blocks)),
    }


async def read(world: World, request: Request) -> Response:
    """Take note of how far a person has read, in a conversation or in a thread of it."""
    asked = await request.json()
    try:
        user = world.workspace.person(request.path_params["person"])
    except LookupError as error:
        return JSONResponse({"not_possible": str(error)}, 404)
    key = asked["channel"] + (f"/{asked['thread']}" if asked.get("thread") else "")
    marks = world.read.setdefault(user.id, {})
    if asked["ts"] > marks.get(key, ""):
        marks[key] = str(asked["ts"])
        world.journal.changes.note()
    return JSONResponse({})
