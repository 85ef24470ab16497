"""What the log's controls are called, and the words in which an entry is told."""

from bot.forms.records.contacts import WAYS, WHOMS
from bot.records.contacts import Contact
from bot.students import Student
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block

ADD = "contact_add"
"""A button, and what it opens: a new entry."""
LOG = "contact_log"
"""A button that carries a student's id, and a page of the log after a colon."""
EDIT = "contact_edit"

LONGEST_SHOWN = 400
"""Where every character is a picture, a page of these is what a modal may weigh."""

LONGEST_NAME = 100


def about(student: Student, *, button: bool = False) -> Block:
    see = elements.button("See the log", LOG, value=str(student.id)) if button else None
    return blocks.section(f"*{short(student.name)}* ({student.alias})", accessory=see)


def line(contact: Contact) -> str:
    language = f", in {short(contact.language)}" if contact.language else ""
    what = f"{WHOMS[contact.whom]}, {WAYS[contact.way]}: {contact.outcome}{language}"
    return f"*{markup.moment(contact.at)}* {what}"


def short(words: str) -> str:
    return markup.escaped(markup.shortened(words, LONGEST_NAME))
