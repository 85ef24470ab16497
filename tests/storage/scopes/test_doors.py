"""A door hands out one scope, and to nobody but whom it was opened to."""

from contextlib import contextmanager

import pytest
from sqlalchemy import false, true

from bot.people.people import Role, SlackUserId
from tests.conftest import NOW

PAT, LEE = SlackUserId("U0PAT"), SlackUserId("U0LEE")


@contextmanager
def door_to(storage, user):
    with storage._door(to=user, now=NOW, reading=False) as door:
        yield door


@pytest.fixture
def pat(storage):
    return known(storage, PAT)


@pytest.fixture
def lee(storage):
    return known(storage, LEE)


def known(storage, user, roles=frozenset({Role.CASE_MANAGER})):
    with storage.jobs(now=NOW) as scope:
        return scope.people.add(
            name="Pat Example", email=f"{user}@quill.test", slack_id=user, roles=roles
        )


def test_a_door_hands_out_the_scope_of_whom_it_was_opened_to(storage, pat):
    with door_to(storage, PAT) as door:
        assert door.scope(person=pat, students=false()).person == pat


def test_a_door_hands_out_no_second_scope(storage, pat):
    with door_to(storage, PAT) as door:
        door.scope(person=pat, students=false())
        with pytest.raises(AssertionError, match="one scope"):
            door.scope(person=pat, students=true())


@pytest.mark.parametrize("to_the_clock", [True, False])
def test_a_door_opened_to_one_person_hands_out_nobody_elses_reach(storage, lee, to_the_clock):
    other = None if to_the_clock else lee
    with pytest.raises(AssertionError, match="nobody else"), door_to(storage, PAT) as door:
        door.scope(person=other, students=true())


def test_the_whole_workspace_is_in_no_case_managers_reach(storage, pat):
    with pytest.raises(AssertionError, match="whole workspace"), door_to(storage, PAT) as door:
        door.scope(person=pat, students=true(), whole=True)


def test_the_whole_workspace_is_in_an_admins_reach_and_in_the_clocks(storage):
    admin = known(storage, PAT, roles=frozenset({Role.ADMIN}))

    with door_to(storage, PAT) as door:
        assert door.scope(person=admin, students=true(), whole=True).person == admin
    with door_to(storage, None) as door:
        assert door.scope(person=None, students=true(), whole=True)
