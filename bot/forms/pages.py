"""Forms of several pages: what each asks, and what must be mended on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.forms.answers import Texts
from bot.forms.fields import Field
from bot.forms.limits import problem_with


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of a modal: at most six long fields, or Slack refuses the view for its size."""

    title: str
    fields: tuple[Field[Any], ...]
    intro: str = ""


def problems_of_page(page: Page, answers: Texts, *, today: date) -> dict[str, str]:
    """Return what must be mended on a page, by the field's key."""
    missing = "Please answer this; the rest can wait."
    return {
        one.key: problem
        for one in page.fields
        if (problem := problem_with(one, answers, today=today, missing=missing))
    }


def page_of(key: str, pages: Sequence[Page]) -> int:
    """Return which page has this field; the first where none does."""
    asked = [key in {one.key for one in page.fields} for page in pages]
    return asked.index(True) if True in asked else 0
