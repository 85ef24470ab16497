"""Moving school time as a person at the page asks: to the next morning, the next event, or on."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.workspace.clock import MORNING, iso
from sandbox.workspace.workspace import User
from sandbox.workspace.world import World

LOOKED_AHEAD = timedelta(days=10)
"""How far *next event* goes where nothing happens."""

LAST_WORD = 0.25
"""Real seconds of silence after which a morning has brought what it brings."""

AT_MOST = 10.0
"""Real seconds that a morning may take."""


async def move(world: World, request: Request) -> Response:
    """Move the clock, and say where it stands then and what it brought, if that was asked."""
    how = request.path_params["how"]
    if how not in _WAYS:
        return JSONResponse({"not_possible": f"the clock has no way called {how!r}"}, 409)
    asked = await request.json()
    try:
        user = world.workspace.person(asked["person"]) if asked.get("person") else world.bot()
        found = await _WAYS[how](world, user)
    except LookupError as error:
        return JSONResponse({"not_possible": str(error)}, 409)
    world.journal.changes.note()
    return JSONResponse({"now": iso(world.school.now()), "runs": world.school.runs, **found})


async def _next_morning(world: World, _: User) -> dict[str, Any]:
    here = world.school.now().astimezone(world.school.zone)
    morning = datetime.combine(here.date(), MORNING, world.school.zone)
    if morning <= here:
        morning = datetime.combine(here.date() + timedelta(days=1), MORNING, world.school.zone)
    await world.school.go_to(morning)
    return {}


async def _next_event(world: World, user: User) -> dict[str, Any]:
    """Go from stop to stop until the app has said something that this person sees."""
    before = _heard(world, user)
    for stop in list(world.school.stops(world.school.now() + LOOKED_AHEAD)):
        await world.school.go_to(stop)
        await world.journal.settled(LAST_WORD, AT_MOST)
        heard = _heard(world, user) - before
        if heard:
            return {"where": sorted({channel for channel, _ in heard})}
    return {"where": []}


def _heard(world: World, user: User) -> set[tuple[str, str]]:
    return {
        (channel.id, one.ts)
        for channel in world.workspace.conversations_of(user.id)
        for one in channel.seen_by(user.id)
        if one.by_app
    }


async def _run(world: World, _: User) -> dict[str, Any]:
    world.school.run()
    return {}


async def _stand(world: World, _: User) -> dict[str, Any]:
    world.school.stand()
    return {}


_WAYS: dict[str, Callable[[World, User], Awaitable[dict[str, Any]]]] = {
    "next_morning": _next_morning,
    "next_event": _next_event,
    "run": _run,
    "stand": _stand,
}
