"""The settings on one screen: groups with what stands in each, and a way into every one."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2s

from bot.forms import tags
from bot.forms.modals import Modal
from bot.people.people import Person
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import Part, modal
from bot.ui.rehearsal.rehearsals import BEGIN
from bot.ui.settings.workspaces import Group
from bot.workspaces import Workspace

OPEN = "settings_open"
"""A button anywhere that opens the settings."""
GROUP = "settings_group"
"""A button of the overview; its value names the group."""
BACK = "settings_back"

OWN, CALENDAR, PERIODS, RULES, PEOPLE = "own", "calendar", "periods", "rules", "people"
MEANWHILE = (
    "Somebody else changed this while it was open. Nothing of yours was saved yet. Now it says: "
    "{now}. What you entered is still below: please look again, and save."
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the overview."""

    id: str
    title: str
    summary: str


def overview(rows: Sequence[Row], *, notice: str = "") -> View:
    drawn = blocks.done(notice)
    for row in rows:
        change = elements.button("Change", GROUP, value=row.id, label=f"Change {row.title}")
        drawn.append(
            blocks.section(
                f"*{row.title}*\n{row.summary}", accessory=change, block_id=f"group:{row.id}"
            )
        )
    rehearse = elements.button("Rehearse", BEGIN)
    drawn.append(
        blocks.section(
            "*Rehearsal*\nFive minutes of presses in your messages, with invented data: does this "
            "Slack behave as Preiep believes?",
            accessory=rehearse,
            block_id="rehearsal",
        )
    )
    drawn.append(
        blocks.context(
            "Every change is logged with what was there before, and applies at once, also to what "
            "is already planned."
        )
    )
    return blocks.modal("Settings", drawn, callback_id=OPEN)


def for_others(admins: Sequence[Person]) -> View:
    """Say to somebody who has nothing to set whom to ask."""
    names = [markup.short(one.name, 80) for one in admins if one.name][:10]
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
    """Draw the fields of a group, as they stand in the workspace."""
    carries = [tags.STAMP.of(stamp(group.summary(workspace)))]
    return screen(group.modal, group.fields(workspace), carries=carries, notice=notice)


def screen(
    declared: Modal,
    parts: Sequence[Part],
    *,
    carries: Sequence[tuple[str, str]] = (),
    notice: str = "",
    submit: str | None = None,
    back_to: str = "",
) -> View:
    """Draw a modal of the settings, with a way back."""
    told = [blocks.section(notice)] if notice else []
    return modal(declared, [*told, *parts, way_back(back_to)], carries=carries, submit=submit)


def way_back(to: str = "") -> Block:
    return blocks.actions([back(to)], block_id="back")


def back(to: str = "") -> elements.Element:
    """Lead back to the overview, or to the screen of the group `to`."""
    return elements.button("Back", GROUP, value=to) if to else elements.button("Back", BACK)


def stamp(shown: object) -> str:
    """Return what tells whether something is as it was when a form was drawn."""
    return blake2s(repr(shown).encode(), digest_size=8).hexdigest()


def meanwhile(now: str) -> str:
    return MEANWHILE.format(now=now.replace("\n", "; "))


def _in_a_row(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" or {names[-1]}"
