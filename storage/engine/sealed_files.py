"""A file that only the district's keys open, written and read frame by frame.

A frame is sealed with its place and with whether it is the last one, so that a file in which
frames were cut off, swapped or put in is not read as a whole one.
"""

import secrets
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import StorageError
from storage.engine.keys import Keys
from storage.engine.seals import derived

_KIND = b"preiep backup 1\n"
"""With which the file begins."""

_BACKUPS = b"preiep: sealing a backup"
"""The purpose of the keys of these files."""

_SALT, _LENGTH, _TAG = 16, 4, 16
"""Bytes of the salt, of a frame's length, and of the proof at the end of each frame."""

_LARGEST = 1 << 28
"""Bytes of a frame. None of ours comes near it; a damaged length would ask for any amount."""


def write_frames(file: BinaryIO, keys: Keys, frames: Iterable[bytes]) -> None:
    """Write the frames and the end, sealed with the newest key."""
    salt = secrets.token_bytes(_SALT)
    file.write(_KIND + salt)
    lock = _lock(keys.masters[0], salt)
    place = 0
    for place, frame in enumerate(frames, start=1):
        _write(file, lock.encrypt(_nonce(place), frame, _KIND))
    _write(file, lock.encrypt(_nonce(place + 1, last=True), b"", _KIND))


def read_frames(file: BinaryIO, keys: Keys) -> Iterator[bytes]:
    """Read the frames with whichever of the keys fits.

    Raises StorageError where the file is none of ours, has another district's keys, or is damaged
    or not whole; the last of these only at its end.
    """
    if file.read(len(_KIND)) != _KIND:
        raise StorageError("That file is not a backup made by Preiep.")
    salt = file.read(_SALT)
    first = _read(file)
    lock = _lock_that_fits(keys, salt, first)
    place, sealed = 1, first
    while (frame := _opened(lock, sealed, place)) is not None:
        yield frame
        place, sealed = place + 1, _read(file)
    if file.read(1):
        raise _damaged()


def _lock_that_fits(keys: Keys, salt: bytes, first: bytes) -> AESGCM:
    for master in keys.masters:
        lock = _lock(master, salt)
        for last in (False, True):
            try:
                lock.decrypt(_nonce(1, last=last), first, _KIND)
            except InvalidTag:
                continue
            return lock
    raise StorageError(
        "The keys do not open this backup. Please give the keys with which it was made, in "
        "PREIEP_KEYS or in the key file beside the database."
    )


def _opened(lock: AESGCM, sealed: bytes, place: int) -> bytes | None:
    """Return what a frame holds; None for the end."""
    try:
        return lock.decrypt(_nonce(place), sealed, _KIND)
    except InvalidTag:
        pass
    try:
        lock.decrypt(_nonce(place, last=True), sealed, _KIND)
    except InvalidTag:
        raise _damaged() from None
    return None


def _lock(master: bytes, salt: bytes) -> AESGCM:
    """Return the lock of one file, which no other file shares."""
    return AESGCM(derived(master, salt.hex(), _BACKUPS))


def _nonce(place: int, *, last: bool = False) -> bytes:
    return place.to_bytes(11, "big") + bytes([last])


def _write(file: BinaryIO, sealed: bytes) -> None:
    file.write(len(sealed).to_bytes(_LENGTH, "big") + sealed)


def _read(file: BinaryIO) -> bytes:
    length = int.from_bytes(file.read(_LENGTH), "big")
    if not _TAG <= length <= _LARGEST:
        raise _damaged()
    sealed = file.read(length)
    if len(sealed) < length:
        raise _damaged()
    return sealed


def _damaged() -> StorageError:
    return StorageError("This backup is damaged, or not whole. Please take another one.")
