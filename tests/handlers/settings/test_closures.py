"""`/iep settings`, *School calendar*: a CSV of closures that an admin drops into the modal."""

from dataclasses import replace
from datetime import date

import pytest

from bot.imports.dropped_files import LARGEST
from bot.people.people import Role
from tests import people
from tests.handlers.settings.test_settings import admin, into, submitted, trail
from tests.people import MORNING, running_school

__all__ = ["admin"]

CALENDAR = (
    "\ufeffDate,Until,Event\r\n"
    "2026-12-21,2027-01-01,Winter break\r\n"
    "11/11/2026,,Veterans Day\r\n"
    "2027-03-26,2027-03-22,Spring break\r\n"
).encode()


@pytest.fixture
def modal(school, admin):
    into(admin, school, "School calendar").click("Paste or drop a list")
    school.settle()
    return admin.modal


def dropped(modal, content, name="Quillmarsh closures.csv"):
    modal.drop("Or a CSV file", name, content)
    [held] = modal.state["closures_file"].values()
    [file] = held["files"]
    return file["id"]


def closures(school):
    return school.storage.calendar().closures


def test_a_dropped_file_is_looked_through_then_taken_in_and_stays_its_owners(
    school, admin, modal, caplog
):
    caplog.set_level("INFO")
    file = dropped(modal, CALENDAR)
    shown = submitted(admin, school)
    assert "11 closed days to add" in shown.text
    assert "Line 4: until: it comes before the date." in shown.text
    assert closures(school) == frozenset()

    shown = submitted(admin, school)

    assert "11 closed days added" in shown.text
    assert len(closures(school)) == 11
    assert date(2026, 11, 11) in closures(school)
    assert school.storage.calendar().confirmed
    assert len(school.client.calls("download")) == 2
    assert school.client.strict_errors() == []
    # It is still Slack's and its owner's; of its name nothing is left here.
    admin.delete_file(file)
    assert "Quillmarsh closures" not in caplog.text + str(trail(school))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"x" * (LARGEST + 1), "larger than 100 kB", id="too-large"),
        pytest.param(b"PK\x03\x04\x14\x00\xff", "not UTF-8 text", id="a-workbook-by-another-name"),
        pytest.param(b"", "is empty", id="empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_field(school, admin, modal, content, said):
    dropped(modal, content)

    shown = submitted(admin, school)

    assert said in shown.errors["closures_file"]
    assert closures(school) == frozenset()


def test_a_file_that_is_gone_before_it_is_taken_in_changes_nothing(school, admin, modal):
    file = dropped(modal, CALENDAR)
    submitted(admin, school)
    admin.delete_file(file)

    shown = submitted(admin, school)

    assert "not in Slack any more" in shown.errors["closures_file"]
    assert closures(school) == frozenset()


def test_a_slack_that_stumbles_changes_nothing_and_the_file_can_be_tried_again(
    school, admin, modal
):
    dropped(modal, CALENDAR)
    submitted(admin, school)
    school.client.fault("server_error", "download")
    shown = submitted(admin, school)
    assert "press again in a minute" in shown.errors["closures_file"]
    assert closures(school) == frozenset()

    submitted(admin, school)

    assert len(closures(school)) == 11


def test_another_file_is_looked_through_before_it_is_taken_in(school, admin, modal):
    first = dropped(modal, CALENDAR)
    submitted(admin, school)
    modal.take_out("Or a CSV file", first)
    dropped(modal, b"date,name\n2026-11-11,Veterans Day\n")

    shown = submitted(admin, school)

    assert "1 closed day to add" in shown.text
    assert closures(school) == frozenset()


@pytest.mark.parametrize("looked_through", [False, True])
def test_whoever_is_no_admin_any_more_has_no_file_fetched(school, admin, modal, looked_through):
    dropped(modal, CALENDAR)
    if looked_through:
        submitted(admin, school)
    fetched = len(school.client.calls("files.info"))
    school.person("U0BOSS", Role.ADMIN)
    with school.storage.jobs(now=MORNING) as scope:
        hal = scope.people.get(school.on_record["hal"].id)
        scope.people.keep(replace(hal, roles=frozenset()))

    shown = submitted(admin, school)

    assert shown.title == "Not saved yet"
    assert len(school.client.calls("files.info")) == fetched
    assert closures(school) == frozenset()


def test_an_app_without_the_scope_still_takes_what_is_pasted(database_url, monkeypatch):
    scopes = people.MANIFEST["oauth_config"]["scopes"]
    fewer = {**scopes, "bot": [one for one in scopes["bot"] if one != "files:read"]}
    older = {**people.MANIFEST, "oauth_config": {"scopes": fewer}}
    monkeypatch.setattr(people, "MANIFEST", older)
    with running_school(database_url) as school:
        school.on_record["hal"] = school.person("U0HAL", Role.ADMIN, name="Hal Helpwell")
        into(school.hal, school, "School calendar").click("Paste or drop a list")
        school.settle()
        assert "CSV file (optional)" not in school.hal.modal.text
        school.hal.modal.fill("List", CALENDAR.decode("utf-8-sig"))

        submitted(school.hal, school)
        shown = submitted(school.hal, school)

        assert "11 closed days added" in shown.text
