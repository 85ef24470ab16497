"""The paragraph of parent input that goes into the draft: composed, never invented.

Plain sentences about what parents said, around their own words, which are not altered.
"""

from collections.abc import Iterator

from bot import date_words
from bot.conversations.conversation_pages import DRAFT_OF, DraftCopy
from bot.conversations.conversations import Conversation
from bot.meetings.meetings import Mode

LONGEST_PART = 2_400
"""Characters; what is longer is copied in parts."""

_SENTENCES = {
    "strengths": "Asked about {name}'s strengths, they said: {said}",
    "difficulties": "They described what is hard at present: {said}",
    "hopes": "Their hopes for this year: {said}",
    "far_goal": "As a goal for later life they named: {said}",
    "way_there": "Steps that they see on the way: {said}",
    "worries": "They asked the team to take up: {said}",
    "goals": "Goals that they propose: {said}",
    "familiarity": "They rated how well they know the IEP process with {said} out of 10.",
    "about_meeting": "About the meeting they want to know: {said}",
    "anything_else": "They also want the school to know: {said}",
}
_ADDED = "They added: {said}"

_HOW = {"phone": "on the phone", "in person": "in person", "video": "by video"}
_ATTEND = {Mode.PHONE: "by phone", Mode.VIDEO: "by video", Mode.IN_PERSON: "in person"}
_END = (".", "!", "?", "\u2026", "\u3002", "\u061f", "\uff01", "\uff1f", "\u0964")
"""What ends a sentence, in any script; a full stop is added where none of them stands."""


def parent_paragraph(conversation: Conversation, name: str) -> str:
    """Write what the parents said about the child called `name`, in the order of the prompts.

    What was not answered is not mentioned. A conversation without answers leaves the sentence on
    who was spoken with, and when.
    """
    return " ".join([_opening(conversation), *_answers(conversation, name), *_wishes(conversation)])


def in_parts(paragraph: str, longest: int = LONGEST_PART) -> list[str]:
    """Cut the paragraph at blanks into parts that can be copied; together they are all of it."""
    parts = []
    while len(paragraph) > longest:
        cut = paragraph.rfind(" ", 0, longest)
        cut = cut if cut > 0 else longest
        parts.append(paragraph[:cut].rstrip())
        paragraph = paragraph[cut:].lstrip()
    return [*parts, paragraph]


def _opening(one: Conversation) -> str:
    day = date_words.without_weekday(one.held_on)
    spoken = f"Parent input was gathered on {day}, {_HOW[one.how]}, with {_line(one.with_whom)}"
    interpreter = one.interpreter.startswith("used")
    language = f" in {_line(one.language)}" if one.language and not interpreter else ""
    sentence = _ended(spoken + language)
    if not interpreter:
        return sentence
    through = f" ({_line(one.language)})" if one.language else ""
    return f"{sentence} An interpreter took part{through}."


def _answers(one: Conversation, name: str) -> Iterator[str]:
    for question, sentence in _SENTENCES.items():
        if answer := one.answers.get(question, ""):
            yield _sentence(sentence, answer, name)
        for prompt, parts in _FOLLOWED_BY.items():
            if parts == question and (more := one.answers.get(f"{prompt}_more", "")):
                yield _sentence(_ADDED, more, name)


_FOLLOWED_BY = {
    "strengths": "strengths",
    "difficulties": "hopes",
    "far_goal": "way_there",
    "worries": "worries",
    "goals": "goals",
    "familiarity": "familiarity",
    "about_meeting": "about_meeting",
    "anything_else": "anything_else",
}
"""After which answer the one to each prompt's follow-up comes."""


def _wishes(one: Conversation) -> Iterator[str]:
    if one.draft_copy is DraftCopy.YES:
        parts = [_DRAFT_OF[part].lower() for part in one.draft_of if part in _DRAFT_OF]
        of = " and ".join(parts)
        yield f"They would like a draft copy before the meeting{f' ({of})' if of else ''}."
    if one.draft_copy is DraftCopy.NO:
        yield "They do not want a draft copy before the meeting."
    if one.attendance:
        yield f"They prefer to attend {_ATTEND[one.attendance]}."
    if one.interpreter in ("needed", "used_and_needed"):
        yield "An interpreter is needed at the meeting."


_DRAFT_OF = {option.value: option.words for option in DRAFT_OF.options}


def _sentence(sentence: str, answer: str, name: str) -> str:
    said = _line(answer)
    return _ended(sentence.replace("{name}", name).replace("{said}", said))


def _line(words: str) -> str:
    """Join several lines into one, with semicolons between them."""
    lines = [" ".join(line.split()) for line in words.splitlines()]
    return "; ".join(line.rstrip(";") for line in lines if line)


def _ended(sentence: str) -> str:
    closed = sentence.rstrip("\"'\u201d\u2019)\u00bb")
    return sentence if closed.endswith(_END) else f"{sentence}."
