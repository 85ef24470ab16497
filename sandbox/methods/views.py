"""Methods that show modals and home tabs."""

from typing import Any

from sandbox.app.passes import Trigger
from sandbox.app.payloads import as_view
from sandbox.server.api_calls import Arguments, Body, Method
from sandbox.server.rate_limits import Tier
from sandbox.server.refusals import Refusal, wrong_arguments
from sandbox.workspace.views import checked, scopes_for
from sandbox.workspace.world import World


def _open(world: World, arguments: Arguments) -> Body:
    view = _content(arguments, "modal")
    trigger = _trigger(world, arguments)
    opened = world.views.open(trigger.user, view)
    opened.begin_at(trigger.channel)
    trigger.opened = opened.id
    return _shown(world, opened)


def _push(world: World, arguments: Arguments) -> Body:
    content = _content(arguments, "modal")
    trigger = _trigger(world, arguments)
    if trigger.view_id is None:
        # Only what happened inside a modal can put another on top of it.
        raise Refusal("not_found")
    pushed = world.views.push(trigger.user, content)
    trigger.opened = pushed.id
    return _shown(world, pushed)


def _update(world: World, arguments: Arguments) -> Body:
    if not (arguments.has("view_id") or arguments.has("external_id")):
        raise wrong_arguments("missing required field: view_id")
    view = world.views.find(arguments.maybe("view_id"), arguments.maybe("external_id"))
    content = _content(arguments, view.kind)
    world.views.update(view, content, arguments.maybe("hash"))
    return _shown(world, view)


def _publish(world: World, arguments: Arguments) -> Body:
    if not world.app.home_tab:
        raise Refusal("not_enabled")
    content = _content(arguments, "home")
    user = world.workspace.users.get(arguments.text("user_id"))
    if user is None or user.is_bot or user.deleted:
        raise Refusal("user_not_found")
    return _shown(world, world.views.publish(user.id, content, arguments.maybe("hash")))


def _content(arguments: Arguments, kind: str) -> dict[str, Any]:
    try:
        given = arguments.structure("view")
    except ValueError as error:
        raise wrong_arguments("failed to match all allowed schemas [json-pointer:/view]") from error
    return checked(given, kind)


def _needs(_: World, arguments: Arguments) -> tuple[str, ...]:
    try:
        return scopes_for(arguments.structure("view"))
    except ValueError:
        return ()


def _trigger(world: World, arguments: Arguments) -> Trigger:
    given = arguments.maybe("trigger_id") or arguments.maybe("interactivity_pointer")
    if not given:
        raise wrong_arguments("missing required field: trigger_id")
    return world.triggers.redeem(given)


def _shown(world: World, view: Any) -> Body:
    world.journal.changes.note()
    return {"view": as_view(world, view)}


_WITH_TRIGGER = ("trigger_id", "interactivity_pointer")

METHODS = {
    "views.open": Method(
        perform=_open, tier=Tier.FOUR, required=("view",), optional=_WITH_TRIGGER, needs=_needs
    ),
    "views.push": Method(
        perform=_push, tier=Tier.FOUR, required=("view",), optional=_WITH_TRIGGER, needs=_needs
    ),
    "views.update": Method(
        perform=_update,
        tier=Tier.FOUR,
        required=("view",),
        optional=("view_id", "external_id", "hash"),
        needs=_needs,
    ),
    "views.publish": Method(
        perform=_publish, tier=Tier.FOUR, required=("user_id", "view"), optional=("hash",)
    ),
}
