"""What was handed to a colleague after a meeting: the message without words, and what it opens."""

from collections.abc import Sequence
from urllib.parse import quote

from bot import date_words
from bot.after_meetings.duties import Duty, DutyKind, Handed
from bot.digest.owed import due_first
from bot.forms import tags
from bot.forms.after_meetings.responsibilities import DUTY
from bot.ui.kit import blocks, elements, markup, paging
from bot.ui.kit.blocks import Block, Message, View
from bot.ui.kit.elements import Element
from bot.ui.kit.markup import counted

OPEN = "handed_open"
ANSWER = "handed_answer"
SHOWN = "handed"

UNSIGNED = "The new IEP is not signed yet. Until it is, the current IEP stands."


def message(handed: Handed) -> Message:
    """Say how much of which kind is theirs; what it is opens in a window."""
    value, controls = str(handed.meeting), []
    if not handed.duties:
        words = "Nothing from this IEP meeting is yours to do now."
    elif not handed.open:
        words = "Everything from this IEP meeting is done. Thank you."
        controls.append(elements.button("Look at it", OPEN, value=value))
    else:
        words = _counted(handed)
        controls.append(open_button(handed))
    title = blocks.section(f"*IEP meeting of {markup.escaped(handed.alias)}*\n{words}")
    if not controls:
        return blocks.message(words, [title])
    said = blocks.context(
        "Press *Open* to see the student's name and what to do. Only you can see it."
    )
    read = [one for one in handed.open if one.kind is DutyKind.AT_A_GLANCE]
    in_force = [blocks.context(_in_force(handed, one)) for one in read[-1:]]
    return blocks.message(words, [title, *in_force, blocks.actions(controls), said])


def open_button(handed: Handed) -> Element:
    """Draw the button that opens what was handed over, wherever it is told of."""
    return elements.button(
        "Open",
        OPEN,
        value=handed.meeting,
        style="primary",
        label=f"Open what is yours to do for {handed.alias}",
    )


def in_short(handed: Handed) -> str:
    """Say of which kind it is: "2 things to do and the IEP at a glance to read"."""
    things, read = _kinds(handed.open)
    return " and ".join([*things, *(["the IEP at a glance to read"] if read else [])])


def _kinds(open_: Sequence[Duty]) -> tuple[list[str], int]:
    took_on = sum(one.kind is DutyKind.RESPONSIBILITY for one in open_)
    things = f"{counted(took_on, 'thing')} to do"
    return [things] if took_on else [], len(open_) - took_on


def _counted(handed: Handed) -> str:
    things, read = _kinds(handed.open)
    first = due_first(handed)
    by = f", the first by {date_words.in_words(first, handed.year)}" if first else ""
    said = [f"You have {one} after this IEP meeting{by}." for one in things]
    said += ["Please read the student's IEP at a glance and confirm."] if read else []
    return " ".join(said)


def render(handed: Handed, *, student: str, notice: str = "") -> View:
    answered = [one for one in handed.duties if not one.is_open]
    shown = paging.page_of([*handed.open, *answered], lambda one: one.text)
    return blocks.modal(
        "For you to do",
        [
            blocks.section(f"*{markup.escaped(student)}* ({markup.escaped(handed.alias)})"),
            *([blocks.context(notice)] if notice else []),
            *([] if handed.duties else [blocks.section("None of this is yours any more.")]),
            *(block for one in shown for block in _row(handed, one)),
            *map(
                blocks.context,
                markup.more(len(handed.duties) - len(shown), "more, once these are done"),
            ),
        ],
        callback_id=SHOWN,
    )


def _in_force(handed: Handed, one: Duty) -> str:
    """Say which IEP a teacher is to follow, and why the at-a-glance comes a second time."""
    if not handed.is_signed:
        return UNSIGNED
    if one.precedes(handed.signed):
        return "This was sent before the IEP was signed. The signed one comes to you as well."
    return "The IEP is signed now. Please read this, even if you read one before it was signed."


def _row(handed: Handed, one: Duty) -> list[Block]:
    if one.kind is DutyKind.AT_A_GLANCE:
        words = blocks.section(
            f"<{_address(one.text)}|Open the IEP at a glance in the student information system "
            "(SIS)>. Please read all of it and look for your part."
        )
        done, answer = "You have read it and know your part", "I have read it and know my part"
    else:
        words = blocks.spoken(one.text)
        done, answer = "Done", "Done"
    due = f"By {date_words.in_full(one.due_on)}. " if one.due_on else ""
    if one.answered_at is not None:
        return [words, blocks.context(f"{due}{done}, {markup.moment(one.answered_at)}")]
    value = tags.packed(tags.MEETING.of(one.meeting), DUTY.of(one.id))
    button = elements.button(answer, ANSWER, value=value, style="primary")
    said = [due.strip()] if due else []
    said += [_in_force(handed, one)] if one.kind is DutyKind.AT_A_GLANCE else []
    return [
        words,
        *map(blocks.context, said),
        blocks.actions([button], block_id=f"handed:{one.id}"),
    ]


def _address(words: str) -> str:
    """Quote an address so that it ends where it should inside a link."""
    return quote(words, safe=":/?#[]@!$&'()*+,;=%-._~").replace("&", "&amp;")
