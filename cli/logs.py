"""What reaches the log: ids and counts, at every level, whoever speaks."""

import logging
import sys
import threading
from types import TracebackType

from jobs.delivery.guard import described

logger = logging.getLogger(__name__)

OURS = ("bot", "casework", "cli", "handlers", "jobs", "storage")
"""Whose loggers follow LOG_LEVEL: what they say is written with care."""

_KEPT = ("name", "levelno", "levelname", "created", "msecs")

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"

A_MINUTE = 60.0
"""Seconds in which the same warning or error takes one line, however often it comes."""


def set_up_logs(level: str) -> None:
    """Log what we say ourselves from `level` on, and of everybody else that something is wrong.

    The root's level is not LOG_LEVEL, since Bolt gives it to the many loggers that it makes.
    """
    handler = SparingHandler()
    handler.setFormatter(logging.Formatter(FORMAT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for name in OURS:
        logging.getLogger(name).setLevel(level)
    # Python would print the text of whatever ends a thread, or the whole.
    threading.excepthook = lambda told: _ended(told.exc_type, told.exc_value, told.exc_traceback)
    sys.excepthook = _ended


def _ended(
    kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
) -> None:
    if error is not None and issubclass(kind, Exception):
        logger.error("ended by %s", described(error.with_traceback(trace)))


class SparingHandler(logging.StreamHandler):  # type: ignore[type-arg]  # generic to mypy alone
    """Writes what we say ourselves, and of what a library says only where in its code it does.

    Its words can hold anything: Bolt warns of a request that nobody listens to with the whole of
    it, and the text of an error quotes what somebody typed.

    The same warning or error is written once a minute, with how often it came. What was left out
    last is told by the next line of all, or at the end.
    """

    def __init__(self) -> None:
        super().__init__()
        self._lately: dict[str, tuple[logging.LogRecord, int]] = {}
        """What was written within a minute, oldest first, and how often it came since."""

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno < logging.WARNING and not is_ours(record):
            return
        plain = without_their_words(record)
        if record.levelno < logging.WARNING:
            super().emit(plain)
            return
        said = f"{plain.levelname} {plain.name} {plain.msg}"
        first, times = self._lately.get(said, (None, 0))
        if first and _within_a_minute(first, plain):
            self._lately[said] = first, times + 1
        else:
            self._lately.pop(said, None)
            self._lately[said] = plain, 0
            super().emit(_counted(plain, times))
        self._tell_what_is_past(plain)

    def close(self) -> None:
        self._tell_what_is_past(None)
        super().close()

    def _tell_what_is_past(self, now: logging.LogRecord | None) -> None:
        while self._lately:
            said, (first, times) = next(iter(self._lately.items()))
            if now and _within_a_minute(first, now):
                return
            del self._lately[said]
            if times:
                super().emit(_counted(first, times))


def _within_a_minute(first: logging.LogRecord, then: logging.LogRecord) -> bool:
    # A clock that was set back would else keep it for as long.
    return 0 <= then.created - first.created < A_MINUTE


def _counted(record: logging.LogRecord, times: int) -> logging.LogRecord:
    more = f" ({times} more times)" if times else ""
    return logging.makeLogRecord({**vars(record), "msg": f"{record.msg}{more}"})


def without_their_words(record: logging.LogRecord) -> logging.LogRecord:
    """Return what may be written of a record: all of ours, and no word of a library's."""
    words = f"at {record.filename}:{record.lineno} in {record.funcName}"
    if is_ours(record):
        words = record.getMessage()
    error = record.exc_info[1] if record.exc_info else None
    kept = {name: vars(record)[name] for name in _KEPT}
    return logging.makeLogRecord(
        {**kept, "msg": f"{words}: {described(error)}" if error else words}
    )


def is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS
