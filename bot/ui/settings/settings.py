"""The settings on one screen: groups with what stands in each, and a way into every one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2s
from typing import Any

from bot.forms import tags
from bot.forms.modals import Modal
from bot.people.people import Person, Role
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import Part, modal
from bot.ui.settings.settings_groups import Group
from bot.workspaces import Workspace

OPEN = "settings_open"
"""A button anywhere that opens the settings."""
GROUP = "settings_group"
"""A button of the overview; its value names the group."""
BACK = "settings_back"

OWN, CALENDAR, PERIODS, RULES, PEOPLE = "own", "calendar", "periods", "rules", "people"
MEANWHILE = (
    "Somebody else changed this while it was open. Nothing of yours was saved yet. Now it says: "
    "{now}. What you entered still stands below: please look again, and save."
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the overview."""

    id: str
    title: str
    summary: str


def overview(rows: Sequence[Row], *, notice: str = "") -> View:
    drawn: list[Block] = [blocks.section(f":white_check_mark: {notice}")] if notice else []
    for row in rows:
        change = elements.button("Change", GROUP, value=row.id, label=f"Change {row.title}")
        drawn.append(
            blocks.section(
                f"*{row.title}*\n{row.summary}", accessory=change, block_id=f"group:{row.id}"
            )
        )
    drawn.append(
        blocks.context(
            "Every change is logged with what stood there before, and holds at once, also for "
            "what is planned already."
        )
    )
    return blocks.modal("Settings", drawn, callback_id=OPEN)


def for_others(admins: Sequence[Person]) -> View:
    """What somebody sees who has nothing to set: whom to ask."""
    names = [markup.escaped(markup.shortened(one.name, 80)) for one in admins if one.name][:10]
    ask = f"Please ask {_in_a_row(names)}." if names else "Please ask a Preiep admin."
    return blocks.modal(
        "Settings",
        [
            blocks.section(
                "There is nothing here for you to set. Case managers find their own settings "
                f"here, and admins those of the whole district. {ask}"
            )
        ],
        callback_id=OPEN,
    )


def render(group: Group, workspace: Workspace, *, notice: str = "") -> View:
    """The fields of a group, as they stand in the workspace."""
    carries = [tags.STAMP.of(stamp(group.summary(workspace)))]
    return screen(group.modal, group.fields(workspace), carries=carries, notice=notice)


def form(
    title: str,
    fields: Sequence[Block],
    *,
    callback_id: str,
    carried: Mapping[str, Any],
    notice: str = "",
    submit: str = "Save",
    back_to: str = "",
) -> View:
    """A form of the settings, with a way back; `carried` holds ids only."""
    drawn = [blocks.section(notice)] if notice else []
    drawn += fields
    drawn.append(blocks.actions([back(back_to)], block_id="back"))
    return blocks.modal(
        title,
        drawn,
        callback_id=callback_id,
        submit=submit,
        private_metadata=json.dumps(carried, ensure_ascii=False),
    )


def screen(
    declared: Modal,
    parts: Sequence[Part],
    *,
    carries: Sequence[tuple[str, str]] = (),
    notice: str = "",
    back_to: str = "",
) -> View:
    """Draw a modal of the settings, with a way back."""
    told = [blocks.section(notice)] if notice else []
    way = blocks.actions([back(back_to)], block_id="back")
    return modal(declared, [*told, *parts, way], carries=carries)


def back(to: str = "") -> elements.Element:
    """Leads back to the overview, or to the screen of the group `to`."""
    return elements.button("Back", GROUP, value=to) if to else elements.button("Back", BACK)


def carried(view: Mapping[str, Any]) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(view["private_metadata"])
    return read


def stamp(shown: object) -> str:
    """What tells whether something is as it was when a form was drawn."""
    return blake2s(repr(shown).encode(), digest_size=8).hexdigest()


def meanwhile(now: str) -> str:
    return MEANWHILE.format(now=now.replace("\n", "; "))


def chosen(view: Mapping[str, Any], block_id: str) -> str:
    """The value of a select or of radio buttons; empty where nothing is chosen."""
    option = value_of(view, block_id).get("selected_option")
    return str(option["value"]) if option else ""


def ticked(view: Mapping[str, Any], block_id: str) -> set[str]:
    return {str(one["value"]) for one in value_of(view, block_id).get("selected_options") or []}


def typed(view: Mapping[str, Any], block_id: str) -> str:
    return str(value_of(view, block_id).get("value") or "").strip()


def picked_date(view: Mapping[str, Any], block_id: str) -> date | None:
    picked = value_of(view, block_id).get("selected_date")
    return date.fromisoformat(picked) if picked else None


def value_of(view: Mapping[str, Any], block_id: str) -> Mapping[str, Any]:
    """What a field holds; every field's element has the id of its block."""
    found: Mapping[str, Any] = view["state"]["values"].get(block_id, {}).get(block_id, {})
    return found


def who_may(person: Person) -> str:
    """Somebody's roles in words."""
    words = {
        Role.CASE_MANAGER: "case manager",
        Role.OFFICE: "office",
        Role.SUPERVISOR: "supervisor",
        Role.ADMIN: "admin",
    }
    said = [word for role, word in words.items() if role in person.roles]
    return ", ".join(said) or "no role"


def _in_a_row(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" or {names[-1]}"
