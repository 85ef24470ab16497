"""The modal of the parent conversation: what it says around the questions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot import date_words
from bot.conversations.conversations import Conversation, ConversationAbout, ConversationId
from bot.forms.drafts import Draft
from bot.forms.fields import Field
from bot.forms.pages import Page
from bot.students import Student
from bot.ui.kit import blocks, elements, form, markup
from bot.ui.kit.blocks import Block, View
from bot.ui.kit.elements import Element
from bot.ui.people import parents

OPEN = "conversation_open"
OPEN_HERE = "conversation_open_here"
"""The same from a screen in whose place it comes, so that the stack has room for last year's."""
READ = "talk_read"
"""A conversation's id and the page, from anywhere: in place of a modal, else in one of its own."""
CONCERNS = "talk_concerns"
BESIDE = "conversation_beside"
"""On the form itself: the same page of an earlier year, on top of it."""

ON_RECORD = "What is on record already is filled in below: please confirm it, or change it."


def line_about(about: ConversationAbout) -> str:
    """Say whom a conversation is about, as the case manager sees it in a modal."""
    student, meeting = about.student, about.meeting
    on = f"IEP meeting {date_words.in_full(meeting.on)}" if meeting else ""
    return f"{markup.named(student)}: {on or 'no IEP meeting is set yet'}"


def student_option(student: Student) -> Element:
    """Offer a student by name, cut where it is long, and by the alias, which tells two apart."""
    alias = f" ({student.alias})"
    name = markup.shortened(student.name, elements.LONGEST_OPTION - len(alias))
    return elements.option(student.id, name + alias)


def concerns_button(conversation: ConversationId, count: int) -> Element:
    """Lead to the concerns proposed from a conversation that nobody has decided on yet."""
    return elements.button(f"Concerns to keep ({count})", CONCERNS, value=f"{conversation}|0")


def render(
    draft: Draft,
    pages: Sequence[Page],
    *,
    about: ConversationAbout | None,
    now: datetime,
    left: Draft | None = None,
    continued: bool = False,
    saved: bool = False,
    notice: str = "",
) -> View:
    """Draw the page of `draft`; `left` is another draft of theirs that can be taken up again."""
    dress = form.Dress(
        title="Parent conversation",
        save="Save conversation",
        top=[
            *_warned(notice),
            *form.left_behind(left, "You left a conversation half-way", now=now),
            *([blocks.section(line_about(about))] if about else []),
            *(_kept_before(about.kept) if about and about.kept and not draft.page else []),
            *(parents.to_call(about.parents) if about and not draft.page else []),
            *(_known(about) if draft.page == len(pages) - 1 else []),
        ],
        student=student_option(about.student) if about else None,
        controls=_beside(about),
    )
    return form.render(draft, pages, dress, now=now, continued=continued, saved=saved)


def render_changes(
    draft: Draft,
    pages: Sequence[Page],
    about: ConversationAbout,
    *,
    now: datetime,
    continued: bool = False,
    saved: bool = False,
    notice: str = "",
) -> View:
    """Draw a page of a conversation that is being changed, with its prompts as they were asked."""
    dress = form.Dress(
        title="Edit conversation",
        save="Save changes",
        top=[*_warned(notice), blocks.section(line_about(about))],
        controls=_beside(about),
    )
    return form.render(draft, pages, dress, now=now, continued=continued, saved=saved)


def _warned(notice: str) -> list[Block]:
    return [blocks.section(f":warning: {markup.escaped(notice)}")] if notice else []


def _kept_before(kept: Conversation) -> list[Block]:
    day = date_words.in_full(kept.held_on)
    look = elements.button("Open it", READ, value=f"{kept.id}|0")
    words = (
        f"For this meeting there is a conversation of {day} already. This form is for another one."
    )
    return [blocks.section(words, accessory=look, block_id="kept")]


def _known(about: ConversationAbout | None) -> list[Block]:
    return [blocks.context(ON_RECORD)] if about and about.known else []


def _beside(about: ConversationAbout | None) -> list[Element]:
    return [elements.button("Last year's answers", BESIDE)] if about and about.last_years else []


def not_found(words: str, fitting: int) -> str:
    """Say where the words after the command do not tell which student is meant."""
    if not words.strip() or fitting == 1:
        return ""
    if fitting:
        return f"“{words.strip()}” fits {fitting} of your students. Please choose one."
    return f"None of your students is called “{words.strip()}”. Please choose one."


def changed_by_both(who: str, taken: Sequence[Field[Any]], both: Sequence[Field[Any]]) -> str:
    """Say that somebody changed it meanwhile: what was taken over, and what both changed."""
    said = [f"{who} changed this conversation while you did. Nothing of yours was saved yet."]
    if taken:
        said.append(f"Taken over from them: {_named(taken)}.")
    if both:
        said.append(
            f"You both changed: {_named(both)}. If you save, yours is kept, and theirs is in the "
            "earlier versions."
        )
    return " ".join([*said, "Please look it over, then save."])


def _named(questions: Sequence[Field[Any]]) -> str:
    return ", ".join(question.label for question in questions)
