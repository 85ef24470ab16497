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


def carried_over(words: Mapping[Form, tuple[FormPage, ...]]) -> set[tuple[Form, str]]:
    """Return the questions with whose answers the same person's next form begins."""
    return {
        (form, question.id)
        for form, (first, *_) in words.items()
        for question in first.questions
        if question.carries_over
    }


def _pages(tables: Iterable[Table], both: tuple[FormQuestion, ...]) -> tuple[FormPage, ...]:
    first, *more = tables
    *pages, last = [_page(first, may_carry_over=True), *map(_page, more)]
    end = replace(last, questions=(*last.questions, *both))
    return (*pages, end)


def _page(table: Table, *, may_carry_over: bool = False) -> FormPage:
    table.only("title", "title_of_one", "each_goal", "questions")
    each_goal = table.flag("each_goal", default=False)
    questions = [
        _question(one, may_carry_over=may_carry_over and not each_goal)
        for one in unlike(table.tables("questions"))
    ]
    title = table.text("title", most=60)
    of_one = table.text("title_of_one", most=60) if "title_of_one" in table.values else title
    return FormPage(
        title=title,
        title_of_one=of_one,
        each_goal=each_goal,
        questions=tuple(questions),
    )


def _question(table: Table, *, may_carry_over: bool = False) -> FormQuestion:
    table.only("id", "asks", "required", "label", "hint", "choices", "carries_over")
    asks = table.one_of("asks", _ASKS, default="text")
    carries_over = table.flag("carries_over", default=False)
    if carries_over and not (may_carry_over and asks == "line"):
        raise table.wrong(
            "carries_over", "belongs to a line on a form's first page, and only there"
        )
    if (asks == "choice") != bool(table.values.get("choices")):
        raise table.wrong("choices", "belong to a question that asks for a choice, and only there")
    return FormQuestion(
        id=table.text("id", most=40),
        asks=asks,
        required=table.flag("required", default=False),
        label=table.text("label", most=150),
        hint=table.text("hint", most=150) if "hint" in table.values else "",
        choices=tuple(map(choice, unlike(table.tables("choices", required=False)))),
        carries_over=carries_over,
    )


def choice(table: Table) -> Choice:
    table.only("id", "label")
    return Choice(id=table.text("id", most=40), label=table.text("label", most=75))


def _bones(question: FormQuestion) -> tuple[str, str, bool, list[str]]:
    choices = [choice.id for choice in question.choices]
    return (question.id, question.asks, question.required, choices)
