"""Settings of the whole workspace: its zone, names in the home tab, and how long files stay."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.errors import FormError
from bot.people import ZONES
from bot.ui import blocks, settings
from bot.ui.blocks import Block
from bot.workspaces import Workspace

_ZONE, _NAMES, _FILES = "timezone", "names_at_home", "files_kept_days"
_ALLOWED = "allowed"
LONGEST_KEPT = 30

US_ZONES = {
    "America/New_York": "Eastern",
    "America/Chicago": "Central",
    "America/Denver": "Mountain",
    "America/Phoenix": "Arizona",
    "America/Los_Angeles": "Pacific",
    "America/Anchorage": "Alaska",
    "America/Adak": "Aleutian Islands",
    "Pacific/Honolulu": "Hawaii",
    "America/Puerto_Rico": "Puerto Rico and the Virgin Islands",
    "Pacific/Guam": "Guam and the Northern Marianas",
    "Pacific/Pago_Pago": "American Samoa",
}
"""As people there call them. Any other that the workspace already has is offered besides."""


@dataclass(frozen=True, kw_only=True)
class General:
    id: str = "general"
    title: str = "Time zone, names, files"

    def summary(self, workspace: Workspace) -> str:
        names = "in the home tab" if workspace.names_at_home else "in modals only"
        kept = workspace.files_kept_days
        days = "1 day" if kept == 1 else f"{kept} days"
        return (
            f"{_called(workspace.timezone)} time · students' names {names} · files made on "
            f"request leave Slack after {days}"
        )

    def fields(self, workspace: Workspace) -> list[Block]:
        zones = dict.fromkeys([*US_ZONES, workspace.timezone])
        return [
            blocks.field(
                "Time zone of the district",
                blocks.select(
                    _ZONE,
                    [blocks.option(zone, f"{_called(zone)} ({zone})") for zone in zones],
                    chosen=workspace.timezone,
                ),
                block_id=_ZONE,
                hint="Dates are counted in it. Each person's morning is in their own zone.",
                required=True,
            ),
            blocks.field(
                "Students' names",
                blocks.checkboxes(
                    _NAMES,
                    [blocks.option(_ALLOWED, "Show names in the home tab")],
                    ticked=[_ALLOWED] if workspace.names_at_home else [],
                ),
                block_id=_NAMES,
                hint=(
                    "The home tab is kept by Slack as modals are. Without this it shows aliases; "
                    "messages never carry a name."
                ),
            ),
            blocks.field(
                "Days for which a file made on request stays in Slack",
                blocks.number_field(
                    _FILES, least=1, most=LONGEST_KEPT, number=str(workspace.files_kept_days)
                ),
                block_id=_FILES,
                required=True,
            ),
        ]

    def read(self, view: Mapping[str, Any], workspace: Workspace) -> Workspace:
        zone, kept = settings.chosen(view, _ZONE), settings.typed(view, _FILES)
        problems = {}
        if zone not in ZONES:
            problems[_ZONE] = "Please choose a time zone from the list."
        if not kept.isdecimal() or not 1 <= int(kept) <= LONGEST_KEPT:
            problems[_FILES] = f"Please enter a number of days from 1 to {LONGEST_KEPT}."
        if problems:
            raise FormError(problems)
        return replace(
            workspace,
            timezone=zone,
            names_at_home=_ALLOWED in settings.ticked(view, _NAMES),
            files_kept_days=int(kept),
        )


def _called(zone: str) -> str:
    return US_ZONES.get(zone) or zone.replace("_", " ")
