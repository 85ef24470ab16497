"""What counts as giving oneself more, and what waits how long."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.people.confirmations import Confirmation, ConfirmationId, Gift, Wish, gains
from bot.people.people import Person, PersonId, Role
from bot.students import StudentId
from tests.conftest import NOW

HAL = Person(id=PersonId(4), slack_id=None, name="Hal", email=None, timezone="UTC")
LEADS = frozenset({Role.CASE_MANAGER})
SEES = frozenset({Role.SUPERVISOR})
MARSH, BOTH = frozenset({"Marsh"}), frozenset({"Marsh", "Reed"})


@pytest.mark.parametrize(
    ("before", "schools", "after", "schools_after", "expected"),
    [
        pytest.param(LEADS, (), LEADS | SEES, (), True, id="another role"),
        pytest.param(LEADS | SEES, MARSH, LEADS, MARSH, False, id="a role less"),
        pytest.param(SEES, MARSH, SEES, BOTH, True, id="another school"),
        pytest.param(SEES, BOTH, SEES, MARSH, False, id="a school less"),
        pytest.param(SEES, MARSH, SEES, (), True, id="no school named means all of them"),
        pytest.param(SEES, (), SEES, MARSH, False, id="one school instead of all"),
        pytest.param(LEADS, MARSH, LEADS, BOTH, False, id="who answers for no school"),
        pytest.param(SEES, MARSH, SEES, MARSH, False, id="the same"),
    ],
)
def test_more_is_a_role_or_a_school_that_one_had_not(
    before, schools, after, schools_after, expected
):
    person = replace(HAL, roles=before, schools=frozenset(schools))

    assert gains(person, after, frozenset(schools_after)) is expected


def test_what_is_asked_for_is_late_a_week_after():
    asked = Confirmation(id=ConfirmationId(1), wish=Wish.ROLES, by=HAL.id, at=NOW)

    assert not asked.is_late(NOW + timedelta(days=7, seconds=-1))
    assert asked.is_late(NOW + timedelta(days=7))


@pytest.mark.parametrize(
    "gift",
    [
        Gift(student=StudentId(3), case_manager=PersonId(2)),
        Gift(student=None, case_manager=None, part="school psychologist"),
    ],
)
def test_a_gift_is_read_as_it_was_written(gift):
    assert Gift.from_text(str(gift)) == gift
