"""Help is for the one who asks: short, with examples, and nothing that is not theirs to type."""

import math

import pytest

from bot.people.people import Role
from bot.ui.digest import help as helping
from tests.bot.ui.surfaces import assert_slack_takes, words_of

NOBODY = frozenset[Role]()
CASE_MANAGER = frozenset({Role.CASE_MANAGER})
ROLES = [NOBODY, *(frozenset({role}) for role in Role), frozenset(Role)]


def named(case):
    return "-".join(sorted(case)) or "on-a-team" if isinstance(case, frozenset) else None


LETTERS_IN_A_ROW = 45
"""On a phone of 390 pixels, in Slack's type."""
ROWS_ON_A_SCREEN = 26


def rows_of(message):
    lines = words_of(message).splitlines()
    return sum(max(1, math.ceil(len(line) / LETTERS_IN_A_ROW)) for line in lines)


@pytest.mark.parametrize("roles", ROLES, ids=named)
def test_help_fits_one_screen_of_a_phone(roles):
    for said in (helping.examples(roles), helping.nothing_found(roles)):
        assert_slack_takes(said)
        assert rows_of(said) <= ROWS_ON_A_SCREEN + 12 * (len(roles) > 1)


@pytest.mark.parametrize("roles", ROLES, ids=named)
def test_every_command_is_one_help_away(roles):
    said = helping.everything(roles)

    assert_slack_takes(said)
    for command in helping.COMMANDS:
        theirs = not command.roles or bool(command.roles & roles)
        assert (f"`{command.typed}`  {command.meaning}" in words_of(said)) is theirs


@pytest.mark.parametrize(
    ("roles", "has", "has_not"),
    [
        (CASE_MANAGER, "/preiep Juniper", "/iep district"),
        (frozenset({Role.SUPERVISOR}), "/iep district", "/iep request"),
        (frozenset({Role.OFFICE}), "the invitation that waits", "/iep request"),
        (frozenset({Role.ADMIN}), "/iep trail", "/iep request"),
        (NOBODY, "your forms", "/iep request"),
    ],
    ids=named,
)
def test_help_shows_what_this_person_can_do(roles, has, has_not):
    said = words_of(helping.examples(roles))

    assert has in said
    assert has_not not in said


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("setings", "settings"),
        ("handovr", "handover"),
        ("tip", "tips"),
        ("progres please", "progress"),
    ],
)
def test_a_command_with_a_slip_is_offered_and_not_run(typed, command):
    [near] = helping.commands_near(typed, CASE_MANAGER)

    assert near.word == command
    assert f"`{near.typed}`" in words_of(helping.nothing_found(CASE_MANAGER, [near]))


def test_nobody_is_offered_a_command_that_is_not_theirs():
    assert helping.commands_near("distrct", CASE_MANAGER) == []


def test_a_supervisor_is_told_by_what_a_student_is_found():
    assert "alias or student id" in words_of(helping.nothing_found(frozenset({Role.SUPERVISOR})))
