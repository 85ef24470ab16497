"""The keys of a district, and the file in which they are kept."""

import os
import secrets
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from bot.errors import StorageError
from storage.engine.seals import Seal

CHECKED = "preiep"
"""The word that is kept closed with each key in use, to try keys on."""


class Keys:
    """A district's keys, newest first; each workspace is sealed with keys derived from them."""

    def __init__(self, keys: Sequence[str]) -> None:
        try:
            self._locks = [Fernet(key) for key in keys]
            self.masters = [urlsafe_b64decode(key) for key in keys]
        except ValueError:
            raise StorageError(
                "A key in PREIEP_KEYS, or in the key file beside the database, is not a key: each "
                "has 44 characters, newest first, separated by commas or, in the file, by lines."
            ) from None
        self.of = cache(self._of)
        """Returns the seal of a workspace, by its mark; derived once."""

    def _of(self, mark: str) -> Seal:
        return Seal(self.masters, mark)

    def check(self) -> str:
        """Return a word closed with the newest key, to try keys on later."""
        return self._locks[0].encrypt(CHECKED.encode()).decode("ascii")

    def opens(self, check: str) -> bool:
        return any(_fits(lock, check) for lock in self._locks)

    def newest_opens(self, check: str) -> bool:
        return _fits(self._locks[0], check)


def _fits(lock: Fernet, check: str) -> bool:
    try:
        lock.decrypt(check)
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
        keys = key_file.read_text(encoding="ascii").split()
    except FileNotFoundError:
        raise StorageError(
            f"The key of the database is missing: {key_file.name} must stand beside "
            f"{database_file.name}, or PREIEP_KEYS must be set. Nothing was changed."
        ) from None
    except (IsADirectoryError, PermissionError, UnicodeDecodeError):
        raise StorageError(_no_key(key_file, "cannot be read as one")) from None
    if not keys:
        raise StorageError(_no_key(key_file, "is empty"))
    return keys


def _no_key(key_file: Path, what: str) -> str:
    return (
        f"The key file of the database {what}: please put back {key_file.name} as it was, from "
        "where you keep a copy. Nothing was changed."
    )


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
