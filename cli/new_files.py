"""A file that a command makes: its owner's alone, and whole before it bears its name."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from bot.errors import CaseworkError


def refuse_a_standing(file: Path) -> None:
    """Refuse to write over a file that is there."""
    if file.exists():
        raise CaseworkError(f"{file} is there already. Please name a file that is not.")


@contextlib.contextmanager
def new_file(file: Path) -> Iterator[BinaryIO]:
    """Open a file beside the one wanted, which takes its name at the end of the `with`.

    Where anything fails before, nothing is left of it.
    """
    refuse_a_standing(file)
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as written:
            yield written
            written.flush()
            os.fsync(written.fileno())
        draft.rename(file)
    except OSError as error:
        raise CaseworkError(f"{file} cannot be written: {error.strerror}.") from error
    finally:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
