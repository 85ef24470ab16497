"""Invented parents for the tests of the core."""

from datetime import UTC, datetime
from typing import Any

from bot.forms.drafts import DraftKey
from bot.people.parents import Parent, ParentId
from bot.people.people import PersonId
from bot.students import StudentId


def a_parent(name: str = "Rosa Marsh", relation: str = "mother", **fields: Any) -> Parent:
    known = {
        "id": ParentId(1),
        "draft": DraftKey("p1"),
        "student": StudentId(7),
        "name": name,
        "relation": relation,
        "by": PersonId(1),
        "at": datetime(2026, 8, 20, 17, tzinfo=UTC),
    }
    return Parent(**{**known, **fields})
