"""A surface has one form of dates; a year is said of a date outside of this school year alone."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.calendar import default_school_year
from bot.date_words import in_full, in_short, in_short_with_year, in_words
from bot.ui.digest import digest_controls as controls
from bot.ui.digest import home
from sandbox.client import Person
from tests.journeys.outline import outlined
from tests.journeys.quillmarsh import HERE, Quillmarsh, quillmarsh

FIRST_SCHOOL_DAY = datetime(2026, 10, 1, 6, 30, tzinfo=HERE)
YEAR = default_school_year(2026)

IN_SHORT = re.compile(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), [A-Z][a-z]{2} \d+(?:, \d{4})?")
IN_WORDS = re.compile(r"\b[A-Z]\w+day, [A-Z][a-z]+ \d+(?:, \d{4})?")
OTHERWISE = re.compile(r"(?<!\w, )\b[A-Z][a-z]{2,8} \d{1,2}, \d{4}\b")

MARIGOLD, TEACHER, OFFICE, SUPERVISOR = "U0DEMO003", "U0DEMO012", "U0DEMO006", "U0DEMO002"
OWN_ROOM, OFFICES_ROOM = "C0DEMO003", "C0DEMO005"

COMMANDS = {
    "/iep": (MARIGOLD, ""),
    "due": (MARIGOLD, "due"),
    "student": (MARIGOLD, "juniper quickwater"),
    "send": (MARIGOLD, "request"),
    "missing": (MARIGOLD, "which calendars are missing?"),
    "today": (MARIGOLD, "what is due today?"),
    "district": (SUPERVISOR, "district"),
}

Shown = dict[str, Any]


@pytest.fixture(scope="module")
def surfaces(tmp_path_factory, sqlite_template) -> dict[str, str]:
    """What stands on each surface in the first week of October, as it reads."""
    folder = tmp_path_factory.mktemp("dates")
    url = f"sqlite:///{folder / 'preiep.db'}"
    (folder / "preiep.db").write_bytes(sqlite_template.read_bytes())
    with quillmarsh(url, folder, at=FIRST_SCHOOL_DAY, imported_at="2026-09-30T16:00") as district:
        district.go_to(FIRST_SCHOOL_DAY.date(), 7)
        seen = {name: as_read(one) for name, one in looked_at(district)}
        everything_is_sent(district)
        district.go_to(date(2026, 10, 6), 14)
        seen |= {name: as_read(one) for name, one in a_week_later(district)}
    return seen


def looked_at(district: Quillmarsh) -> Iterator[tuple[str, Shown]]:
    for name, (who, words) in COMMANDS.items():
        person = district.client.person(who)
        person.command("/iep", words)
        district.settle()
        yield name, before(person)
        closed(person)
    marigold = district.marigold
    yield "digest", told(marigold)[0]
    yield "home", at_home(district, MARIGOLD)
    yield "supervisor's home", at_home(district, SUPERVISOR)
    assert marigold.home is not None
    marigold.home.click(home.PICK_PLACE)
    district.settle()
    yield "what to pick from", before(marigold)
    marigold.modal.click(f"due:SEIS_NOTICES/{home.PICK}")
    district.settle()
    yield "Pick", before(marigold)
    closed(marigold)


def a_week_later(district: Quillmarsh) -> Iterator[tuple[str, Shown]]:
    yield "week's summary", told(district.client.person(SUPERVISOR))[-1]
    teacher = district.client.person(TEACHER)
    yield "forms asked of a teacher", told(teacher)[0]
    yield "teacher's home", at_home(district, TEACHER)
    yield "office's home", at_home(district, OFFICE)
    yield "office's card", told(district.client.person(OFFICE), OFFICES_ROOM)[-1]
    parent = told(district.marigold, OWN_ROOM)[0]
    yield "thread", parent
    late = told(district.marigold)[-1]
    yield "a digest with what is late", late


def everything_is_sent(district: Quillmarsh) -> None:
    marigold = district.marigold
    digest = marigold.dms()[0]
    for control in (controls.SEND_ALL, controls.SEND_NOTES):
        digest.click(control)
        district.settle()
        while modal := marigold.modal:
            (modal.submit if modal.now["submit"] else modal.close)()
            district.settle()


def before(person: Person) -> Shown:
    """Return what a command opened: a window, or words for them alone."""
    if modal := person.modal:
        return dict(modal.now)
    return dict(person._wire.get(f"/people/{person.id}/ephemerals")[-1])


def closed(person: Person) -> None:
    while modal := person.modal:
        modal.close()


def told(person: Person, channel: str | None = None) -> list[Shown]:
    return list(person._wire.get(f"/people/{person.id}/messages", channel=channel))


def at_home(district: Quillmarsh, who: str) -> Shown:
    person = district.client.person(who)
    person.open_home()
    district.settle()
    return dict(person._wire.get(f"/people/{who}/screen")["home"])


def as_read(shown: Shown) -> str:
    return "\n".join(outlined(shown, "title", "blocks"))


SHORT = (
    *COMMANDS,
    "digest",
    "a digest with what is late",
    "home",
    "supervisor's home",
    "Pick",
    "week's summary",
    "forms asked of a teacher",
    "teacher's home",
    "office's home",
    "office's card",
)


def days_of_this_year(words: Callable[[date], str]) -> set[str]:
    days = (YEAR.last - YEAR.first).days + 1
    return {words(YEAR.first + timedelta(days=number)) for number in range(days)}


@pytest.mark.parametrize("name", SHORT)
def test_a_list_has_its_dates_in_short(name, surfaces):
    assert IN_SHORT.findall(surfaces[name])
    assert IN_WORDS.findall(surfaces[name]) + OTHERWISE.findall(surfaces[name]) == []


def test_a_thread_has_its_dates_in_words(surfaces):
    assert IN_WORDS.findall(surfaces["thread"])
    assert IN_SHORT.findall(surfaces["thread"]) + OTHERWISE.findall(surfaces["thread"]) == []


@pytest.mark.parametrize("name", [*SHORT, "thread"])
def test_a_year_is_said_outside_of_this_school_year_and_not_within(name, surfaces):
    """A date that says none falls on its weekday in this school year, and one that does is not."""
    found = IN_SHORT.findall(surfaces[name]) + IN_WORDS.findall(surfaces[name])
    within = days_of_this_year(in_short) | days_of_this_year(in_words)
    needless = days_of_this_year(in_short_with_year) | days_of_this_year(in_full)

    assert [one for one in found if not one[-4:].isdigit() and one not in within] == []
    assert [one for one in found if one in needless] == []


def test_a_triennial_of_another_school_year_says_its_year(surfaces):
    assert "triennial due Thu, Oct 12, 2028" in surfaces["student"]
