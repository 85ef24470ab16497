"""One entry of a student's log: logged with two taps, mended, withdrawn and put back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.forms import tags
from bot.forms.drafts import DraftKey
from bot.forms.records.contacts import (
    AT,
    CONTACT,
    LANGUAGE,
    LOG_CONTACT,
    NOTE,
    OUTCOME,
    WAY,
    WHOM,
)
from bot.people.people import PersonId
from bot.records.contacts import Contact, ContactOutcome, ContactWay, Whom
from bot.students import Student
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import modal
from bot.ui.records.contact_words import LONGEST_SHOWN, about, line, short

MOST_VERSIONS = 8
MOST_WORDS = 3
"""Sections of a kept message; the rest of a longer one is read in Slack, where it stays."""


def render_add(student: Student, draft: DraftKey, *, now: datetime) -> View:
    """Draw a new entry with what is commonest chosen already, so that Save alone logs it."""
    return modal(
        LOG_CONTACT,
        [
            about(student, button=True),
            WHOM.showing(Whom.PARENT),
            WAY.showing(ContactWay.PHONE),
            OUTCOME.showing(ContactOutcome.TALKED),
            AT.showing(now),
            LANGUAGE,
            NOTE,
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
    kept = [
        blocks.spoken(contact.words[start : start + blocks.LONGEST_SECTION])
        for start in range(0, len(contact.words), blocks.LONGEST_SECTION)[:MOST_WORDS]
    ]
    return modal(
        LOG_CONTACT,
        [
            about(student),
            *([blocks.section("*Kept from a message*"), *kept] if kept else []),
            *LOG_CONTACT.filled_from(contact),
            *_history(contact, versions, names),
        ],
        title="Log entry",
        carries=[tags.STUDENT.of(student.id), CONTACT.of(contact.id)],
    )


def _history(
    contact: Contact, versions: Sequence[Contact], names: Mapping[PersonId, str]
) -> list[Block]:
    """Tell what the entry said before each change, and who kept it so."""
    if not versions:
        return []
    last = f"Changed by {short(names.get(contact.by, 'somebody'))}"
    drawn = [blocks.context(f"{last}, {markup.moment(contact.kept_at)}. Before:")]
    for one in versions[:MOST_VERSIONS]:
        note = f". {markup.escaped(markup.shortened(one.note, LONGEST_SHOWN))}" if one.note else ""
        taken = " (withdrawn)" if one.withdrawn else ""
        drawn.append(blocks.context(f"{line(one)}{taken}{note}"))
    return drawn
