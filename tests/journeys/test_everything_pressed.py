"""Everything that can be pressed is pressed, by everybody, in the demo district and a hostile one.

Nothing may end in an apology of ours, in Slack's own trouble, in a refusal, or in nothing at all.
"""

import csv
import logging
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from itertools import cycle, product
from pathlib import Path

import pytest

from bot.ui.digest import digest_controls as controls
from sandbox.client import Modal, Person, Reply
from tests.examples import THOROUGHLY
from tests.journeys.pressing import Control, Presser
from tests.journeys.quillmarsh import CASELOADS, HERE, Quillmarsh, quillmarsh

FIRST_SCHOOL_DAY = datetime(2026, 10, 1, 6, 30, tzinfo=HERE)
"""Of a month, so that all its work is looked ahead to, five days before a meeting."""

MEETING_DAY = date(2026, 10, 6)

PEOPLE = {
    "case manager": "U0DEMO003",
    "teacher": "U0DEMO012",
    "provider": "U0DEMO021",
    "office": "U0DEMO006",
    "supervisor": "U0DEMO002",
    "admin": "U0DEMO001",
    "nobody": "U0DEMO010",
}
ROOMS = {"case manager": ("C0DEMO003",), "office": ("C0DEMO005",)}
"""Where the assistant speaks to them, besides their own conversation with it."""

VERBS = (
    *("help", "due", "find", "meeting", "attempt", "call", "log", "why", "trail", "progress"),
    *("request", "add", "gone", "handover", "settings", "channel", "paste", "district", "tips"),
)
COMMANDS = (
    ("/preiep", ""),
    ("/preiep", "juniper quickwater"),
    ("/iep", ""),
    ("/iep", "nobody-of-that-name"),
    *(("/iep", verb) for verb in VERBS),
    *(("/iep", f"{verb} juniper quickwater") for verb in VERBS),
)
Opened = AbstractContextManager[Quillmarsh]

thorough = pytest.mark.skipif(THOROUGHLY not in os.environ, reason="`make test-all` tries it")
"""A case manager has six hundred things to press, which takes a minute."""

EACH_TIME = ("teacher", "office")

MOST = 2000
"""Presses; a crawl that is not through by then goes in circles."""

HOSTILE_NAMES = (
    ("<!channel>", "*Bold* _and_ ~struck~"),
    ("&amp;", "<@U0DEMO003>"),
    ("Maximiliana-Theodora", "Featherstonehaugh-Cholmondeley of the " + "Very " * 12 + "Long Lane"),
    ("=HYPERLINK(1)", "`code` > quote"),
    ("\u0645\u0631\u064a\u0645", "\u05e9\u05dc\u05d5\u05dd \U0001f98a"),
    ("Juniper", "Quickwater O'Quill\u2013\u00d1and\u00fa"),
)
TIMES_AS_MANY = 3
"""Students of the demo district, so that lists go on over pages and messages over limits."""


@pytest.fixture
def hostile_caseloads(tmp_path: Path) -> Path:
    """Write the demo district's caseloads with hostile names, and with many more students."""
    with CASELOADS.open(newline="") as file:
        rows = list(csv.DictReader(file))
    names = cycle(HOSTILE_NAMES)
    hostile = []
    for part, row in product(range(TIMES_AS_MANY), rows):
        first, last = next(names)
        number = f"{row['student_id']}{part}"
        hostile.append(row | {"student_id": number, "first_name": first, "last_name": last})
    caseloads = tmp_path / "hostile.csv"
    with caseloads.open("w", newline="") as written:
        writer = csv.DictWriter(written, rows[0])
        writer.writeheader()
        writer.writerows(hostile)
    return caseloads


@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=[] if role in EACH_TIME else thorough) for role in PEOPLE]
)
def test_nothing_that_is_pressed_goes_wrong(role, database_url, tmp_path, caplog):
    with at_work(database_url, tmp_path) as district:
        a_week_goes_by(district, for_whom=PEOPLE[role])
        assert pressed_by(district, role, caplog) == []


@thorough
@pytest.mark.parametrize("role", PEOPLE)
def test_nor_where_names_and_numbers_are_hostile(
    role, database_url, tmp_path, hostile_caseloads, caplog
):
    with at_work(database_url, tmp_path, caseloads=hostile_caseloads) as district:
        a_week_goes_by(district, for_whom=PEOPLE[role])
        assert pressed_by(district, role, caplog) == []


@thorough
def test_nor_about_a_student_who_has_left(database_url, tmp_path, caplog):
    with at_work(database_url, tmp_path) as district:
        juniper_leaves(district)
        found = pressed_by(district, "case manager", caplog, begins=[("/iep", "gone")])
        assert found == []


def at_work(database_url: str, tmp_path: Path, caseloads: Path = CASELOADS) -> Opened:
    return quillmarsh(
        database_url,
        tmp_path,
        at=FIRST_SCHOOL_DAY,
        imported_at="2026-09-30T16:00",
        caseloads=caseloads,
    )


def a_week_goes_by(district: Quillmarsh, *, for_whom: str) -> None:
    """Send what October asks for, so that everybody has something before them; then meet.

    Where the case manager is the one to press everything, that too is left to her.
    """
    district.go_to(FIRST_SCHOOL_DAY.date(), 7)
    marigold = district.marigold
    if marigold.id != for_whom:
        digest = marigold.dms()[-1]
        for control in (controls.SEND_ALL, controls.SEND_NOTES):
            digest.click(control)
            district.settle()
            left_open(district, marigold)
    district.go_to(MEETING_DAY, 14)


def left_open(district: Quillmarsh, person: Person) -> None:
    """Submit what can be submitted of the modals before a person, and close the rest."""
    while modal := person.modal:
        (modal.submit if modal.now["submit"] else modal.close)()
        district.settle()


def juniper_leaves(district: Quillmarsh) -> None:
    """Let yesterday have been Juniper's last day."""
    marigold = district.marigold
    marigold.command("/iep", "find juniper quickwater")
    district.settle()
    assert marigold.modal is not None
    marigold.modal.click("Student leaves")
    district.settle()
    marigold.modal.fill("Last day is before", FIRST_SCHOOL_DAY.date())
    marigold.modal.submit()
    district.settle()
    while modal := marigold.modal:
        modal.close()


def pressed_by(
    district: Quillmarsh,
    role: str,
    caplog: pytest.LogCaptureFixture,
    *,
    begins: Sequence[tuple[str, str]] = (),
) -> list[str]:
    """Let somebody press everything; return what went wrong, and with which control.

    Where they begin with certain commands, only what these lead to is pressed.
    """
    caplog.set_level("WARNING")
    found: list[str] = []

    def judge(control: Control, said: Reply | Modal | None, *, changed: bool) -> None:
        wrong = [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR]
        caplog.clear()
        modal = person.modal
        wrong += [modal.banner] if modal and modal.banner else []
        wrong += [said.error] if isinstance(said, Reply) and said.error else []
        wrong += [] if changed or (modal and modal.errors) else ["nothing came of it"]
        found.extend(f"{control}: {one}" for one in wrong)

    person = district.client.person(PEOPLE[role])
    presser = Presser(
        person=person,
        rooms=ROOMS.get(role, ()),
        settle=district.settle,
        judge=judge,
        commands=begins or COMMANDS,
        sees_all=not begins,
    )
    presser.press_everything(MOST)
    return [*found, *map(str, district.client.strict_errors())]
