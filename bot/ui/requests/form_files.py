"""What is said with a file that was asked for, and where none can come: alias and kind alone."""

from bot.requests.requests import Form
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Message


def comes(title: str, *, kept_days: int) -> Message:
    """Draw the comment under which the file stands."""
    days = "a day" if kept_days == 1 else f"{kept_days} days"
    words = (
        f"The PDF you asked for: {title}. It is a staff note, sent to you alone, and an "
        f"education record. It is taken out of Slack after {days}: save it where your school "
        "keeps records."
    )
    return blocks.message(words, [blocks.section(markup.escaped(words))])


def refused(alias: str, form: Form) -> Message:
    words = (
        f"The PDF you asked for ({alias}, {form.words}) could not be sent: Slack takes no files "
        "from Preiep here. The form itself can be read as before, under Who has answered. Please "
        "tell your Preiep admin: `python app.py doctor` says what is missing."
    )
    return blocks.message(
        f"The PDF for {alias} could not be sent.", [blocks.section(markup.escaped(words))]
    )
