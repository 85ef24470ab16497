"""Handing students over: for good to another case manager, or to a substitute between two dates."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot import date_words
from bot.errors import FormError
from bot.people.people import SlackUserId
from bot.students import Student, StudentId
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import Block, Message, View
from bot.ui.kit.submitted import Submitted, choice_in, colleague_in, day_in

OPEN = "hand_over_open"
SAVE = "hand_over_save"

TO = "to"
_WHICH, _HOW, _FROM, _UNTIL = "which", "how", "from_on", "until_on"
_ONE, _ALL = "one", "all"
_GOOD, _AWAY = "good", "away"

NO_CASE_MANAGER = (
    "They are no case manager here yet. Please ask a Preiep admin to make them one, or choose "
    "somebody else."
)
YOURSELF = "These are your own students. Please choose a colleague."
NOT_STAFF = (
    "They cannot stand in here: guests, apps and people of other organizations are left out. "
    "Please choose a colleague."
)
MOST_NAMED = 30


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """Which students go to whom; with two dates until the case manager is back."""

    student: StudentId | None
    """None means the whole caseload."""
    to: SlackUserId
    until_on: date | None = None
    """None means for good."""
    from_on: date | None = None


def render(student: Student | None, *, caseload: int, today: date) -> View:
    """`caseload` counts the students whom the case manager has; None hands over all of them."""
    return blocks.modal(
        "Hand over",
        [
            *_which(student, caseload),
            blocks.field(
                "For how long",
                elements.radio(
                    _HOW,
                    [
                        elements.option(
                            _AWAY,
                            "Until I am back",
                            description="Between two dates both of you see and do everything",
                        ),
                        elements.option(
                            _GOOD, "For good", description="You lose access the moment you save"
                        ),
                    ],
                    chosen=_AWAY,
                ),
                block_id=_HOW,
                required=True,
            ),
            blocks.field("To whom", elements.person_select(TO), block_id=TO, required=True),
            blocks.field(
                "From",
                elements.date_picker(_FROM, chosen=today.isoformat()),
                block_id=_FROM,
                hint="Only where it is until you are back.",
            ),
            blocks.field(
                "Until",
                elements.date_picker(_UNTIL),
                block_id=_UNTIL,
                hint="The last day on which they stand in for you.",
            ),
            blocks.context(
                "Threads, digests, open forms and the whole record follow. The colleague is told."
            ),
        ],
        callback_id=SAVE,
        submit="Hand over",
        private_metadata=json.dumps({"student": student.id if student else None}),
    )


def read(view: Submitted, *, today: date) -> HandOver:
    """Who is to have the students; raise FormError where a person or a date is wanting."""
    carried = json.loads(view["private_metadata"])["student"]
    everybody = carried is None or choice_in(view, _WHICH) == _ALL
    to, away = colleague_in(view, TO), choice_in(view, _HOW) == _AWAY
    from_on, until_on = day_in(view, _FROM) or today, day_in(view, _UNTIL)
    problems = {} if to else {TO: "Please choose somebody."}
    if away and until_on is None:
        problems[_UNTIL] = "Please give the last day on which they stand in for you."
    elif away and until_on and until_on < max(from_on, today):
        problems[_UNTIL] = "That day is over before it begins. Please look at the dates again."
    if problems:
        raise FormError(problems)
    assert to is not None, "checked above"
    return HandOver(
        student=None if everybody else StudentId(int(carried)),
        to=to,
        from_on=from_on if away else None,
        until_on=until_on if away else None,
    )


def done(handed: HandOver, *, to: str, students: int) -> View:
    """What the case manager sees once it is done."""
    who = "One student" if students == 1 else f"{students} students"
    name = markup.escaped(markup.shortened(to, 120))
    if handed.until_on is None:
        said = (
            f"{who} went to {name}, with everything that is open. You see them no more; if that "
            f"was a mistake, {name} can hand them back."
        )
    else:
        said = (
            f"{name} stands in for you {_between(handed.from_on, handed.until_on)}, for {students} "
            f"student{'' if students == 1 else 's'}. *Team* on a student's screen changes that."
        )
    return blocks.modal("Handed over", [blocks.section(said)], callback_id="handed_over")


def received(aliases: Sequence[str], *, by: str, opens: str, ids: Sequence[StudentId]) -> Message:
    """What the new case manager is told; `opens` is the button that opens a student."""
    shown = ", ".join(f"*{alias}*" for alias in aliases[:MOST_NAMED])
    more = f" + {len(aliases) - MOST_NAMED} more" if len(aliases) > MOST_NAMED else ""
    drawn: list[Block] = [
        blocks.section(
            f"{markup.escaped(by)} has handed over to you: {shown}{more}.\nThe record, open forms "
            "and meetings came along; your next digest counts them."
        )
    ]
    if len(ids) == 1:
        button = elements.button("Open", opens, value=str(ids[0]), label=f"Open {aliases[0]}")
        drawn.append(blocks.actions([button], block_id="handed_over"))
    text = "A student was handed over to you." if len(ids) == 1 else "Students were handed over."
    return blocks.message(text, drawn)


def stands_in(*, by: str, students: int, from_on: date | None, until_on: date | None) -> Message:
    """What a substitute is told: for whom, when, and what that means. It names no student."""
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


def _which(student: Student | None, caseload: int) -> list[Block]:
    everybody = f"All {caseload} students of my caseload"
    if student is None:
        return [blocks.section(f"*{everybody}*")]
    options = [elements.option(_ONE, f"Only {student.name} ({student.alias})")]
    if caseload > 1:
        options.append(elements.option(_ALL, everybody))
    return [
        blocks.field(
            "Which students",
            elements.radio(_WHICH, options, chosen=_ONE),
            block_id=_WHICH,
            required=True,
        )
    ]


def _between(from_on: date | None, until_on: date | None) -> str:
    begins = f"from {date_words.in_words(from_on)} " if from_on else ""
    return f"{begins}until {date_words.in_words(until_on)}" if until_on else begins.strip()
