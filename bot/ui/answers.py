"""Answers as they are read: each under its question, in the words of the choices."""

from collections.abc import Iterable
from datetime import date

from bot.forms import Answers, Asks, Question
from bot.ui import blocks
from bot.ui.blocks import Block


def read_again(questions: Iterable[Question], answers: Answers) -> list[Block]:
    """A page's questions with what was answered; what was said aloud stands above its field."""
    drawn: list[Block] = []
    for question in questions:
        if question.said:
            drawn.append(blocks.spoken(question.said))
        drawn.append(blocks.section(f"*{blocks.escaped(question.label)}*"))
        answer = answer_in_words(question, answers.get(question.id, ""))
        drawn.append(blocks.spoken(answer) if answer else blocks.context("No answer"))
    return drawn


def answer_in_words(question: Question, answer: str) -> str:
    match question.asks:
        case Asks.CHOICE if answer:
            return dict(question.options).get(answer, answer)
        case Asks.CHOICES:
            words = dict(question.options)
            return ", ".join(words.get(value, value) for value in answer.split())
        case Asks.DATE if answer:
            day = date.fromisoformat(answer)
            return f"{blocks.in_words(day)} {day.year}"
        case _:
            return answer
