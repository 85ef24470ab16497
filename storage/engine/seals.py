"""How private words are sealed, so that they open only in the place where they were written."""

import hashlib
import hmac
import json
import logging
import os
import secrets
from binascii import Error as NotBase64Error
from binascii import a2b_base64, b2a_base64
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Column, Table

from bot.errors import SealBrokenError
from storage.engine.columns import SealedFields, SealedText, is_sealed

logger = logging.getLogger(__name__)

SEALING, FINDING = b"preiep: sealing words", b"preiep: finding a sealed value again"
"""The purposes of keys: what one of them tells, the other does not."""

_FINDING_ONCE = b"preiep: finding a closed value again"
"""The purpose up to 0.2.0, under a key for all workspaces; it finds links that were out by then."""

_NONCE = 12
"""Bytes drawn for each value. Each workspace has a key of its own, under which four billion values
can be sealed before two draw the same with a chance worth naming."""


def new_mark() -> str:
    """Draw what tells a row, or a workspace, from every other for as long as it lasts."""
    return secrets.token_urlsafe(12)


def derived(master: bytes, mark: str, purpose: bytes) -> bytes:
    """Make the key of one workspace for one purpose."""
    return HKDF(algorithm=SHA256(), length=32, salt=mark.encode(), info=purpose).derive(master)


class Seal:
    """What seals the words of one workspace with its newest key, opens them, and finds them."""

    def __init__(self, masters: Sequence[bytes], mark: str) -> None:
        self._workspace = mark.encode()
        self._ciphers = [AESGCM(derived(master, mark, SEALING)) for master in masters]
        self._finders = [derived(master, mark, FINDING) for master in masters]
        self._finders_once = [
            hmac.digest(master, _FINDING_ONCE, hashlib.sha256) for master in masters
        ]

    def seal(self, words: str, place: bytes) -> SealedText:
        nonce = os.urandom(_NONCE)
        closed = self._ciphers[0].encrypt(nonce, words.encode(), self._workspace + place)
        return SealedText(b2a_base64(nonce + closed, newline=False).decode("ascii"))

    def open(self, sealed: str, place: bytes) -> str:
        """Return what was sealed in this place; InvalidTag for everything else."""
        return self._opened(sealed, place, self._ciphers)

    def newest_opens(self, sealed: str, place: bytes) -> bool:
        try:
            self._opened(sealed, place, self._ciphers[:1])
        except InvalidTag:
            return False
        return True

    def hashed(self, text: str) -> str:
        """Return the keyed hash under which a value is kept, so that equal values can be found."""
        return _hash(self._finders[0], text)

    def hashes(self, text: str) -> list[str]:
        """Return the hashes under which a value may stand, one for each key, newest first."""
        return [_hash(key, text) for key in self._finders]

    def hashes_once(self, text: str) -> list[str]:
        """Return the hashes of a value that was kept up to 0.2.0, and of which we kept no word."""
        return [_hash(key, text) for key in self._finders_once]

    def _opened(self, sealed: str, place: bytes, ciphers: Sequence[AESGCM]) -> str:
        try:
            raw = a2b_base64(sealed)
        except NotBase64Error:
            raise InvalidTag from None
        place = self._workspace + place
        for cipher in ciphers:
            try:
                return cipher.decrypt(raw[:_NONCE], raw[_NONCE:], place).decode()
            except (InvalidTag, ValueError):
                continue  # another key's; what is too short to be sealed at all, is a ValueError
        raise InvalidTag


def _hash(key: bytes, text: str) -> str:
    return hmac.digest(key, text.encode(), hashlib.sha256).hex()


class Opened:
    """A row in which what was sealed can be read."""

    __slots__ = ("_row", "_words")

    def __init__(self, row: Any, words: Mapping[str, Any]) -> None:
        self._row = row
        self._words = words

    def __getattr__(self, name: str) -> Any:
        words = self._words
        return words[name] if name in words else getattr(self._row, name)


class Sealing:
    """Which columns of a table are sealed, and what of a row makes up the place of its words.

    That is the table, the column, the row's mark and whose the row is. So nothing opens in another
    column, in another row, or where somebody has made it another student's.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.columns: dict[str, Column[Any]] = {
            column.name: column for column in table.c if is_sealed(column)
        }
        self.whose = tuple(column.name for column in table.c if column.info.get("whose"))
        self._fields = {
            name for name, one in self.columns.items() if isinstance(one.type, SealedFields)
        }
        self._begins = {name: f"\x1f{table.name}\x1f{name}\x1f".encode() for name in self.columns}

    def place(self, column: str, row: Any) -> bytes:
        """Return the place of a column's words in a row."""
        return self._begins[column] + self._of(row)

    def open(self, seal: Seal, column: str, row: Any) -> Any:
        """Return the words of one column; raise SealBrokenError where they do not open here."""
        return self._open(seal, column, row, self._of(row))

    def is_newest(self, seal: Seal, column: str, row: Any) -> bool:
        """Tell whether the newest key opens a column's words, or there are none."""
        sealed = getattr(row, column)
        return sealed is None or seal.newest_opens(sealed, self.place(column, row))

    def opened(self, seal: Seal | None, row: Any) -> dict[str, Any]:
        """Return the words of a row, by column; without those that were not selected."""
        selected = row._fields
        columns = [name for name in self.columns if name in selected]
        if not columns:
            return {}
        assert seal is not None, "what is sealed needs a key"
        of = self._of(row)
        return {name: self._open(seal, name, row, of) for name in columns}

    def sealed(self, seal: Seal, values: Mapping[str, Any], row: Any) -> dict[str, Any]:
        """Return values with their words sealed for the place in a row."""
        return {
            name: self._seal(seal, name, value, row) if name in self.columns else value
            for name, value in values.items()
        }

    def new(self, seal: Seal, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values of a new row, with a mark of its own and its words sealed."""
        if not self.columns:
            return dict(values)
        row = {"mark": new_mark(), **values}
        return self.sealed(seal, row, Opened(None, {**dict.fromkeys(self.whose), **row}))

    def changed(self, seal: Seal, row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what to write into a row, whose words follow it where it becomes another's."""
        after = Opened(row, {name: values[name] for name in self.whose if name in values})
        moves = any(getattr(row, name) != getattr(after, name) for name in self.whose)
        others = [name for name in self.columns if moves and name not in values]
        words = {name: self.open(seal, name, row) for name in others}
        return self.sealed(seal, {**words, **values}, after)

    def _of(self, row: Any) -> bytes:
        """Return the part of a place that is the row's."""
        parts = [row.mark]
        for name in self.whose:
            one = getattr(row, name)
            parts.append("" if one is None else str(one))
        return "\x1f".join(parts).encode()

    def _open(self, seal: Seal, column: str, row: Any, of: bytes) -> Any:
        sealed = getattr(row, column)
        if sealed is None:
            return {} if column in self._fields else ""
        try:
            words = seal.open(sealed, self._begins[column] + of)
        except InvalidTag:
            where = f"{self.table.name}.{column}{self._ids(row)}"
            logger.error("what is sealed does not open where it stands: %s", where)  # noqa: TRY400
            raise SealBrokenError(where) from None
        return json.loads(words) if column in self._fields else words

    def _seal(self, seal: Seal, column: str, words: Any, row: Any) -> SealedText | None:
        if not words:
            return None
        if column in self._fields:
            words = json.dumps(words, ensure_ascii=False, separators=(",", ":"))
        return seal.seal(words, self.place(column, row))

    def _ids(self, row: Any) -> str:
        """Name a row by its numbers, and by nothing that tells of anybody."""
        names = ("id", *(name for name in self.whose if name.endswith("_id")))
        told = [f"{name} {getattr(row, name)}" for name in names if hasattr(row, name)]
        return f" ({', '.join(told)})" if told else ""


@cache
def sealing_of(table: Table) -> Sealing:
    return Sealing(table)
