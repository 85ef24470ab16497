"""What somebody answered, and what stood there before: each asked for by its field."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.forms.fields import ANY_OF, Field

T = TypeVar("T")

Texts = Mapping[str, str]
"""Answers as they travel, by the field's key: dates in ISO, choices joined by blanks, no answer
empty. This is what a draft keeps."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """What came back from a form, however it was shown."""

    texts: Texts
    drawn: Texts = field(default_factory=dict)
    """What the form showed when it was drawn."""

    def __getitem__(self, asked: Field[T]) -> T:
        """Return the answer; raise FormError at the field where there is none."""
        value = self.get(asked)
        if value is None and not self.texts.get(asked.key, "").strip():
            raise asked.refused(asked.missing or "Please fill this in.")
        return value  # type: ignore[return-value]  # None is an answer where an option means it

    def get(self, asked: Field[T]) -> T | None:
        """Return the answer; where there is none, what an empty field means, else None."""
        return self._read(asked, self.texts.get(asked.key, ""))

    def before(self, asked: Field[T]) -> T | None:
        """Return what the form showed in the field when it was drawn."""
        return self._read(asked, self.drawn.get(asked.key, ""))

    def has(self, asked: Field[Any]) -> bool:
        """Tell whether the form was drawn with this field."""
        return asked.key in self.drawn or asked.key in self.texts

    def rows(self, asked: Field[Any]) -> list[str]:
        """List the rows for which the field was repeated, in their order."""
        keys = dict.fromkeys([*self.drawn, *self.texts])
        return [row for key in keys if (row := _row_of(key, asked)) is not None]

    def is_changed(self, asked: Field[Any]) -> bool:
        """Tell whether this person changed a field: what they left may be another's by now."""
        now, then = self.texts.get(asked.key, ""), self.drawn.get(asked.key, "")
        if asked.kind in ANY_OF:
            return {*now.split()} != {*then.split()}
        return now.strip() != then.strip()

    def changes(self, fields: Iterable[Field[Any]]) -> dict[str, Any]:
        """Return what this person changed, by the value from which each field was prefilled."""
        return {
            one.prefilled: self.get(one)
            for one in fields
            if one.prefilled and self.has(one) and self.is_changed(one)
        }

    def _read(self, asked: Field[T], text: str) -> T | None:
        return asked.means(text) if text.strip() else asked.empty


def _row_of(key: str, asked: Field[Any]) -> str | None:
    name, colon, row = key.partition(":")
    return row if colon and name == asked.id else None
