"""Handing students over: for good to another case manager, or to a substitute between two dates."""

from collections.abc import Sequence
from datetime import date

from bot import date_words
from bot.forms import tags
from bot.forms.records import hand_overs as form
from bot.forms.records.hand_overs import ALL, AWAY, HAND_OVER, ONE, HandOver
from bot.students import Student, StudentId
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message, View
from bot.ui.kit.drawing import Part, modal
from bot.ui.kit.markup import counted

OPEN = "hand_over_open"

MOST_NAMED = 30


def render(student: Student | None, *, caseload: int, today: date) -> View:
    """Ask to whom and for how long; `caseload` counts the students, None hands over all of them."""
    return modal(
        HAND_OVER,
        [
            _which(student, caseload),
            form.HOW.showing(AWAY),
            form.TO,
            form.FROM.showing(today),
            form.UNTIL,
            blocks.context(
                "Threads, digests, open forms and the whole record follow. The colleague is told."
            ),
        ],
        carries=[tags.STUDENT.of(student.id if student else None)],
    )


def done(handed: HandOver, *, to: str, students: int) -> View:
    who = "One student" if students == 1 else f"{students} students"
    name = markup.short(to, 120)
    if handed.until_on is None:
        said = (
            f"{who} went to {name}, with everything that is open. You no longer see them; if that "
            f"was a mistake, {name} can hand them back."
        )
    else:
        said = (
            f"{name} stands in for you {_between(handed.from_on, handed.until_on)}, for "
            f"{counted(students, 'student')}. *Team* on a student's screen changes that."
        )
    return blocks.modal("Handed over", [blocks.section(said)], callback_id="handed_over")


def received(aliases: Sequence[str], *, by: str, opens: str, ids: Sequence[StudentId]) -> Message:
    """Tell the new case manager; `opens` is the button that opens a student."""
    shown = ", ".join(f"*{alias}*" for alias in aliases[:MOST_NAMED])
    named = " ".join([shown, *markup.more(len(aliases) - MOST_NAMED)])
    drawn: list[Block] = [
        blocks.section(
            f"{markup.escaped(by)} has handed over to you: {named}.\nThe record, open forms "
            "and meetings came along; your next digest counts them."
        )
    ]
    if len(ids) == 1:
        button = elements.button("Open", opens, value=ids[0], label=f"Open {aliases[0]}")
        drawn.append(blocks.actions([button], block_id="handed_over"))
    text = "A student was handed over to you." if len(ids) == 1 else "Students were handed over."
    return blocks.message(text, drawn)


def stands_in(*, by: str, students: int, from_on: date | None, until_on: date | None) -> Message:
    """Tell a substitute for whom, when, and what that means, naming no student."""
    count = "one student" if students == 1 else f"{students} students"
    return blocks.message(
        "You stand in for a colleague.",
        [
            blocks.section(
                f"You stand in for {markup.escaped(by)}, for {count}, "
                f"{_between(from_on, until_on)}. In that time your home tab and your digest show "
                "them, and you can do everything that their case manager can."
            )
        ],
    )


def _which(student: Student | None, caseload: int) -> Part:
    everybody = f"All {caseload} students of my caseload"
    if student is None:
        return blocks.section(f"*{everybody}*")
    only = {ONE: f"Only {student.name} ({student.alias})"}
    return form.WHICH.offering(only | ({ALL: everybody} if caseload > 1 else {})).showing(ONE)


def _between(from_on: date | None, until_on: date | None) -> str:
    begins = f"from {date_words.in_full(from_on)} " if from_on else ""
    return f"{begins}until {date_words.in_full(until_on)}" if until_on else begins.strip()
