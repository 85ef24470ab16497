"""The modal of the parent conversation: what it says around the questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.forms import Draft, Page
from bot.meetings import Meeting
from bot.students import Student
from bot.ui import blocks, form
from bot.ui.blocks import Element, View

OPEN = "conversation_open"

LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class About:
    """Whom the conversation is about, as the case manager sees it in a modal."""

    student: Student
    meeting: Meeting | None

    @property
    def option(self) -> Element:
        return student_option(self.student)

    @property
    def line(self) -> str:
        meeting = (
            f"IEP meeting {blocks.in_words(self.meeting.on)}"
            if self.meeting
            else "no IEP meeting is set yet"
        )
        name = blocks.escaped(blocks.shortened(self.student.name, LONGEST_NAME))
        return f"*{name}* ({self.student.alias}): {meeting}"


def student_option(student: Student) -> Element:
    """The student by name, cut where it is long, and by the alias, which tells two apart."""
    alias = f" ({student.alias})"
    name = blocks.shortened(student.name, blocks.LONGEST_OPTION - len(alias))
    return blocks.option(str(student.id), name + alias)


def render(
    draft: Draft,
    pages: Sequence[Page],
    *,
    about: About | None,
    now: datetime,
    left: Draft | None = None,
    continued: bool = False,
    saved: bool = False,
    notice: str = "",
) -> View:
    """The page of `draft`; `left` is another draft of this person that can be taken up again."""
    dress = form.Dress(
        title="Parent conversation",
        save="Save conversation",
        top=[
            *([blocks.section(f":warning: {blocks.escaped(notice)}")] if notice else []),
            *form.left_behind(left, "You left a conversation half-way", now=now),
            *([blocks.section(about.line)] if about else []),
        ],
        student=about.option if about else None,
    )
    return form.render(draft, pages, dress, now=now, continued=continued, saved=saved)
