"""A student leaves: from which day, and what that closes. They can come back."""

from collections.abc import Sequence
from datetime import date

from bot import date_words
from bot.forms import tags
from bot.forms.records.students import LEFT_ON, STUDENT_LEAVES
from bot.students import Student, StudentId
from bot.ui.kit import blocks, elements, markup
from bot.ui.kit.blocks import View
from bot.ui.kit.drawing import modal
from bot.ui.kit.markup import counted

OPEN = "student_leave"
BACK = "student_stays"
LIST = "students_gone"

MOST_LISTED = 90


def render(student: Student, *, meetings: int, forms: int, today: date) -> View:
    """Ask for the day; `meetings` are still planned and `forms` still open."""
    matters = ((meetings, "planned meeting"), (forms, "open form"))
    open_ = [counted(count, what) for count, what in matters if count]
    closes = f" That closes {' and '.join(open_)}." if open_ else ""
    return modal(
        STUDENT_LEAVES,
        [
            blocks.section(
                f"*{markup.escaped(student.name)}* ({student.alias})\nFrom that day on nobody is "
                f"reminded or asked about them any more.{closes} The record stays, and you can "
                "take them back at any time."
            ),
            LEFT_ON.showing(student.exited_on or today),
        ],
        carries=[tags.STUDENT.of(student.id)],
    )


def named_in(students: Sequence[Student]) -> list[StudentId]:
    """Return whom the list of those who have left names."""
    return [one.id for one in students[:MOST_LISTED]]


def render_gone(students: Sequence[Student], *, opens: str) -> View:
    """List those who have left; `opens` is the button that opens one."""
    drawn = [
        blocks.section(
            f"{markup.short(one.name, 100)} ({one.alias}), left {_on(one)}",
            accessory=elements.button("Open", opens, value=one.id, label=f"Open {one.alias}"),
        )
        for one in students[:MOST_LISTED]
    ]
    rest = markup.more(len(students) - MOST_LISTED, "more; `/iep find` opens them by name")
    drawn += map(blocks.context, rest)
    return blocks.modal(
        "Students who left",
        drawn or [blocks.section("No student of yours has left.")],
        callback_id=LIST,
    )


def said_of(student: Student, *, today: date) -> str:
    """Say on the student's screen when they leave; empty where no day is set."""
    if student.exited_on is None:
        return ""
    if student.has_left(today):
        return f"*Left {_on(student)}.* Nothing is asked or reminded any more; the record stays."
    return f"*Leaves {_on(student)}.* Until then nothing changes."


def _on(student: Student) -> str:
    assert student.exited_on is not None, "only of a student who leaves"
    return f"on {date_words.in_full(student.exited_on)}"
