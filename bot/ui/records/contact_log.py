"""A student's log, a page at a time, the latest entry first."""

from collections.abc import Mapping, Sequence

from bot.forms import tags
from bot.people.people import PersonId
from bot.records.contacts import Contact
from bot.students import Student
from bot.ui.kit import blocks, elements, markup, paging
from bot.ui.kit.blocks import Block, View
from bot.ui.records.contact_words import ADD, EDIT, LOG, LONGEST_SHOWN, about, line, short

PAGE_SIZE = 15


def render_log(
    student: Student, contacts: Sequence[Contact], names: Mapping[PersonId, str], *, page: int = 0
) -> View:
    """Draw a page of the log, the latest first; in a modal, so words may stand."""
    shown, page, pages = paging.turned_to(contacts, page, most=PAGE_SIZE)
    return blocks.modal(
        "Contact log",
        [
            about(student),
            blocks.actions(
                [elements.button("Log a contact", ADD, value=str(student.id), style="primary")],
                block_id="log_add",
            ),
            *([] if contacts else [blocks.section("Nothing is logged yet.")]),
            *(_entry(contact, names) for contact in shown),
            *paging.pager(LOG, page, pages, carries=[tags.STUDENT.of(student.id)]),
        ],
        callback_id=LOG,
    )


def _entry(contact: Contact, names: Mapping[PersonId, str]) -> Block:
    said = [line(contact)]
    said += [
        markup.escaped(markup.shortened(words, LONGEST_SHOWN))
        for words in (contact.note, contact.words)
        if words
    ]
    if contact.withdrawn:
        said.append(f"_Withdrawn: {short(contact.why_withdrawn)}_")
    said.append(f"_logged by {short(names.get(contact.by, 'somebody'))}_")
    return blocks.section(
        "\n".join(said),
        accessory=elements.button("Open", EDIT, value=str(contact.id)),
        block_id=f"contact:{contact.id}",
    )
