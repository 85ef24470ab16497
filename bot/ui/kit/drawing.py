"""Modals as Slack takes them, from how they are declared.

Every id is made here and taken apart in `reading`: the block of an input is called
`<field>[:<row>][+<part>][@<mark>]` and its element `<modal>.<field>`. Slack keeps what a client
holds for an unchanged block id, so a form that is to show other values, or to be empty again, is
drawn with another mark.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.forms.fields import Field, FieldKind, Option
from bot.forms.modals import Modal
from bot.forms.tags import packed
from bot.ui.kit import blocks, elements
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.elements import LONGEST_OPTION, Element

PART, MARK = "+", "@"

TYPED, STUDENT = "form_typed", "form_student"
"""The elements of a form's page, whatever it asks; its fields are marked with the page's turn."""

Part = Block | Field[Any]
"""What a modal is made of, one below the other."""

NAME_OF_A_STUDENT = "Type a name"


def modal(
    declared: Modal,
    parts: Iterable[Part],
    *,
    carries: Sequence[tuple[str, str]] = (),
    mark: object = "",
    title: str = "",
    submit: str | None = None,
) -> View:
    """Return the modal with its fields, and what stands between them, in the order given.

    `title` and `submit` are said in place of the declared ones; an empty `submit` takes the button
    away.
    """
    drawn: list[Block] = []
    for part in parts:
        if isinstance(part, Field):
            drawn += field(part, declared.control(part), mark=mark)
        else:
            drawn.append(part)
    return blocks.modal(
        title or declared.title,
        drawn,
        callback_id=declared.name,
        close=declared.close,
        submit=declared.submit if submit is None else submit,
        private_metadata=packed(*carries) if carries else "",
    )


def field(
    asked: Field[Any],
    action_id: str,
    *,
    mark: object = "",
    live: bool = False,
    student: Element | None = None,
) -> Iterator[Block]:
    """Draw one field; with `live` every keystroke in it is told, so that nothing typed is lost."""
    if asked.said:
        yield blocks.spoken(asked.said)
    told = live or asked.live
    for number, part in enumerate(_parts(asked)):
        yield blocks.field(
            f"{asked.label}, continued" if number else asked.label,
            _element(part, action_id, live=live, student=student),
            block_id=block_of(asked.key, part=number, mark=mark),
            hint="" if number else asked.hint,
            required=asked.required,
            live=told,
        )


def option_in_line(value: str, words: str, about: str = "") -> Option:
    """Say what there is about an option beside it where there is room, else below it."""
    both = f"{words}, {about}" if about else words
    return Option(value, both) if len(both) <= LONGEST_OPTION else Option(value, words, about)


def block_of(key: str, *, part: int = 0, mark: object = "") -> str:
    return f"{key}{f'{PART}{part}' if part else ''}{f'{MARK}{mark}' if mark != '' else ''}"


def key_of(block_id: str) -> str:
    """Return which field, and of which row, a block asks for."""
    return block_id.partition(MARK)[0].partition(PART)[0]


def mark_of(block_id: str) -> str:
    """Read the mark with which a block was drawn."""
    return block_id.partition(MARK)[2]


def _parts(asked: Field[Any]) -> Iterator[Field[Any]]:
    """Return the field, cut into as many as Slack needs for its boxes."""
    if asked.kind is not FieldKind.BOXES or len(asked.options) <= elements.MOST_BOXES:
        yield asked
        return
    for first in range(0, len(asked.options), elements.MOST_BOXES):
        yield asked.with_options(asked.options[first : first + elements.MOST_BOXES])


def _element(asked: Field[Any], action_id: str, *, live: bool, student: Element | None) -> Element:
    shown, kind = asked.shown, asked.kind
    match kind:
        case FieldKind.LINE | FieldKind.TEXT:
            multiline = kind is FieldKind.TEXT
            return elements.text_field(action_id, text=shown, multiline=multiline, live=live)
        case FieldKind.NUMBER:
            return elements.number_field(
                action_id, least=asked.least, most=asked.most, number=shown, live=live
            )
        case FieldKind.DATE | FieldKind.TIME | FieldKind.MOMENT:
            return _PICKERS[kind](action_id, chosen=shown)
        case FieldKind.STUDENT:
            placeholder = asked.placeholder or NAME_OF_A_STUDENT
            return elements.type_ahead(action_id, placeholder=placeholder, chosen=student)
        case FieldKind.FILES:
            return elements.file_field(action_id, kinds=asked.endings, most=asked.most)
        case _:
            return _list(asked, action_id)


_PICKERS = {
    FieldKind.DATE: elements.date_picker,
    FieldKind.TIME: elements.time_picker,
    FieldKind.MOMENT: elements.moment_picker,
}


def _list(asked: Field[Any], action_id: str) -> Element:
    """Return something to choose from: what the field offers, or what Slack knows."""
    shown, words = asked.shown, asked.placeholder
    options = [
        elements.option(value, said, description=about) for value, said, about in asked.options
    ]
    match asked.kind:
        case FieldKind.PERSON:
            return elements.person_select(action_id, chosen=shown, placeholder=words)
        case FieldKind.CHANNEL:
            return elements.channel_select(action_id, chosen=shown, placeholder=words)
        case FieldKind.RADIO:
            return elements.radio(action_id, options, chosen=shown)
        case FieldKind.CHOICE:
            return elements.select(action_id, options, chosen=shown, placeholder=words)
        case FieldKind.CHOICES:
            return elements.several(action_id, options, chosen=shown.split(), placeholder=words)
        case _:
            return elements.checkboxes(action_id, options, ticked=shown.split())
