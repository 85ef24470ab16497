"""The log holds ids and counts, at every level and over both ways in; a flood takes a line."""

import io
import logging
import re
import sys
import threading
from typing import Any

import pytest

from bot.dates.obligation_rules import ObligationId
from cli.logs import SparingHandler, set_up_logs
from tests.conftest import KEYS
from tests.handlers.apart import logged, school_apart
from tests.handlers.linking import LEE, Linking
from tests.people import conversation_held

TYPED = "Zephyrine kazoos beneath wisteria"
"""What people type; none of its words stands anywhere by chance."""

SECRET_WORDS = (
    *TYPED.split(),
    *("Juniper", "Quickwater", "Names every bird", "her mother", "dragonspeech", "Tea Chalkley"),
    *LEE.split(),
    *("Pat Fennimore", "Hal Helpwell", "Science, period 3", "30 minutes", "Tells whole stories"),
)


@pytest.mark.parametrize("http", [False, True], ids=["socket", "http"])
def test_a_talk_leaves_ids_and_counts_in_the_log(database_url, tmp_path, http):
    with school_apart(database_url, tmp_path, http=http) as (school, log):
        conversation_held(school.pat, school, "juniper")
        school.pat.message(TYPED)
        school.pat.command("/iep", f"find {TYPED}")
        school.settle()
        linking = Linking(school)
        school.client.fault("error", method="chat.update", error="invalid_blocks", times=2)
        linking.fills_in(linking.tea)
        visitor = linking.comes_in()
        visitor.fills("Service and minutes", "30 minutes")
        visitor.fills("Present levels in this area", TYPED)
        visitor.presses("Next")
        assert linking.state(ObligationId.TEACHER_FEEDBACK_BACK) == "proven"
        secrets = (
            school.sandbox.bot_token,
            school.sandbox.app_token,
            school.sandbox.signing_secret,
            visitor.link.path.rpartition("/")[2],
            KEYS[0],
            *visitor.cookies.values(),
        )
    said = log.read_text()

    assert re.search(r"redraw of \w+ \d+ refused: invalid_blocks", said), "ids do stand there"
    assert [word for word in (*SECRET_WORDS, *secrets) if word in said] == []


@pytest.fixture
def log():
    with logged("DEBUG") as said:
        yield said


@pytest.mark.parametrize(
    "name", ["slack_bolt.App", "preiep:listener", "slack_sdk.web", "uvicorn.error", "asyncio", "x"]
)
def test_a_library_says_where_it_warns_and_no_word_of_what(log, name):
    library = logging.getLogger(name)
    library.setLevel("DEBUG")
    try:
        for level in ("debug", "info"):
            getattr(library, level)(TYPED)
        assert log.getvalue() == ""
        library.warning("it got %s", TYPED)
        try:
            int(TYPED)
        except ValueError:
            library.exception(TYPED)
    finally:
        library.setLevel("NOTSET")

    first, second = log.getvalue().splitlines()
    assert f"WARNING {name} " in first
    assert "test_logs.py:" in first
    assert f"ERROR {name} " in second
    assert "ValueError at test_a_library" in second
    assert [word for word in TYPED.split() if word in log.getvalue()] == []


def test_what_we_say_ourselves_stands_there_at_each_level(log):
    logging.getLogger("jobs.delivery").debug("digest %s is claimed", 7)

    assert log.getvalue().endswith("DEBUG jobs.delivery digest 7 is claimed\n")


def test_the_level_is_asked_of_our_own_loggers(log):
    set_up_logs("ERROR")
    logging.getLogger("jobs").warning("digest %s waits", 7)

    assert log.getvalue() == ""


def test_bolts_own_loggers_do_not_follow_ours(log):
    from slack_bolt.logger import get_bolt_app_logger, get_bolt_logger

    made = get_bolt_logger(io.StringIO), get_bolt_app_logger("preiep", io.StringIO)

    assert [one.level for one in made] == [logging.WARNING, logging.WARNING]


def test_whatever_ends_a_thread_is_told_by_its_class(log):
    def stumble() -> None:
        raise ValueError(TYPED)

    thread = threading.Thread(target=stumble)
    thread.start()
    thread.join()
    sys.excepthook(ValueError, ValueError(TYPED), None)

    assert "ERROR cli.logs ended by ValueError at _boot" in log.getvalue()
    assert log.getvalue().count("ended by ValueError") == 2
    assert TYPED not in log.getvalue()


def said_at(seconds: float, words: str = "%s is away", level: int = logging.ERROR) -> Any:
    record = logging.LogRecord("jobs", level, "here.py", 1, words, ("it",), None)
    record.created = 1000.0 + seconds
    return record


@pytest.fixture
def sparing(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    return SparingHandler()


def lines(handler) -> list[str]:
    return handler.stream.getvalue().splitlines()


def test_a_flood_of_one_error_is_one_line_a_minute_with_a_count(sparing):
    for second in range(150):
        sparing.handle(said_at(second))
    assert lines(sparing) == [
        "it is away",
        "it is away (59 more times)",
        "it is away (59 more times)",
    ]
    sparing.close()
    assert lines(sparing)[3:] == ["it is away (29 more times)"]


def test_another_error_is_told_meanwhile_and_with_it_the_end_of_a_flood(sparing):
    for second in range(3):
        sparing.handle(said_at(second))
    sparing.handle(said_at(5, "%s is here"))
    sparing.handle(said_at(500, "%s is new"))

    assert lines(sparing) == ["it is away", "it is here", "it is new", "it is away (2 more times)"]


def test_what_is_no_warning_is_written_as_often_as_it_is_said(sparing):
    for second in range(3):
        sparing.handle(said_at(second, level=logging.INFO))

    assert lines(sparing) == ["it is away"] * 3


def test_an_error_that_comes_once_a_minute_is_counted_by_nobody(sparing):
    for minute in range(3):
        sparing.handle(said_at(61 * minute))

    assert lines(sparing) == ["it is away"] * 3


def test_a_clock_that_is_set_back_hides_nothing(sparing):
    sparing.handle(said_at(5000))
    sparing.handle(said_at(0))

    assert len(lines(sparing)) == 2
