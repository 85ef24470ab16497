"""What stands in a student's log, and when a try to reach a parent counts as one."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.records.contacts import ContactKind, ContactOutcome, Whom, kind_of, problem_with_moment

NOW = datetime(2026, 10, 8, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("whom", "outcome", "kind"),
    [
        pytest.param(Whom.PARENT, ContactOutcome.TALKED, ContactKind.CONTACT, id="reached"),
        pytest.param(Whom.PARENT, ContactOutcome.NO_ANSWER, ContactKind.ATTEMPT, id="no-answer"),
        pytest.param(Whom.PARENT, ContactOutcome.LATER, ContactKind.ATTEMPT, id="try-later"),
        pytest.param(Whom.TEACHER, ContactOutcome.NO_ANSWER, ContactKind.CONTACT, id="a-teacher"),
    ],
)
def test_a_failed_try_to_reach_a_parent_is_an_attempt(whom, outcome, kind):
    assert kind_of(whom, outcome) is kind


@pytest.mark.parametrize(
    ("at", "fine"),
    [
        pytest.param(NOW, True, id="just-now"),
        pytest.param(NOW.replace(second=59), True, id="within-the-minute"),
        pytest.param(NOW + timedelta(minutes=1), False, id="a-minute-ahead"),
        pytest.param(NOW - timedelta(days=90), True, id="long-ago"),
    ],
)
def test_nothing_is_logged_that_lies_ahead(at, fine):
    assert (problem_with_moment(at, now=NOW) is None) is fine
