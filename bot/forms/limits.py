"""What a field does not take: the limits that its declaration names, each with its sentence."""

from datetime import date
from typing import Any

from bot.forms.answers import Texts
from bot.forms.fields import ANY_OF, ONE_OF, Field, FieldKind

MISSING = "Please fill this in."


def problem_with(
    asked: Field[Any], texts: Texts, *, today: date | None, missing: str = MISSING
) -> str:
    """Say what is wrong with the answer to a field; empty where nothing is."""
    answer = texts.get(asked.key, "").strip()
    if not answer:
        return (asked.missing or missing) if asked.required else ""
    return _problem(asked, answer, today=today)


def _problem(asked: Field[Any], answer: str, *, today: date | None) -> str:
    """Hold an answer against the limits: what Slack's own fields would not send, others might."""
    match asked.kind:
        case FieldKind.STUDENT if not (answer.isascii() and answer.isdecimal()):
            return "Please choose one of your students."
        case FieldKind.DATE:
            return _problem_with_date(asked, answer, today=today)
        case FieldKind.NUMBER if not _is_within(asked, answer):
            return f"Please give a whole number from {asked.least} to {asked.most}."
        case FieldKind.LINE | FieldKind.TEXT if len(answer) > asked.longest:
            return (
                f"This is {len(answer):,} characters long; there is room for {asked.longest:,}. "
                "Please cut it."
            )
        case kind if kind in ONE_OF and asked.options and answer not in asked.values:
            return "Please choose one of the answers shown."
        case kind if kind in ANY_OF and asked.options and not asked.values >= {*answer.split()}:
            return "Please choose among the answers shown."
        case _:
            return ""


def _problem_with_date(asked: Field[Any], answer: str, *, today: date | None) -> str:
    try:
        given = date.fromisoformat(answer)
    except ValueError:
        return "Please give the day on which it took place."
    return asked.not_ahead if asked.not_ahead and today and given > today else ""


def _is_within(asked: Field[Any], answer: str) -> bool:
    whole = answer.isascii() and answer.isdecimal() and len(answer) < 10
    return whole and asked.least <= int(answer) <= asked.most
