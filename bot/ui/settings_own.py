"""A case manager's own settings: the hour of their digest, their channel, and a leave."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.errors import FormError
from bot.people import Person
from bot.ui import blocks, settings
from bot.ui.blocks import Block, View
from bot.ui.settings_hours import read_time
from bot.workspaces import Hours

SAVE = "settings_own_save"
CHANNEL = "own_channel"

_DIGEST, _PAUSED = "own_digest_at", "paused_until"


def summary(person: Person, *, today: date) -> str:
    """What stands there now, at a glance (mrkdwn)."""
    channel = f"<#{person.channel}>" if person.channel else "direct messages"
    said = (
        f"Digest at {blocks.clock_time(person.digest_at)} "
        f"({blocks.escaped(person.timezone)}) · checklist threads in {channel}"
    )
    if person.is_paused(today) and person.paused_until:
        said += f" · *digest paused until {blocks.in_words(person.paused_until)}*"
    return said


def render(person: Person, *, today: date, notice: str = "", is_alone: bool = False) -> View:
    """`is_alone` where there is no overview to go back to."""
    paused = person.paused_until.isoformat() if person.paused_until else ""
    fields: list[Block] = [
        blocks.section(summary(person, today=today)),
        blocks.field(
            "Hour of your morning digest",
            blocks.time_picker(_DIGEST, chosen=person.digest_at),
            block_id=_DIGEST,
            hint="On school days, by the clock of the time zone that you have set in Slack.",
            required=True,
        ),
        blocks.field(
            "Channel for your checklist threads",
            blocks.channel_select(CHANNEL, chosen=person.channel or ""),
            block_id=CHANNEL,
            hint=(
                "A private channel to which you have invited Preiep. Left empty, the threads come "
                "to you directly."
            ),
        ),
        blocks.field(
            "Pause my digest until",
            blocks.date_picker(_PAUSED, chosen=paused),
            block_id=_PAUSED,
            hint=(
                "For a leave: the day you are back. Your supervisor is told that it is paused. "
                "Left empty, it comes every school day with something due."
            ),
        ),
    ]
    if not is_alone:
        return settings.form(
            "My settings", fields, callback_id=SAVE, carried={"alone": False}, notice=notice
        )
    drawn = [blocks.section(f":white_check_mark: {notice}"), *fields] if notice else fields
    return blocks.modal(
        "My settings",
        drawn,
        callback_id=SAVE,
        submit="Save",
        private_metadata='{"alone": true}',
    )


def read(view: Mapping[str, Any], person: Person, *, today: date, hours: Hours) -> Person:
    """The person as they want it; raise FormError beside a value that cannot be.

    What the channel is like, whoever keeps this asks Slack first.
    """
    digest_at = read_time(view, _DIGEST)
    problems = {}
    if digest_at not in hours and digest_at != person.digest_at:
        problems[_DIGEST] = (
            f"Your district lets messages go out between {blocks.clock_time(hours.first)} and "
            f"{blocks.clock_time(hours.until)}. Please choose an hour in between."
        )
    paused_until = settings.picked_date(view, _PAUSED)
    if paused_until and paused_until <= today and paused_until != person.paused_until:
        problems[_PAUSED] = "Please choose the day you are back, which lies ahead."
    if problems:
        raise FormError(problems)
    return replace(
        person, digest_at=digest_at, channel=channel_in(view) or None, paused_until=paused_until
    )


def channel_in(view: Mapping[str, Any]) -> str:
    return str(settings.value_of(view, CHANNEL).get("selected_conversation") or "")


def is_alone(view: Mapping[str, Any]) -> bool:
    return bool(settings.carried(view)["alone"])
