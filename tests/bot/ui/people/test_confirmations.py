"""What an admin is asked names students by alias alone, and fits into a message however long."""

import json
from dataclasses import replace

import pytest

from bot.people.confirmations import Confirmation, ConfirmationId, Ruling, Wish
from bot.people.people import Person, PersonId, Role
from bot.ui.people import admin_acts, confirmations
from bot.ui.people.confirmations import CONFIRM, Given
from tests.conftest import NOW
from tests.slack_limits import complaints

LONG = "Maximiliana-Konstantina " * 20
HAL = Person(id=PersonId(4), slack_id=None, name=LONG, email=None, timezone="UTC")
ASKED = Confirmation(id=ConfirmationId(7), wish=Wish.STUDENTS, by=HAL.id, at=NOW)
MANY = [f"AB-{number:03}" for number in range(60)]
FULL = [Given(part="case manager", whose=LONG, aliases=MANY, new=3)] * 60
ROLES = replace(
    ASKED,
    wish=Wish.ROLES,
    gives=("admin", "", ""),
    roles=frozenset(Role),
    schools=frozenset(f"{LONG}{number}" for number in range(60)),
)


@pytest.mark.parametrize(
    "message",
    [
        confirmations.request(ASKED, HAL, FULL, decided_by=""),
        confirmations.request(ROLES, HAL, [], decided_by=""),
        confirmations.request(replace(ASKED, wish=Wish.TWIN), HAL, FULL[:2], decided_by=""),
        confirmations.answer(replace(ASKED, decision=Ruling.STALE), decided_by=LONG),
        admin_acts.moved_from_you(LONG, MANY, to=LONG),
        admin_acts.added_for_you(LONG, MANY),
        admin_acts.teams_changed(LONG, MANY),
        admin_acts.caseload_of_another(LONG, MANY, whose=LONG, to=LONG),
        admin_acts.roles_of_another(LONG, HAL),
        admin_acts.many_rows(LONG, most=300),
    ],
)
def test_the_longest_names_and_the_most_students_fit(message):
    assert complaints(message) == []


@pytest.mark.parametrize("ruling", Ruling)
def test_buttons_stand_as_long_as_it_waits(ruling):
    asked = replace(ASKED, decision=ruling)

    drawn = json.dumps(confirmations.request(asked, HAL, FULL[:1], decided_by="Ada"))

    assert (CONFIRM in drawn) is (ruling is Ruling.WAITS)


def test_what_is_wanted_says_for_which_schools():
    one = replace(ROLES, schools=frozenset({"Marsh Middle"}))
    every = replace(ROLES, schools=frozenset())

    assert "for Marsh Middle" in str(confirmations.request(one, HAL, [], decided_by=""))
    assert "for all schools" in str(confirmations.request(every, HAL, [], decided_by=""))
