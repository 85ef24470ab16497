"""What a copy of the database tells without its key, the documentation says column by column."""

import re
from typing import Any

from sqlalchemy import Column, Integer

from storage import tables as rows
from storage.engine.columns import is_sealed
from tests.test_house import ROOT

LINE = re.compile(r"\| `(?P<table>\w+)` \| (?P<clear>[^|]*) \| (?P<sealed>[^|]*) \|")
EVERYWHERE = {"id", "workspace_id", "mark"}
"""Columns of many tables: which row it is, and whose."""


def told_in(document: str) -> dict[str, tuple[set[str], set[str]]]:
    """What is said of each table: the columns in the clear, and those that are sealed."""
    found = map(LINE.fullmatch, (ROOT / document).read_text().splitlines())
    return {line["table"]: (named(line["clear"]), named(line["sealed"])) for line in found if line}


def named(columns: str) -> set[str]:
    return {*re.findall(r"`(\w+)`", columns)}


def is_a_number(column: Column[Any]) -> bool:
    """Tell whether a column says which row it is or to which one it belongs, and nothing more."""
    refers = column.name.endswith("_id") and isinstance(column.type, Integer)
    return refers or column.name in EVERYWHERE


def test_each_column_is_sealed_or_said_to_stand_in_the_clear():
    assert told_in("docs/copies.md") == {
        table.name: (
            {one.name for one in table.c if not is_sealed(one) and not is_a_number(one)},
            {one.name for one in table.c if is_sealed(one)},
        )
        for table in rows.metadata.sorted_tables
    }


def test_the_readme_says_of_the_same_columns_that_they_stand_in_the_clear():
    said = " ".join((ROOT / "README.md").read_text().split())
    (said,) = re.findall(r"\*\*A copy of the database without its key\*\*[^:]+:", said)
    in_the_clear = {
        "a school": rows.students.c.school_id,
        "a caseload": rows.students.c.case_manager_id,
        "a team": rows.team_members.c.student_id,
        "interpreter": rows.students.c.interpreter,
        "kinds": rows.meetings.c.kind,
        "dates": rows.meetings.c.on,
        "Slack ids": rows.people.c.slack_id,
        "roles": rows.people.c.roles,
    }

    for words, column in in_the_clear.items():
        assert words in said
        assert not is_sealed(column), f"{words}: the README says that they can be read"
