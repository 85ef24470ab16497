"""A table of a content file, which names file and key when something in it is wrong."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

from bot.errors import SettingsError

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of a TOML file, and where it stands there."""

    file: Path
    where: str
    """The key that leads here, as in `prompts[2]`; empty for the file itself."""
    values: Mapping[str, object]

    @classmethod
    def parsed(cls, file: Path, words: bytes) -> Self:
        try:
            values = tomllib.loads(words.decode())
        except UnicodeDecodeError:
            raise SettingsError(f"{file}: please save this file as UTF-8.") from None
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{file} cannot be read as TOML: {error}.") from None
        return cls(file=file, where="", values=values)

    def wrong(self, key: str, problem: str) -> SettingsError:
        """Return what to raise when the value under `key` is not as it must be."""
        return SettingsError(f"{self.file}: {self._path(key)} {problem}.")

    def only(self, *known: str) -> None:
        """Refuse keys that nobody reads: a misspelled one would be lost without a word."""
        for key in self.values:
            if key not in known:
                raise self.wrong(key, f"is not known here; known are {', '.join(known)}")

    def text(self, key: str, *, most: int) -> str:
        """Return the words under `key`, in one line, of at most `most` characters."""
        value = self.values.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(key, "needs words")
        words = " ".join(value.split())
        if len(words) > most:
            raise self.wrong(key, f"has {len(words)} characters; {most} are the most")
        return words

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "is either true or false")
        return value

    def one_of(self, key: str, allowed: Collection[T], *, default: T) -> T:
        value = self.values.get(key, default)
        for choice in allowed:
            if value == choice:
                return choice
        raise self.wrong(key, f"is one of {', '.join(map(str, allowed))}")

    def some_of(self, key: str, allowed: Collection[T]) -> tuple[T, ...]:
        """Return the members of a list that may be left out, which leaves it empty."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or any(value not in allowed for value in values):
            raise self.wrong(key, f"is a list of some of {', '.join(map(str, allowed))}")
        return tuple(choice for choice in allowed if choice in values)

    def tables(self, key: str, *, required: bool = True) -> list["Table"]:
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise self.wrong(key, "is a list of tables")
        if required and not values:
            raise self.wrong(key, "needs at least one entry")
        return [
            Table(file=self.file, where=self._path(f"{key}[{place}]"), values=value)
            for place, value in enumerate(values, start=1)
        ]

    def table(self, key: str) -> "Table":
        value = self.values.get(key)
        if not isinstance(value, dict):
            raise self.wrong(key, "is a table")
        return Table(file=self.file, where=self._path(key), values=value)

    def _path(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where else key


def unlike(tables: list[Table]) -> list[Table]:
    """Return the tables, once it is sure that no two of them have the same id."""
    seen: set[str] = set()
    for table in tables:
        identity = table.text("id", most=40)
        if identity in seen:
            raise table.wrong("id", f"stands there twice: {identity}")
        seen.add(identity)
    return tables
