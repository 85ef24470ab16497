"""What a case manager is told of a private link that closed, or of a mail that did not leave."""

from bot.ui.kit import blocks
from bot.ui.kit.blocks import Message

_WHERE = "Open *Who has answered* in `/iep request`, then this form"


def locked(alias: str) -> Message:
    return blocks.message(
        "A private link has closed itself after five wrong codes.",
        [
            blocks.section(
                f"A private link for *{alias}* has closed itself after five wrong codes. Nothing "
                f"was shown to anybody. {_WHERE}, to make a new one or to record what they say."
            )
        ],
    )


def unmailed(alias: str) -> Message:
    return blocks.message(
        "An e-mail with a private link or its code could not be sent.",
        [
            blocks.section(
                f"An e-mail for a form of *{alias}* could not be sent. {_WHERE}, to see why; you "
                "can hand the link over yourself and say its code on the phone."
            )
        ],
    )
