"""The chains of the log: what was taken out of it, put into it or altered is seen.

Each entry holds a keyed hash of itself and of the one before; the end of each chain has a proof of
its own, so that a chain that was cut short is seen, too. A chain is a student's; what is about no
student is in its person's, and what the clock did for nobody in the workspace's.
"""

import hashlib
import hmac
import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, func, insert, select, update

from bot.errors import SealBrokenError
from bot.workspaces import WorkspaceId
from storage import tables as rows
from storage.engine.database import insert_into
from storage.engine.seals import Seal, sealing_of

_audit, _chains, _keys = rows.audit.c, rows.audit_chains.c, rows.audit_keys.c
_entries, _key = sealing_of(rows.audit), sealing_of(rows.audit_keys)

_AT_A_TIME = 500

DESTROYED = "destroyed the record"
"""The act that ends a student's chain: what the entries before it said was blanked."""

RECORD_GONE = "destroyed a record"
"""The same in the workspace's chain, whose detail names the student's."""


class Fault(StrEnum):
    """What is wrong at one place of a chain."""

    ALTERED = "altered"
    MISSING = "taken out"
    CUT = "cut off at the end"
    END_ALTERED = "its end altered"
    GONE = "taken out as a whole"
    CHAINS_GONE = "all that somebody did, or all about a student, was taken out or put in"


@dataclass(frozen=True, kw_only=True)
class Broken:
    """One place at which a chain does not hold."""

    chain: str
    place: int
    fault: Fault


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a look through the whole log found."""

    entries: int
    chains: int
    broken: tuple[Broken, ...]


@dataclass(frozen=True)
class _End:
    """Where a chain ends."""

    entries: int
    link: str
    proof: str


_BEGINNING = _End(0, "", "")

THE_WHOLE = "the log"
"""Stands for all chains together, whose number has a proof, too."""


class Chains:
    """The chains of one workspace, in one transaction."""

    def __init__(self, connection: Connection, workspace_id: WorkspaceId, seal: Seal) -> None:
        self._connection = connection
        self._workspace_id = workspace_id
        self._seal = seal

    def add(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Write entries, given by column, each behind the last one of its chain.

        Whoever else adds to one of these chains waits. They are taken in one order by all, and as
        the last thing in a transaction, so that nobody waits in a circle or for long.
        """
        if not entries:
            return
        key = self._kept_key() or self._new_key()
        by_chain: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for entry in entries:
            by_chain[_chain_of(entry)].append(entry)
        ends = self._ends(key, sorted(by_chain))
        linked: list[dict[str, Any]] = []
        after: list[dict[str, Any]] = []
        for chain, its in sorted(by_chain.items()):
            new, end = self._linked(key, chain, ends[chain], its)
            linked += new
            after.append({"its": chain, **vars(end)})
        self._connection.execute(insert(rows.audit), linked)
        this = (_chains.workspace_id == self._workspace_id, _chains.chain == bindparam("its"))
        self._connection.execute(update(rows.audit_chains).where(*this), after)

    def _linked(
        self, key: bytes, chain: str, end: _End, entries: Iterable[Mapping[str, Any]]
    ) -> tuple[list[dict[str, Any]], _End]:
        """Return the rows of entries behind the end of their chain, and its new end."""
        linked = []
        place, link = end.entries, end.link
        for entry in entries:
            place += 1
            new = _entries.new(self._seal, {"workspace_id": self._workspace_id, **entry})
            new |= {
                "chain": chain,
                "place": place,
                "content": _content(key, new["mark"], entry["why"], entry["detail"]),
            }
            link = new["link"] = _link(key, link, new)
            linked.append(new)
        # An end that was altered stays so: else the next entry would make it good.
        holds = end.proof == _proof(key, chain, end.entries, end.link)
        return linked, _End(place, link, _proof(key, chain, place, link) if holds else "")

    def blank(self, student: int) -> None:
        """Take away what a student's entries say; holds with the entry of a destruction behind."""
        self._connection.execute(
            update(rows.audit)
            .where(_audit.workspace_id == self._workspace_id, _audit.chain == _of_student(student))
            .values(why=None, detail=None)
        )

    def hasher(self) -> Callable[[str], str]:
        """Return what makes keyed hashes of words that are gone, whichever key seals others."""
        key = self._kept_key() or self._new_key()
        return lambda words: _hashed(key, ["gone", words])

    def check(self) -> Checked:
        """Look through the whole log, a few entries in memory at a time."""
        # Without its key the log holds nowhere, as with any other.
        key = self._kept_key() or secrets.token_bytes(32)
        ends = self._found(_chains.workspace_id == self._workspace_id)
        counted = self._counted(key)
        look = _Look(key, self._seal, self._destroyed_at())
        for row in self._in_order():
            look.at(row)
        return Checked(
            entries=look.entries,
            chains=len(look.reached),
            broken=(
                *look.broken,
                *self._at_the_ends(key, ends, look),
                *([] if counted == len(ends) else [_not_all_there(len(ends))]),
            ),
        )

    def _destroyed_at(self) -> dict[str, int]:
        """Return, by chain, at which place it says that the record was destroyed."""
        found = select(_audit.chain, func.max(_audit.place)).where(
            _audit.workspace_id == self._workspace_id, _audit.act == DESTROYED
        )
        places = self._connection.execute(found.group_by(_audit.chain))
        return {row[0]: row[1] for row in places}

    def _at_the_ends(self, key: bytes, ends: Mapping[str, _End], look: "_Look") -> Iterator[Broken]:
        """Yield the chains that do not end where their entries do."""
        students = self._connection.scalars(
            select(rows.students.c.id).where(rows.students.c.workspace_id == self._workspace_id)
        )
        # Each student was put on record, which is the first entry of their chain.
        begun = {*map(_of_student, students), *look.gone}
        reached = look.reached
        for chain in sorted({*ends, *reached, *begun}):
            end, (place, link) = ends.get(chain, _BEGINNING), reached.get(chain, (0, ""))
            if place == 0:
                yield Broken(chain=chain, place=end.entries, fault=Fault.GONE)
            elif place < end.entries:
                yield Broken(chain=chain, place=end.entries, fault=Fault.CUT)
            elif (end.entries, end.link) != (place, link) or end.proof != _proof(
                key, chain, place, link
            ):
                yield Broken(chain=chain, place=place, fault=Fault.END_ALTERED)

    def _in_order(self) -> Iterator[Row[Any]]:
        entries = (
            select(rows.audit)
            .where(_audit.workspace_id == self._workspace_id)
            .order_by(_audit.chain, _audit.place)
        )
        streamed = self._connection.execution_options(
            stream_results=True, max_row_buffer=_AT_A_TIME
        )
        for found in streamed.execute(entries).partitions(_AT_A_TIME):
            yield from found

    def _ends(self, key: bytes, chains: Sequence[str]) -> dict[str, _End]:
        """Return where the chains end, and hold them until the transaction does; begin new ones."""
        these = (_chains.workspace_id == self._workspace_id) & _chains.chain.in_(chains)
        if {*chains} - {*self._found(these)}:
            self._begin(key, chains, these)
        return self._found(these, held=True)

    def _begin(self, key: bytes, chains: Sequence[str], these: ColumnElement[bool]) -> None:
        """Begin those chains that are not there, and count them.

        Whoever else begins some waits, and holds no end of a chain meanwhile.
        """
        number = self._counted(key, held=True)
        found = self._found(these)
        begun = [
            {
                "workspace_id": self._workspace_id,
                "chain": chain,
                "entries": 0,
                "link": "",
                "proof": _proof(key, chain, 0, ""),
            }
            for chain in chains
            if chain not in found
        ]
        if not begun:
            return
        self._connection.execute(insert(rows.audit_chains), begun)
        # A number that was altered stays so, as an end does.
        after: dict[str, Any] = {"proof": ""}
        if number is not None:
            number += len(begun)
            after = {"chains": number, "proof": _number(key, number)}
        here = _keys.workspace_id == self._workspace_id
        self._connection.execute(update(rows.audit_keys).where(here).values(after))

    def _counted(self, key: bytes, *, held: bool = False) -> int | None:
        """Return how many chains were begun; None where the number was altered."""
        kept = select(_keys.chains, _keys.proof).where(_keys.workspace_id == self._workspace_id)
        row = self._connection.execute(kept.with_for_update() if held else kept).first()
        return row.chains if row and row.proof == _number(key, row.chains) else None

    def _found(self, which: ColumnElement[bool], *, held: bool = False) -> dict[str, _End]:
        ends = select(rows.audit_chains).where(which).order_by(_chains.chain)
        if held:
            ends = ends.with_for_update()
        return {
            row.chain: _End(row.entries, row.link, row.proof)
            for row in self._connection.execute(ends)
        }

    def _kept_key(self) -> bytes | None:
        kept = select(rows.audit_keys).where(_keys.workspace_id == self._workspace_id)
        row = self._connection.execute(kept).first()
        return bytes.fromhex(_key.open(self._seal, "key", row)) if row else None

    def _new_key(self) -> bytes:
        """Draw the key of the workspace's chains; of two who do so at once, both get the first."""
        key = secrets.token_bytes(32)
        new: dict[str, Any] = {"workspace_id": self._workspace_id, "key": key.hex()}
        new |= {"chains": 0, "proof": _number(key, 0)}
        self._connection.execute(
            insert_into(self._connection, rows.audit_keys)
            .values(_key.new(self._seal, new))
            .on_conflict_do_nothing()
        )
        kept = self._kept_key()
        assert kept is not None
        return kept


class _Look:
    """A look through entries in the order of their chains."""

    def __init__(self, key: bytes, seal: Seal, destroyed_at: Mapping[str, int]) -> None:
        self._key = key
        self._seal = seal
        self._destroyed_at = destroyed_at
        self.entries = 0
        self.broken: list[Broken] = []
        self.reached: dict[str, tuple[int, str]] = {}
        """By chain, the place and link of the last entry seen."""
        self.gone: set[str] = set()
        """The chains of students whose records were destroyed."""

    def at(self, row: Row[Any]) -> None:
        """Look at the next entry. After a fault go on from what stands, so that it is said once."""
        self.entries += 1
        entry = row._asdict()
        place, link = self.reached.get(row.chain, (0, ""))
        if row.place != place + 1:
            self._found(row, Fault.MISSING)
        elif row.link != _link(self._key, link, entry) or not self._says_the_same(row):
            self._found(row, Fault.ALTERED)
        self.reached[row.chain] = (row.place, row.link)

    def _says_the_same(self, row: Row[Any]) -> bool:
        if row.chain != _chain_of(row._asdict()):
            return False
        try:
            words = _entries.opened(self._seal, row)
        except SealBrokenError:
            return False
        if not (words["why"] or words["detail"]) and row.place < self._destroyed_at.get(
            row.chain, 0
        ):
            return True
        if row.act == RECORD_GONE:
            self.gone.add(words["detail"])
        return bool(row.content == _content(self._key, row.mark, words["why"], words["detail"]))

    def _found(self, row: Row[Any], fault: Fault) -> None:
        self.broken.append(Broken(chain=row.chain, place=row.place, fault=fault))


def _not_all_there(chains: int) -> Broken:
    return Broken(chain=THE_WHOLE, place=chains, fault=Fault.CHAINS_GONE)


def _of_student(student: int) -> str:
    return f"student {student}"


def _chain_of(entry: Mapping[str, Any]) -> str:
    if entry["student_id"] is not None:
        return _of_student(entry["student_id"])
    return f"person {entry['by_id']}" if entry["by_id"] is not None else "workspace"


def _content(key: bytes, mark: str, why: str, detail: str) -> str:
    """Hash what an entry says. Beside its mark, so that two that say the same do not look alike."""
    return _hashed(key, ["content", mark, why, detail])


def _link(key: bytes, before: str, entry: Mapping[str, Any]) -> str:
    named = ("mark", "by_id", "act", "student_id", "meeting_id", "chain", "place", "content")
    at = entry["at"].astimezone(UTC).isoformat()
    return _hashed(key, ["entry", before, at, *map(entry.get, named)])


def _proof(key: bytes, chain: str, entries: int, link: str) -> str:
    return _hashed(key, ["end", chain, entries, link])


def _number(key: bytes, chains: int) -> str:
    return _hashed(key, ["chains", chains])


def _hashed(key: bytes, parts: Sequence[str | int | None]) -> str:
    return hmac.digest(key, json.dumps(parts).encode(), hashlib.sha256).hex()
