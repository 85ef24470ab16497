"""A student's log: its pages, one entry to log, mend or withdraw, and a message kept in it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.forms import tags
from bot.forms.drafts import DraftKey
from bot.forms.records import contacts as form
from bot.forms.records.contacts import CONTACT, KEEP_MESSAGE, LOG_CONTACT
from bot.forms.records.students import STUDENT
from bot.people.people import PersonId
from bot.records.contacts import Contact, ContactOutcome, ContactWay, Whom
from bot.students import Student
from bot.ui.kit import blocks, elements, markup, paging
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal

ADD = "contact_add"
"""A button, and what it opens: a new entry."""
LOG = "contact_log"
"""A button that carries a student's id, and a page of the log after a colon."""
EDIT = "contact_edit"

PAGE_SIZE = 15
MOST_VERSIONS = 8
MOST_WORDS = 3
"""Sections of a kept message; the rest of a longer one is read in Slack, where it stays."""
LONGEST_SHOWN = 400
"""Where every character is a picture, a page of these is what a modal may weigh."""
LONGEST_NAME = 100


def render_log(
    student: Student, contacts: Sequence[Contact], names: Mapping[PersonId, str], *, page: int = 0
) -> View:
    """Draw a page of the log, the latest first; in a modal, so words may stand."""
    shown, page, pages = paging.turned_to(contacts, page, most=PAGE_SIZE)
    add = elements.button("Log a contact", ADD, value=student.id, style="primary")
    return blocks.modal(
        "Contact log",
        [
            _about(student),
            blocks.actions([add], block_id="log_add"),
            *([] if contacts else [blocks.section("Nothing is logged yet.")]),
            *(_entry(contact, names) for contact in shown),
            *paging.pager(LOG, page, pages, carries=[tags.STUDENT.of(student.id)]),
        ],
        callback_id=LOG,
    )


def render_add(student: Student, draft: DraftKey, *, now: datetime) -> View:
    """Draw a new entry with what is commonest chosen already, so that Save alone logs it."""
    see = elements.button("See the log", LOG, value=student.id)
    return modal(
        LOG_CONTACT,
        [
            _about(student, see),
            form.WHOM.showing(Whom.PARENT),
            form.WAY.showing(ContactWay.PHONE),
            form.OUTCOME.showing(ContactOutcome.TALKED),
            form.AT.showing(now),
            form.LANGUAGE,
            form.NOTE,
            blocks.context("Only you and who stands in for you can read it."),
        ],
        carries=[tags.STUDENT.of(student.id), tags.DRAFT.of(draft)],
    )


def render_edit(
    student: Student,
    contact: Contact,
    versions: Sequence[Contact],
    names: Mapping[PersonId, str],
) -> View:
    """Draw one entry with all it says, to mend or withdraw, and what it said before."""
    longest = elements.LONGEST_SECTION
    kept = [
        blocks.spoken(contact.words[start : start + longest])
        for start in range(0, len(contact.words), longest)[:MOST_WORDS]
    ]
    return modal(
        LOG_CONTACT,
        [
            _about(student),
            *([blocks.section("*Kept from a message*"), *kept] if kept else []),
            *LOG_CONTACT.filled_from(contact),
            *_history(contact, versions, names),
        ],
        title="Log entry",
        carries=[tags.STUDENT.of(student.id), CONTACT.of(contact.id)],
    )


def render_keep(words: str, draft: DraftKey) -> View:
    """Ask into whose log a message goes; its words wait in the draft meanwhile."""
    return modal(
        KEEP_MESSAGE,
        [
            blocks.spoken(markup.shortened(words, LONGEST_SHOWN)),
            STUDENT,
            form.WRITER.showing(Whom.TEACHER),
            form.WORDS_NOTE,
            blocks.context(
                "The words are copied into the student's log, where only you and who stands in "
                "for you read them. The message itself stays in Slack as it is."
            ),
        ],
        carries=[tags.DRAFT.of(draft)],
    )


def _about(student: Student, button: elements.Element | None = None) -> Block:
    return blocks.section(markup.named(student, LONGEST_NAME), accessory=button)


def _entry(contact: Contact, names: Mapping[PersonId, str]) -> Block:
    said = [_line(contact)]
    said += [markup.short(words, LONGEST_SHOWN) for words in (contact.note, contact.words) if words]
    if contact.withdrawn:
        said.append(f"_Withdrawn: {_short(contact.why_withdrawn)}_")
    said.append(f"_logged by {_short(names.get(contact.by, 'somebody'))}_")
    return blocks.section(
        "\n".join(said),
        accessory=elements.button("Open", EDIT, value=contact.id),
        block_id=f"contact:{contact.id}",
    )


def _history(
    contact: Contact, versions: Sequence[Contact], names: Mapping[PersonId, str]
) -> list[Block]:
    """Tell what the entry said before each change, and who kept it so."""
    if not versions:
        return []
    last = f"Changed by {_short(names.get(contact.by, 'somebody'))}"
    drawn = [blocks.context(f"{last}, {markup.moment(contact.kept_at)}. Before:")]
    for one in versions[:MOST_VERSIONS]:
        note = f". {markup.short(one.note, LONGEST_SHOWN)}" if one.note else ""
        taken = " (withdrawn)" if one.withdrawn else ""
        drawn.append(blocks.context(f"{_line(one)}{taken}{note}"))
    return drawn


def _line(contact: Contact) -> str:
    language = f", in {_short(contact.language)}" if contact.language else ""
    how = f"{form.WHOMS[contact.whom]}, {form.WAYS[contact.way]}"
    return f"*{markup.moment(contact.at)}* {how}: {contact.outcome}{language}"


def _short(words: str) -> str:
    return markup.short(words, LONGEST_NAME)
