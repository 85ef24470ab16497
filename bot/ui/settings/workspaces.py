"""The groups of fields that are changed together, and what each says of itself at a glance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bot import date_words
from bot.content import Content
from bot.forms.answers import Answers
from bot.forms.fields import Field
from bot.forms.modals import Modal
from bot.forms.settings.workspaces import (
    CHECKLIST,
    GENERAL,
    HOURS,
    LINKS,
    OFFICE,
    RIGHTS,
    SAID_LINES,
    ZONE,
    checklist_from,
    general_from,
    hours_from,
    links_from,
    office_from,
)
from bot.meeting_day.checklists import is_said, switchable
from bot.ui.kit import markup
from bot.ui.kit.markup import counted
from bot.workspaces import Workspace

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
class Group:
    """A few fields of the workspace that are changed together."""

    id: str
    modal: Modal
    summary: Callable[[Workspace], str]
    """What stands there now, at a glance (mrkdwn)."""
    fields: Callable[[Workspace], Sequence[Field[Any]]]
    read: Callable[[Answers, Workspace], Workspace]
    """The workspace as it is wanted; raises FormError beside each value that cannot be."""


def groups(content: Content) -> dict[str, Group]:
    """Return the groups in the order of the overview, by their ids."""
    found = [
        Group(id="general", modal=GENERAL, summary=_general, fields=_in_zones, read=general_from),
        Group(id="hours", modal=HOURS, summary=_hours, fields=HOURS.filled_from, read=hours_from),
        Group(
            id="office", modal=OFFICE, summary=_office, fields=OFFICE.filled_from, read=office_from
        ),
        Group(id="links", modal=LINKS, summary=_links, fields=_links_fields, read=links_from),
        Group(
            id="lines",
            modal=CHECKLIST,
            summary=partial(_checklist, content=content),
            fields=partial(_checklist_fields, content=content),
            read=partial(checklist_from, content=content),
        ),
    ]
    return {group.id: group for group in found}


def _general(workspace: Workspace) -> str:
    names = "in the home tab" if workspace.names_at_home else "in modals only"
    days = counted(workspace.files_kept_days, "day")
    return (
        f"{_called(workspace.timezone)} time · students' names {names} · files made on "
        f"request leave Slack after {days}"
    )


def _in_zones(workspace: Workspace) -> list[Field[Any]]:
    zones = dict.fromkeys([*US_ZONES, workspace.timezone])
    offered = {zone: f"{_called(zone)} ({zone})" for zone in zones}
    filled = GENERAL.filled_from(workspace)
    return [one.offering(offered) if one.key == ZONE.key else one for one in filled]


def _called(zone: str) -> str:
    return US_ZONES.get(zone) or zone.replace("_", " ")


def _hours(workspace: Workspace) -> str:
    hours = workspace.hours
    return (
        f"Digest at {date_words.clock_time(workspace.digest_at)} · messages between "
        f"{date_words.clock_time(hours.first)} and {date_words.clock_time(hours.until)}"
    )


def _office(workspace: Workspace) -> str:
    if not workspace.office_channel:
        return "None yet: each person of the office is told in their own messages"
    return f"<#{workspace.office_channel}>"


def _links(workspace: Workspace) -> str:
    links = workspace.links
    languages = [markup.escaped(language) for language, _ in links.rights]
    rights = ", ".join(languages[:8]) + (" …" if len(languages) > 8 else "")
    return (
        f"SEIS: {_host(links.seis)} · invitation form: {_host(links.form)} · rights notice: "
        f"{rights or 'none yet'}"
    )


def _links_fields(workspace: Workspace) -> list[Field[Any]]:
    *links, _ = LINKS.filled_from(workspace)
    rights = "\n".join(f"{language}: {address}" for language, address in workspace.links.rights)
    return [*links, RIGHTS.showing(rights)]


def _host(address: str) -> str:
    return markup.escaped(address.removeprefix("https://").partition("/")[0]) or "none yet"


def _checklist(workspace: Workspace, *, content: Content) -> str:
    said = [line.short for line in switchable(content) if is_said(line, workspace.lines)]
    words = " · ".join(map(markup.escaped, said)) or "Nothing beyond the lines of every meeting"
    return f"{words} · a school of choice: {'yes' if workspace.charter else 'no'}"


def _checklist_fields(workspace: Workspace, *, content: Content) -> list[Field[Any]]:
    lines = switchable(content)
    on = [line.id for line in lines if is_said(line, workspace.lines)]
    _, charter = CHECKLIST.filled_from(workspace)
    offered = SAID_LINES.offering({line.id: line.short for line in lines}).ticking(on)
    return [offered, charter] if lines else [charter]
