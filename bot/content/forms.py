"""Read what respondents are asked, and hold a district's wording to the questions of ours."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import get_args

from bot.content.tables import Table, unlike
from bot.content.words import Choice, FormAsks, FormPage, FormQuestion
from bot.requests.requests import Form

FILE = "forms.toml"

_ASKS: tuple[FormAsks, ...] = get_args(FormAsks)


def forms(file: Table) -> dict[Form, tuple[FormPage, ...]]:
    """Read the pages of each form, under its own name; the last one ends as all of them do."""
    file.only(*Form, "both")
    both = tuple(map(_question, unlike(file.tables("both"))))
    return {form: _pages(file.tables(form), both) for form in Form}


def skeleton(words: Mapping[Form, tuple[FormPage, ...]]) -> list[object]:
    """Return forms without their words: what rules, drafts and answers that are in hang on."""
    return [
        (page.each_goal, [_bones(question) for question in page.questions])
        for pages in words.values()
        for page in pages
    ]


def _pages(tables: Iterable[Table], both: tuple[FormQuestion, ...]) -> tuple[FormPage, ...]:
    *pages, last = map(_page, tables)
    end = replace(last, questions=(*last.questions, *both))
    return (*pages, end)


def _page(table: Table) -> FormPage:
    table.only("title", "title_of_one", "each_goal", "questions")
    title = table.text("title", most=60)
    of_one = table.text("title_of_one", most=60) if "title_of_one" in table.values else title
    return FormPage(
        title=title,
        title_of_one=of_one,
        each_goal=table.flag("each_goal", default=False),
        questions=tuple(map(_question, unlike(table.tables("questions")))),
    )


def _question(table: Table) -> FormQuestion:
    table.only("id", "asks", "required", "label", "hint", "choices")
    asks = table.one_of("asks", _ASKS, default="text")
    if (asks == "choice") != bool(table.values.get("choices")):
        raise table.wrong("choices", "belong to a question that asks for a choice, and only there")
    return FormQuestion(
        id=table.text("id", most=40),
        asks=asks,
        required=table.flag("required", default=False),
        label=table.text("label", most=150),
        hint=table.text("hint", most=150) if "hint" in table.values else "",
        choices=tuple(map(choice, unlike(table.tables("choices", required=False)))),
    )


def choice(table: Table) -> Choice:
    table.only("id", "label")
    return Choice(id=table.text("id", most=40), label=table.text("label", most=75))


def _bones(question: FormQuestion) -> tuple[str, str, bool, list[str]]:
    choices = [choice.id for choice in question.choices]
    return (question.id, question.asks, question.required, choices)
