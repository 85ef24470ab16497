"""Watching the workspace: the part of the control API that shows, waits and disturbs."""

import asyncio
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.app.sockets import Sockets
from sandbox.screen import screens
from sandbox.server.control import place
from sandbox.server.faults import OF_SOCKETS, Fault, FaultKind
from sandbox.workspace.clock import iso, moment_of
from sandbox.workspace.journal import Changes
from sandbox.workspace.world import World

LONGEST_POLL = 25.0
"""Real seconds for which a question about the clock or about changes is held open."""


async def clock(world: World, request: Request) -> Response:
    """Answer what time it is at school; with `after`, once it was moved past that."""
    after = request.query_params.get("after")
    now = world.school.now()
    if after:
        since = moment_of(after, world.school.zone)
        question = world.school.later_than(since, LONGEST_POLL)
        now = await _unless_gone(request, question, world.journal.changes) or now
    return JSONResponse({"now": iso(now)})


async def _unless_gone(request: Request, question: Any, changes: Changes) -> datetime | None:
    """Wait for the answer, but not for somebody who has hung up meanwhile."""
    asked = asyncio.ensure_future(question)
    gone = asyncio.ensure_future(_hung_up(request))
    try:
        # Once it waits, whoever wants to move the clock may see that somebody listens.
        await asyncio.sleep(0)
        changes.note()
        await asyncio.wait({asked, gone}, return_when=asyncio.FIRST_COMPLETED)
        return asked.result() if asked.done() else None
    finally:
        asked.cancel()
        gone.cancel()
        await asyncio.sleep(0)
        changes.note()


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def go(world: World, request: Request) -> Response:
    """Move school time forward, step by step; answer when every step was taken."""
    asked = await request.json()
    try:
        await world.school.go_to(moment_of(asked["to"], world.school.zone))
    except ValueError as error:
        return JSONResponse({"not_possible": str(error)}, 409)
    return JSONResponse({"now": iso(world.school.now())})


async def people(world: World, _: Request) -> Response:
    return JSONResponse([screens.person(user) for user in world.workspace.users.values()])


async def person(world: World, request: Request) -> Response:
    try:
        user = world.workspace.person(request.path_params["person"])
    except LookupError as error:
        return JSONResponse({"not_possible": str(error)}, 404)
    return JSONResponse(screens.person(user))


async def channels(world: World, _: Request) -> Response:
    return JSONResponse([screens.channel(world, one) for one in world.workspace.channels.values()])


async def screen(world: World, request: Request) -> Response:
    user = world.workspace.person(request.path_params["person"])
    return JSONResponse(screens.screen(world, user))


async def messages(world: World, request: Request) -> Response:
    """Show a conversation as this person sees it; without `channel`, the one with the app.

    With `ts` only that message, with `after` only what came later.
    """
    user = world.workspace.person(request.path_params["person"])
    try:
        channel = place(world, user, request.query_params.get("channel"))
    except Exception as error:  # noqa: BLE001 -- whatever is wrong with the name, say so
        return JSONResponse({"not_possible": str(error)}, 409)
    ts, after = request.query_params.get("ts"), request.query_params.get("after", "")
    seen = [
        one for one in channel.seen_by(user.id) if (ts is None or one.ts == ts) and one.ts > after
    ]
    return JSONResponse([screens.message(world, channel, one, user) for one in seen])


async def ephemerals(world: World, request: Request) -> Response:
    user = world.workspace.person(request.path_params["person"])
    return JSONResponse(
        [
            screens.message(world, channel, one, user)
            for channel in world.workspace.channels.values()
            for one in channel.ephemerals
            if one.only_for == user.id
        ]
    )


async def trigger(world: World, request: Request) -> Response:
    """Show what a trigger opened, and for how many real seconds it still lasts."""
    found = world.triggers.named(request.path_params["trigger"])
    if found is None:
        return JSONResponse({"not_possible": "no such trigger"}, 404)
    return JSONResponse({"opened": found.opened, "left": world.triggers.real_left(found)})


async def journal(world: World, request: Request) -> Response:
    """Show what went to and fro: after a number, of one kind, of one name, or what was refused."""
    asked = request.query_params
    return JSONResponse(
        [
            vars(one)
            for one in world.journal.entries
            if one.number > int(asked.get("after", 0))
            and asked.get("kind") in (None, one.kind)
            and asked.get("name") in (None, one.name)
            and (one.refused or "refused" not in asked)
        ]
    )


async def changes(world: World, request: Request) -> Response:
    """Answer with the number of changes so far; with `after`, once there are more."""
    after = int(request.query_params.get("after", -1))
    seconds = min(float(request.query_params.get("timeout", LONGEST_POLL)), LONGEST_POLL)
    return JSONResponse({"changes": await world.journal.changes.beyond(after, seconds)})


async def settle(world: World, request: Request) -> Response:
    quiet = float(request.query_params.get("quiet", 0.1))
    seconds = float(request.query_params.get("timeout", 5))
    return JSONResponse({"settled": await world.journal.settled(quiet, seconds)})


async def disturb(world: World, request: Request) -> Response:
    """Plan a fault; what befalls a socket happens at once."""
    asked = await request.json()
    try:
        kind = FaultKind(asked["kind"])
        known = {one.name for one in fields(Fault)}
        if kind is FaultKind.DISCONNECT or kind in OF_SOCKETS:
            return _befall(world, kind, asked)
        world.faults.plan(
            Fault(**{**{key: asked[key] for key in asked if key in known}, "kind": kind})
        )
    except (ValueError, TypeError) as error:
        return JSONResponse({"not_possible": str(error)}, 409)
    return JSONResponse({})


def _befall(world: World, kind: FaultKind, asked: dict[str, Any]) -> Response:
    if isinstance(world.line, Sockets):
        if kind is FaultKind.DISCONNECT:
            world.spawn(world.line.disconnect(asked.get("reason", "refresh_requested")))
        else:
            world.line.befall(kind)
    return JSONResponse({})


async def undisturb(world: World, _: Request) -> Response:
    world.faults.clear()
    return JSONResponse({})


async def set_up(world: World, request: Request) -> Response:
    """Change how the workspace behaves: see Settings."""
    for name, value in (await request.json()).items():
        if not hasattr(world.settings, name):
            return JSONResponse({"not_possible": f"no setting {name!r}"}, 409)
        setattr(world.settings, name, value)
    return JSONResponse(asdict(world.settings))


async def status(world: World, _: Request) -> Response:
    """Show what a client needs to know of the workspace as a whole."""
    sockets = world.line.connections if isinstance(world.line, Sockets) else []
    return JSONResponse(
        {
            "team_id": world.app.team_id,
            "name": world.workspace.name,
            "bot_user_id": world.app.bot_user.id,
            "wire_rate": world.wire.rate,
            "connections": len(sockets),
            "listening": world.school.waiting,
            "in_flight": world.journal.in_flight,
            "now": iso(world.school.now()),
        }
    )
