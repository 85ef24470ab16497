"""The steps from an empty workspace to the first digest, which tick themselves."""

from bot.settings.setting_up import SettingUp
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block
from bot.ui.settings import settings

_TICKED, _OPEN = ":white_check_mark:", ":white_large_square:"


def steps(progress: SettingUp) -> list[Block]:
    """List the steps; draw nothing once all of them are done."""
    if progress.complete:
        return []
    lines = [f"{_TICKED if done else _OPEN} {words}" for words, done in progress.steps]
    return [
        blocks.section("*Setting Preiep up*\n" + "\n".join(lines)),
        blocks.context(
            "Use the buttons below: the calendar and the roles are in *Settings*; students are "
            "added one by one, or pasted as a caseload. Then each case manager gets a digest on "
            "the next school morning with something due."
        ),
    ]


def button() -> elements.Element:
    return elements.button("Settings", settings.OPEN)
