"""The forms of respondents by their kind: their pages, what is kept, and one gentle hint."""

import re
from collections.abc import Iterable
from datetime import date
from typing import assert_never

from bot import provider_reports, teacher_feedback
from bot.errors import FormError
from bot.forms import Answers, Page, problems_of_page
from bot.requests import Form

_BEST = re.compile(r"\bbest\b", re.IGNORECASE)


def pages_of(form: Form, answers: Answers) -> tuple[Page, ...]:
    match form:
        case Form.TEACHER_FEEDBACK:
            return teacher_feedback.PAGES
        case Form.PROVIDER_REPORT:
            return provider_reports.pages(answers)
        case _:
            assert_never(form)


def answers_to_keep(form: Form, answers: Answers, *, today: date) -> dict[str, str]:
    """What of a draft is the form; raise FormError by question id where something is missing."""
    pages = pages_of(form, answers)
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
