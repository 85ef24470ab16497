"""What a parent conversation asks, page by page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from bot.content import Content, Prompt
from bot.forms.answers import Texts
from bot.forms.fields import Field, boxes, choice, day, line, number, student, text
from bot.forms.pages import Page
from bot.meetings.meetings import Mode
from bot.students import StudentId


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
    not_ahead="A conversation cannot be in the future. Please give the day it took place.",
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
HEADER: tuple[Field[Any], ...] = (STUDENT, HELD_ON, WITH_WHOM, HOW)
"""To be known of a conversation before it can be kept."""

ON_THE_LAST_PAGE = "last"
"""Which row of a field it is that asks on the last page for what the first one left open."""

NEEDED, NOT_NEEDED = "needed", "none"
INTERPRETER = choice(
    "interpreter",
    "Interpreter",
    {
        "used": "Used in this conversation",
        NEEDED: "Needed at the meeting",
        "used_and_needed": "Used now, and needed at the meeting",
        NOT_NEEDED: "Not needed",
    },
)
LANGUAGE = line(
    "language", "Language", hint="The language the parents prefer.", prefilled="language"
)
DRAFT_COPY = choice(
    "draft_copy",
    "Draft copy before the meeting",
    {DraftCopy.YES: "Yes", DraftCopy.NO: "No", DraftCopy.NOT_ASKED: "Not asked yet"},
    hint="Would the parents like to read a draft first?",
    prefilled="draft_copy",
)
DRAFT_OF = boxes(
    "draft_of",
    "If yes, a draft of",
    {"present_levels": "Present levels", "goals": "Goals"},
    prefilled="draft_of",
)
ATTENDANCE = choice(
    "attendance",
    "How they like to attend",
    {Mode.VIDEO: "Video", Mode.PHONE: "Phone", Mode.IN_PERSON: "In person"},
    prefilled="attendance",
)
ARRANGEMENTS: tuple[Field[Any], ...] = (INTERPRETER, LANGUAGE, DRAFT_COPY, DRAFT_OF, ATTENDANCE)


def pages(
    content: Content, answers: Texts | None = None, *, student: StudentId | None = None
) -> tuple[Page, ...]:
    """Return the pages: the header, the eight prompts in order, and what the parents prefer.

    Nothing stands in the way of a question: what the `answers` so far leave open of the header is
    asked on the last page. Without them the pages are as they are read again.
    """
    prompts = [prompt_questions(prompt) for prompt in content.prompts]
    header = _header_drawn(answers or {}, student)
    left_open = () if answers is None else _left_open(answers, student)
    return (
        Page(
            title="Strengths and hopes",
            intro="For a conversation with the parents, on the phone or face to face. "
            "What you write stays with you: nothing here is sent to them.",
            fields=(*header, *_joined(prompts[0:2])),
        ),
        Page(title="The road ahead", fields=_joined(prompts[2:4])),
        Page(title="Goals and questions", fields=_joined(prompts[4:7])),
        Page(
            title="Anything else, and what they prefer",
            fields=(*left_open, *_joined(prompts[7:8]), *ARRANGEMENTS),
        ),
    )


def _joined(groups: Sequence[tuple[Field[Any], ...]]) -> tuple[Field[Any], ...]:
    return tuple(question for group in groups for question in group)


def with_header(answers: Texts, student: StudentId | None) -> dict[str, str]:
    """Return the answers with the header's in one place, on whichever page they were given."""
    header = {
        one.key: given or answers.get(one.of(ON_THE_LAST_PAGE).key, "").strip()
        for one, given in _given_at_first(answers, student)
    }
    return {**answers, **header}


def with_whom(student: StudentId | None) -> Field[str]:
    """Return the field that says with whom: where another student is chosen, it is another one."""
    return WITH_WHOM.of(student)


def _header_drawn(answers: Texts, student: StudentId | None) -> Iterator[Field[Any]]:
    """Return the header as the first page asks for it: what has a value is not to lose it."""
    for one, given in _given_at_first(answers, student):
        if one is WITH_WHOM:
            yield replace(with_whom(student), required=False)
        else:
            yield replace(one, required=bool(given))


def _given_at_first(answers: Texts, student: StudentId | None) -> Iterator[tuple[Field[Any], str]]:
    """Return each field of the header with what the first page says to it."""
    for one in HEADER:
        drawn = with_whom(student) if one is WITH_WHOM else one
        yield one, answers.get(drawn.key, answers.get(one.key, "")).strip()


def _left_open(answers: Texts, student: StudentId | None) -> Iterator[Field[Any]]:
    """Return what the first page left open, as a row of its own: it stays while it is filled in."""
    for one, given in _given_at_first(answers, student):
        if not given:
            # A student who is chosen stands above the questions, and so has no need to stay.
            yield one if one is STUDENT else one.of(ON_THE_LAST_PAGE)


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
