"""What a person types or picks in a field, turned into what Slack's client would hold."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from sandbox.blocks.fields import TYPED, Field, is_blank, words
from sandbox.workspace.workspace import Channel, User, Workspace


class NotPossibleError(Exception):
    """A person tried something that their screen does not offer."""


def entered(field: Field, given: Any, workspace: Workspace, offered: list[dict[str, Any]]) -> Any:
    """Return the value for what was given: an option's words or value, somebody's name, a date.

    `offered` is what an external select last suggested.
    """
    if is_blank(given):
        return [] if field.holds_many else None
    if field.kind in TYPED:
        return _typed(field, given)
    if field.holds_many:
        listed = [given] if isinstance(given, str) else list(given)
        return [_one(field, item, workspace, offered) for item in listed]
    return _one(field, given, workspace, offered)


def _typed(field: Field, given: Any) -> Any:
    if field.kind != "rich_text_input" or not isinstance(given, str):
        return given if isinstance(given, dict) else str(given)
    text = {"type": "text", "text": given}
    section = {"type": "rich_text_section", "elements": [text]}
    return {"type": "rich_text", "elements": [section]}


def _one(
    field: Field, given: Any, workspace: Workspace, offered: list[dict[str, Any]]
) -> str | int | dict[str, Any]:
    kind = field.kind.removeprefix("multi_")
    match kind:
        case "static_select" | "radio_buttons" | "checkboxes":
            return option_of(field.options, given)
        case "external_select":
            return option_of(offered, given)
        case "users_select":
            return _somebody(given, workspace)
        case "conversations_select" | "channels_select":
            return _somewhere(field, given, workspace)
        case "file_input":
            raise NotPossibleError("a file is not typed in: drop it there")
        case _:
            return _MOMENTS[kind](given)


def option_of(options: Iterable[dict[str, Any]], given: Any) -> dict[str, Any]:
    """Find an option by what it says, else by its value; it must be one that is offered."""
    listed = list(options)
    for option in listed:
        if given in (words(option.get("text")), option):
            return option
    for option in listed:
        if option.get("value") == given:
            return option
    said = ", ".join(repr(words(option.get("text"))) for option in listed) or "nothing"
    raise NotPossibleError(f"no option {given!r}; there is {said}")


def _somebody(given: Any, workspace: Workspace) -> str:
    try:
        user = workspace.person(str(given))
    except LookupError as error:
        raise NotPossibleError(str(error)) from error
    if user.deleted:
        raise NotPossibleError(f"{user.name} is not offered any more")
    return user.id


def _somewhere(field: Field, given: Any, workspace: Workspace) -> str:
    try:
        channel = workspace.channel_named(str(given))
    except LookupError as error:
        raise NotPossibleError(str(error)) from error
    if not _is_offered(field, channel, workspace.users):
        raise NotPossibleError(f"{channel.name} is not offered here")
    return channel.id


def _is_offered(field: Field, channel: Channel, users: dict[str, User]) -> bool:
    if channel.archived:
        return False
    if field.kind.endswith("channels_select"):
        return channel.kind == "public"
    wanted = field.element.get("filter") or {}
    if wanted.get("exclude_external_shared_channels") and channel.shared_externally:
        return False
    if wanted.get("exclude_bot_users") and channel.kind == "im":
        return not any(users[one].is_bot for one in channel.members)
    return channel.kind in (wanted.get("include") or [channel.kind])


def _date(given: Any) -> str:
    return given.isoformat() if isinstance(given, date) else date.fromisoformat(given).isoformat()


def _time(given: Any) -> str:
    moment = given if isinstance(given, time) else time.fromisoformat(given)
    return moment.strftime("%H:%M")


def _date_time(given: Any) -> int:
    if isinstance(given, int):
        return given
    return int(
        (given if isinstance(given, datetime) else datetime.fromisoformat(given)).timestamp()
    )


_MOMENTS: dict[str, Callable[[Any], str | int]] = {
    "datepicker": _date,
    "timepicker": _time,
    "datetimepicker": _date_time,
}
