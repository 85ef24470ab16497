"""Answers of an earlier talk, shown in the next one to be confirmed."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.conversations.conversation_pages import (
    ARRANGEMENTS,
    ATTENDANCE,
    DRAFT_COPY,
    DRAFT_OF,
    INTERPRETER,
    LANGUAGE,
    NEEDED,
    NOT_NEEDED,
    DraftCopy,
)
from bot.conversations.conversations import Conversation
from bot.conversations.kept_conversations import answers_of
from bot.forms.answers import Answers, Texts
from bot.forms.fields import as_text
from bot.people.parents import Interpreting, Parent, named_in
from bot.students import Student


def remembered(
    student: Student, talks: Iterable[Conversation], parent: Parent | None = None
) -> dict[str, str]:
    """Return the latest answer to each question about what the parents need and prefer.

    It was given in one of these talks, or stands with the `parent` on record. Who later left a
    question open takes nothing back. What was withdrawn does not count.
    """
    found = {
        LANGUAGE.key: student.home_language,
        INTERPRETER.key: NEEDED if student.interpreter else "",
    }
    counting = [one for one in talks if not one.withdrawn]
    in_order = sorted(counting, key=lambda one: (one.held_on, one.at))
    said = [answers_of(one) for one in in_order]
    if parent is not None:
        before = sum(one.at < parent.at for one in in_order)
        said.insert(before, _on_record(parent))
    for answers in said:
        found |= _of_draft_together(answers)
    return {one.key: found[one.key] for one in ARRANGEMENTS if found.get(one.key)}


def talks_with(
    parent: Parent, parents: Sequence[Parent], talks: Iterable[Conversation]
) -> list[Conversation]:
    """Return the talks with a parent: not those that name another one on record, and not them."""
    named = ((one, named_in(one.with_whom, parents)) for one in talks)
    return [one for one, who in named if not who or parent in who]


def as_remembered(
    parent: Parent, parents: Sequence[Parent], student: Student, talks: Iterable[Conversation]
) -> Parent:
    """Return a parent with what they said last, be it in a talk or to whoever wrote it down."""
    said = Answers(texts=remembered(student, talks_with(parent, parents, talks), parent))
    return replace(
        parent,
        language=said.get(LANGUAGE) or "",
        interpreting=_interpreting(said.get(INTERPRETER), parent.interpreting),
        draft_copy=said.get(DRAFT_COPY) or DraftCopy.NOT_ASKED,
        draft_of=said.get(DRAFT_OF) or (),
        attendance=said.get(ATTENDANCE),
    )


def _on_record(parent: Parent) -> dict[str, str]:
    """Return what stands with a parent, as the form of a talk asks for it."""
    asked = parent.draft_copy is not DraftCopy.NOT_ASKED
    needs = {None: "", Interpreting.NONE: NOT_NEEDED}
    said = {
        INTERPRETER.key: needs.get(parent.interpreting, NEEDED),
        LANGUAGE.key: parent.language,
        DRAFT_COPY.key: str(parent.draft_copy) if asked else "",
        DRAFT_OF.key: as_text(parent.draft_of),
        ATTENDANCE.key: as_text(parent.attendance),
    }
    return {question: answer for question, answer in said.items() if answer}


def _interpreting(said: str | None, before: Interpreting | None) -> Interpreting | None:
    """Return which interpreter somebody needs: of the language, a talk says nothing."""
    if not said:
        return before
    if said == NOT_NEEDED:
        return Interpreting.NONE
    return before if before is Interpreting.SIGNED else Interpreting.SPOKEN


def _of_draft_together(answers: Texts) -> Texts:
    """Return the answers, so that a later wish for a draft says anew of what."""
    return {DRAFT_OF.key: "", **answers} if answers.get(DRAFT_COPY.key) else answers
