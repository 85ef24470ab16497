"""The workspace as one plain page of text, for terminals and whoever asks for no HTML."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from sandbox.screen import screens
from sandbox.workspace.clock import iso
from sandbox.workspace.workspace import Channel
from sandbox.workspace.world import World


async def show(world: World, _: Request) -> Response:
    return PlainTextResponse("\n".join(_lines(world)) + "\n")


def _lines(world: World) -> list[str]:
    lines = [f"{world.workspace.name}: it is {iso(world.school.now())}", "", "People"]
    for user in world.workspace.users.values():
        about = ", ".join(
            part for part in (user.title, user.email, _standing(user.deleted)) if part
        )
        lines.append(f"  {user.id}  {user.name}" + (f" ({about})" if about else ""))
    lines += ["", "Conversations"]
    for channel in world.workspace.channels.values():
        lines += _conversation(world, channel)
    return lines


def _standing(deleted: bool) -> str:  # noqa: FBT001 -- it reads well where it is called
    return "deactivated" if deleted else ""


def _conversation(world: World, channel: Channel) -> list[str]:
    shown = screens.channel(world, channel)
    lines = [f"  {channel.id}  {shown['name']} ({channel.kind})"]
    viewer = world.bot()
    for one in channel.messages:
        said = screens.message(world, channel, one, viewer)
        indent = "        " if one.is_reply else "    "
        lines.append(f"{indent}{said['ts']} {said['author']}:")
        lines += [f"{indent}  {line}" for line in str(said["text"]).splitlines()]
    return lines
