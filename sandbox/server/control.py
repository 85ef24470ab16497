"""Acting as a person: the part of the control API through which tests and pages do things."""

import base64
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.blocks.entries import NotPossibleError
from sandbox.screen import acts, attaching, submitting, touching
from sandbox.screen.spots import Spot
from sandbox.server.refusals import Refusal
from sandbox.workspace.deeds import DEEDS
from sandbox.workspace.workspace import Channel, User
from sandbox.workspace.world import World

Asked = dict[str, Any]
Outcome = dict[str, Any]
Act = Callable[[World, User, Asked], Awaitable[Outcome]]
Doing = TypeVar("Doing")


async def act(world: World, request: Request) -> Response:
    """Let a person do one thing, and answer once the app has acknowledged it, or has not."""
    asked = await request.json()
    name = request.path_params["act"]
    try:
        user = _present(world, request.path_params["person"])
        perform = _known(ACTS, name)
        told = {key: value for key, value in asked.items() if key != "content"}
        world.journal.note("act", "person", name, {"user": user.id, **told})
        since = world.new_ts()
        return JSONResponse({"since": since, **await perform(world, user, asked)})
    except (NotPossibleError, LookupError, ValueError, Refusal) as error:
        return _not_possible(error)


async def do(world: World, request: Request) -> Response:
    """Change people or rooms, as an administrator would."""
    asked = await request.json()
    name = request.path_params["deed"]
    try:
        perform = _known(DEEDS, name)
        world.journal.note("deed", "workspace", name, dict(asked))
        return JSONResponse(perform(world, asked))
    except (NotPossibleError, LookupError, ValueError, TypeError) as error:
        return _not_possible(error)


def _present(world: World, whom: str) -> User:
    user = world.workspace.person(whom)
    if user.deleted:
        raise NotPossibleError(f"{user.name} is deactivated")
    return user


def _known(doings: Mapping[str, Doing], name: str) -> Doing:
    if name not in doings:
        raise NotPossibleError(f"nothing here is called {name!r}")
    return doings[name]


def _not_possible(error: Exception) -> Response:
    words = error.args[0] if error.args else type(error).__name__
    return JSONResponse({"not_possible": str(words)}, 409)


def place(world: World, user: User, name: str | None) -> Channel:
    """Return the conversation that a person means; none named: the direct one with the app."""
    if name in (None, "", "app", world.app.bot_user.id):
        return acts.direct_with_app(world, user)
    channel = _room_or_person(world, user, str(name))
    if user.id not in channel.members and channel.kind != "public":
        raise NotPossibleError(f"{user.name} is not in {channel.name or channel.id}")
    return channel


def _room_or_person(world: World, user: User, name: str) -> Channel:
    try:
        return world.workspace.channel_named(name)
    except LookupError:
        partner = world.workspace.person(name)
        return world.workspace.direct([user.id, partner.id], world.epoch())[0]


def _spot(world: World, user: User, asked: Asked) -> Spot:
    if asked.get("view"):
        view = world.views.find(asked["view"], None)
        if view.user != user.id:
            raise NotPossibleError("that is on another person's screen")
        return Spot(world=world, user=user, view=view)
    channel = place(world, user, asked.get("channel"))
    message = next((one for one in channel.seen_by(user.id) if one.ts == asked["ts"]), None)
    if message is None:
        raise NotPossibleError("that message is not there any more")
    return Spot(world=world, user=user, channel=channel, message=message)


async def _command(world: World, user: User, asked: Asked) -> Outcome:
    channel = place(world, user, asked.get("channel"))
    words = (asked["command"], asked.get("text", ""))
    return await acts.command(world, user, channel, words, asked.get("thread_ts"))


async def _press(world: World, user: User, asked: Asked) -> Outcome:
    spot = _spot(world, user, asked)
    agreed = asked.get("confirm", True)
    return await touching.press(spot, asked["name"], confirm=agreed, option=asked.get("option"))


async def _fill(world: World, user: User, asked: Asked) -> Outcome:
    spot = _spot(world, user, asked)
    agreed = asked.get("confirm", True)
    return await touching.fill(spot, asked["name"], asked["value"], confirm=agreed)


async def _choose(world: World, user: User, asked: Asked) -> Outcome:
    spot = _spot(world, user, asked)
    agreed = asked.get("confirm", True)
    return await touching.choose(spot, asked["name"], asked["option"], confirm=agreed)


async def _tick(world: World, user: User, asked: Asked) -> Outcome:
    return await touching.tick(_spot(world, user, asked), asked["option"], on=asked["on"])


async def _write(world: World, user: User, asked: Asked) -> Outcome:
    spot = _spot(world, user, asked)
    return await touching.write(spot, asked["name"], asked["text"], by=asked.get("by", 5))


async def _enter(world: World, user: User, asked: Asked) -> Outcome:
    return await touching.enter(_spot(world, user, asked), asked["name"])


async def _suggest(world: World, user: User, asked: Asked) -> Outcome:
    spot = _spot(world, user, asked)
    said = await touching.suggest(spot, asked["name"], asked["query"])
    return {"options": said, "offered": spot.offered(spot.field(asked["name"]))}


async def _attach(world: World, user: User, asked: Asked) -> Outcome:
    content = base64.b64decode(asked["content"])
    spot = _spot(world, user, asked)
    return await attaching.attach(spot, asked["name"], named=asked["file"], content=content)


async def _detach(world: World, user: User, asked: Asked) -> Outcome:
    return await attaching.detach(_spot(world, user, asked), asked["name"], asked["file"])


async def _delete_file(world: World, user: User, asked: Asked) -> Outcome:
    attaching.delete_own(world, user, asked["file"])
    return {}


async def _submit(world: World, user: User, asked: Asked) -> Outcome:
    return await submitting.submit(world, user, world.views.find(asked["view"], None))


async def _close(world: World, user: User, asked: Asked) -> Outcome:
    view = world.views.find(asked["view"], None)
    everything, unheard = asked.get("everything", False), asked.get("unheard", False)
    return await submitting.close(world, user, view, everything=everything, unheard=unheard)


async def _open_home(world: World, user: User, asked: Asked) -> Outcome:
    return await acts.open_home(world, user, asked.get("tab", "home"))


async def _message(world: World, user: User, asked: Asked) -> Outcome:
    channel = place(world, user, asked.get("channel"))
    return acts.write_message(
        world,
        user,
        channel,
        asked["text"],
        asked.get("thread_ts"),
        to_all=asked.get("to_all", False),
        files={name: base64.b64decode(one) for name, one in asked.get("content", {}).items()},
    )


async def _talk(world: World, user: User, asked: Asked) -> Outcome:
    """Open the direct conversation with somebody; nothing is said in it yet."""
    partner = _present(world, asked["to"])
    channel, _ = world.workspace.direct([user.id, partner.id], world.epoch())
    world.journal.changes.note()
    return {"channel": channel.id}


async def _shortcut(world: World, user: User, asked: Asked) -> Outcome:
    callback_id = world.app.shortcut_names.get(asked["name"], asked["name"])
    if "ts" not in asked:
        return await acts.global_shortcut(world, user, callback_id)
    return await acts.message_shortcut(world, user, callback_id, _spot(world, user, asked).place)


async def _reload(world: World, user: User, _: Asked) -> Outcome:
    """Reload the client: ephemeral messages, open modals and local entries are gone."""
    for channel in world.workspace.channels.values():
        channel.ephemerals = [one for one in channel.ephemerals if one.only_for != user.id]
    for key in [one for one in world.touched if one.startswith(f"{user.id} ")]:
        del world.touched[key]
    world.views.clear(user.id)
    world.journal.changes.note()
    return {}


ACTS: dict[str, Act] = {
    "command": _command,
    "press": _press,
    "fill": _fill,
    "choose": _choose,
    "tick": _tick,
    "write": _write,
    "enter": _enter,
    "suggest": _suggest,
    "attach": _attach,
    "detach": _detach,
    "delete_file": _delete_file,
    "submit": _submit,
    "close": _close,
    "open_home": _open_home,
    "message": _message,
    "talk": _talk,
    "shortcut": _shortcut,
    "reload": _reload,
}
