"""The sign-off list: everybody once more, and whether they may be listed, in one step."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.meeting_day.checklists import PARENTS, Difference, SignOff, difference
from bot.meetings.meetings import MeetingId
from bot.people.people import TeamMember
from bot.ui.kit import blocks, elements, reason
from bot.ui.kit.blocks import Block, View
from bot.ui.meeting_day import thread_controls as ids

SAVE = "sign_off_save"

_LISTED = "listed"
_OTHERS = "others"
_MOST_BOXES = 10


def render(
    meeting: MeetingId, team: Iterable[TeamMember], sign_off: SignOff, *, why: str = ""
) -> View:
    """`why` is the reason that a supervisor gave."""
    return blocks.modal(
        "Sign-off",
        [
            blocks.section(
                "Call on each once more, and tick who may be listed as present. Listing is not "
                "consent to the IEP: that is the signature alone."
            ),
            *_groups(team, sign_off),
            blocks.field(
                "Others",
                elements.text_field(_OTHERS, text=sign_off.others),
                block_id=_OTHERS,
                hint="Name and position of anyone who is not on the team.",
            ),
            *reason.fields(why),
        ],
        callback_id=SAVE,
        submit="Save",
        private_metadata=ids.metadata(meeting),
    )


def _groups(team: Iterable[TeamMember], sign_off: SignOff) -> list[Block]:
    options = [elements.option(PARENTS, "The parents")]
    titles: dict[str, tuple[str, list[str]]] = {}
    for member in team:
        titles.setdefault(key(member), (member.name, []))[1].append(member.role.called)
    options += [
        elements.option(who, name or "Name not on record", description=", ".join(roles))
        for who, (name, roles) in titles.items()
    ]
    return [
        blocks.field(
            "May be listed" if start == 0 else "May be listed, continued",
            elements.checkboxes(
                _LISTED, options[start : start + _MOST_BOXES], ticked=sign_off.listed
            ),
            block_id=f"{_LISTED}:{start}",
        )
        for start in range(0, len(options), _MOST_BOXES)
    ]


def key(member: TeamMember) -> str:
    """How a team member stands in the list; once, whatever their roles."""
    return str(member.person)


def read(view: Mapping[str, Any]) -> tuple[Difference, str | None]:
    """Who was ticked and unticked, and the others; None where those were left as drawn."""
    shown: list[str] = []
    selected: list[str] = []
    values = view["state"]["values"]
    for block in view["blocks"]:
        name = str(block.get("block_id", ""))
        if name.startswith(f"{_LISTED}:"):
            shown += _values(block["element"].get("initial_options"))
            selected += _values(values[name][_LISTED].get("selected_options"))
    others = str(values[_OTHERS][_OTHERS].get("value") or "").strip()
    drawn = next(block for block in view["blocks"] if block.get("block_id") == _OTHERS)
    untouched = others == str(drawn["element"].get("initial_value") or "").strip()
    return difference(shown=shown, selected=selected), None if untouched else others


def _values(options: Iterable[Mapping[str, Any]] | None) -> list[str]:
    return [option["value"] for option in options or []]
