"""The steps from an empty workspace to the first digest, which tick themselves."""

from bot.setting_up import Progress
from bot.ui import blocks, settings
from bot.ui.blocks import Block

_TICKED, _OPEN = ":white_check_mark:", ":white_large_square:"


def steps(progress: Progress) -> list[Block]:
    """Nothing once all of them are done."""
    if progress.complete:
        return []
    lines = [f"{_TICKED if done else _OPEN} {words}" for words, done in progress.steps]
    return [
        blocks.section("*Setting Preiep up*\n" + "\n".join(lines)),
        blocks.context(
            "The buttons below lead there: calendar and roles stand in *Settings*, students come "
            "in one by one or as a pasted caseload. Then each case manager gets a digest on the "
            "next school morning with something due."
        ),
    ]


def button() -> blocks.Element:
    return blocks.button("Settings", settings.OPEN)
