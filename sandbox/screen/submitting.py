"""Submitting and closing modals, and what the app's acknowledgement does to them."""

import json
from typing import Any

from sandbox.app import payloads
from sandbox.app.delivery import ask
from sandbox.blocks.complaints import complaints
from sandbox.blocks.entries import NotPossibleError
from sandbox.server.refusals import Refusal
from sandbox.workspace.views import TROUBLE, View, checked, scopes_for
from sandbox.workspace.workspace import User
from sandbox.workspace.world import Answer, World


async def submit(world: World, user: User, view: View) -> dict[str, Any]:
    """Press the modal's submit; while the form has faults, nothing is sent."""
    if world.views.top(user.id) is not view:
        raise NotPossibleError("another modal lies on top of this one")
    if not view.content.get("submit"):
        raise NotPossibleError("this modal has nothing to submit")
    if view.content.get("submit_disabled"):
        raise NotPossibleError("this modal cannot be submitted yet")
    view.banner = None
    view.errors = complaints(view.blocks, view.values)
    world.journal.changes.note()
    if view.errors:
        return {}
    trigger = world.triggers.issue(user.id, view.id)
    answer = await ask(world, "interactive", payloads.submission(world, user, view, trigger))
    if view.id in world.views.open_ones:
        _obey(world, view, answer)
    world.journal.changes.note()
    return {"trigger": trigger.id, "error": None if answer.kind == "acknowledged" else answer.kind}


def _obey(world: World, view: View, answer: Answer) -> None:
    if answer.kind != "acknowledged":
        view.banner = TROUBLE
        return
    try:
        _respond(world, view, answer)
    except Refusal as refusal:
        # The app is told nothing of this; only the person sees that something is wrong.
        view.banner = TROUBLE
        shown = json.loads(json.dumps(answer.payload))
        world.journal.note("ack", "from app", "view_submission", shown, _reason(refusal))


def _reason(refusal: Refusal) -> str:
    messages = refusal.more.get("response_metadata", {}).get("messages", [])
    return "; ".join([refusal.error, *messages])


def _respond(world: World, view: View, answer: Answer) -> None:
    if answer.malformed:
        raise Refusal("the acknowledgement is no JSON object")
    payload = answer.payload or {}
    match payload.get("response_action"):
        case None if not payload:
            world.views.close(view)
        case "clear":
            world.views.clear(view.user)
        case "errors":
            view.errors = _errors(view, payload.get("errors"))
        case "update":
            world.views.update(view, _shown(world, payload.get("view")), None)
        case "push":
            world.views.push(view.user, _shown(world, payload.get("view")))
        case other:
            raise Refusal(f"{other!r} is no response_action")


def _shown(world: World, content: Any) -> dict[str, Any]:
    """Return the view that the app answers with; what it may not show is refused."""
    if not set(scopes_for(content)) <= set(world.app.scopes):
        raise Refusal("missing_scope")
    return checked(content, "modal")


def _errors(view: View, errors: Any) -> dict[str, str]:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise Refusal("errors must name at least one input block")
    for block_id, message in errors.items():
        if block_id not in inputs:
            raise Refusal(f"{block_id!r} is the block_id of no input")
        if not isinstance(message, str) or not message:
            raise Refusal(f"the error for {block_id!r} says nothing")
    return dict(errors)


async def close(
    world: World, user: User, view: View, *, everything: bool, unheard: bool
) -> dict[str, Any]:
    """Dismiss a modal, or the whole stack; `unheard` is a client that crashes."""
    if world.views.top(user.id) is not view:
        raise NotPossibleError("another modal lies on top of this one")
    cleared = everything or bool(view.content.get("clear_on_close"))
    gone = world.views.stack(user.id) if cleared else [view]
    if cleared:
        world.views.clear(user.id)
    else:
        world.views.close(view)
    world.journal.changes.note()
    for one in reversed(gone):
        if one.content.get("notify_on_close") and not unheard:
            await ask(world, "interactive", payloads.closed(world, user, one, cleared=cleared))
    return {}
