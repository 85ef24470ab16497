"""What goes to and fro between Slack and the app, as a page lists it."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sandbox.workspace.journal import Entry
from sandbox.workspace.world import World

MOST = 200
"""How many lines a page is given; the journal itself has more."""

OF_INTEREST = frozenset(
    {
        "api",
        "slash_commands",
        "interactive",
        "events_api",
        "response_url",
        "socket",
        "act",
        "deed",
        "webhook",
    }
)
"""Acknowledgements are told with what they answer; only those that were refused stand alone."""


async def listed(world: World, request: Request) -> Response:
    """Show the latest exchanges in short, those after a number and those still open before it."""
    after = int(request.query_params.get("after", 0))
    found = [
        one
        for one in world.journal.entries
        if (one.number > after or _is_open(one)) and (one.kind in OF_INTEREST or one.refused)
    ]
    return JSONResponse([_in_short(one) for one in found[-MOST:]])


def _is_open(one: Entry) -> bool:
    return one.took is None and one.kind not in ("act", "deed", "socket", "ack")


def _in_short(one: Entry) -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": one.kind,
        "direction": one.direction,
        "name": one.name,
        "about": _about(one),
        "school_at": one.school_at,
        "took": one.took,
        "open": _is_open(one),
        "status": one.status,
        "refused": one.refused,
        "by_fault": one.by_fault,
        "notes": one.notes,
    }


def _about(one: Entry) -> str:
    """Return the one word that tells two exchanges of a kind apart: an action, a view, a room."""
    asked = one.request if isinstance(one.request, dict) else {}
    view = asked.get("view") if isinstance(asked.get("view"), dict) else {}
    actions = asked.get("actions") or [{}]
    candidates = (
        actions[0].get("action_id") if isinstance(actions[0], dict) else None,
        view.get("callback_id") if isinstance(view, dict) else None,
        asked.get("text") if one.kind == "slash_commands" else None,
        asked.get("name") if one.kind == "act" else None,
        asked.get("command"),
        asked.get("channel"),
        asked.get("action_id"),
    )
    return next((str(one) for one in candidates if isinstance(one, str) and one), "")


async def whole(world: World, request: Request) -> Response:
    number = request.path_params["number"]
    for one in world.journal.entries:
        if one.number == number:
            return JSONResponse(vars(one))
    return JSONResponse({"not_possible": "that is too long ago"}, 404)
