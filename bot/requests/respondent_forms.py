"""The forms of respondents: their pages from the content files, what is kept, one gentle hint.

Eligibility and placement are the team's to decide, so no form asks for them.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.content import Content, FormPage, FormQuestion
from bot.errors import FormError
from bot.forms.answers import Texts
from bot.forms.fields import Field, choice, line, number, text
from bot.forms.pages import Page, problems_of_page
from bot.requests.requests import FilledForm, Form

MOST_GOALS = 15
GOALS_A_PAGE = 3
"""With a text each for goal and evidence, what one page holds."""

USUAL_GOALS = 3

HOW_MANY = "goals"
"""The question that asks on how many goals there is to report."""

_OF_A_GOAL = re.compile(r"goal_([0-9]+)(?:_|$)")
_BEST = re.compile(r"\bbest\b", re.IGNORECASE)


def pages_of(form: Form, answers: Texts, content: Content) -> tuple[Page, ...]:
    """Draw the form's pages, with as many for goals as its answers ask for."""
    worded = content.forms[form]
    return tuple(page for one in worded for page in _drawn(one, how_many_goals(answers)))


def pages_as_asked(form: Form, filled: FilledForm, content: Content) -> tuple[Page, ...]:
    """Draw the pages of a form that came in, its questions in the words of then.

    Goals of which nothing was said are left out: their room was there in case of need.
    """
    said = {_goal_of(key) for key, answer in filled.answers.items() if answer.strip()}
    asked = [
        replace(
            page,
            fields=tuple(
                one.labelled(filled.wording.get(one.id, one.label))
                for one in page.fields
                if _goal_of(one.id) in (None, *said)
            ),
        )
        for page in pages_of(form, filled.answers, content)
    ]
    return tuple(page for page in asked if page.fields)


def wording(pages: Iterable[Page]) -> dict[str, str]:
    """Return what was asked, by question; it is kept with the answers."""
    return {question.id: question.label for page in pages for question in page.fields}


def carried_over(form: Form, answers: Texts, content: Content) -> dict[str, str]:
    """Choose what a person said of themselves, to begin their next form with: none of the student.

    What a form is about is its student, so that nothing is chosen but what is declared so.
    """
    first, *_ = content.forms[form]
    return {
        question.id: said
        for question in first.questions
        if question.carries_over and (said := answers.get(question.id, "").strip())
    }


def word_of_carried(page: Page, answers: Texts) -> str:
    """Say which answers stand there from an earlier form; empty where none does."""
    labels = [question.label for question in page.fields if question.id in answers]
    said = "filled in from your last form. Change it if it is different here."
    return f"{', '.join(labels)}: {said}" * bool(labels)


def how_many_goals(answers: Texts) -> int:
    given = answers.get(HOW_MANY, "").strip()
    if not (given.isascii() and given.isdecimal()):
        return USUAL_GOALS
    return min(int(given[:3]), MOST_GOALS)


def longest_form(form: Form, content: Content) -> tuple[Page, ...]:
    return pages_of(form, {HOW_MANY: str(MOST_GOALS)}, content)


def answers_to_keep(pages: Sequence[Page], answers: Texts, *, today: date) -> dict[str, str]:
    """Choose what of a draft is the form; raise FormError where something is missing."""
    problems: dict[str, str] = {}
    for page in pages:
        problems |= problems_of_page(page, answers, today=today)
    if problems:
        raise FormError(problems)
    asked = (question.id for page in pages for question in page.fields)
    return {key: text for key in asked if (text := answers.get(key, "").strip())}


def hint_before_submitting(pages: Iterable[Page], answers: Texts) -> str:
    """Say what to think over once more; empty where nothing is.

    Schools owe what is appropriate, and a plan that says *best* promises something else.
    """
    said = [
        question.label
        for page in pages
        for question in page.fields
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
        fields = tuple(_asked(question, question.id, {}) for question in page.questions)
        yield Page(title=page.title, fields=fields)
        return
    for first in range(1, goals + 1, GOALS_A_PAGE):
        last = min(first + GOALS_A_PAGE - 1, goals)
        yield Page(
            title=_filled(
                page.title if last > first else page.title_of_one, {"first": first, "last": last}
            ),
            fields=tuple(
                _asked(question, _id_of(question, goal), {"number": goal})
                for goal in range(first, last + 1)
                for question in page.questions
            ),
        )


def _goal_of(identity: str) -> int | None:
    """Return which goal a question is about; None where it is about none."""
    found = _OF_A_GOAL.match(identity)
    return int(found[1]) if found else None


def _id_of(question: FormQuestion, goal: int) -> str:
    return f"goal_{goal}" if question.id == "goal" else f"goal_{goal}_{question.id}"


def _asked(question: FormQuestion, identity: str, numbers: Mapping[str, int]) -> Field[Any]:
    label, hint = _filled(question.label, numbers), _filled(question.hint, numbers)
    match question.asks:
        case "number":
            counts = question.id == HOW_MANY
            least, most = (0, MOST_GOALS) if counts else (1, 10)
            drawn: Field[Any] = number(identity, label, least=least, most=most)
        case "choice":
            drawn = choice(identity, label, {one.id: one.label for one in question.choices})
        case "line":
            drawn = line(identity, label)
        case "text":
            drawn = text(identity, label)
    return replace(drawn, hint=hint, required=question.required)


def _filled(words: str, numbers: Mapping[str, int]) -> str:
    """Put the numbers into the words; other braces of a district's stay as they are."""
    for name, count in numbers.items():
        words = words.replace(f"{{{name}}}", str(count))
    return words
