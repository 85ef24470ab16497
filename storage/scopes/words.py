"""What opens the words of one workspace in one transaction, and knows its schools by name."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from bot.workspaces import WorkspaceId
from storage import tables as rows
from storage.engine.database import insert_into
from storage.engine.seals import Seal, sealing_of

_SEALING = sealing_of(rows.schools)
_schools = rows.schools.c


@dataclass(frozen=True, kw_only=True)
class Words:
    """The words of one workspace, sealed and opened within one transaction."""

    connection: Connection
    workspace_id: WorkspaceId
    seal: Seal

    @cached_property
    def schools(self) -> "Schools":
        return Schools(self)


class Schools:
    """The schools of a workspace, each kept as a number and a sealed name."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._names: dict[int, str] = {}

    def name(self, school: int | None) -> str:
        """Return the name of a school; empty for none."""
        if not school:
            return ""
        if school not in self._names:
            self._read()
        return self._names[school]

    def named(self, kept: Any) -> Any:
        """Return the name of a school, or of several, as `numbered` keeps them."""
        return [*map(self.name, kept)] if isinstance(kept, list) else self.name(kept)

    def numbered(self, names: Any) -> Any:
        """Return what is kept of the name of a school, or of several."""
        return sorted(map(self._number, names)) if isinstance(names, list) else self.number(names)

    def find(self, name: str) -> int | None:
        """Return the number of a school; None where none of this name is on record."""
        if name not in self._names.values():
            self._read()
        return next((number for number, known in self._names.items() if known == name), None)

    def number(self, name: str) -> int | None:
        """Return the number of a school, which is put on record where it is new; None for none."""
        return self._number(name) if name else None

    def forget(self) -> None:
        """Read the schools anew next time: one that was put on record may be undone."""
        self._names = {}

    def _number(self, name: str) -> int:
        found = self.find(name)
        if found is None:
            self._add(name)
            found = self.find(name)
        assert found is not None
        return found

    def _add(self, name: str) -> None:
        """Put a school on record. Of two that do so at once the second finds the first's."""
        words = self._words
        kept = {"name": name, "name_hash": words.seal.hashed(name)}
        new = _SEALING.new(words.seal, {"workspace_id": words.workspace_id, **kept})
        insert = insert_into(words.connection, rows.schools)
        words.connection.execute(insert.values(new).on_conflict_do_nothing())

    def _read(self) -> None:
        here = _schools.workspace_id == self._words.workspace_id
        found = self._words.connection.execute(select(rows.schools).where(here))
        self._names = {row.id: _SEALING.open(self._words.seal, "name", row) for row in found}
