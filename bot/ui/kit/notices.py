"""Short words on their own: apologies, and help for whoever is not set up."""

from typing import Any

from bot.ui.kit import blocks, elements, reading
from bot.ui.kit.blocks import Message, View
from bot.ui.kit.reading import Told, is_third

APOLOGY = "apology"


NOT_SAVED = "was not saved"
NOT_SHOWN = "could not be shown"
NOT_DONE = "did not work"


def our_fault(reference: str, outcome: str = NOT_SAVED) -> str:
    """Return what a person reads when we failed them; the reference finds the line in the log."""
    return (
        f"Something went wrong on our side, and this {outcome}. Please try again; "
        f"if it happens twice, tell your Preiep admin the reference {reference}."
    )


OLDER_BUTTON = (
    "This button belongs to an older version of Preiep. Nothing was changed; "
    "`/iep` shows what works today."
)
OLDER_FORM = (
    "This form belongs to an older version of Preiep and cannot be kept. "
    "Please copy what you typed, then open it again with `/preiep` or `/iep`."
)

SLACK_HURRIES = "Slack allows three seconds to open this, and they had passed. Please try again."

SLACK_IS_BUSY = (
    "Slack is too busy just now, so this could not be shown. Please try again in a minute; nothing "
    "you typed is lost."
)

SLACK_IN_TROUBLE = (
    "Slack had trouble of its own just now. Please check whether this worked, and try again in a "
    "minute if it did not."
)

NO_CHOICE = elements.option(
    reading.NO_CHOICE, "The records cannot be reached right now. Please try again in a minute."
)
"""What a field offers that looks up its options, where they cannot be looked up."""


def slack_does_not_let_us(lacking: str) -> str:
    """Return what to say where Slack was not told to let us; `lacking` is its name for what."""
    return (
        f"Slack does not let Preiep do this ({lacking}). Nothing is wrong with what you did. "
        "Please tell your Preiep admin."
    )


def out_of_date() -> Message:
    """Strike a message that is said anew; what it offered may be settled by then."""
    words = "This message is out of date. What is still to be done is in a newer one."
    return blocks.message(words, [blocks.context(words)])


def apology(sentence: str) -> View:
    """Return a modal on top of the one that could not be kept; closing it leads back there."""
    return blocks.modal(
        "Not saved yet",
        [
            blocks.spoken(sentence),
            blocks.context("What you typed is still there. Close this to go back to it."),
        ],
        callback_id=APOLOGY,
        close="Back",
    )


def instead_of_saving(view: Told, sentence: str) -> dict[str, Any]:
    """Return what a submit that failed is answered with; what was typed is still there in any case.

    The apology comes on top of the modal. On a third one Slack would put nothing, and tell of a
    bad connection instead: there the sentence stands at the first field.
    """
    if not is_third(view):
        return {"response_action": "push", "view": apology(sentence)}
    fields = [str(one["block_id"]) for one in view["blocks"] if one["type"] == "input"]
    if fields:
        return {"response_action": "errors", "errors": {fields[0]: sentence}}
    return {"response_action": "update", "view": apology(sentence)}
