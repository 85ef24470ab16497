"""The shapes of what is sent to the app when a person does something."""

import copy
from typing import Any

from sandbox.app.passes import Trigger
from sandbox.blocks.fields import Field, Values, value_of
from sandbox.workspace.messages import Message
from sandbox.workspace.views import View
from sandbox.workspace.workspace import Channel, User
from sandbox.workspace.world import World

Payload = dict[str, Any]

ACTION_VALUE = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
}


def as_view(world: World, view: View, *, empty: bool = False) -> Payload:
    """Return the view as the API and payloads show it; `empty` leaves out what was entered."""
    app = world.app
    content = view.content
    modal = view.kind == "modal"
    return {
        "id": view.id,
        "team_id": app.team_id,
        "type": view.kind,
        "blocks": view.blocks,
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "state": {"values": {} if empty else copy.deepcopy(view.values)},
        "hash": view.hash,
        "title": content.get("title") or {"type": "plain_text", "text": "View Title"},
        "clear_on_close": bool(content.get("clear_on_close")) if modal else False,
        "notify_on_close": bool(content.get("notify_on_close")) if modal else False,
        "close": content.get("close"),
        "submit": content.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": app.app_id,
        "external_id": content.get("external_id", ""),
        "app_installed_team_id": app.team_id,
        "bot_id": app.bot_id,
    }


def _team(world: World) -> Payload:
    return {"id": world.app.team_id, "domain": world.workspace.domain}


def _user(world: World, user: User) -> Payload:
    return {
        "id": user.id,
        "username": user.handle,
        "name": user.handle,
        "team_id": world.app.team_id,
    }


def _common(world: World, user: User) -> Payload:
    organization = world.settings.organization
    return {
        "team": None if organization else _team(world),
        "user": _user(world, user),
        "api_app_id": world.app.app_id,
        "token": world.app.verification_token,
        "is_enterprise_install": bool(organization),
        "enterprise": {"id": organization, "name": organization} if organization else None,
    }


def channel_name(channel: Channel) -> str:
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def _place(channel: Channel) -> Payload:
    return {"id": channel.id, "name": channel_name(channel)}


def command(
    world: World, user: User, channel: Channel, words: tuple[str, str], trigger: Trigger
) -> Payload:
    app, organization = world.app, world.settings.organization
    url = world.response_urls.issue(user.id, channel.id)
    of = {"enterprise_id": organization, "enterprise_name": organization} if organization else {}
    return {
        "token": app.verification_token,
        "team_id": app.team_id,
        "team_domain": world.workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user.id,
        "user_name": user.handle,
        "command": words[0],
        "text": words[1],
        "api_app_id": app.app_id,
        "is_enterprise_install": "true" if organization else "false",
        **of,
        "response_url": link(world, "commands", url.id),
        "trigger_id": trigger.id,
    }


def link(world: World, kind: str, url_id: str) -> str:
    return f"{world.url}/{kind}/{world.app.team_id}/{url_id}"


def action(world: World, field: Field, values: Values, chosen: Any = None) -> Payload:
    """Return what one touched element says of itself."""
    element = field.element
    said: Payload = {
        "type": field.kind,
        "block_id": field.block_id,
        "action_id": field.action_id,
        "action_ts": world.wire.stamp(),
    }
    if field.kind in ("button", "workflow_button", "icon_button"):
        said["text"] = element.get("text")
        said |= {key: element[key] for key in ("value", "style", "url") if key in element}
        return said
    if field.kind == "overflow":
        return said | {"selected_option": chosen}
    if field.kind == "feedback_buttons":
        return said | {"value": chosen}
    begins = {key: element[key] for key in element if key.startswith("initial_")}
    return said | begins | copy.deepcopy(_holding(field, values))


def _holding(field: Field, values: Values) -> Payload:
    held = values.get(field.block_id, {}).get(field.action_id)
    return held or {"type": field.kind, "value": value_of(field, values)}


def actions_in_view(
    world: World, user: User, view: View, actions: list[Payload], trigger: Trigger
) -> Payload:
    return {
        "type": "block_actions",
        **_common(world, user),
        "container": {"type": "view", "view_id": view.id},
        "trigger_id": trigger.id,
        "view": as_view(world, view),
        "actions": actions,
    }


def actions_in_message(
    world: World,
    user: User,
    where: tuple[Channel, Message],
    actions: list[Payload],
    *,
    trigger: Trigger,
    values: Values,
) -> Payload:
    channel, message = where
    container: Payload = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.only_for is not None,
    }
    if message.is_reply:
        container["thread_ts"] = message.thread_ts
    url = world.response_urls.issue(user.id, channel.id, message.ts)
    return {
        "type": "block_actions",
        **_common(world, user),
        "container": container,
        "trigger_id": trigger.id,
        "channel": _place(channel),
        **({} if message.only_for else {"message": world.shown(message, channel)}),
        "state": {"values": copy.deepcopy(values)},
        "response_url": link(world, "actions", url.id),
        "actions": actions,
    }


def submission(world: World, user: User, view: View, trigger: Trigger) -> Payload:
    return {
        "type": "view_submission",
        **_common(world, user),
        "trigger_id": trigger.id,
        "view": as_view(world, view),
        "response_urls": [],
    }


def closed(world: World, user: User, view: View, *, cleared: bool) -> Payload:
    # What this event carries of the entries is documented nowhere: here, nothing.
    shown = as_view(world, view, empty=True)
    return {
        "type": "view_closed",
        **_common(world, user),
        "view": shown,
        "is_cleared": cleared,
    }


def suggestion(
    world: World, user: User, field: Field, query: str, where: View | tuple[Channel, Message]
) -> Payload:
    asked: Payload = {
        "type": "block_suggestion",
        **_common(world, user),
        "action_id": field.action_id,
        "block_id": field.block_id,
        "value": query,
    }
    if isinstance(where, View):
        container = {"type": "view", "view_id": where.id}
        return asked | {"container": container, "view": as_view(world, where)}
    channel, message = where
    container = {"type": "message", "message_ts": message.ts, "channel_id": channel.id}
    shown = world.shown(message, channel)
    return asked | {"container": container, "channel": _place(channel), "message": shown}


def shortcut(world: World, user: User, callback_id: str, trigger: Trigger) -> Payload:
    return {
        "type": "shortcut",
        **_common(world, user),
        "callback_id": callback_id,
        "trigger_id": trigger.id,
        "action_ts": world.wire.stamp(),
    }


def message_shortcut(
    world: World, user: User, callback_id: str, where: tuple[Channel, Message], trigger: Trigger
) -> Payload:
    channel, message = where
    url = world.response_urls.issue(user.id, channel.id)
    return {
        **shortcut(world, user, callback_id, trigger),
        "type": "message_action",
        "channel": _place(channel),
        "message_ts": message.ts,
        "message": world.shown(message, channel),
        "response_url": link(world, "app", url.id),
    }
