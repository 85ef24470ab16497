"""Files that a person puts into a form: uploaded at once, and theirs from then on."""

from typing import Any

from sandbox.blocks.complaints import wrong_files
from sandbox.blocks.entries import NotPossibleError
from sandbox.blocks.fields import Field, value_of
from sandbox.screen.spots import Spot
from sandbox.screen.touching import hold
from sandbox.server.refusals import Refusal
from sandbox.workspace.shared_files import as_api, delete, uploaded
from sandbox.workspace.workspace import User
from sandbox.workspace.world import World

BIGGEST = 10_000_000
"""Bytes of one file in a form (Slack's page on `file_input`)."""

Outcome = dict[str, Any]


async def attach(spot: Spot, name: str, *, named: str, content: bytes) -> Outcome:
    """Upload a file into a field; what the field does not take, Slack's client does not upload."""
    field, world = _field(spot, name), spot.world
    if len(content) > BIGGEST:
        raise NotPossibleError("the file is larger than 10 MB")
    file = uploaded(world, spot.user, named, content)
    held = [*value_of(field, spot.values), as_api(file, world.url)]
    if wrong := wrong_files(field.element, held):
        raise NotPossibleError(wrong)
    world.files.take_in(file)
    return await hold(spot, field, held)


async def detach(spot: Spot, name: str, file_id: str) -> Outcome:
    """Take a file out of a field; it stays in the workspace, as its owner's."""
    field = _field(spot, name)
    held = value_of(field, spot.values)
    left = [one for one in held if one["id"] != file_id]
    if len(left) == len(held):
        raise NotPossibleError("that file is not in this field")
    return await hold(spot, field, left)


def delete_own(world: World, user: User, file_id: str) -> None:
    try:
        file = world.files.find(file_id)
    except Refusal as refusal:
        raise NotPossibleError(refusal.error) from refusal
    if file.user != user.id:
        raise NotPossibleError("that is another person's file")
    delete(world, file)


def _field(spot: Spot, name: str) -> Field:
    field = spot.field(name)
    if field.kind != "file_input":
        raise NotPossibleError(f"{name!r} takes no files")
    return field
