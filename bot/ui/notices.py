"""Short words on their own: apologies, and help for whoever is not set up."""

from bot.ui import blocks
from bot.ui.blocks import View

APOLOGY = "apology"


def our_fault(reference: str) -> str:
    """What a person reads when we failed them; the reference finds the line in the log."""
    return (
        "Something went wrong on our side, and this was not saved. Please try again; "
        f"if it happens twice, tell your Preiep admin the reference {reference}."
    )


SLACK_HURRIES = (
    "Slack allows three seconds to open this, and they were over. Please try again; nothing was "
    "changed."
)

SLACK_IS_BUSY = (
    "Slack has too much to do just now, so this could not be shown. Please try again in a minute; "
    "nothing you typed is lost."
)


def apology(sentence: str) -> View:
    """A modal on top of the one that could not be kept; closing it leads back to the words."""
    return blocks.modal(
        "Not saved yet",
        [
            blocks.spoken(sentence),
            blocks.context("What you typed is still there. Close this to go back to it."),
        ],
        callback_id=APOLOGY,
        close="Back",
    )
