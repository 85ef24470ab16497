"""What was asked before, and is shown in the next talk to be confirmed."""

from collections.abc import Iterable

from bot.conversations.conversation_pages import (
    ARRANGEMENTS,
    DRAFT_COPY,
    DRAFT_OF,
    INTERPRETER,
    LANGUAGE,
    NEEDED,
)
from bot.conversations.conversations import Conversation
from bot.conversations.kept_conversations import answers_of
from bot.forms.answers import Texts
from bot.students import Student


def remembered(student: Student, talks: Iterable[Conversation]) -> dict[str, str]:
    """Return the latest answer to each question about what the parents need and prefer.

    A later talk that left a question open takes nothing back. What was withdrawn does not count.
    """
    found = {
        LANGUAGE.key: student.home_language,
        INTERPRETER.key: NEEDED if student.interpreter else "",
    }
    counting = [one for one in talks if not one.withdrawn]
    in_order = sorted(counting, key=lambda one: (one.held_on, one.at))
    for one in in_order:
        found |= _of_draft_together(answers_of(one))
    return {one.key: found[one.key] for one in ARRANGEMENTS if found.get(one.key)}


def _of_draft_together(answers: Texts) -> Texts:
    """Return the answers, so that a later wish for a draft says anew of what."""
    return {DRAFT_OF.key: "", **answers} if answers.get(DRAFT_COPY.key) else answers
