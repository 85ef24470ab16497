"""What a parent conversation asks, page by page."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from bot.content import Content, Prompt
from bot.forms.fields import Field, boxes, choice, day, line, number, student, text
from bot.forms.pages import Page
from bot.meetings.meetings import Mode


class How(StrEnum):
    PHONE = "phone"
    IN_PERSON = "in person"
    VIDEO = "video"


class DraftCopy(StrEnum):
    """Whether the parents want a draft copy before the meeting."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not asked yet"


STUDENT = student("student", "Student", required=True)
HELD_ON = day(
    "held_on",
    "Date of the conversation",
    hint="Today or earlier: this is for a conversation that took place.",
    not_ahead="A conversation cannot lie ahead. Please give the day it took place.",
    required=True,
)
WITH_WHOM = line(
    "with_whom",
    "With whom",
    hint="For example: mother, and an aunt who interprets.",
    required=True,
)
HOW = choice(
    "how",
    "How",
    {How.PHONE: "On the phone", How.IN_PERSON: "In person", How.VIDEO: "By video"},
    required=True,
)
HEADER = Page(
    title="About the conversation",
    intro="For a talk with the parents, on the phone or face to face. "
    "What you write stays with you: nothing here is sent to them.",
    fields=(STUDENT, HELD_ON, WITH_WHOM, HOW),
)

INTERPRETER = choice(
    "interpreter",
    "Interpreter",
    {
        "used": "Used in this conversation",
        "needed": "Needed at the meeting",
        "used_and_needed": "Used now, and needed at the meeting",
        "none": "Not needed",
    },
)
LANGUAGE = line("language", "Language", hint="The language the parents prefer.")
DRAFT_COPY = choice(
    "draft_copy",
    "Draft copy before the meeting",
    {DraftCopy.YES: "Yes", DraftCopy.NO: "No", DraftCopy.NOT_ASKED: "Not asked yet"},
    hint="Would the parents like to read a draft first?",
)
DRAFT_OF = boxes(
    "draft_of", "If yes, a draft of", {"present_levels": "Present levels", "goals": "Goals"}
)
ATTENDANCE = choice(
    "attendance",
    "How they like to attend",
    {Mode.VIDEO: "Video", Mode.PHONE: "Phone", Mode.IN_PERSON: "In person"},
)
ARRANGEMENTS: tuple[Field[Any], ...] = (INTERPRETER, LANGUAGE, DRAFT_COPY, DRAFT_OF, ATTENDANCE)


def pages(content: Content) -> tuple[Page, ...]:
    """Return the pages: the header, then the eight prompts in order, then the arrangements."""
    asked = {prompt.id: prompt_questions(prompt) for prompt in content.prompts}
    prompts = list(asked.values())
    return (
        HEADER,
        Page(title="Strengths and hopes", fields=_joined(prompts[0:2])),
        Page(title="The road ahead", fields=_joined(prompts[2:4])),
        Page(title="Goals and the process", fields=_joined(prompts[4:6])),
        Page(title="The meeting", fields=(*_joined(prompts[6:8]), *ARRANGEMENTS)),
    )


def _joined(groups: Sequence[tuple[Field[Any], ...]]) -> tuple[Field[Any], ...]:
    return tuple(question for group in groups for question in group)


def prompt_questions(prompt: Prompt) -> tuple[Field[Any], ...]:
    """Return the fields of a prompt: one for each part of the answer, one for the follow-up."""
    asks = number if prompt.kind == "scale" else text
    first, *others = prompt.parts
    said = f"{prompt.number}. {prompt.text}"
    return (
        asks(first.id, first.label, hint=prompt.hint, said=said),
        *(asks(part.id, part.label) for part in others),
        text(_follow_up_of(prompt), prompt.follow_up),
    )


def wording(content: Content) -> dict[str, str]:
    """Return the words said aloud, prompts and follow-ups, which are kept with the answers."""
    words = {}
    for prompt in content.prompts:
        words[prompt.id] = prompt.text
        words[_follow_up_of(prompt)] = prompt.follow_up
    return words


def _follow_up_of(prompt: Prompt) -> str:
    return f"{prompt.id}_more"
