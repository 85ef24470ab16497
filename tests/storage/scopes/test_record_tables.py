"""A record's fields have a place in its row, or are given where it is read."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from bot.goals.goals import Goal, GoalId
from bot.people.people import PersonId
from bot.students import StudentId
from storage import tables as rows
from storage.scopes.record_tables import RecordTable

GOAL = Goal(
    id=GoalId(7),
    student=StudentId(3),
    label="Reads aloud",
    by=PersonId(2),
    at=datetime(2026, 9, 1, 12, tzinfo=UTC),
)


def test_each_field_stands_in_the_column_of_its_name():
    kept = RecordTable(Goal, rows.goals).values(GOAL)

    assert kept == {
        "student_id": 3,
        "label": "Reads aloud",
        "closed": False,
        "by_id": 2,
        "at": GOAL.at,
    }


def test_only_what_is_named_is_written():
    kept = RecordTable(Goal, rows.goals).values(replace(GOAL, closed=True), "closed", "by")

    assert kept == {"closed": True, "by_id": 2}


def test_a_field_that_no_column_keeps_cannot_be_named():
    with pytest.raises(AssertionError):
        RecordTable(Goal, rows.goals).values(GOAL, "lable")


def test_a_field_that_would_be_lost_is_refused():
    @dataclass(frozen=True, kw_only=True)
    class Remark(Goal):
        colour: str = "blue"

    with pytest.raises(AssertionError, match="colour stands nowhere"):
        RecordTable(Remark, rows.goals)
