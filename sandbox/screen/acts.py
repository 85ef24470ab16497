"""What a person does outside of forms: commands, shortcuts, messages, the app's home."""

from collections.abc import Mapping
from typing import Any

from sandbox.app import payloads
from sandbox.app.delivery import ask, emit
from sandbox.blocks import blocks as rules
from sandbox.blocks.entries import NotPossibleError
from sandbox.blocks.fields import named
from sandbox.screen.touching import SHOWN_FOR
from sandbox.screen.typed_text import as_command, as_sent
from sandbox.workspace.messages import Message, escaped
from sandbox.workspace.rooms import say
from sandbox.workspace.shared_files import share, uploaded
from sandbox.workspace.workspace import Channel, User
from sandbox.workspace.world import World

Outcome = dict[str, Any]


async def command(
    world: World, user: User, channel: Channel, words: tuple[str, str], thread_ts: str | None
) -> Outcome:
    """Type a slash command; what the app answers shows to this person."""
    name = words[0]
    refused = _refused(world, user, name, thread_ts)
    if refused:
        world.tell(user.id, refused)
        return {"error": refused, "text": refused}
    if name in world.app.escaping:
        words = (name, as_command(world, user, words[1]))
    trigger = world.triggers.issue(user.id, channel=channel.id)
    payload = payloads.command(world, user, channel, words, trigger)
    answer = await ask(world, "slash_commands", payload)
    outcome: Outcome = {"trigger": trigger.id, "response_url": payload["response_url"]}
    if answer.kind != "acknowledged":
        failure = f'{name} failed with the error "{SHOWN_FOR[answer.kind]}"'
        world.tell(user.id, failure)
        return outcome | {"error": SHOWN_FOR[answer.kind], "text": failure}
    return outcome | _said_at_once(world, user, channel, answer.payload or {})


def _refused(world: World, user: User, name: str, thread_ts: str | None) -> str | None:
    if name not in world.app.commands:
        return f"{name} is not a valid command."
    if thread_ts:
        return f"{name} is not supported in threads. Sorry!"
    if user.is_guest and world.app.has_agents:
        return "Guests cannot use this app."
    return None


def _said_at_once(world: World, user: User, channel: Channel, payload: dict[str, Any]) -> Outcome:
    blocks = payload.get("blocks") or []
    text = str(payload.get("text") or "")
    if not (text or blocks):
        return {}
    problems = rules.message_problems(blocks) if blocks else []
    if problems:
        said = "; ".join(f"{one.message} at {one.pointer}" for one in problems)
        world.journal.note("ack", "from app", "slash_commands", payload, said)
        return {"error": "dispatch_failed"}
    for_all = payload.get("response_type") == "in_channel"
    message = app_message(world, text, blocks, only_for=None if for_all else user.id)
    say(world, channel, message)
    return {"said": message.ts, "channel": channel.id}


def app_message(
    world: World, text: str, blocks: list[dict[str, Any]], *, only_for: str | None
) -> Message:
    return Message(
        ts=world.new_ts(),
        user=world.app.bot_user.id,
        text=escaped(text),
        blocks=named(blocks),
        by_app=True,
        only_for=only_for,
    )


async def global_shortcut(world: World, user: User, callback_id: str) -> Outcome:
    _check_shortcut(world, callback_id, "global")
    trigger = world.triggers.issue(user.id)
    answer = await ask(world, "interactive", payloads.shortcut(world, user, callback_id, trigger))
    return {"trigger": trigger.id, "error": SHOWN_FOR.get(answer.kind)}


async def message_shortcut(
    world: World, user: User, callback_id: str, where: tuple[Channel, Message]
) -> Outcome:
    _check_shortcut(world, callback_id, "message")
    trigger = world.triggers.issue(user.id, channel=where[0].id)
    payload = payloads.message_shortcut(world, user, callback_id, where, trigger)
    answer = await ask(world, "interactive", payload)
    return {
        "trigger": trigger.id,
        "response_url": payload["response_url"],
        "error": SHOWN_FOR.get(answer.kind),
    }


def _check_shortcut(world: World, callback_id: str, kind: str) -> None:
    if world.app.shortcuts.get(callback_id) != kind:
        raise NotPossibleError(f"the app has no {kind} shortcut {callback_id!r}")


async def open_home(world: World, user: User, tab: str = "home") -> Outcome:
    """Open the app's home; the app hears of every opening."""
    if tab == "home" and not world.app.home_tab:
        raise NotPossibleError("the app has no home tab")
    channel = direct_with_app(world, user)
    event: dict[str, Any] = {
        "type": "app_home_opened",
        "user": user.id,
        "channel": channel.id,
        "tab": tab,
        "event_ts": world.wire.stamp(),
    }
    home = world.views.homes.get(user.id)
    if home and tab == "home":
        event["view"] = payloads.as_view(world, home)
    emit(world, event, "app_home_opened")
    return {}


def direct_with_app(world: World, user: User) -> Channel:
    channel, _ = world.workspace.direct([user.id, world.app.bot_user.id], world.epoch())
    return channel


def write_message(
    world: World,
    user: User,
    channel: Channel,
    text: str,
    thread_ts: str | None,
    *,
    to_all: bool = False,
    files: Mapping[str, bytes] | None = None,
) -> Outcome:
    """Say something in a conversation; from a thread, where they want to, `to_all` as well."""
    if channel.archived:
        raise NotPossibleError("the conversation is archived")
    if channel.kind == "im" and world.app.bot_user.id in channel.members:
        _check_messages_tab(world)
    sent = as_sent(world, user, text)
    message = Message(ts=world.new_ts(), user=user.id, text=sent, thread_ts=thread_ts)
    message.broadcast = to_all and message.is_reply
    for name, content in (files or {}).items():
        file = uploaded(world, user, name, content)
        world.files.take_in(file)
        message.files.append(file.id)
    share(world, channel, message)
    return {"said": message.ts, "channel": channel.id}


def _check_messages_tab(world: World) -> None:
    switched_off = world.settings.messages_tab_off
    if switched_off or not world.app.messages_tab or world.app.messages_read_only:
        raise NotPossibleError("nothing can be written to this app")
