"""A student's log, a page at a time, the latest entry first."""

from collections.abc import Mapping, Sequence

from bot.forms import tags
from bot.forms.tags import packed
from bot.people.people import PersonId
from bot.records.contacts import Contact
from bot.students import Student, StudentId
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.records.contact_words import ADD, EDIT, LOG, LONGEST_SHOWN, about, line, short

PAGE_SIZE = 15


def render_log(
    student: Student, contacts: Sequence[Contact], names: Mapping[PersonId, str], *, page: int = 0
) -> View:
    """Draw a page of the log, the latest first; in a modal, so words may stand."""
    pages = max(1, -(-len(contacts) // PAGE_SIZE))
    page = min(max(page, 0), pages - 1)
    shown = contacts[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
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
            *_pager(student.id, page, pages),
        ],
        callback_id=LOG,
        private_metadata=str(student.id),
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


def _pager(student: StudentId, page: int, pages: int) -> list[Block]:
    buttons = [
        elements.button(
            label,
            f"{LOG}:{label.lower()}",
            value=packed(tags.STUDENT.of(student), tags.PAGE.of(to)),
        )
        for label, to in (("Newer", page - 1), ("Older", page + 1))
        if 0 <= to < pages
    ]
    if not buttons:
        return []
    return [
        blocks.context(f"Page {page + 1} of {pages}"),
        blocks.actions(buttons, block_id=f"log_pages:{page}"),
    ]
