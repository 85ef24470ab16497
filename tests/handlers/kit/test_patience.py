"""Whoever cannot have the records within two seconds hears it from us, and before Slack speaks."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg
import pytest

from bot.ui.kit.reading import CHOOSE_AGAIN
from handlers.kit.surroundings import PATIENCE
from storage.engine.database import CONNECTIONS
from tests.conftest import HANGS, WORKSPACE
from tests.handlers.linking import Linking
from tests.people import MORNING, running_school, turned_to_the_last_page

AWAY = "cannot reach its records right now"
NO_CHOICE = "The records cannot be reached right now. Please try again in a minute."

RATE = 0.3
"""Slack's three seconds last ten: somebody who waits two has long heard from us, and whoever
waited ten, as one did before, would hear from Slack."""


@pytest.fixture
def school(database_url):
    with running_school(database_url, wire_rate=RATE, patience=PATIENCE) as running:
        yield running


@contextmanager
def somebody_else_writes(database_url: str) -> Iterator[None]:
    """Another process has its turn: on SQLite with the file, on PostgreSQL with the workspace."""
    if database_url.startswith("sqlite"):
        other = sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.close()
        return
    with psycopg.connect(database_url) as server:
        server.execute("SELECT pg_advisory_xact_lock(7734002, hashtext(%s))", [WORKSPACE])
        yield
        server.rollback()


@contextmanager
def every_connection_is_taken(school) -> Iterator[None]:
    with ExitStack() as held:
        for _ in range(CONNECTIONS):
            held.enter_context(school.assistant.database.reading())
        yield


def conversations(school):
    with school.storage.jobs(now=MORNING, reading=True) as scope:
        return len(scope.conversations.about(school.juniper.id))


def opened(school):
    school.pat.command("/preiep", "juniper")
    return school.pat.waits_for(lambda: school.pat.modal, timeout=HANGS)


def test_there_is_time_left_to_say_so_before_slacks_three_seconds_are_over():
    assert PATIENCE < 2.5


def test_a_submit_stays_open_with_our_sentence_and_is_saved_once_the_records_are_back(
    school, database_url
):
    modal = turned_to_the_last_page(opened(school))
    modal.fill("Language", "Tagalog")

    with somebody_else_writes(database_url):
        apology = modal.submit()
    assert AWAY in apology.text
    below = apology.close()

    assert below.values["Language"] == "Tagalog"
    assert conversations(school) == 0
    assert below.submit() is None
    assert conversations(school) == 1


def test_a_command_is_answered_by_us_and_opens_once_the_records_are_back(school, database_url):
    with somebody_else_writes(database_url):
        school.pat.command("/preiep", "juniper")
        school.pat.waits_for(lambda: school.pat.ephemerals, timeout=HANGS)

    assert AWAY in school.pat.ephemerals[-1].text
    assert school.pat.modal is None
    assert "Juniper" in opened(school).text


def test_a_button_is_answered_by_us_and_works_once_the_records_are_back(school, database_url):
    modal = opened(school)
    modal.fill("With whom", "her mother")

    with somebody_else_writes(database_url):
        modal.click("Save draft")
        school.pat.waits_for(school.pat.dms, timeout=HANGS)
    assert AWAY in school.pat.dms()[-1].text
    assert "Your draft is saved" not in school.pat.modal.text

    school.pat.modal.click("Save draft")
    school.pat.waits_for(lambda: "Your draft is saved" in school.pat.modal.text, timeout=HANGS)


def test_a_type_ahead_says_so_and_what_it_says_is_no_choice(school, database_url):
    school.pat.command("/preiep")
    modal = school.pat.waits_for(lambda: school.pat.modal, timeout=HANGS)

    with every_connection_is_taken(school):
        assert modal.suggest("Student", "Jun") == [NO_CHOICE]
    modal.choose("Student", NO_CHOICE)
    modal.fill("With whom", "her mother")
    refused = school.pat.modal.submit()

    assert [*refused.errors.values()] == [CHOOSE_AGAIN]
    modal = school.pat.modal
    assert modal.suggest("Student", "Jun") == ["Juniper Quickwater (JQ-7K2)"]
    modal.choose("Student", "Juniper Quickwater (JQ-7K2)")
    school.settle()
    turned_to_the_last_page(school.pat.modal).submit()
    assert conversations(school) == 1


def test_the_web_form_gives_back_what_was_typed_and_takes_it_once_the_records_are_back(
    database_url,
):
    with running_school(database_url, wire_rate=RATE, patience=PATIENCE, web=True) as school:
        lee = Linking(school).comes_in()
        lee.fills("Strengths", "Tells stories.")
        with somebody_else_writes(database_url):
            away = lee.presses("Save, and continue later")
        assert (away.status, AWAY in away.text) == (503, True)
        assert ("a.strengths", "Tells stories.") in away.forms[-1].fields

        assert "saved as a draft" in lee.presses("Try again").text
