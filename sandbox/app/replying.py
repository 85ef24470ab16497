"""What the app posts to a response_url."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from sandbox.app.passes import ResponseUrl
from sandbox.methods.chat import content_of
from sandbox.screen.acts import app_message
from sandbox.server.api_calls import Arguments
from sandbox.server.refusals import Refusal
from sandbox.workspace.journal import Entry
from sandbox.workspace.messages import Message
from sandbox.workspace.rooms import change, parent_of, remove, say
from sandbox.workspace.workspace import Channel
from sandbox.workspace.world import World

STATUS = {"used_url": 404, "expired_url": 404}
"""Nobody documents these bodies; field reports show them."""


async def reply(world: World, request: Request) -> Response:
    raw = await request.body()
    entry = world.journal.open("response_url", "from app", request.url.path, _read(raw))
    entry.name = "response_url"
    entry.notes.append(request.path_params["url_id"])
    try:
        return _replied(world, request.path_params["url_id"], entry)
    except Refusal as refusal:
        world.journal.close(entry, response=refusal.body(), refused=refusal.error)
        return JSONResponse(refusal.body(), STATUS.get(refusal.error, 400))


def _read(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return None


def _replied(world: World, url_id: str, entry: Entry) -> Response:
    url = world.response_urls.use(url_id)
    if not isinstance(entry.request, dict):
        raise Refusal("invalid_payload")
    _carry_out(world, url, Arguments(entry.request))
    world.journal.close(entry, response="ok")
    return PlainTextResponse("ok")


def _carry_out(world: World, url: ResponseUrl, arguments: Arguments) -> None:
    channel = world.workspace.channels[url.channel]
    origin = _origin(channel, url)
    if arguments.flag("delete_original"):
        _take_away(world, channel, origin)
        return
    text, blocks, _ = content_of(arguments)
    if arguments.flag("replace_original") and origin:
        change(world, channel, origin, (text, blocks))
        return
    for_all = arguments.text("response_type", "ephemeral") == "in_channel"
    message = app_message(world, text, [], only_for=None if for_all else url.user)
    message.blocks = blocks
    # As with any other message: what names no thread stands outside of it.
    message.thread_ts = parent_of(channel, arguments.maybe("thread_ts"))
    say(world, channel, message)
    url.answers.append(message.ts)


def _origin(channel: Channel, url: ResponseUrl) -> Message | None:
    """Return the message whose button was pressed; a command has none that could be replaced."""
    if url.message_ts is None:
        return None
    seen = channel.seen_by(url.user)
    return next((one for one in seen if one.ts == url.message_ts), None)


def _take_away(world: World, channel: Channel, origin: Message | None) -> None:
    if origin is None:
        raise Refusal("message_not_found")
    if origin.only_for:
        channel.ephemerals.remove(origin)
        world.journal.changes.note()
    else:
        remove(world, channel, origin)
