"""The modal of the parent conversation: what it says around the questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import date_words
from bot.conversations.conversations import Conversation, ConversationId
from bot.forms.drafts import Draft
from bot.forms.pages import Page
from bot.meetings.meetings import Meeting
from bot.students import Student
from bot.ui.kit import blocks, elements, form, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.elements import Element

OPEN = "conversation_open"
OPEN_HERE = "conversation_open_here"
"""The same from a screen in whose place it comes, so that the stack has room for last year's."""
READ = "talk_read"
"""A conversation's id and the page, from anywhere: in place of a modal, else in one of its own."""
CONCERNS = "talk_concerns"
BESIDE = "conversation_beside"
"""On the form itself: the same page of an earlier year, on top of it."""

LONGEST_NAME = 120


@dataclass(frozen=True, kw_only=True)
class About:
    """Whom the conversation is about, as the case manager sees it in a modal."""

    student: Student
    meeting: Meeting | None
    kept: Conversation | None = None
    """A conversation that is kept for that meeting already."""
    last_years: bool = False
    """Whether there are answers of an earlier year to look at."""

    @property
    def option(self) -> Element:
        return student_option(self.student)

    @property
    def line(self) -> str:
        meeting = (
            f"IEP meeting {date_words.in_words(self.meeting.on)}"
            if self.meeting
            else "no IEP meeting is set yet"
        )
        name = markup.escaped(markup.shortened(self.student.name, LONGEST_NAME))
        return f"*{name}* ({self.student.alias}): {meeting}"


def student_option(student: Student) -> Element:
    """The student by name, cut where it is long, and by the alias, which tells two apart."""
    alias = f" ({student.alias})"
    name = markup.shortened(student.name, elements.LONGEST_OPTION - len(alias))
    return elements.option(str(student.id), name + alias)


def concerns_button(conversation: ConversationId, count: int) -> Element:
    """Leads to the concerns proposed from a conversation that nobody has decided on yet."""
    return elements.button(f"Concerns to keep ({count})", CONCERNS, value=f"{conversation}|0")


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
            *_warned(notice),
            *form.left_behind(left, "You left a conversation half-way", now=now),
            *([blocks.section(about.line)] if about else []),
            *(_kept_before(about.kept) if about and about.kept and not draft.page else []),
        ],
        student=about.option if about else None,
        controls=_beside(about),
    )
    return form.render(draft, pages, dress, now=now, continued=continued, saved=saved)


def render_changes(
    draft: Draft,
    pages: Sequence[Page],
    about: About,
    *,
    now: datetime,
    continued: bool = False,
    saved: bool = False,
    notice: str = "",
) -> View:
    """A page of a kept conversation that is being changed, with its prompts as they were asked."""
    dress = form.Dress(
        title="Edit conversation",
        save="Save changes",
        top=[*_warned(notice), blocks.section(about.line)],
        controls=_beside(about),
    )
    return form.render(draft, pages, dress, now=now, continued=continued, saved=saved)


def _warned(notice: str) -> list[Block]:
    return [blocks.section(f":warning: {markup.escaped(notice)}")] if notice else []


def _kept_before(kept: Conversation) -> list[Block]:
    day = f"{date_words.in_words(kept.held_on)}"
    look = elements.button("Open it", READ, value=f"{kept.id}|0")
    words = f"For this meeting a conversation of {day} is kept. This form is for a further one."
    return [blocks.section(words, accessory=look, block_id="kept")]


def _beside(about: About | None) -> list[Element]:
    return [elements.button("Last year's answers", BESIDE)] if about and about.last_years else []
