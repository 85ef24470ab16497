"""Pressing, picking and typing: what a person does with one element, and what the app hears."""

import asyncio
from typing import Any

from sandbox.app import payloads
from sandbox.app.delivery import ask
from sandbox.blocks import blocks as rules
from sandbox.blocks.entries import NotPossibleError, entered, option_of
from sandbox.blocks.fields import PRESSED, TYPED, Field, value_of, words
from sandbox.screen.spots import Spot
from sandbox.workspace.views import TROUBLE
from sandbox.workspace.world import Answer

SHORTEST_QUERY = 3
MOST_SUGGESTIONS = 100

Outcome = dict[str, Any]

SHOWN_FOR = {
    "late": "operation_timeout",
    "unreachable": "dispatch_failed",
    "failed": "dispatch_failed",
}


async def press(spot: Spot, name: str, *, confirm: bool, option: Any = None) -> Outcome:
    """Press a button, or pick from an overflow menu."""
    field = spot.field(name)
    if field.kind not in PRESSED:
        raise NotPossibleError(f"{name!r} is nothing to press")
    chosen = option_of(field.options, option) if field.kind == "overflow" else option
    dialog = _dialog(field)
    if dialog and not confirm:
        return {"dialog": dialog}
    return {**await _dispatch(spot, field, chosen), "dialog": dialog}


def _dialog(field: Field) -> str | None:
    asks = field.element.get("confirm")
    if not asks:
        return None
    said = [words(asks.get(part)) for part in ("title", "text", "confirm", "deny")]
    return "{}\n{}\n[{}] [{}]".format(*said)


async def _dispatch(spot: Spot, field: Field, chosen: Any = None) -> Outcome:
    payload, trigger_id = _payload(spot, field, chosen)
    answer = await ask(spot.world, "interactive", payload)
    return {"trigger": trigger_id, "error": _shown(spot, answer)}


def _payload(spot: Spot, field: Field, chosen: Any = None) -> tuple[dict[str, Any], str]:
    world = spot.world
    if not world.app.interactive:
        raise NotPossibleError("this app is not configured to handle interactive responses")
    modal = spot.view.id if spot.view and spot.view.kind == "modal" else None
    here = spot.channel.id if spot.channel else None
    trigger = world.triggers.issue(spot.user.id, modal, here)
    actions = [payloads.action(world, field, spot.values, chosen)]
    if spot.view:
        return payloads.actions_in_view(world, spot.user, spot.view, actions, trigger), trigger.id
    return payloads.actions_in_message(
        world, spot.user, spot.place, actions, trigger=trigger, values=spot.values
    ), trigger.id


def _shown(spot: Spot, answer: Answer) -> str | None:
    error = SHOWN_FOR.get(answer.kind)
    if error and spot.view:
        spot.view.banner = TROUBLE
        spot.world.journal.changes.note()
    return error


async def fill(spot: Spot, name: str, given: Any, *, confirm: bool) -> Outcome:
    """Put a value into a field at once, as by pasting or picking."""
    field = spot.field(name)
    if field.kind in PRESSED:
        raise NotPossibleError(f"{name!r} is a button")
    value = entered(field, given, spot.world.workspace, spot.offered(field))
    return await hold(spot, field, value, confirm=confirm)


async def hold(spot: Spot, field: Field, value: Any, *, confirm: bool = True) -> Outcome:
    dialog = _dialog(field)
    if dialog and not confirm:
        return {"dialog": dialog}
    spot.hold(field, value)
    if not field.dispatches or (field.kind in TYPED and not _on_character(field)):
        return {"dialog": dialog}
    return {**await _dispatch(spot, field), "dialog": dialog}


def _on_character(field: Field) -> bool:
    return "on_character_entered" in field.dispatches_on


async def tick(spot: Spot, option_words: str, *, on: bool) -> Outcome:
    """Tick or untick one box of a group; the app hears of the whole group."""
    field = spot.with_option(option_words)
    option = option_of(field.options, option_words)
    if field.kind == "radio_buttons":
        return await hold(spot, field, option)
    ticked = [one for one in value_of(field, spot.values) if one["value"] != option["value"]]
    wanted = [one["value"] for one in ticked] + ([option["value"]] if on else [])
    return await hold(spot, field, [one for one in field.options if one["value"] in wanted])


async def write(spot: Spot, name: str, text: str, *, by: int) -> Outcome:
    """Type after what stands there, so many characters between one moment's pause and the next."""
    field = spot.field(name)
    if field.kind not in TYPED:
        raise NotPossibleError(f"nobody can type into {name!r}")
    before = str(value_of(field, spot.values) or "")
    sent = []
    for end in range(by, len(text) + by, by):
        spot.hold(field, before + text[:end])
        if field.dispatches and _on_character(field):
            sent.append(_payload(spot, field)[0])
    settings = spot.world.settings
    if settings.typing_reordered:
        sent = _out_of_order(sent)
    if settings.typing_delay:
        spot.world.spawn(_later(spot, sent))
        return {}
    for payload in sent:
        await ask(spot.world, "interactive", payload)
    return {}


async def _later(spot: Spot, sent: list[dict[str, Any]]) -> None:
    with spot.world.journal.on_its_way():
        await spot.world.wire.sleep(spot.world.settings.typing_delay)
        for payload in sent:
            await ask(spot.world, "interactive", payload)


def _out_of_order(sent: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Let every two change places, counted from the end: the last is overtaken for certain."""
    swapped = list(sent)
    for last in range(len(swapped) - 1, 0, -2):
        swapped[last - 1], swapped[last] = swapped[last], swapped[last - 1]
    return swapped


async def enter(spot: Spot, name: str) -> Outcome:
    """Press Enter in a field."""
    field = spot.field(name)
    if field.dispatches and "on_enter_pressed" in field.dispatches_on:
        return await _dispatch(spot, field)
    return {}


async def choose(spot: Spot, name: str, option: str, *, confirm: bool) -> Outcome:
    """Pick one option; of an external select it is first asked for."""
    field = spot.field(name)
    if field.kind == "overflow":
        return await press(spot, name, confirm=confirm, option=option)
    if field.kind.endswith("external_select") and not _is_offered(spot, field, option):
        await suggest(spot, name, option)
    given: Any = option
    if field.holds_many:
        given = [option]
    value = entered(field, given, spot.world.workspace, spot.offered(field))
    if field.holds_many:
        chosen = value_of(field, spot.values)
        value = chosen + [one for one in value if one not in chosen]
    return await hold(spot, field, value, confirm=confirm)


def _is_offered(spot: Spot, field: Field, option: str) -> bool:
    return any(words(one.get("text")) == option for one in spot.offered(field))


async def suggest(spot: Spot, name: str, query: str) -> list[str]:
    """Type into an external select; what comes of the last keystroke is offered.

    Every keystroke asks, once the query is long enough. A late or malformed answer shows as
    no results, and what an earlier keystroke brings is dropped.
    """
    field = spot.field(name)
    if not field.kind.endswith("external_select"):
        raise NotPossibleError(f"{name!r} asks nobody for suggestions")
    shortest = field.element.get("min_query_length", SHORTEST_QUERY)
    if len(query) < shortest:
        return []
    where = spot.view or spot.place
    asked = [
        payloads.suggestion(spot.world, spot.user, field, query[:length], where)
        for length in range(max(shortest, len(query) - 1), len(query) + 1)
    ]
    answers = await asyncio.gather(*(ask(spot.world, "interactive", one) for one in asked))
    options = _suggested(spot, answers[-1])
    spot.offer(field, options)
    return [words(option["text"]) for option in options]


def _suggested(spot: Spot, answer: Answer) -> list[dict[str, Any]]:
    payload = answer.payload or {}
    groups = payload.get("option_groups")
    options = list(payload.get("options") or [])
    if not options and not groups:
        return []
    offer = {"option_groups": groups} if groups else {"options": options}
    select = {"type": "static_select", "action_id": "suggested", **offer}
    wrong = rules.message_problems([{"type": "actions", "elements": [select]}])
    if wrong:
        said = "; ".join(f"{one.message} at {one.pointer}" for one in wrong)
        spot.world.journal.note("ack", "from app", "block_suggestion", payload, said)
        return []
    return Field(select, {"type": "actions"}).options
