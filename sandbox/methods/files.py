"""Files, the way that is left since `files.upload` has gone: an address, the bytes, completion.

What each step refuses stands in the documentation of its method; where that is silent (bytes of
another length than announced, completion of what never arrived), the file is not found later.
"""

from typing import Any

from sandbox.server.api_calls import Arguments, Body, Method
from sandbox.server.rate_limits import Tier
from sandbox.server.refusals import Refusal, wrong_arguments
from sandbox.workspace.messages import Message, escaped
from sandbox.workspace.rooms import parent_of, reachable
from sandbox.workspace.shared_files import SharedFile, as_api, delete, share
from sandbox.workspace.workspace import Channel
from sandbox.workspace.world import World

BIGGEST = 1_000_000_000
LONGEST_ALT_TEXT = 1000
MOST_CHANNELS = 100


def _begin(world: World, arguments: Arguments) -> Body:
    length = arguments.number("length", 0)
    if length < 1:
        raise wrong_arguments("must be greater than 0 [json-pointer:/length]")
    if world.settings.files_refused:
        raise Refusal(world.settings.files_refused)
    if length > BIGGEST:
        raise Refusal("file_upload_size_restricted")
    if len(arguments.text("alt_txt")) > LONGEST_ALT_TEXT:
        raise Refusal("alt_txt_too_large")
    name = arguments.text("filename").strip()
    if not name:
        raise wrong_arguments("must not be empty [json-pointer:/filename]")
    file = SharedFile(
        id=world.workspace.new_id("F"),
        name=name,
        title=name,
        size=length,
        created=world.epoch(),
        user=world.app.bot_user.id,
    )
    address = world.workspace.new_id("UP")
    world.files.begin(file, address)
    return {"upload_url": f"{world.url}/upload/v1/{address}", "file_id": file.id}


def _complete(world: World, arguments: Arguments) -> Body:
    files = _completed(world, arguments)
    channels = [_place(world, one) for one in _wanted(arguments)]
    for file, title in files:
        file.completed = True
        file.title = title or file.name
    for channel in channels:
        message = Message(
            ts="",
            user=world.app.bot_user.id,
            text=escaped(arguments.text("initial_comment")),
            by_app=True,
            thread_ts=parent_of(channel, arguments.maybe("thread_ts")),
            files=[file.id for file, _ in files],
        )
        world.spawn(_shared_soon(world, channel, message))
    return {"files": [as_api(file, world.url) for file, _ in files]}


def _completed(world: World, arguments: Arguments) -> list[tuple[SharedFile, str]]:
    try:
        given = arguments.structure("files")
    except ValueError as error:
        raise wrong_arguments("must be an array [json-pointer:/files]") from error
    if not isinstance(given, list) or not given:
        raise wrong_arguments("must be an array of at least one file [json-pointer:/files]")
    return [_named(world, one) for one in given]


def _named(world: World, given: Any) -> tuple[SharedFile, str]:
    if not isinstance(given, dict) or not isinstance(given.get("id"), str):
        raise wrong_arguments("missing required field: id [json-pointer:/files]")
    return world.files.awaiting(given["id"]), str(given.get("title") or "")


def _wanted(arguments: Arguments) -> list[str]:
    wanted = arguments.names("channel_id") + arguments.names("channels")
    if len(wanted) > MOST_CHANNELS:
        raise Refusal("channels_limit_exceeded")
    return list(dict.fromkeys(wanted))


def _place(world: World, channel_id: str) -> Channel:
    """Return where a file may be shared: a conversation by its id, never a person by theirs."""
    channel = reachable(world, channel_id)
    if world.app.bot_user.id not in channel.members:
        raise Refusal("not_in_channel")
    partner = world.workspace.users.get(channel.other_than(world.app.bot_user.id))
    if channel.archived or (channel.kind == "im" and partner and partner.deleted):
        raise Refusal("posting_to_channel_denied")
    return channel


async def _shared_soon(world: World, channel: Channel, message: Message) -> None:
    """Share after the answer: the app is not told the message's ts, and may hear nothing of it."""
    with world.journal.on_its_way():
        await world.wire.sleep(world.settings.sharing_delay)
        share(world, channel, message)


def _info(world: World, arguments: Arguments) -> Body:
    file = world.files.find(arguments.text("file"))
    return {"file": as_api(file, world.url) | {"shares": _shares(world, file)}}


def _shares(world: World, file: SharedFile) -> dict[str, Any]:
    shares: dict[str, dict[str, list[dict[str, str]]]] = {}
    for channel_id, ts in file.shared:
        kind = "private" if world.workspace.channels[channel_id].is_private else "public"
        shares.setdefault(kind, {}).setdefault(channel_id, []).append({"ts": ts})
    return shares


def _delete(world: World, arguments: Arguments) -> Body:
    file = world.files.find(arguments.text("file"))
    if file.user not in ("", world.app.bot_user.id):
        # A bot takes away what it shared itself, and nothing of anybody else's.
        raise Refusal("cant_delete_file")
    delete(world, file)
    return {}


METHODS = {
    "files.getUploadURLExternal": Method(
        perform=_begin,
        tier=Tier.FOUR,
        required=("filename", "length"),
        optional=("alt_txt", "snippet_type"),
        scopes=("files:write",),
    ),
    "files.completeUploadExternal": Method(
        perform=_complete,
        tier=Tier.FOUR,
        required=("files",),
        optional=("channel_id", "channels", "initial_comment", "thread_ts"),
        scopes=("files:write",),
    ),
    "files.info": Method(perform=_info, tier=Tier.FOUR, required=("file",), scopes=("files:read",)),
    "files.delete": Method(
        perform=_delete, tier=Tier.THREE, required=("file",), scopes=("files:write",)
    ),
}
