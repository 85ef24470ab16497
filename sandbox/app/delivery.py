"""Deliveries to the app: one try for interactions, several for events, and what may befall them."""

from typing import Any

from sandbox.server.faults import OF_DELIVERIES, Fault, FaultKind
from sandbox.workspace.installed import InstalledApp
from sandbox.workspace.workspace import Channel
from sandbox.workspace.world import Answer, World

ACK_WITHIN = 3.0
"""Wire seconds that the app has to acknowledge."""

RETRY_AFTER = (0.0, 60.0, 300.0)
"""Wire seconds after which an event that was not acknowledged is sent again."""


async def ask(world: World, kind: str, payload: dict[str, Any]) -> Answer:
    """Send an interaction to the app, once, and wait for its acknowledgement."""
    met = _faults(world, kind, payload)
    delayed = sum(fault.seconds for fault in met if fault.kind is FaultKind.DELAY)
    if delayed:
        await world.wire.sleep(delayed)
    if any(fault.kind is FaultKind.DROP for fault in met):
        await world.wire.sleep(ACK_WITHIN)
        return Answer(kind="late")
    if any(fault.kind is FaultKind.DUPLICATE for fault in met):
        world.spawn(_once_more(world, kind, payload))
    return await _send(world, kind, payload, None)


def _faults(world: World, kind: str, payload: dict[str, Any]) -> list[Fault]:
    event = payload.get("event") or {}
    also = payload.get("type") or payload.get("command") or ""
    return world.faults.befalling(kind, OF_DELIVERIES, str(also), str(event.get("type", "")))


async def _once_more(world: World, kind: str, payload: dict[str, Any]) -> None:
    await _send(world, kind, payload, None)


async def _send(
    world: World, kind: str, payload: dict[str, Any], retry: tuple[int, str] | None
) -> Answer:
    name = str(payload.get("command") or (payload.get("event") or payload).get("type") or kind)
    entry = world.journal.open(kind, "to app", name, payload)
    if retry:
        entry.notes.append(f"retry {retry[0]}: {retry[1]}")
    refused: str | None = "cancelled"
    answer = None
    try:
        answer = await world.line.send(kind, payload, retry)
        refused = None if answer.kind == "acknowledged" else answer.kind
    finally:
        world.journal.close(entry, response=answer.payload if answer else None, refused=refused)
    return answer


def emit(world: World, event: dict[str, Any], name: str, channel: Channel | None = None) -> None:
    """Tell the app of an event, if it subscribed to it and may know of it."""
    app = world.app
    if name not in app.events:
        return
    if channel and app.bot_user.id not in channel.members:
        return
    world.spawn(_deliver(world, envelope(world, event, channel)))


def envelope(world: World, event: dict[str, Any], channel: Channel | None) -> dict[str, Any]:
    app: InstalledApp = world.app
    organization = world.settings.organization
    return {
        "token": app.verification_token,
        "team_id": app.team_id,
        "api_app_id": app.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": world.workspace.new_id("Ev"),
        "event_time": int(float(event["event_ts"])),
        "authorizations": [
            {
                "enterprise_id": organization or None,
                "team_id": None if organization else app.team_id,
                "user_id": app.bot_user.id,
                "is_bot": True,
                "is_enterprise_install": bool(organization),
            }
        ],
        "is_ext_shared_channel": bool(channel and channel.shared_externally),
        "event_context": world.workspace.new_id("EC"),
    }


async def _deliver(world: World, payload: dict[str, Any]) -> None:
    met = _faults(world, "events_api", payload)
    with world.journal.on_its_way():
        await world.wire.sleep(sum(one.seconds for one in met if one.kind is FaultKind.DELAY))
    if any(fault.kind is FaultKind.DROP for fault in met):
        return
    if any(fault.kind is FaultKind.DUPLICATE for fault in met):
        world.spawn(_with_retries(world, payload))
    await _with_retries(world, payload)


async def _with_retries(world: World, payload: dict[str, Any]) -> None:
    answer = await _send(world, "events_api", payload, None)
    for attempt, pause in enumerate(RETRY_AFTER, start=1):
        if not answer.try_again:
            return
        await world.wire.sleep(pause)
        answer = await _send(world, "events_api", payload, (attempt, answer.try_again))
