"""The forms of respondents: their pages from the content files, what is kept, one gentle hint.

Eligibility and placement are the team's to decide, so no form asks for them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bot.content import Content, FormPage, FormQuestion
from bot.errors import FormError
from bot.forms import Answers, Asks, Page, Question, problems_of_page
from bot.requests import FilledForm, Form

MOST_GOALS = 15
GOALS_A_PAGE = 3
"""With a text each for goal and evidence, what one page holds."""

USUAL_GOALS = 3

HOW_MANY = "goals"
"""The question that asks on how many goals there is to report."""

_BEST = re.compile(r"\bbest\b", re.IGNORECASE)


def pages_of(form: Form, answers: Answers, content: Content) -> tuple[Page, ...]:
    """The form's pages, with as many for goals as its answers ask for."""
    worded = {
        Form.TEACHER_FEEDBACK: content.forms.teacher_feedback,
        Form.PROVIDER_REPORT: content.forms.provider_report,
    }[form]
    return tuple(page for one in worded for page in _drawn(one, how_many_goals(answers)))


def pages_as_asked(form: Form, filled: FilledForm, content: Content) -> tuple[Page, ...]:
    """The pages of a form that came in, its questions in the words that were asked then."""
    return tuple(
        replace(
            page,
            questions=tuple(
                replace(question, label=filled.wording.get(question.id, question.label))
                for question in page.questions
            ),
        )
        for page in pages_of(form, filled.answers, content)
    )


def wording(pages: Iterable[Page]) -> dict[str, str]:
    """What was asked, by question; it is kept with the answers."""
    return {question.id: question.label for page in pages for question in page.questions}


def how_many_goals(answers: Answers) -> int:
    given = answers.get(HOW_MANY, "").strip()
    if not (given.isascii() and given.isdecimal()):
        return USUAL_GOALS
    return min(int(given[:3]), MOST_GOALS)


def longest_form(form: Form, content: Content) -> tuple[Page, ...]:
    """Every question that a form can ask, however many goals are reported on."""
    return pages_of(form, {HOW_MANY: str(MOST_GOALS)}, content)


def answers_to_keep(pages: Sequence[Page], answers: Answers, *, today: date) -> dict[str, str]:
    """What of a draft is the form; raise FormError by question id where something is missing."""
    problems: dict[str, str] = {}
    for page in pages:
        problems |= problems_of_page(page, answers, today=today)
    if problems:
        raise FormError(problems)
    asked = (question.id for page in pages for question in page.questions)
    return {key: text for key in asked if (text := answers.get(key, "").strip())}


def hint_before_submitting(pages: Iterable[Page], answers: Answers) -> str:
    """What to think over once more; empty where nothing is.

    Schools owe what is appropriate, and a plan that says *best* promises something else.
    """
    said = [
        question.label
        for page in pages
        for question in page.questions
        if _BEST.search(answers.get(question.id, ""))
    ]
    if not said:
        return ""
    where = ", ".join(said[:3])
    return (
        f"One thought before this goes out: you wrote “best” ({where}). If you mean what suits the "
        "student's needs, “appropriate” is the word that a team can stand by. Change it or leave "
        "it, and send the form again."
    )


def _drawn(page: FormPage, goals: int) -> Iterator[Page]:
    if not page.each_goal:
        questions = tuple(_asked(question, question.id, {}) for question in page.questions)
        yield Page(title=page.title, questions=questions)
        return
    for first in range(1, goals + 1, GOALS_A_PAGE):
        last = min(first + GOALS_A_PAGE - 1, goals)
        yield Page(
            title=_filled(
                page.title if last > first else page.title_of_one, {"first": first, "last": last}
            ),
            questions=tuple(
                _asked(question, _id_of(question, number), {"number": number})
                for number in range(first, last + 1)
                for question in page.questions
            ),
        )


def _id_of(question: FormQuestion, number: int) -> str:
    return f"goal_{number}" if question.id == "goal" else f"goal_{number}_{question.id}"


def _asked(question: FormQuestion, identity: str, numbers: Mapping[str, int]) -> Question:
    counts = question.id == HOW_MANY
    return Question(
        id=identity,
        asks=Asks(question.asks),
        label=_filled(question.label, numbers),
        hint=_filled(question.hint, numbers),
        required=question.required,
        options=tuple((choice.id, choice.label) for choice in question.choices),
        least=0 if counts else 1,
        most=MOST_GOALS if counts else 10,
    )


def _filled(words: str, numbers: Mapping[str, int]) -> str:
    """The words with their numbers; other braces of a district's stay as they are."""
    for name, number in numbers.items():
        words = words.replace(f"{{{name}}}", str(number))
    return words
