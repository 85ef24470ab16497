"""The keys that close what is private, and how something closed is found again."""

import hashlib
import hmac
import os
import secrets
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.errors import StorageError

_PURPOSE = b"preiep: finding a closed value again"
"""Separates the key of the hashes from the key that encrypts, though both come from one."""


CHECKED = "preiep"
"""The word that is kept closed with each key in use, to try keys on."""


class Keys:
    """A district's keys, newest first: the newest closes, any of them opens."""

    def __init__(self, keys: Sequence[str]) -> None:
        try:
            self._locks = [Fernet(key) for key in keys]
            secrets_of_keys = [urlsafe_b64decode(key) for key in keys]
        except ValueError:
            raise StorageError(
                "A key in PREIEP_KEYS is not a key: each has 44 characters, newest first, "
                "separated by commas."
            ) from None
        self._opener = MultiFernet(self._locks)
        self._hash_keys = [
            hmac.digest(secret, _PURPOSE, hashlib.sha256) for secret in secrets_of_keys
        ]

    def seal(self, text: str) -> str:
        return self._locks[0].encrypt(text.encode()).decode("ascii")

    def open(self, sealed: str) -> str:
        """Return what `seal` closed, with whichever of the keys; InvalidToken where none fits."""
        return self._opener.decrypt(sealed).decode()

    def opens(self, sealed: str) -> bool:
        return _fits(self._opener, sealed)

    def newest_opens(self, sealed: str) -> bool:
        return _fits(self._locks[0], sealed)

    def hashed(self, text: str) -> str:
        """Return the keyed hash under which a value is kept, so that equal values can be found."""
        return self._hash(self._hash_keys[0], text)

    def hashes(self, text: str) -> list[str]:
        """Return the hashes under which a value may stand, one for each key, newest first."""
        return [self._hash(key, text) for key in self._hash_keys]

    @staticmethod
    def _hash(key: bytes, text: str) -> str:
        return hmac.digest(key, text.encode(), hashlib.sha256).hex()


def _fits(lock: Fernet | MultiFernet, sealed: str) -> bool:
    try:
        lock.decrypt(sealed)
    except InvalidToken:
        return False
    return True


def key_file_of(database_file: Path) -> Path:
    return database_file.with_name(database_file.name + ".key")


def kept_keys(database_file: Path, *, new: bool) -> list[str]:
    """Return the keys beside a SQLite file, made there where the database is `new`.

    An old database whose key file is gone stays closed: a new key could open nothing in it.
    """
    key_file = key_file_of(database_file)
    if new and not key_file.exists():
        _make_key_file(key_file)
    try:
        return key_file.read_text(encoding="ascii").split()
    except FileNotFoundError:
        raise StorageError(
            f"The key of the database is missing: {key_file.name} must stand beside "
            f"{database_file.name}, or PREIEP_KEYS must be set. Nothing was changed."
        ) from None


def _make_key_file(key_file: Path) -> None:
    """Write a new key whole or not at all; of two starts at once, both read the first's."""
    draft = key_file.with_name(f"{key_file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(Fernet.generate_key().decode("ascii") + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, key_file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
