"""Answers as they are read: each under its question, in the words of the choices."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from bot import date_words
from bot.forms.answers import Texts
from bot.forms.fields import Field, FieldKind
from bot.ui.kit import blocks, markup
from bot.ui.kit.blocks import Block


def read_again(questions: Iterable[Field[Any]], answers: Texts) -> list[Block]:
    """Return a page's questions with what was answered; what was said aloud stands above."""
    drawn: list[Block] = []
    for question in questions:
        if question.said:
            drawn.append(blocks.spoken(question.said))
        drawn.append(blocks.section(f"*{markup.escaped(question.label)}*"))
        drawn.append(said(question, answers.get(question.id, "")))
    return drawn


def said(question: Field[Any], answer: str) -> Block:
    words = answer_in_words(question, answer)
    return blocks.spoken(words) if words else blocks.context("No answer")


def answer_in_words(question: Field[Any], answer: str) -> str:
    words = {option.value: option.words for option in question.options}
    match question.kind:
        case FieldKind.CHOICE if answer:
            return words.get(answer, answer)
        case FieldKind.BOXES:
            return ", ".join(words.get(value, value) for value in answer.split())
        case FieldKind.DATE if answer:
            return date_words.in_full(date.fromisoformat(answer))
        case _:
            return answer
