"""A modal as it is declared: its name, its fields, and what is said where an answer cannot be."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from bot.errors import FormError
from bot.forms.answers import Answers
from bot.forms.fields import Field
from bot.forms.limits import problem_with


@dataclass(frozen=True, kw_only=True)
class Modal:
    """One modal; what stands between its fields is the surface's."""

    name: str
    """By which it is known when it is submitted; no other modal's."""
    title: str
    fields: tuple[Field[Any], ...] = ()
    submit: str = "Save"
    """The words on its button; empty where there is nothing to submit."""
    close: str = "Close"

    def control(self, asked: Field[Any]) -> str:
        """Name what tells a choice in a `live` field, or the words that look it up."""
        return f"{self.name}.{asked.id}"

    def filled_from(self, values: object) -> tuple[Field[Any], ...]:
        """Return the fields, each showing the value that it names."""
        return tuple(
            one.showing(attrgetter(one.prefilled)(values)) if one.prefilled else one
            for one in self.fields
        )

    def check(
        self,
        answers: Answers,
        besides: Mapping[Field[Any], str | bool | None] | None = None,
        *,
        today: date | None = None,
    ) -> None:
        """Raise FormError with every problem: a missing answer, a limit, and those given.

        `besides` are the problems that need more than one answer, or the record, to be seen; what
        is empty is none. A field's own problem comes before a given one.
        """
        found = {asked.key: str(problem) for asked, problem in (besides or {}).items() if problem}
        for asked in self.fields:
            for one in _as_drawn(asked, answers):
                if problem := problem_with(one, answers.texts, today=today):
                    found[one.key] = problem
        if found:
            raise FormError(found)


def _as_drawn(asked: Field[Any], answers: Answers) -> Iterable[Field[Any]]:
    """Return the field for each of its rows, or alone; nothing where it was not drawn this time."""
    rows: Iterator[Field[Any]] = map(asked.of, answers.rows(asked))
    return [asked, *rows] if answers.has(asked) else rows
