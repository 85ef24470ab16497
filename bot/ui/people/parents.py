"""A student's parents: everybody on record with all that is known, and the form for one."""

from collections.abc import Iterator, Sequence
from typing import Any

from bot import date_words
from bot.conversations.conversation_pages import (
    ATTENDANCE,
    DRAFT_COPY,
    DRAFT_OF,
    LANGUAGE,
    DraftCopy,
)
from bot.forms import tags
from bot.forms.fields import Field, as_text
from bot.forms.modals import Modal
from bot.forms.people.parents import (
    ACCESS,
    ADDRESS,
    CALL_AT,
    DELIVERY,
    EMAIL,
    HOUSEHOLD,
    INTERPRETING,
    KEEP_PARENT,
    PARENT,
    PHONES,
)
from bot.people.parents import Parent, ParentsListed
from bot.students import Student
from bot.ui.kit import answers, blocks, elements, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.drawing import Part, modal

OPEN = "parents_open"
ADD = "parent_add"
CHANGE = "parent_change"
TAKE_OFF = "parent_take_off"
PUT_BACK = "parent_put_back"

PARENTS = Modal(name=OPEN, title="Parents", submit="")

HEADINGS = {PHONES.key: "*How to reach them*", LANGUAGE.key: "*What they need and prefer*"}
"""What stands above some of the fields of the long form."""

MOST_SHOWN = 10
MOST_NAMED = 4
LONGEST = 150
NO_CONTACT = ":no_entry_sign: Not to be contacted."
CONFIDENTIAL = "Their address is confidential."
NOBODY = "No parent is on record yet."
WHO_SEES = (
    "Only you and who stands in for you see this. It is an education record, which parents may "
    "inspect."
)


def render(listed: ParentsListed) -> View:
    """Draw everybody on record, household by household; in a modal, so contacts may stand."""
    shown = listed.in_order[:MOST_SHOWN]
    add = elements.button("Add a parent", ADD, value=listed.student.id, style="primary")
    drawn: list[Part] = [
        blocks.section(markup.named(listed.student)),
        blocks.actions([add], block_id="parent_add"),
        *([] if listed.parents else [blocks.section(NOBODY)]),
    ]
    for parent in shown:
        drawn.append(blocks.section("\n".join(_told(parent, apart=listed.are_apart))))
        drawn.append(_controls(parent))
    drawn += map(blocks.context, markup.more(len(listed.parents) - MOST_SHOWN))
    drawn.append(blocks.context(WHO_SEES))
    return modal(PARENTS, drawn, carries=[tags.STUDENT.of(listed.student.id)])


def render_one(about: Student, parent: Parent) -> View:
    """Ask for all that can be known of a parent, with what is known of them filled in."""
    new = not parent.id
    return modal(
        KEEP_PARENT,
        [blocks.section(markup.named(about)), *_fields(parent)],
        carries=[
            tags.STUDENT.of(about.id),
            tags.DRAFT.of(parent.draft) if new else PARENT.of(parent.id),
        ],
        title="" if new else "Change a parent",
    )


def _fields(parent: Parent) -> Iterator[Part]:
    """Fill in what is on record; what nobody has asked yet is left open, as in a talk."""
    unasked = parent.draft_copy is DraftCopy.NOT_ASKED
    for one in KEEP_PARENT.filled_from(parent):
        if one.key in HEADINGS:
            yield blocks.section(HEADINGS[one.key])
        yield one.showing(None) if unasked and one.key == DRAFT_COPY.key else one


def section(student: Student, parents: Sequence[Parent]) -> Block:
    """Name the parents on the student's screen, with the way to all that is known of them."""
    here = [one for one in parents if not one.taken_off]
    named = [_named(one) for one in here[:MOST_NAMED]] + markup.more(len(here) - MOST_NAMED)
    button = elements.button("Parents", OPEN, value=student.id)
    words = "\n".join(named) or NOBODY
    return blocks.section(f"*Parents*\n{words}", accessory=button, block_id="parents")


def to_call(parents: Sequence[Parent]) -> list[Block]:
    """Tell how to reach them, above the first question of a talk; whom not to, too."""
    here = [one for one in parents if not one.taken_off][:MOST_NAMED]
    return [blocks.section("\n".join([_named(one), *_reached(one)])) for one in here]


def _named(parent: Parent) -> str:
    relation = f", {_short(parent.relation)}" if parent.relation else ""
    rights = ", holds the education rights" if parent.rights else ""
    return f"*{_short(parent.name)}*{relation}{rights}"


def _reached(parent: Parent) -> Iterator[str]:
    """Tell what one has to know to talk with somebody."""
    if parent.no_contact:
        yield NO_CONTACT
        return
    asked = (PHONES, CALL_AT, LANGUAGE, INTERPRETING, ACCESS)
    if said := "; ".join(_each(parent, asked)):
        yield said


def _told(parent: Parent, *, apart: bool) -> Iterator[str]:
    yield _named(parent)
    if parent.taken_off:
        yield "_Taken off the record._"
    if parent.basis or parent.rights_since:
        since = parent.rights_since
        day = f"since {date_words.in_short_with_year(since)}" if since else ""
        yield ", ".join(filter(None, (_short(parent.basis), day)))
    if parent.no_contact:
        yield NO_CONTACT
    yield from _each(parent, (PHONES, CALL_AT, EMAIL, ADDRESS))
    if parent.address_confidential:
        yield CONFIDENTIAL
    if apart:
        yield from _each(parent, (HOUSEHOLD,))
    yield from _each(parent, (LANGUAGE, INTERPRETING, ACCESS))
    if parent.draft_copy is not DraftCopy.NOT_ASKED:
        yield from _each(parent, (DRAFT_COPY, DRAFT_OF))
    yield from _each(parent, (ATTENDANCE, DELIVERY))


def _each(parent: Parent, asked: Sequence[Field[Any]]) -> Iterator[str]:
    """Tell what is known of these fields, each after its label."""
    for one in asked:
        known = as_text(getattr(parent, one.prefilled))
        if said := answers.answer_in_words(one, known):
            yield f"{one.label}: {_short(', '.join(said.splitlines()))}"


def _controls(parent: Parent) -> Block:
    who = parent.name
    change = elements.button("Change", CHANGE, value=parent.id, label=f"Change {who}")
    off = elements.button("Take off", TAKE_OFF, value=parent.id, label=f"Take off {who}")
    back = elements.button("Put back", PUT_BACK, value=parent.id, label=f"Put back {who}")
    buttons = [back] if parent.taken_off else [change, off]
    return blocks.actions(buttons, block_id=f"parent:{parent.id}")


def _short(words: str) -> str:
    return markup.short(words, LONGEST)
