"""What a worker makes once for all of its tests, since no test can change it.

Every test still gets a workspace, a database and an assistant of its own: what those are made
from is the dear part. Nothing here holds a state that one test could leave to the next.
"""

import functools
import inspect
import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any
from urllib.request import HTTPSHandler, OpenerDirector, build_opener

import pytest
from slack_bolt.listener import custom_listener
from slack_bolt.listener_matcher import builtins as matchers
from slack_sdk.web import base_client
from sqlalchemy import Engine, event

from bot import content
from jobs.delivery import delivery as deliver
from storage import open_database
from storage.engine import database
from storage.engine.keys import Keys
from storage.engine.seals import Seal

SELDOM = 60.0
"""Wire seconds between two looks at an outbox about which nobody woke delivery. All that these
tests put there wakes it, or is waited for with `settle`."""

_BOLTS = logging.getLogger("slack_bolt.listeners")

_folder = tempfile.TemporaryDirectory(prefix="preiep-template-")


@functools.cache
def migrated_file(key: str) -> Path:
    """A file with its tables, copied for each test."""
    file = Path(_folder.name) / "preiep.db"
    open_database(f"sqlite:///{file}", [key]).close()
    return file


@functools.cache
def engine_at(address: Any) -> Engine:
    """The engine of an address, which keeps the statements that it compiled.

    It knows one set of keys, and that of these tests is the same. What a file loses when a machine
    loses its power is tried in `tests/storage`; here nobody waits for the disk, nor asks a server
    before each transaction whether it is still there.
    """
    engine = _real_engine(address)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _without_waiting_for_the_disk)
    else:
        engine.pool._pre_ping = False
    return engine


_real_engine = database._engine
_real_read = content.read


def _without_waiting_for_the_disk(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def words_of(folder: Path | None = None) -> content.Content:
    """The content files as they are read; a district's own anew each time."""
    return _real_read(folder) if folder else _our_words()


@functools.cache
def _our_words() -> content.Content:
    return _real_read()


def arguments_of(function: Callable[..., Any]) -> list[str]:
    """The names of a function's arguments, as Bolt asks for them 500 times for each assistant."""
    plain = function.__func__ if isinstance(function, MethodType) else function
    if isinstance(plain, FunctionType) and not hasattr(plain, "__wrapped__"):
        code = plain.__code__
        return list(code.co_varnames[: code.co_argcount])
    return inspect.getfullargspec(inspect.unwrap(function)).args


class RememberingSeal(Seal):
    """Opens once what a test reads a hundred times; what cannot be opened is tried each time."""

    def __init__(self, masters: Sequence[bytes], mark: str) -> None:
        super().__init__(masters, mark)
        self._known: dict[tuple[str, bytes], str] = {}

    def open(self, sealed: str, place: bytes) -> str:
        if (sealed, place) not in self._known:
            self._known[sealed, place] = super().open(sealed, place)
        return self._known[sealed, place]


class RememberingKeys(Keys):
    def _of(self, mark: str) -> Seal:
        return RememberingSeal(self.masters, mark)


def bolts_logger(*_: object) -> logging.Logger:
    """One logger for what Bolt makes 500 for, of each assistant; no listener of ours asks it."""
    return _BOLTS


@functools.cache
def _opener(context: Any) -> OpenerDirector:
    return build_opener(HTTPSHandler(context=context))


def called(request: Any, *, context: Any, timeout: float) -> Any:
    """Call as `urlopen` does, which makes itself ten handlers for each call that has a context."""
    return _opener(context).open(request, timeout=timeout)


@contextmanager
def called_sparingly() -> Iterator[None]:
    """Let Slack's client call with what it called with before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(base_client, "urlopen", called)
        yield


@contextmanager
def made_sparingly() -> Iterator[None]:
    """Let an assistant be made from what is there already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_engine", engine_at)
        patch.setattr(database, "Keys", RememberingKeys)
        patch.setattr(content, "read", words_of)
        for asking in (custom_listener, matchers):
            patch.setattr(asking, "get_arg_names_of_callable", arguments_of)
        patch.setattr(custom_listener, "get_bolt_app_logger", bolts_logger)
        patch.setattr(matchers, "get_bolt_logger", bolts_logger)
        yield


@contextmanager
def unhurried() -> Iterator[None]:
    """Let delivery rest until it is woken, and count no look over the caseloads as a long one.

    After a long one nobody looks for a while, and a machine with much else to do makes all long.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(deliver, "LOOKED_AGAIN", SELDOM)
        patch.setattr(import_module("jobs.plan"), "AT_LITTLE_COST", timedelta(hours=1))
        yield
